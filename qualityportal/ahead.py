"""What nearly every request needs, loaded once before the server forks: its processes share the memory, and the first
reader waits for none of it. No database is asked: a connection must not be shared.
"""

from __future__ import annotations

from django.conf import settings
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils import translation


def load_ahead() -> None:
    get_resolver().url_patterns  # noqa: B018  # imports all pages
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            translation.gettext("")
    _templates()


def _templates() -> None:
    pages = settings.BASE_DIR / "templates" / "pages"
    for folder in (pages, pages.parent):
        for path in sorted(folder.rglob("*.html")):
            if folder == pages or pages not in path.parents:
                get_template(path.relative_to(folder).as_posix())
