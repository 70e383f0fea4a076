"""From typed seed records to rows: idempotent, in one transaction, and never over an editor's change.

A row counts as changed by an editor when its fields no longer have the digest they had after the last load; a row that
is gone counts as deleted by an editor. Both are left alone unless `force` is given.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from indicators.models import Breakdown, Indicator, Observation, ReportedChange
from indicators.rules.quantities import stated_decimals
from programs.actions.writing import write
from programs.models import (
    Citation,
    EvidenceCheck,
    FormerRegionCode,
    IndustryChain,
    IndustryClass,
    Measure,
    Program,
    Region,
    SourceDocument,
    SourceNote,
)
from programs.models.base import Publication
from seeds import records
from seeds.files import SeedError
from seeds.models import LoadedRecord

PUBLISHED = {"publication": Publication.PUBLISHED}


@dataclass
class Report:
    """What a load did: counts by outcome, and the records that were left alone."""

    outcomes: Counter[str] = field(default_factory=Counter)
    left_alone: list[str] = field(default_factory=list)

    def count(self, outcome: str) -> None:
        self.outcomes[outcome] += 1


def load(seeds: records.Seeds, *, force: bool = False, dry_run: bool = False) -> Report:
    """Write all records. Raises SeedError, and writes nothing, where the database's rules refuse one."""
    with transaction.atomic():
        report = _Loader(force).run(seeds)
        if dry_run:
            transaction.set_rollback(True)
    return report


