"""Two template languages: all templates of both can be read, the public ones refuse slips, and share components with
the admin.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template import engines
from django.template.loader import get_template
from jinja2 import UndefinedError, nodes

from qualityportal.catalogs import collected

TEMPLATES = settings.BASE_DIR / "templates"
PAGES = TEMPLATES / "pages"
OWN = sorted(path for path in TEMPLATES.rglob("*.html") if PAGES not in path.parents)
PUBLIC = sorted(PAGES.rglob("*.html"))
CALLED = re.compile(r"get_\w+|has_(next|previous|other_pages)|(next|previous)_page_number|non_field_errors|all|items")
"""Names that Django's language would call by itself."""


def language_of(path: Path) -> str:
    template: Any = get_template(path.as_posix())
    return str(template.backend.name)


def test_all_templates_can_be_read_in_their_language():
    for path in PUBLIC:
        assert language_of(path.relative_to(PAGES)) == "jinja2"
    for path in OWN:
        assert language_of(path.relative_to(TEMPLATES)) == "django"


@pytest.mark.parametrize("slip", ["{{ nobody }}", "{{ given.nothing }}", "{% if given.nothing %}{% endif %}"])
def test_a_name_that_nobody_gave_is_an_error(slip):
    with pytest.raises(UndefinedError):
        engines["jinja2"].from_string(slip).render({"given": Path()})


def test_methods_are_called():
    engine: Any = engines["jinja2"]
    for path in PUBLIC:
        tree = engine.env.parse(path.read_text("utf-8"))
        called = {id(call.node) for call in tree.find_all(nodes.Call)}
        left = [
            one.attr for one in tree.find_all(nodes.Getattr) if id(one) not in called and CALLED.fullmatch(one.attr)
        ]
        assert not left, path


def test_the_admin_draws_the_public_component():
    values = {"pieces": [{"text": "<b>", "is_hit": True}, {"text": "x", "is_hit": False}]}
    drawn = engines["django"].from_string("{% load components %}{% component 'marked' pieces=pieces %}").render(values)
    assert drawn == "<mark>&lt;b&gt;</mark>x"


def test_texts_of_both_languages_are_collected():
    found = {(message.id, message.context): dict(message.locations) for message in collected()}
    plural = ("%(n)s program", "%(n)s programs"), None
    assert "templates/pages/programs/list.html" in found[plural]
    assert "templates/pages/components/chart.html" in found[", ", "between numbers in a list"]
    assert (
        "templates/pages/about.html"
        in found["The difference of two percents: from 96 %% to 98 %% is 2 percentage points.", None]
    )
    assert "templates/admin/base_site.html" in found["Second factor", None]
