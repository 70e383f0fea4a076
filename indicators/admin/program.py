"""Figures on the admin page of their program: this app extends it, so that programs need not know indicators."""

from __future__ import annotations

from indicators.models import Observation, ReportedChange
from programs.admin.program import ProgramAdmin

ProgramAdmin.parts = [
    *ProgramAdmin.parts[:1],
    (Observation, "program"),
    (ReportedChange, "program"),
    *ProgramAdmin.parts[1:],
]