class _Loader:
    """One run: remembers what earlier runs wrote, and what this one wrote under which key."""

    def __init__(self, force: bool) -> None:
        self.force = force
        self.report = Report()
        self.remembered = {row.key: row for row in LoadedRecord.objects.all()}
        self.unit_mults: dict[str, int] = {}
        self.citations: dict[str, Citation] = {}
        self.seen: set[str] = set()

    def run(self, seeds: records.Seeds) -> Report:
        # From the files, not from the table: an editor may have given the chart another multiplier.
        self.unit_mults = {indicator.code: indicator.unit_mult for indicator in seeds.indicators}
        for region in _parents_first(seeds.regions, lambda r: r.code):
            self._region(region)
        for industry_class in _parents_first(seeds.industry_classes, lambda c: c.code):
            self._industry_class(industry_class)
        for chain in seeds.chains:
            self._chain(chain)
        for indicator in seeds.indicators:
            fields = indicator.model_dump(exclude={"code"})
            self._put(f"indicator/{indicator.code}", Indicator, {"code": indicator.code}, _plain(fields))
        for breakdown in seeds.breakdowns:
            fields = breakdown.model_dump(exclude={"code"})
            self._put(f"breakdown/{breakdown.code}", Breakdown, {"code": breakdown.code}, fields)
        for source in seeds.sources:
            keeper = Region.objects.get(code=source.region) if source.region else None
            fields = source.model_dump(exclude={"slug", "region"}) | {"region": keeper} | PUBLISHED
            self._put(f"source/{source.slug}", SourceDocument, {"slug": source.slug}, fields)
        for program in seeds.programs:
            self._program(program)
        for check in seeds.evidence_checks:
            EvidenceCheck.objects.get_or_create(digest=check.digest, defaults={"checked_on": check.checked_on})
        gone = sorted(set(self.remembered) - self.seen)
        self.report.left_alone += [f"{key}: no longer in the files, still in the portal" for key in gone]
        return self.report

    def _region(self, record: records.RegionRecord) -> None:
        parent = Region.objects.get(code=record.parent) if record.parent else None
        fields = {"name": record.name, "name_en": record.name_en, "level": record.level, "parent": parent}
        region = self._put(f"region/{record.code}", Region, {"code": record.code}, fields)
        for former in record.former_codes if region else []:
            fields = {"region": region, "note": former.note}
            self._put(f"former-code/{former.code}", FormerRegionCode, {"code": former.code}, fields)

    def _industry_class(self, record: records.IndustryClassRecord) -> None:
        lookup = {"edition": record.edition, "code": record.code}
        parent = IndustryClass.objects.get(edition=record.edition, code=record.parent) if record.parent else None
        fields = {"name": record.name, "name_en": record.name_en, "note": record.note, "parent": parent}
        self._put(f"class/{record.edition}/{record.code}", IndustryClass, lookup, fields)

    def _chain(self, record: records.ChainRecord) -> None:
        fields = record.model_dump(exclude={"slug", "classes"})
        classes = list(IndustryClass.objects.filter(edition="2017", code__in=record.classes))
        self._put(f"chain/{record.slug}", IndustryChain, {"slug": record.slug}, fields, {"classes": classes})

    def _program(self, record: records.ProgramRecord) -> None:
        key = f"program/{record.slug}"
        own = set(records.ProgramRecord.model_fields) - set(records.CitedRecord.model_fields)
        lists = {"measures", "observations", "reported_changes", "source_notes"}
        fields = record.model_dump(include=own - lists - {"slug"}) | {
            "region": Region.objects.get(code=record.region),
            "chain": IndustryChain.objects.get(slug=record.chain),
        }
        program = self._put_cited(key, Program, {"slug": record.slug}, fields, record)
        if program is None:
            return
        notes = {note.slug: self._note(key, program, note) for note in record.source_notes}
        for position, measure in enumerate(record.measures):
            fields = measure.model_dump(exclude={"slug", "facts", "citations"}) | {"position": position}
            lookup = {"program": program, "slug": measure.slug}
            self._put_cited(f"{key}/measure/{measure.slug}", Measure, lookup, fields, measure)
        figures = {
            observation.id: self._observation(key, program, observation, position, notes)
            for position, observation in enumerate(record.observations)
        }
        for position, change in enumerate(record.reported_changes):
            self._change(key, program, change, position, notes, figures)

    def _note(self, key: str, program: Program, record: records.NoteRecord) -> SourceNote | None:
        document = SourceDocument.objects.get(slug=record.citations[0].source)
        fields = record.model_dump(include={"kind", "text", "text_en"}) | {"document": document, "program": program}
        lookup = {"slug": f"{program.slug}-{record.slug}"}
        return self._put_cited(f"{key}/note/{record.slug}", SourceNote, lookup, fields, record)

    def _observation(
        self,
        key: str,
        program: Program,
        record: records.ObservationRecord,
        position: int,
        notes: dict[str, SourceNote | None],
    ) -> Observation | None:
        indicator = Indicator.objects.get(code=record.indicator)
        period, stage = record.period, record.stage
        lookup = {
            "program": program,
            "indicator": indicator,
            "breakdown": _breakdown(record.breakdown),
            "role": record.role.value,
            "period_start": period.start if period else None,
            "period_end": period.end if period else None,
            "stage_order": stage.order if stage else None,
        }
        fields = {
            "value": record.value,
            "decimals": stated_decimals(record.value),
            "comparator": record.comparator.value,
            "unit_mult": self.unit_mults[record.indicator] if record.unit_mult is None else record.unit_mult,
            "period_inferred": bool(period and period.inferred_from),
            "inference": period.inferred_from if period else "",
            "inference_en": period.inferred_from_en if period else "",
            "stage_label": stage.label if stage else "",
            "stage_label_en": stage.label_en if stage else "",
            "obs_status": record.status.value,
            "is_key": record.key,
            "position": position,
        }
        many = {"source_notes": [note for slug in record.notes if (note := notes[slug])]}
        return self._put_cited(f"{key}/observation/{record.id}", Observation, lookup, fields, record, many)

    def _change(
        self,
        key: str,
        program: Program,
        record: records.ChangeRecord,
        position: int,
        notes: dict[str, SourceNote | None],
        figures: dict[str, Observation | None],
    ) -> None:
        fields = {
            "indicator": Indicator.objects.get(code=record.indicator),
            "breakdown": _breakdown(record.breakdown),
            "kind": record.kind.value,
            "value": record.value,
            "decimals": stated_decimals(record.value),
            "comparator": record.comparator.value,
            "unit_mult": record.unit_mult,
            "from_observation": figures.get(record.from_observation or ""),
            "to_observation": figures.get(record.to_observation or ""),
            "span_years": record.span_years,
            "note": record.note,
            "note_en": record.note_en,
            "position": position,
        }
        many = {"source_notes": [note for slug in record.notes if (note := notes[slug])]}
        lookup = {"program": program, "slug": record.id}
        self._put_cited(f"{key}/change/{record.id}", ReportedChange, lookup, fields, record, many)

    def _put_cited(
        self,
        key: str,
        model: type[models.Model],
        lookup: dict[str, Any],
        fields: dict[str, Any],
        record: records.CitedRecord,
        many: dict[str, list[Any]] | None = None,
    ) -> Any:
        first, *others = [self._citation(citation) for citation in record.citations]
        return self._put(
            key, model, lookup, fields | {"citation": first} | PUBLISHED, {**(many or {}), "other_citations": others}
        )

    def _citation(self, record: records.CitationRecord) -> Citation:
        """The place as it stands: an editor's correction of its words or paragraph stays in force."""
        document = SourceDocument.objects.get(slug=record.source)
        lookup: dict[str, Any] = {"document": document, "paragraph": record.paragraph, "phrase": record.phrase}
        key = f"citation/{record.source}/{record.paragraph}/{record.phrase}"
        if key not in self.citations:
            self.citations[key] = self._put(key, Citation, lookup, {}) or Citation.objects.get_or_create(**lookup)[0]
        return self.citations[key]

    def _put(
        self,
        key: str,
        model: type[models.Model],
        lookup: dict[str, Any],
        fields: dict[str, Any],
        many: dict[str, list[Any]] | None = None,
    ) -> Any:
        """Create or update one row; gives the row, or None where an editor deleted it."""
        self.seen.add(key)
        values, many = {**lookup, **fields}, many or {}
        before = self.remembered.get(key)
        row = self._find(model, lookup, before)
        if not self.force and self._is_an_editors(key, row, values, many, before):
            return row
        outcome = "created" if row is None else "updated"
        if row is not None and before and digest(row, values, many) == self._digest_of(model, values, many):
            self.report.count("unchanged")
            return row
        row = self._save(key, row or model(), values, many)
        LoadedRecord.objects.update_or_create(
            key=key,
            defaults={"object_id": row.pk, "digest": digest(row, values, many), "fields": _names(values, many)},
        )
        self.report.count(outcome)
        return row

    @staticmethod
    def _find(model: type[models.Model], lookup: dict[str, Any], before: LoadedRecord | None) -> Any:
        manager = model._default_manager
        row = manager.filter(pk=before.object_id).first() if before else None
        return row or manager.filter(**_nulls_as_isnull(lookup)).first()

    def _is_an_editors(
        self, key: str, row: Any, values: dict[str, Any], many: dict[str, list[Any]], before: LoadedRecord | None
    ) -> bool:
        if row is None and before:
            self.report.left_alone.append(f"{key}: deleted in the admin")
        elif row is not None and not before:
            self.report.left_alone.append(f"{key}: made in the admin")
        elif row is not None and before and _digest_then(row, before) != before.digest:
            self.report.left_alone.append(f"{key}: changed in the admin")
        else:
            return False
        return True

    @staticmethod
    def _digest_of(model: type[models.Model], values: dict[str, Any], many: dict[str, list[Any]]) -> str:
        return _hash({name: _stored(value) for name, value in values.items()} | _keys(many))

    @staticmethod
    def _save(key: str, row: Any, values: dict[str, Any], many: dict[str, list[Any]]) -> Any:
        for name, value in values.items():
            setattr(row, name, value)
        try:
            row.full_clean(exclude=["path"])
        except ValidationError as error:
            raise SeedError(
                [f"{key}: {name}: {' '.join(words)}" for name, words in error.message_dict.items()]
            ) from error
        write(row, many=many, reason="初始数据 · seed files")
        return row


