"""The public pages' components for templates of the admin, which are written in Django's language."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import engines
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def component(name: str, **values: Any) -> SafeString:
    """`{% component "citation" citation=citation short=True %}` draws `templates/pages/components/citation.html`."""
    drawn = engines["jinja2"].env.get_template(f"components/{name}.html").module  # type: ignore[attr-defined]
    return SafeString(getattr(drawn, f"show_{name}")(**values))
