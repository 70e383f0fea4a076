"""A brief from its first line to its last, in the order of the program's page; every number with its qualifiers."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from indicators import words
from indicators.charts.fonts import has_chinese_font
from programs.knowledge import known_at, words_of
from programs.models import Measure, Program, SourceNote
from qualityportal.brief import charts, figures
from qualityportal.brief.contents import Contents
from qualityportal.brief.look import TEMPLATE
from qualityportal.brief.paper import Labels, Link, Paper, Strong, Text
from qualityportal.brief.places import Places


def brief(contents: Contents, *, url: str, today: datetime.date) -> bytes:
    """The Word file, in the active language; `url` is the page of the program."""
    labels = Labels(chart=gettext("Chart %(number)s"), table=gettext("Table %(number)s"))
    paper = Paper(TEMPLATE, get_language() or settings.LANGUAGE_CODE, labels)
    program, places = contents.program, Places(contents.citations)
    paper.describe(title=program.label, subject=program.summary_label, day=today)
    _head(paper, contents, url, today)
    _overview(paper, contents, places)
    _changed(paper, contents, places)
    if contents.counted:
        paper.heading(gettext("What was counted"))
        charts.say(paper, contents.counted)
        charts.draw(paper, contents.counted, contents.figures, places)
    _done(paper, contents.measures, places)
    _all_figures(paper, contents, places)
    if contents.notes:
        paper.heading(gettext("Doubts about the sources"))
        for note in contents.notes:
            paper.paragraph("List Number 2", _doubt(note, places))
    _sources(paper, contents)
    return paper.file()


def _head(paper: Paper, contents: Contents, url: str, today: datetime.date) -> None:
    program = contents.program
    paper.paragraph("Title", [program.label])
    paper.paragraph("Subtitle", [gettext("Brief of %(date)s") % {"date": date_format(today)}])
    for warning in _warnings(contents):
        paper.paragraph("Facts", [Strong(warning)])
    for facts in _facts(contents):
        paper.paragraph("Facts", [" · ".join(fact for fact in facts if fact)])
    updated = gettext("Updated %(date)s") % {"date": timezone.localdate(program.updated_at)}
    paper.paragraph("Facts", [f"{updated} · ", Link(url)])


def _warnings(contents: Contents) -> Iterable[str]:
    """Of a past day: which, and that the program was withdrawn since."""
    at = known_at()
    if at:
        yield gettext("As this portal knew it on %(date)s.") % {"date": words_of(at)}
    for program in contents.gone:
        reason = gettext("Reason: %(reason)s") % {"reason": program.review_note} if program.review_note else ""
        yield words.in_one_text([_gone(program), reason], get_language() or settings.LANGUAGE_CODE)


def _gone(program: Program) -> str:
    if not program.reviewed_at:
        return gettext("“%(name)s” has been withdrawn.") % {"name": program}
    since = {"name": program, "date": timezone.localdate(program.reviewed_at)}
    return gettext("“%(name)s” was withdrawn on %(date)s.") % since


def _facts(contents: Contents) -> Iterable[tuple[str, ...]]:
    """Where and what; then when, by whom and how far."""
    program = contents.program
    scope = gettext("Covers %(scope)s") % {"scope": program.scope_label} if program.scope_label else ""
    yield _place([region.label for region in contents.regions]), program.chain.label, scope
    agency = gettext("Led by %(agency)s") % {"agency": program.lead_agency_label} if program.lead_agency_label else ""
    yield program.years_label, agency, str(Program.State(program.state).label)


def _place(names: list[str]) -> str:
    """江西省宜春市樟树市; Zhangshu, Yichun, Jiangxi."""
    if (get_language() or settings.LANGUAGE_CODE).startswith("zh"):
        return "".join(names)
    return ", ".join(reversed(names))


def _overview(paper: Paper, contents: Contents, places: Places) -> None:
    program = contents.program
    paper.heading(gettext("Overview"))
    paper.paragraph("Body Text", [program.summary_label])
    if program.goal_label:
        paper.paragraph("Body Text", figures.labelled(gettext("Goal"), program.goal_label))
    if contents.keys:
        figures.key_table(paper, contents.keys, places)


def _changed(paper: Paper, contents: Contents, places: Places) -> None:
    """Words and numbers before pictures, which need room that a page may not have left."""
    paper.heading(gettext("What changed"))
    charts.say(paper, contents.changed)
    if not contents.changed:
        said = gettext(
            "The sources give single figures only, without an earlier one to compare with. They stand here as "
            "numbers; a chart of change would be made up."
        )
        paper.paragraph("Body Text", [said])
    if contents.changes:
        figures.change_table(paper, contents.changes, places)
    charts.draw(paper, contents.changed, contents.figures, places)


def _done(paper: Paper, measures: list[tuple[str, list[Measure]]], places: Places) -> None:
    paper.heading(gettext("What was done"))
    for category, rows in measures:
        paper.heading(category, level=2)
        for measure in rows:
            paper.paragraph("List Number", [*_measure(measure), *places.notes(measure.all_citations)])
    if not measures:
        paper.paragraph("Body Text", [gettext("No measure is recorded yet.")])


def _measure(measure: Measure) -> Text:
    """The measure; in brackets its state where it is not done, its years and its document; then the detail."""
    state = "" if measure.state == Measure.State.DONE else str(Measure.State(measure.state).label)
    beside = [text for text in (state, measure.years_label, measure.document_number) if text]
    text = gettext("%(text)s (%(more)s)") if beside else "%(text)s"
    sentence = text % {"text": measure.label, "more": words.listed(beside)}
    text = gettext("%(sentence)s.") % {"sentence": sentence}
    sentences = [text, measure.detail_label] if measure.detail_label else [text]
    return [words.in_one_text(sentences, get_language() or settings.LANGUAGE_CODE)]


def _all_figures(paper: Paper, contents: Contents, places: Places) -> None:
    if not (contents.figures or contents.withdrawn):
        return
    paper.heading(gettext("All figures and where they are stated"))
    if contents.figures:
        figures.figure_table(paper, contents.figures, places)
    if contents.withdrawn:
        paper.heading(gettext("Withdrawn figures"), level=2)
    for row in contents.withdrawn:
        paper.paragraph("List Number", figures.withdrawn(row))


def _doubt(note: SourceNote, places: Places) -> Text:
    kind = str(SourceNote.Kind(note.kind).label)
    return [*figures.labelled(kind, note.text_label), *places.notes(note.all_citations)]


def _sources(paper: Paper, contents: Contents) -> None:
    paper.heading(gettext("Sources"))
    paper.notes()
    if not has_chinese_font() and (contents.changed or contents.counted):
        said = gettext("The machine that made this brief has no Chinese font: tables stand in place of charts.")
        paper.paragraph("Table Note", [said])
