"""What the templates of the public pages may use (Jinja2, in `templates/pages/`): translation, addresses and the few
filters. All but the addresses are Django's own functions, so that a page of the admin says the same.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.template import defaultfilters, defaulttags
from django.templatetags.static import static
from django.utils import timezone, translation
from django_tables2.templatetags.django_tables2 import table_page_range
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context

from programs.paths import path_of
from programs.permalinks import LANGUAGE_TAGS


def environment(**options: Any) -> Environment:
    """For settings.TEMPLATES. What a template names and nobody gave is an error and not an empty place."""
    made = Environment(**options | {"undefined": StrictUndefined}, extensions=["jinja2.ext.i18n"])  # noqa: S701  # Django's backend sets autoescape
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(  # type: ignore[attr-defined]  # by the extension
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    made.globals |= {
        "language": translation.get_language,
        "language_tag": lambda code: LANGUAGE_TAGS.get(code, code),
        "querystring": querystring,
        "static": static,
        "table_page_range": table_page_range,
        "url": path_of,
    }
    made.filters |= {
        "capfirst": defaultfilters.capfirst,
        "date": date,
        "day": day,
        "force_escape": defaultfilters.force_escape,
        "time": time,
        "truncatechars": defaultfilters.truncatechars,
        "urlencode": defaultfilters.urlencode,
    }
    return made


@pass_context
def querystring(context: Context, **changes: Any) -> str:
    """The query of the page's address with other values; None removes one."""
    query = context["request"].GET
    return str(defaulttags.querystring(None, query, **changes))  # type: ignore[arg-type]  # a context is not read


def day(value: dt.date | None) -> str:
    """The date as ISO 8601 writes it, in the portal's time zone; nothing where there is none."""
    value = _local(value)
    return (value.date() if isinstance(value, dt.datetime) else value).isoformat() if value else ""


def date(value: Any, form: str) -> str:
    """In the portal's time zone."""
    return str(defaultfilters.date(_local(value), form))


def time(value: Any, form: str) -> str:
    return str(defaultfilters.time(_local(value), form))


def _local(value: Any) -> Any:
    return timezone.localtime(value) if isinstance(value, dt.datetime) else value
