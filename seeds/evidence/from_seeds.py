"""Claims of the seed files."""

from __future__ import annotations

from collections.abc import Iterable

from indicators.rules.claims import Change, Claim, Figure, Place, figure_of_change
from indicators.rules.quantities import Quantity
from seeds.records import CitationRecord, CitedRecord, ProgramRecord, Seeds


def claims_from_seeds(seeds: Seeds) -> list[Claim]:
    """One claim for each record that cites a source, with the keys that the loader uses."""
    reader = _SeedReader(seeds)
    return [claim for program in seeds.programs for claim in reader.claims(program)]


class _SeedReader:
    """Turns records into claims; looks up documents and indicators by their names."""

    def __init__(self, seeds: Seeds) -> None:
        self.sources = {source.slug: source for source in seeds.sources}
        self.indicators = {indicator.code: indicator for indicator in seeds.indicators}

    def claims(self, program: ProgramRecord) -> list[Claim]:
        key = f"program/{program.slug}"
        plain = [
            (key, program, (program.start_year, program.end_year)),
            *((f"{key}/measure/{m.slug}", m, (m.start_year, m.end_year)) for m in program.measures),
            *((f"{key}/note/{n.slug}", n, ()) for n in program.source_notes),
        ]
        claims = [
            Claim(name, self._places(record), tuple(dict.fromkeys(y for y in years if y)))
            for name, record, years in plain
        ]
        return [*claims, *self._observations(key, program), *self._changes(key, program)]

    def _observations(self, key: str, program: ProgramRecord) -> Iterable[Claim]:
        for record in program.observations:
            indicator, period = self.indicators[record.indicator], record.period
            stated = period if period and not period.inferred_from else None
            years = tuple(dict.fromkeys((stated.start.year, stated.end.year))) if stated else ()
            figure = Figure(self._quantity(program, record.id), indicator.unit_name, indicator.value_kind)
            yield Claim(f"{key}/observation/{record.id}", self._places(record), years, figure)

    def _changes(self, key: str, program: ProgramRecord) -> Iterable[Claim]:
        for record in program.reported_changes:
            change = Change(
                record.kind,
                Quantity(record.value, record.comparator, record.unit_mult),
                self._quantity(program, record.from_observation) if record.from_observation else None,
                self._quantity(program, record.to_observation) if record.to_observation else None,
                record.span_years,
            )
            indicator = self.indicators[record.indicator]
            figure = figure_of_change(change, indicator.unit_name, indicator.value_kind)
            yield Claim(f"{key}/change/{record.id}", self._places(record), (), figure, change)

    def _quantity(self, program: ProgramRecord, name: str) -> Quantity:
        record = next(o for o in program.observations if o.id == name)
        indicator = self.indicators[record.indicator]
        mult = indicator.unit_mult if record.unit_mult is None else record.unit_mult
        return Quantity(record.value, record.comparator, mult)

    def _places(self, record: CitedRecord) -> tuple[Place, ...]:
        return tuple(self._place(citation) for citation in record.citations)

    def _place(self, citation: CitationRecord) -> Place:
        source = self.sources[citation.source]
        return Place(source.slug, source.file_name, source.sha256, citation.paragraph, citation.phrase)
