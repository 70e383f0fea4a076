"""An editor in the admin: under the same security policy, and nothing typed is lost."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model

from indicators.models import Observation
from tests.browser.moves import follow

pytestmark = pytest.mark.browser


@pytest.fixture
def admin(open_page, site):
    get_user_model().objects.create_superuser("editor", password="porcelain-Blue-42")
    page = open_page("/admin/")
    page.fill("#id_username", "editor")
    page.fill("#id_password", "porcelain-Blue-42")
    follow(page.locator("[type=submit]"))
    return page


def choose(page, field: str, words: str) -> None:
    """Picks the first match of an autocomplete field."""
    page.locator(f"#id_{field} + .select2").click()
    page.locator(".select2-search__field").last.fill(words)
    page.locator(".select2-results__option--highlighted", has_text=words).first.click()


def save(page) -> None:
    follow(page.locator("[name=_save]"))


def test_a_figure_is_corrected_twice_and_then_public(admin, site):
    admin.goto(f"{site}/admin/indicators/observation/add/")
    choose(admin, "program", "景德镇")
    choose(admin, "indicator", "产品合格率")
    admin.fill("#id_value", "9800")
    admin.fill("#id_period_start", "2024-12-31")
    admin.fill("#id_period_end", "2024-01-01")
    admin.select_option("#id_publication", "published")
    save(admin)
    said = admin.locator(".errorlist").all_inner_texts()
    assert any("98" in text for text in said)
    assert any("出处" in text for text in said)
    assert admin.input_value("#id_value") == "9800"
    admin.fill("#id_value", "99.0")
    choose(admin, "citation", "提升至98%")
    save(admin)
    assert admin.locator(".errorlist").count() == 1
    assert admin.input_value("#id_value") == "99.0"
    admin.fill("#id_period_start", "2024-01-01")
    admin.fill("#id_period_end", "2024-12-31")
    save(admin)
    admin.locator(".messagelist .success").wait_for()
    assert str(Observation.objects.get(value="99.0").stated_value) == "99.0"
    admin.goto(f"{site}/programs/jingdezhen-ceramics/")
    assert "99.0" in admin.locator("main").inner_text()
