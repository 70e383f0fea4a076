"""What the admin of every cited record shares."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

CITED_FIELDS: Any = (_("Evidence"), {"fields": ["citation", "other_citations"]})
