"""Which columns a synthetic row gives, table by table; the rows are made in `rows`."""

from __future__ import annotations

from indicators.models import Breakdown, Indicator, Observation, ReportedChange
from programs.models import Citation, IndustryChain, Measure, Program, Revision, SourceDocument, SourceNote
from seeds.synthetic.tables import Table

STAMPS = ("created_at", "updated_at", "reviewed_at")
SEARCH = ("search_text", "search_pinyin")
NAMES = ("name", "name_en")
STATED = ("comparator", "value", "decimals", "unit_mult")
FIGURE = (
    *("citation_id", "program_id", "indicator_id", "breakdown_id", *STATED),
    *("period_start", "period_end", "period_inferred", "inference", "inference_en"),
    *("stage_order", "stage_label", "stage_label_en", "role", "obs_status", "is_key", "position"),
)


def tables() -> dict[str, Table]:
    """By name; made when asked for, because the columns are those that the models have by then."""
    versions = Observation.history.model
    return {
        "chain": Table(IndustryChain, "id", "slug", *NAMES, "description", "description_en", "updated_at", *SEARCH),
        "indicator": Table(
            Indicator,
            *("id", "code", *NAMES, "definition", "definition_en", "topic", "value_kind"),
            *("unit", "unit_name", "unit_name_en", "unit_mult", "decimals", "polarity", "accumulation"),
            *("lower_bound", "upper_bound", "updated_at", *SEARCH),
        ),
        "breakdown": Table(Breakdown, "id", "code", "dimension", *NAMES, "updated_at"),
        "document": Table(
            SourceDocument,
            *("id", "slug", "title", "title_en", "issuer", "published_on", "region_id", "remark", "remark_en"),
            *("publication", *STAMPS, *SEARCH),
        ),
        "citation": Table(Citation, "id", "document_id", "paragraph", "phrase", "updated_at"),
        "program": Table(
            Program,
            *("id", "slug", *NAMES, "region_id", "chain_id", "state", "start_year", "end_year"),
            *("lead_agency", "lead_agency_en", "goal", "goal_en", "summary", "summary_en"),
            *("citation_id", "publication", "review_note", *STAMPS, *SEARCH),
        ),
        "measure": Table(
            Measure,
            *("id", "program_id", "slug", "category", "title", "title_en", "document_number", "state"),
            *("start_year", "end_year", "position", "citation_id", "publication", *STAMPS, *SEARCH),
        ),
        "note": Table(
            SourceNote,
            *("id", "slug", "kind", "document_id", "program_id", "text", "text_en"),
            *("citation_id", "publication", *STAMPS),
        ),
        "observation": Table(Observation, "id", *FIGURE, "publication", "review_note", *STAMPS),
        "earlier": Table(
            versions,
            *("id", *FIGURE, "publication", "review_note", "created_at", "reviewed_at"),
            *("history_date", "history_type", "history_change_reason"),
        ),
        "change": Table(
            ReportedChange,
            *("id", "slug", "program_id", "indicator_id", "breakdown_id", "kind", *STATED),
            *("from_observation_id", "to_observation_id", "span_years", "position"),
            *("citation_id", "publication", *STAMPS),
        ),
        "waiting": Table(
            Revision,
            *("id", "record_type_id", "record_id", "region_id", "changes", "before", "reason", "state"),
            *("created_at", "updated_at"),
        ),
        "other_citation": Table(Observation.other_citations.through, "observation_id", "citation_id"),
        "observation_note": Table(Observation.source_notes.through, "observation_id", "sourcenote_id"),
        "change_note": Table(ReportedChange.source_notes.through, "reportedchange_id", "sourcenote_id"),
    }
