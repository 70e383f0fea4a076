"""English units after one: every unit of the seed files and of the synthetic country, and what editors may add."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils.translation import override

from indicators.change_cards import reported_text
from indicators.models import ReportedChange
from indicators.reading.meant import meaning, measured
from indicators.reading.typed import TypedQuantity
from indicators.rules.english import singular
from indicators.rules.quantities import Comparator, Quantity
from indicators.rules.series import ValueKind
from indicators.words import points_words
from seeds.files import read_seeds
from seeds.synthetic.words import words

SINGULARS = {
    "%": "%",
    "CNY": "CNY",
    "actions": "action",
    "attendances": "attendance",
    "batches": "batch",
    "brands": "brand",
    "centres": "centre",
    "certificates": "certificate",
    "chains": "chain",
    "cities": "city",
    "complaints": "complaint",
    "days": "day",
    "departments": "department",
    "documents": "document",
    "enterprises": "enterprise",
    "fields": "field",
    "institutions": "institution",
    "instruments": "instrument",
    "items": "item",
    "laboratories": "laboratory",
    "lines of work": "line of work",
    "maps": "map",
    "marks": "mark",
    "parameters": "parameter",
    "patents": "patent",
    "people": "person",
    "persons": "person",
    "pilots": "pilot",
    "points": "point",
    "prizes": "prize",
    "problems": "problem",
    "products": "product",
    "service items": "service item",
    "standards": "standard",
    "tasks": "task",
    "years": "year",
}


def test_every_unit_in_use_has_its_singular():
    used = {row.unit_name_en for row in read_seeds().indicators} | {row.unit.name_en for row in words().indicators}
    assert {unit: singular(unit) for unit in used} == SINGULARS


@pytest.mark.parametrize(
    ("plural", "single"),
    [
        ("classes", "class"),
        ("boxes", "box"),
        ("tonnes per year", "tonne per year"),
        ("kilowatt-hours", "kilowatt-hour"),
        ("series", "series"),
        ("head of cattle", "head of cattle"),
        ("Mbps", "Mbps"),
        ("GWh", "GWh"),
        ("mu", "mu"),
        ("亩", "亩"),
    ],
)
def test_units_that_an_editor_may_add(plural, single):
    assert singular(plural) == single


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1", "1 percentage point"),
        ("+1", "+1 percentage point"),
        ("−1", "−1 percentage point"),
        ("1.0", "1.0 percentage points"),
        ("+2", "+2 percentage points"),
        ("−0.11", "−0.11 percentage points"),
    ],
)
def test_percentage_points(number, text):
    with override("en"):
        assert points_words(number) == text


@pytest.mark.parametrize("unit", ["city", "cities"])
def test_an_editor_may_type_the_unit_in_either_form(unit):
    cities = measured("个", ["cities"], "place", ValueKind.COUNT, 0)
    assert meaning(TypedQuantity(Comparator.EQ, Decimal(1), 0, unit), cities).quantity == Quantity(Decimal(1))


@pytest.mark.parametrize(("years", "text"), [(1, "×2 in 1 year"), (3, "×2 in 3 years"), (None, "×2")])
def test_a_multiple_says_in_how_many_years(years, text):
    with override("en"):
        assert reported_text(ReportedChange(kind="multiple", value=Decimal(2), span_years=years)) == text
