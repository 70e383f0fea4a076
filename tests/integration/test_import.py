"""Import: a difference per cell, a reason per refused row, all or nothing, and nothing that the form would refuse."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from decimal import Decimal
from typing import Any
from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.models import Observation, ReportedChange
from programs.actions.publication import send
from programs.actions.refused import Refused
from programs.actions.revising import propose
from programs.actions.writing import write
from programs.contents import contents, version_contents
from programs.models import Citation, FormerRegionCode, ImportFile, Measure, Program, Revision, SourceDocument
from programs.tabular.applying import applied
from programs.tabular.checks import faults_of, holds
from programs.tabular.table import TABLES
from qualityportal.roles import EDITOR, REVIEWER
from tests import records
from tests.integration.importing import (
    address,
    confirm,
    csv_of,
    preview,
    reasons,
    states,
    text_of,
    upload,
    xlsx_of,
)

pytestmark = pytest.mark.django_db
FIGURE = ["program", "indicator", "value", "unit_mult", "stage_order", "stage_label"]
UNDATED = ["0", "来源未注明时间"]


@pytest.fixture
def editor(program):
    return records.person("editor", EDITOR, program.region)


@pytest.fixture
def client(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def indicator(db):
    return records.indicator()


def figure(value: str = "352.6", indicator: str = "revenue", program: str = "jingdezhen") -> list[str]:
    return [program, indicator, value, "亿", *UNDATED]


def draft(program, value="19.0", **fields):
    return records.observation(program, value=value, decimals=1, publication="draft", **fields)


def test_new_rows_become_drafts_with_the_reason_in_their_history(client, editor, indicator):
    file, page = preview(client, Observation, csv_of(FIGURE, figure("19.0")), reason="补录年报")
    assert states(file) == {2: "new"}
    assert not Observation.objects.exists()
    assert "19.0" in page
    page = confirm(client, Observation, file)
    row = Observation.objects.get()
    assert (row.stated_value, str(row.stated_value), row.unit_mult) == (Decimal("19.0"), "19.0", 8)
    assert (row.publication, row.editor) == ("draft", editor)
    version = row.history.get()
    assert (version.history_user, version.history_change_reason, version.history_type) == (editor, "补录年报", "+")
    assert file.state == "applied"
    assert file.content is None
    assert "已导入" in page or "Imported" in page


def test_the_preview_shows_old_and_new_of_each_changed_cell(client, program):
    row = draft(program)
    content = csv_of([*FIGURE, "is_key"], [*figure("19.5"), "是"])
    file, page = preview(client, Observation, content)
    assert states(file) == {2: "changed"}
    notes = {note["column"]: (note["old"], note["new"]) for note in file.plan[0]["notes"]}
    assert notes == {"C · 数值": ("19.0", "19.5"), "G · 关键数值": ("否", "是")} or len(notes) == 2
    assert '<td class="old">19.0</td><td class="new">19.5</td>' in page
    confirm(client, Observation, file)
    changed = Observation.objects.get(pk=row.pk)
    assert (changed.value, changed.is_key) == (Decimal("19.5"), True)
    assert changed.citation == row.citation  # a column that the file leaves out stays


def test_a_change_of_a_published_record_waits(client, program, editor):
    row = records.observation(program, value="19.0", decimals=1)
    file, _page = preview(client, Observation, csv_of(FIGURE, figure("19.5")), reason="复核原文")
    assert file.plan[0]["settled"]
    confirm(client, Observation, file)
    waiting = Revision.objects.open().get(record_id=row.pk)
    assert Observation.objects.get(pk=row.pk).value == 19
    assert waiting.changes == {"value": "19.5000"}
    assert (waiting.reason, waiting.editor) == ("复核原文", editor)


def test_rows_that_go_on_from_a_waiting_change_keep_the_rest_of_it(client, program, editor):
    row = records.observation(program, value="19.0", decimals=1)
    typed = Observation.objects.get(pk=row.pk)
    typed.is_key = True
    propose(typed, by=editor, reason="一")
    file, _page = preview(client, Observation, csv_of(FIGURE, figure("19.5")))
    confirm(client, Observation, file)
    assert Revision.objects.open().get().changes == {"value": "19.5000", "is_key": True}


def test_a_record_in_review_goes_back_to_draft(client, program, editor):
    row = draft(program)
    send(row, by=editor)
    file, _page = preview(client, Observation, csv_of(FIGURE, figure("19.5")))
    confirm(client, Observation, file)
    assert Observation.objects.get().publication == "draft"


def test_all_or_nothing_and_refused_rows_come_first(client, program, indicator):
    bad = figure("12", "no-such")
    file, page = preview(client, Observation, csv_of(FIGURE, figure(), bad))
    assert states(file) == {2: "new", 3: "refused"}
    assert file.plan[0]["number"] == 3
    assert reasons(file)[3][0][0].startswith("B · ")
    assert "no-such" in reasons(file)[3][0][1]
    assert 'type="submit" class="default"' not in page
    confirm(client, Observation, file)  # past the missing button
    assert not Observation.objects.exists()


@pytest.mark.parametrize(("language", "words"), [("", "行"), ("/en", "rows")])
def test_sentences_are_in_the_readers_language(client, indicator, language, words):
    response = upload(client, Observation, csv_of(FIGURE, figure("x")), language=language)
    page = text_of(client.get(response["Location"]))
    assert words in page
    assert ("Type the number alone" in page) == bool(language)


# Scope


def test_no_row_reaches_into_another_region_from_either_side(client, program, indicator):
    elsewhere = records.program("elsewhere", region=records.region("440000", name="广东省"))
    foreign = records.observation(elsewhere, publication="draft")
    own = draft(program, is_key=True, indicator=records.indicator("own"))
    header = ["id", *FIGURE]
    rows = [
        ["", *figure("1", program="elsewhere")],  # a new row there
        [foreign.pk, *figure("1")],  # a row of there pulled over
        [own.pk, *figure("1", "own", "elsewhere")],  # an own row pushed over
    ]
    file, _page = preview(client, Observation, csv_of(header, *rows))
    assert states(file) == {2: "refused", 3: "refused", 4: "refused"}
    assert confirm(client, Observation, file)
    assert Observation.objects.get(pk=foreign.pk).program == elsewhere
    assert Observation.objects.get(pk=own.pk).program == program


def test_programs_and_sources_stay_in_the_region(client, program):
    records.region("440000", name="广东省")
    header = ["slug", "name", "region", "chain", "summary"]
    new = ["new-one", "新项目", "440000", "ceramics", "做了几件事。"]
    moved = ["jingdezhen", "项目", "440000", "ceramics", "做了几件事。"]
    file, _page = preview(client, Program, csv_of(header, new, moved))
    assert states(file) == {2: "refused", 3: "refused"}
    file, _page = preview(client, SourceDocument, csv_of(["slug", "title"], ["no-region", "一篇"]))
    assert states(file) == {2: "refused"}
    file, _page = preview(client, SourceDocument, csv_of(["slug", "title", "region"], ["own", "一篇", "360000"]))
    assert states(file) == {2: "new"}


def test_former_codes_find_their_region(client, program):
    county = records.region("360281", name="乐平市", level="county", parent=program.region)
    FormerRegionCode.objects.create(region=county, code="360208")
    header = ["slug", "name", "region", "chain", "summary"]
    file, _page = preview(client, Program, csv_of(header, ["leping", "乐平项目", "360208", "ceramics", "做了几件事。"]))
    confirm(client, Program, file)
    assert Program.objects.get(slug="leping").region == county


def test_a_reviewer_without_the_right_to_change_cannot_import(client, program):
    client.force_login(records.person("reviewer", REVIEWER, program.region))
    assert client.get(address(Observation, "import")).status_code == 403
    assert upload(client, Observation, csv_of(FIGURE, figure())).status_code == 403


# The published


@pytest.mark.parametrize(
    ("cell", "state"), [("published", "refused"), ("已发布", "refused"), ("", "new"), ("draft", "new")]
)
def test_a_file_publishes_nothing(client, indicator, cell, state):
    file, _page = preview(client, Observation, csv_of([*FIGURE, "publication"], [*figure(), cell]))
    assert states(file) == {2: state}
    confirm(client, Observation, file)
    assert not Observation.objects.filter(publication="published").exists()


def test_a_place_that_a_published_record_rests_on_stays(client, program):
    document = records.source("own", region=program.region)
    cited = records.citation("营收突破860亿元", 2, document)
    records.measure(program, "cited", citation=cited)
    free = records.citation("另一处", 3, document)
    header = ["id", "document", "paragraph", "phrase"]
    rows = [[cited.pk, "own", "2", "别的话"], [free.pk, "own", "3", "别的话"]]
    file, _page = preview(client, Citation, csv_of(header, *rows))
    assert states(file) == {2: "refused", 3: "changed"}


# Stale rows


def test_a_row_saved_after_the_preview_refuses_the_whole_file(client, program, indicator):
    row = draft(program)
    other = records.indicator("other")
    file, _page = preview(client, Observation, csv_of(FIGURE, figure("19.5"), figure("1", "other")))
    write(Observation.objects.get(pk=row.pk))  # someone saves
    page = confirm(client, Observation, file)
    assert "2" in page
    assert "errornote" in page
    assert Observation.objects.get(pk=row.pk).value == 19
    assert not Observation.objects.filter(indicator=other).exists()
    client.post(address(Observation, "import_preview", file.pk), {"again": "1"})
    text_of(client.get(address(Observation, "import_preview", file.pk)))
    confirm(client, Observation, file)
    assert Observation.objects.count() == 2


def test_a_waiting_change_typed_after_the_preview_makes_a_row_stale(client, program, editor):
    row = records.observation(program, value="19.0", decimals=1)
    file, _page = preview(client, Observation, csv_of(FIGURE, figure("19.5")))
    typed = Observation.objects.get(pk=row.pk)
    typed.is_key = True
    propose(typed, by=editor, reason="一")
    confirm(client, Observation, file)
    assert Revision.objects.get().changes == {"is_key": True}


def test_a_key_taken_after_the_preview_refuses_the_file(client, program, indicator):
    file, _page = preview(client, Observation, csv_of(FIGURE, figure("19.5")))
    draft(program)
    confirm(client, Observation, file)
    assert Observation.objects.get().value == 19


def test_a_right_lost_after_the_preview_refuses_the_file(client, editor, indicator):
    file, _page = preview(client, Observation, csv_of(FIGURE, figure()))
    editor.responsibilities.all().delete()
    page = confirm(client, Observation, file)
    assert "errornote" in page
    assert not Observation.objects.exists()


# The same file, and whose it is


def test_a_file_carried_out_before_is_refused_with_who_and_when(client, program, editor, indicator):
    content = csv_of(FIGURE, figure())
    first, _page = preview(client, Observation, content)
    second, _page = preview(client, Observation, content)
    confirm(client, Observation, first)
    page = confirm(client, Observation, second)  # previewed before the first was carried out
    assert "editor" in page
    assert Observation.objects.count() == 1
    client.force_login(records.person("second", EDITOR, program.region))
    page = text_of(upload(client, Observation, content))
    assert "editor" in page
    assert str(timezone.localdate()) in page
    assert "补录" in page  # the reason typed is not lost
    assert confirm(client, Observation, first)
    assert Observation.objects.count() == 1


def test_only_the_uploader_sees_and_confirms(client, program, indicator):
    file, _page = preview(client, Observation, csv_of(FIGURE, figure()))
    client.force_login(records.person("second", EDITOR, program.region))
    page = address(Observation, "import_preview", file.pk)
    assert client.get(page).status_code == 404
    assert client.post(page).status_code == 404
    assert client.get(address(Measure, "import_preview", file.pk)).status_code == 404


def test_contents_go_after_a_day(client, indicator):
    preview(client, Observation, csv_of(FIGURE, figure()))
    done, _page = preview(client, Observation, csv_of(FIGURE, figure("1")))
    confirm(client, Observation, done)
    ImportFile.objects.update(uploaded_at=timezone.now() - timedelta(hours=25))
    client.get(address(Observation, "import"))
    assert list(ImportFile.objects.values_list("pk", "content", "plan")) == [(done.pk, None, [])]


def test_a_reason_is_needed(client, indicator):
    response = upload(client, Observation, csv_of(FIGURE, figure()), reason=" ")
    assert response.status_code == 200
    assert not ImportFile.objects.exists()


# What cells may say


@pytest.mark.parametrize(
    ("start", "end"),
    [("2021-01-01", "2021-12-31"), ("2021/1/1", "2021/12/31"), ("2021年1月1日", "2021年12月31日")],
)
def test_dates_are_read_in_the_forms_people_type(client, indicator, start, end):
    header = [_header("program"), _header("indicator"), _header("value"), "period_start", "Period end"]
    file, _page = preview(client, Observation, csv_of(header, ["jingdezhen", "revenue", "1", start, end]))
    assert states(file) == {2: "new"}, reasons(file)
    confirm(client, Observation, file)
    row = Observation.objects.get()
    assert (str(row.period_start), str(row.period_end)) == ("2021-01-01", "2021-12-31")


def _header(name: str) -> str:
    return next(column.header for column in TABLES[Observation].columns if column.name == name)


def test_many_to_many_cells_hold_several_names(client, program, indicator):
    note = records.note(program)
    records.citation("第一处", 1)
    records.citation("第二处", 2)
    header = [*FIGURE, "source_notes", "citation", "other_citations"]
    cells = [note.slug, "report #1 第一处", "report #2 第二处\nreport #1 第一处"]
    file, _page = preview(client, Observation, csv_of(header, [*figure(), *cells]))
    assert states(file) == {2: "new"}, reasons(file)
    confirm(client, Observation, file)
    row: Any = Observation.objects.get()
    assert row.citation.phrase == "第一处"
    assert sorted(c.phrase for c in row.other_citations.all()) == ["第一处", "第二处"]
    assert list(row.source_notes.all()) == [note]
    assert row.history.count() == 1


def test_a_reported_change_names_its_figures(client, program, indicator):
    records.observation(program, indicator, "12.65", **records.year(2012))
    records.observation(program, indicator, "18.75", **records.year(2015))
    header = ["program", "slug", "indicator", "kind", "value", "from_observation", "to_observation"]
    ends = ["jingdezhen/revenue 2012", "jingdezhen/revenue 2015"]
    row = ["jingdezhen", "growth", "revenue", "percent", "48.2%", *ends]
    file, _page = preview(client, ReportedChange, csv_of(header, row))
    assert states(file) == {2: "new"}, reasons(file)
    confirm(client, ReportedChange, file)
    change: Any = ReportedChange.objects.get()
    assert (change.from_observation.value, change.to_observation.value) == (Decimal("12.65"), Decimal("18.75"))
    assert str(change.stated_value) == "48.2"


def test_rules_of_the_record_are_told_at_their_column(client, program):
    records.percent()
    header = ["program", "indicator", "value", "period_start", "period_end"]
    rows = [
        ["jingdezhen", "pass-rate", "105", "2021-01-01", "2021-12-31"],
        ["jingdezhen", "pass-rate", "98", "2022-12-31", "2022-01-01"],
        ["jingdezhen", "pass-rate", "98", "", ""],
        ["jingdezhen", "pass-rate", "98.12345", "2023-01-01", "2023-12-31"],
    ]
    file, _page = preview(client, Observation, csv_of(header, *rows))
    found = reasons(file)
    assert set(found) == {2, 3, 4, 5}
    assert found[2][0][0].startswith("C · ")
    assert found[3][0][0] == ""
    assert found[5][0][0].startswith("C · ")


def test_an_id_may_move_a_row_but_not_onto_another(client, program):
    first = draft(program)
    second = draft(program, indicator=records.indicator("second"))
    header = ["id", *FIGURE]
    file, _page = preview(client, Observation, csv_of(header, [first.pk, *figure("19.0", "second")]))
    assert states(file) == {2: "refused"}
    records.indicator("third")
    file, _page = preview(client, Observation, csv_of(header, [second.pk, *figure("19.0", "third")]))
    assert states(file) == {2: "changed"}
    confirm(client, Observation, file)
    assert Observation.objects.get(pk=second.pk).indicator.code == "third"


def test_an_empty_cell_empties_a_field_and_puts_back_a_default(client, program):
    records.measure(program, "m", detail="说明", start_year=2021, state="planned", publication="draft")
    header = ["program", "slug", "detail", "start_year", "state"]
    file, _page = preview(client, Measure, csv_of(header, ["jingdezhen", "m", "", "", ""]))
    confirm(client, Measure, file)
    row = Measure.objects.get(slug="m")
    assert (row.detail, row.start_year, row.state) == ("", None, "done")


# Cost and rules


def test_a_preview_costs_the_same_number_of_queries_with_more_rows(client, program):
    codes = [f"i{number}" for number in range(40)]
    for code in codes:
        draft(program, indicator=records.indicator(code))

    def cost(rows: int) -> int:
        content = csv_of(FIGURE, *(figure("19.5", code) for code in codes[:rows]))
        with CaptureQueriesContext(connection) as queries:
            file, _page = preview(client, Observation, content)
        assert set(states(file).values()) == {"changed"}
        return len(queries)

    cost(4)  # fills the cache of content types
    assert cost(40) <= cost(4)


def test_progress_is_sent_while_the_work_goes_on(client, program):
    codes = [f"i{number}" for number in range(30)]
    for code in codes:
        records.indicator(code)
    rows = [[*figure("1", code)[:4], str(stage), "某时"] for code in codes for stage in range(40)]
    response = upload(client, Observation, csv_of(FIGURE, *rows))
    response = client.get(response["Location"])
    assert response.streaming
    assert response["Content-Encoding"] == "identity"
    parts = [part.decode() for part in response.streaming_content]
    steps = [part for part in parts if "import-step" in part]
    assert [step.split('value="')[1].split('"')[0] for step in steps] == ["0", "500", "1000"]
    assert parts.index(steps[-1]) < len(parts) - 2
    assert "</html>" in parts[-1]


def _samples() -> list[Any]:
    """Records that keep and that break the rules, unsaved."""
    made: list[dict[str, Any]] = [{"citation_id": None, "publication": state} for state in ("draft", "published")]
    times: list[dict[str, Any]] = [
        {"period_start": start, "period_end": end, "stage_order": order, "stage_label": label}
        for start in (None, timezone.localdate())
        for end in (None, timezone.localdate() - timedelta(days=1), timezone.localdate())
        for order in (None, 1)
        for label in ("", "前")
    ]
    kinds: list[dict[str, Any]] = [
        {"role": role, "obs_status": status, "decimals": decimals, "period_inferred": inferred, "inference": why}
        for role in ("actual", "target", "x")
        for status in ("reported", "planned", "withdrawn", "y")
        for decimals in (0, 5)
        for inferred, why in ((False, ""), (True, ""), (True, "上文"))
    ]
    observations = [Observation(**fields) for fields in (*made, *times, *kinds)]
    years = [{"start_year": start, "end_year": end} for start in (None, 1900, 2020) for end in (None, 2019, 2021)]
    changes = [
        ReportedChange(kind=kind, from_observation_id=1, to_observation_id=end)
        for kind in ("percent", "z")
        for end in (None, 1, 2)
    ]
    citations = [Citation(paragraph=number, phrase=phrase) for number in (0, 1) for phrase in ("", "话")]
    sources = [SourceDocument(sha256=text) for text in ("", "x", "a" * 64)]
    programs = [Program(**fields) for fields in (*made, *years)]
    return [*observations, *programs, *(Measure(**fields) for fields in years), *changes, *citations, *sources]


def test_constraints_worked_out_in_memory_answer_as_the_database_does(db):
    asked = set()
    for record in _samples():
        for constraint in record._meta.constraints:
            if isinstance(constraint, models.CheckConstraint):
                try:
                    constraint.validate(type(record), record)
                    wanted = True
                except ValidationError:
                    wanted = False
                assert holds(constraint, record) is wanted, (constraint.name, vars(record))
                asked.add((constraint.name, wanted))
    names = {c.name for model in TABLES for c in model._meta.constraints if isinstance(c, models.CheckConstraint)}
    names -= {"source_note_published_needs_citation"}
    assert {name for name, wanted in asked if wanted} >= names - {"measure_published_needs_citation"}
    assert {name for name, wanted in asked if not wanted} >= names - {
        *("measure_published_needs_citation", "change_published_needs_citation", "change_decimals_few"),
    }


def test_the_rules_in_memory_send_no_query(portal, django_assert_num_queries):
    for model in TABLES:
        record = TABLES[model].fetched(model.objects.all()).first()
        with django_assert_num_queries(0):
            assert not any(faults_of(record).values())


def test_an_excel_file_keeps_the_digest_of_its_bytes(client, indicator):
    content = xlsx_of(FIGURE, [*figure()[:2], 352.6, "亿", 0, "某时"])
    file, _page = preview(client, Observation, content, name="rows.xlsx")
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert states(file) == {2: "new"}, reasons(file)


# Others write at the same time


def confirming(editor, file):
    """The confirmation up to where it has made its first row ready, before it writes anything."""
    with mock.patch("programs.tabular.applying.STEP", 1):
        steps = applied(TABLES[Observation], ImportFile.objects.get(pk=file.pk), editor)
        next(steps)
    return steps


@pytest.mark.parametrize(("many", "told"), [(1, 1), (2, 0)])
def test_the_planner_is_told_of_many_rows(client, editor, program, indicator, many, told):
    file, _page = preview(client, Observation, csv_of(FIGURE, figure("19.5")))
    with mock.patch("programs.tabular.applying.STEP", many), mock.patch("programs.statistics.refresh") as refresh:
        list(applied(TABLES[Observation], file, editor))
    assert refresh.call_count == told
    assert Observation.objects.count() == 1


def test_a_record_saved_while_the_rows_are_made_ready_refuses_the_file(client, editor, program):
    row = draft(program)
    file, _page = preview(client, Observation, csv_of(FIGURE, figure("19.5")))
    steps = confirming(editor, file)
    write(Observation.objects.get(pk=row.pk))  # someone saves
    with pytest.raises(Refused, match="2"):
        list(steps)
    assert Observation.objects.get().value == 19


def test_a_key_taken_while_the_rows_are_made_ready_refuses_the_file(client, editor, program, indicator):
    file, _page = preview(client, Observation, csv_of(FIGURE, figure("19.5")))
    steps = confirming(editor, file)
    draft(program)
    with pytest.raises(Refused, match="2"):
        list(steps)
    assert Observation.objects.get().value == 19


def test_a_program_moved_out_of_the_region_while_the_rows_are_made_ready_refuses_the_file(
    client, editor, program, indicator
):
    file, _page = preview(client, Observation, csv_of(FIGURE, figure("19.5")))
    steps = confirming(editor, file)
    Program.objects.update(region=records.region("440000", name="广东省"))
    with pytest.raises(Refused):
        list(steps)
    assert not Observation.objects.exists()


def test_what_others_save_elsewhere_does_not_stand_in_the_way(client, editor, program, indicator):
    file, _page = preview(client, Observation, csv_of(FIGURE, figure("19.5")))
    steps = confirming(editor, file)
    write(program, by=editor, reason="named in the file, still theirs")
    draft(program, indicator=records.indicator("other"))
    list(steps)
    assert Observation.objects.filter(indicator=indicator, value=Decimal("19.5")).exists()


def test_many_rows_leave_what_single_saves_leave(client, editor, program):
    note, places = records.note(program), [records.citation(f"第{n}处", n) for n in (1, 2)]
    settled = records.observation(program, records.indicator("settled"), "19.0", decimals=1)
    changed = draft(program, "20.0")
    changed.other_citations.set(places)
    made = changed.created_at
    records.indicator("new")
    header = [*FIGURE, "source_notes", "other_citations"]
    rows = [
        [*figure("19.5", "settled"), note.slug, ""],
        [*figure("20.5"), "", "report #2 第2处"],
        [*figure("21.0", "new"), note.slug, "report #1 第1处\nreport #2 第2处"],
    ]
    file, _page = preview(client, Observation, csv_of(header, *rows), reason="三行")
    confirm(client, Observation, file)
    waiting: Any = Revision.objects.open().get()
    assert (waiting.record, waiting.region, list(waiting.authors.all())) == (settled, program.region, [editor])
    assert waiting.changes == {"value": "19.5000", "source_notes": [note.pk]}
    row = Observation.objects.get(pk=changed.pk)
    new = Observation.objects.get(indicator__code="new")
    assert (str(row.stated_value), row.created_at, list(row.other_citations.all())) == ("20.5", made, [places[1]])
    assert row.updated_at > changed.updated_at
    for record, kind in ((row, "~"), (new, "+")):
        version: Any = record.history.latest()
        assert (version.history_type, version.history_user, version.history_change_reason) == (kind, editor, "三行")
        assert version_contents(version) == contents(record)