def digest(row: models.Model, values: Iterable[str], many: Iterable[str]) -> str:
    """A hash of the fields that the seeds give a row, as the database holds them now."""
    fresh = type(row)._default_manager.get(pk=row.pk)
    columns = {field.name: field.attname for field in fresh._meta.concrete_fields}  # keys, without the rows they name
    fields = {name: _stored(getattr(fresh, columns[name])) for name in values}
    return _hash(fields | _keys({name: getattr(fresh, name).all() for name in many}))


def _digest_then(row: models.Model, before: LoadedRecord) -> str:
    """The digest of the fields that the last load wrote, which a later version may have added to."""
    values, many = before.fields.split("|")
    return digest(row, values.split(), many.split())


def _names(values: Iterable[str], many: Iterable[str]) -> str:
    return f"{' '.join(values)}|{' '.join(many)}"


def _hash(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _stored(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, Decimal):
        return f"{value:.4f}"
    return str(value)


def _keys(many: Mapping[str, Iterable[Any]]) -> dict[str, Any]:
    return {name: sorted(row.pk for row in rows) for name, rows in many.items()}


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    """Enumerations as the text a column holds."""
    return {name: getattr(value, "value", value) for name, value in fields.items()}


def _nulls_as_isnull(lookup: dict[str, Any]) -> dict[str, Any]:
    return {f"{k}__isnull" if v is None else k: True if v is None else v for k, v in lookup.items()}


def _breakdown(code: str | None) -> Breakdown | None:
    return Breakdown.objects.get(code=code) if code else None


def _parents_first(rows: list[Any], code: Any) -> list[Any]:
    """Rows ordered so that each comes after its parent."""
    by_code = {code(row): row for row in rows}

    def depth(row: Any) -> int:
        return 0 if row.parent is None else 1 + depth(by_code[row.parent])

    return sorted(rows, key=depth)
