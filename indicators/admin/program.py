"""Figures on the admin page of their program: this app extends it, so that programs need not know indicators."""

from __future__ import annotations

from indicators.admin.change import ReportedChangeInline
from indicators.admin.observation import ObservationInline
from programs.admin.program import ProgramAdmin

ProgramAdmin.inlines = [
    *ProgramAdmin.inlines[:1],
    ObservationInline,
    ReportedChangeInline,
    *ProgramAdmin.inlines[1:],
]
