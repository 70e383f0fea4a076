"""What several models share: publication, a citation, texts in two languages, time stamps."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from programs.models.source import Citation


class Publication(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in-review", _("In review")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class Record(models.Model):
    """A record whose texts hold no invisible control characters: word processors paste them, no SVG may have them."""

    class Meta:
        abstract = True

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

    publication = models.CharField(
        _("publication"),
        max_length=12,
        choices=Publication,
        default=Publication.DRAFT,
        help_text=_("Only published records are shown to the public."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    objects: ClassVar[Any] = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_live(self) -> bool:
        return self.publication == Publication.PUBLISHED


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

    class Meta:
        abstract = True

    @property
    def all_citations(self) -> list[Citation]:
        """The record's own citation first; no query where both are prefetched."""
        return ([self.citation] if self.citation else []) + list(self.other_citations.all())


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
    if not (get_language() or "zh-hans").startswith("zh"):  # Django writes its history with no language active
        english = getattr(record, f"{field}_en")
        if english:
            return str(english)
    return str(getattr(record, field))
