"""What several models share: publication, a citation, texts in two languages, time stamps."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

if TYPE_CHECKING:
    from programs.models.source import Citation


class Publication(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in-review", _("In review")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


FURTHER = "further_places"
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class Versions(HistoricalRecords):
    """The library's history, for models of which only some have the fields that are left out."""

    def get_extra_fields(self, model: type[models.Model], fields: Any) -> dict[str, Any]:
        extra: dict[str, Any] = super().get_extra_fields(model, fields)
        own = {field.name for field in model._meta.fields}
        return extra | {"_history_excluded_fields": [name for name in self.excluded_fields if name in own]}

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        """The last version at a moment is looked up for every row of a page of the past: one step in this index."""
        options: dict[str, Any] = super().get_meta_options(model)
        name = f"{model._meta.model_name}_versions"
        return options | {"indexes": [models.Index(fields=["id", "history_date", "history_id"], name=name)]}

    def create_historical_record_m2ms(self, history_instance: Any, instance: Any) -> None:
        """One light query per field: the library rebuilds the record each time, which an import pays per row."""
        for field in history_instance._history_m2m_fields:
            rows = field.remote_field.through._default_manager.filter(**{field.m2m_field_name(): instance.pk})
            kept = self.m2m_models[field]
            kept.objects.bulk_create(kept(history=history_instance, **row) for row in rows.values())


# One version per write: who, when, what and why. `actions.writing` is the door that makes it (see there).
HISTORY = Versions(inherit=True, excluded_fields=["search_text", "search_pinyin", "updated_at"])


class Record(models.Model):
    """A record whose texts hold no invisible control characters: word processors paste them, no SVG may have them.

    `REGION` is the way to the path of the region that answers for the record; empty where none does (the nation's
    own lists). Of several ways the first that leads anywhere counts.
    """

    REGION: ClassVar[Sequence[str]] = ()
    # Columns that no page reads of a record which only stands beside another: a page has hundreds, and each column is
    # written into the statement, fetched and kept.
    UNREAD_BESIDE: ClassVar[Sequence[str]] = ("updated_at",)

    updated_at = models.DateTimeField(_("updated"), auto_now=True)
    history = HISTORY

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.complete()
        super().save(*args, **kwargs)

    @classmethod
    def from_db(  # type: ignore[override]  # the stubs are those of a later Django
        cls, db: str | None, field_names: Collection[str], values: Collection[Any]
    ) -> Self:
        """A record as it was read. The library's own way goes through `__init__`, field by field, and takes a tenth of
        the time of a page of figures; no record does more there than keep what it is given, and none listens to the
        signals of construction.
        """
        new = cls.__new__(cls)
        new._state = models.base.ModelState()
        new._state.adding, new._state.db = False, db
        new.__dict__.update(zip(field_names, values, strict=True))
        return new

    def complete(self) -> None:
        """Fill the columns that follow from the others. `save` does it; what writes rows past `save` calls it."""

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        super().clean_fields(exclude=exclude)
        texts = [f for f in self._meta.fields if isinstance(f, (models.CharField, models.TextField))]
        faults = {
            field.name: _("The text holds an invisible control character, perhaps from a paste. Type it anew.")
            for field in texts
            if field.name not in (exclude or ()) and CONTROL.search(str(getattr(self, field.attname) or ""))
        }
        if faults:
            raise ValidationError(faults)


class PublishableQuerySet(models.QuerySet):
    def live(self) -> Self:
        """The rows that a public page may show."""
        return self.filter(publication=Publication.PUBLISHED)


class Publishable(Record):
    """A record that passes from draft to the public; only published rows reach a public page."""

    # What only the work on a record reads.
    BACKSTAGE: ClassVar[Sequence[str]] = ("created_at", "editor", "reviewed_by", "review_note")

    publication = models.CharField(
        _("publication"),
        max_length=12,
        choices=Publication,
        default=Publication.DRAFT,
        help_text=_("Only published records are shown to the public."),
        editable=False,
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("editor"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text=_("Who last changed what the record says."),
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewer"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True, editable=False)
    review_note = models.TextField(
        _("review note"),
        blank=True,
        editable=False,
        help_text=_("Why the reviewer sent the record back, or why it was withdrawn."),
    )
    revisions = GenericRelation("programs.Revision", "record_id", "record_type")

    objects: ClassVar[Any] = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True

    def obstacle(self) -> str:
        """Why the public cannot be shown the record yet: something that it rests on is not public."""
        return ""

    @property
    def is_live(self) -> bool:
        return self.publication == Publication.PUBLISHED

    @property
    def is_settled(self) -> bool:
        """Published or withdrawn: the public has seen it, so a change waits for review and nothing is deleted."""
        return self.publication in (Publication.PUBLISHED, Publication.WITHDRAWN)


class Cited(Publishable):
    """A record that rests on a source: a published one must say which, and the database holds it to that."""

    citation = models.ForeignKey(
        "programs.Citation",
        verbose_name=_("citation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)s_set",
        help_text=_("Where the source says it. Needed before publishing."),
    )
    other_citations = models.ManyToManyField(
        "programs.Citation",
        verbose_name=_("further citations"),
        blank=True,
        related_name="other_%(class)s_set",
        help_text=_("Further places that state the same; the record still counts once."),
    )

    _history_m2m_fields: ClassVar[Sequence[str]] = ["other_citations"]

    class Meta:
        abstract = True

    def obstacle(self) -> str:
        drafts = [c.document for c in self.all_citations if not c.document.is_settled]
        if drafts:
            return gettext("Publish the source “%s” first, or together with this.") % drafts[0]
        program: Any = getattr(self, "program", None)
        if program and not program.is_settled:
            return gettext("Publish the program “%s” first, or together with this.") % program
        return super().obstacle()

    @property
    def further_citations(self) -> list[Citation]:
        """No query where they were fetched, best by `source.further_places`."""
        listed = vars(self).get(FURTHER)
        return list(self.other_citations.all()) if listed is None else listed

    @property
    def all_citations(self) -> list[Citation]:
        """The record's own citation first."""
        return ([self.citation] if self.citation else []) + self.further_citations


def published_needs_citation(name: str) -> models.CheckConstraint:
    """A database rule for a subclass of Cited: no published row without a citation."""
    return models.CheckConstraint(
        name=name,
        condition=~models.Q(publication=Publication.PUBLISHED) | models.Q(citation__isnull=False),
        violation_error_message=_(
            "A published record needs a citation. Choose where the source says it, or keep the record as a draft."
        ),
    )


def in_language(record: models.Model, field: str) -> str:
    """The record's text in the reader's language; Chinese where the English one is missing."""
    return _text(record, field, english=_reads_english())


def all_in_language(records: Iterable[models.Model], field: str) -> list[str]:
    """The same of many records, for which the language is asked for once."""
    english = _reads_english()
    return [_text(record, field, english=english) for record in records]


def _reads_english() -> bool:
    return not (get_language() or "zh-hans").startswith("zh")  # Django writes its history with no language active


def _text(record: models.Model, field: str, *, english: bool) -> str:
    return str((english and getattr(record, f"{field}_en")) or getattr(record, field))
