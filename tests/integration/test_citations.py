"""The citations of several kinds of records, fetched at once."""

from __future__ import annotations

import pytest

from indicators.models import Observation
from programs.citations import attach_citations
from programs.models import Measure
from tests import records

pytestmark = pytest.mark.django_db


def test_records_of_several_kinds_get_their_places_in_two_statements(django_assert_num_queries):
    program = records.program(measures=0)
    later, first = records.citation("后文", 9), records.citation("前文", 2)
    measure, figure = records.measure(program), records.observation(program)
    figure.other_citations.set([later, first])
    measure.other_citations.set([later])
    stated = figure.citation, measure.citation
    figures, measures = list(Observation.objects.all()), list(Measure.objects.all())
    with django_assert_num_queries(2):
        attach_citations(figures, [], measures)
        assert (figures[0].citation, measures[0].citation) == stated
        assert figures[0].further_citations == [first, later]
        assert measures[0].all_citations == [stated[1], later]
        assert {place.document.slug for place in figures[0].all_citations} == {"report"}


def test_a_record_without_a_source_has_no_places():
    program = records.program(measures=0)
    draft = records.observation(program, publication="draft", citation=None)
    attach_citations([draft])
    assert draft.all_citations == []


def test_of_no_records_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        attach_citations([], [])
