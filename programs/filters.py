"""The filter bar of the program list; its state is the URL."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.forms import IntegerField, TextInput
from django.utils.translation import gettext_lazy as _

from programs import narrowing
from programs.models import IndustryChain, Program, Region
from programs.models.measure import Category
from programs.reads import find_region, regions_to_choose
from programs.rules.words import query_of
from programs.search import programs_matching
from programs.select import PlainSelect


def region_choices(chosen: Region | None) -> list[tuple[str, str]]:
    """Regions that hold programs and all above them, indented by depth; the chosen one even without any."""
    rows = regions_to_choose(chosen)
    choices = [(row.region.code, "\u3000" * row.depth + row.region.label) for row in rows]
    if chosen and chosen.code not in dict(choices):
        choices.append((chosen.code, chosen.label))  # a region without programs is a fair question
    return choices


def chain_choices() -> list[tuple[str, str]]:
    chains = IndustryChain.objects.defer(*IndustryChain.UNREAD_BESIDE).order_by("slug")
    return [(chain.slug, chain.label) for chain in chains]


class YearFilter(django_filters.NumberFilter):
    """Whole numbers; the library's own takes 2020.5 too."""

    field_class = IntegerField


class ProgramFilter(django_filters.FilterSet):
    """Where a value cannot be used, no program is found: the answer to an unclear question is not everything."""

    nothing_found = _("One of the filters cannot be used as it is. Correct it to see programs.")

    q = django_filters.CharFilter(
        label=_("Search"), method="search", widget=TextInput(attrs={"type": "search", "maxlength": 80})
    )
    region = django_filters.ChoiceFilter(
        label=_("Region"), choices=[], method="in_region", empty_label=_("All regions"), widget=PlainSelect
    )
    chain = django_filters.ChoiceFilter(
        label=_("Industry chain"),
        choices=chain_choices,
        field_name="chain__slug",
        empty_label=_("All chains"),
        widget=PlainSelect,
    )
    status = django_filters.ChoiceFilter(
        label=_("State"),
        choices=Program.State.choices,
        method="in_state",
        empty_label=_("All states"),
        widget=PlainSelect,
    )
    category = django_filters.ChoiceFilter(
        label=_("Measures"),
        choices=Category.choices,
        method="with_category",
        empty_label=_("All categories"),
        widget=PlainSelect,
    )
    year: django_filters.Filter = YearFilter(
        label=_("Year"), method="in_year", min_value=narrowing.FIRST_YEAR, max_value=2100
    )

    class Meta:
        model = Program
        fields: tuple[str, ...] = ()

    def __init__(self, data=None, *args, **kwargs):  # type: ignore[no-untyped-def]
        self.place = find_region(data["region"]) if data and data.get("region") else None
        if self.place and self.place.code != data["region"]:  # a former code stands for the region's present one
            data = data.copy()
            data["region"] = self.place.code
        super().__init__(data, *args, **kwargs)
        self.filters["region"].extra["choices"] = region_choices(self.place)

    @property
    def is_costly(self) -> bool:
        """Whether no single index says which programs are left."""
        return self.is_valid() and bool(self.form.cleaned_data.get("q"))

    @property
    def counted(self) -> QuerySet[Any] | None:
        """As many rows as there are programs, where other rows are sooner counted."""
        asked = {name: value for name, value in self.form.cleaned_data.items() if value} if self.is_valid() else {}
        return narrowing.with_measure_of(asked["category"]) if set(asked) == {"category"} else None

    def filter_queryset(self, queryset: QuerySet[Program]) -> QuerySet[Program]:
        return super().filter_queryset(queryset) if self.is_valid() else queryset.none()

    def search(self, queryset: QuerySet[Program], _name: str, words: str) -> QuerySet[Program]:
        """Every word must be found somewhere: its texts, region, chain, or a measure."""
        return programs_matching(query_of(words).words, queryset)

    def in_region(self, queryset: QuerySet[Program], _name: str, _code: str) -> QuerySet[Program]:
        return queryset.filter(narrowing.lies_in(self.place)) if self.place else queryset.none()

    def in_state(self, queryset: QuerySet[Program], _name: str, state: str) -> QuerySet[Program]:
        return queryset.filter(narrowing.in_state(state))

    def with_category(self, queryset: QuerySet[Program], _name: str, category: str) -> QuerySet[Program]:
        return queryset.filter(narrowing.has_measure_of(category))

    def in_year(self, queryset: QuerySet[Program], _name: str, year: int) -> QuerySet[Program]:
        return queryset.filter(narrowing.active_in(year))
