"""Sources, the places in them that are cited, and the defects found in them."""

from __future__ import annotations

from typing import Any

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programs.knowledge import address
from programs.models.base import FURTHER, Cited, Publishable, Record, in_language, published_needs_citation
from programs.models.searchable import Searchable, unread
from programs.paths import path_of

PHRASE_LENGTH = 30  # DESIGN §2: short enough to quote, long enough to find


class SourceDocument(Searchable, Publishable):
    REGION = ("region__path",)
    SEARCHED = ("title", "title_en", "issuer", "remark", "remark_en")
    UNREAD_IN_LISTS = (*Searchable.FOUND_BY, *Publishable.BACKSTAGE, "reviewed_at", "remark", "remark_en")
    UNREAD_BESIDE = (*UNREAD_IN_LISTS, "updated_at", "region")

    slug = models.SlugField(_("slug"), max_length=80, unique=True, help_text=_("Part of the page's address."))
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    title_is_ours = models.BooleanField(
        _("title given by us"), default=False, help_text=_("Tick where the document itself has no title.")
    )
    issuer = models.CharField(
        _("issuer"), max_length=120, blank=True, help_text=_("Leave empty where the document names none.")
    )
    published_on = models.DateField(
        _("published on"), null=True, blank=True, help_text=_("Leave empty where the document gives no date.")
    )
    address = models.URLField(_("web address"), max_length=500, blank=True)
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    sha256 = models.CharField(
        "SHA-256",
        max_length=64,
        blank=True,
        validators=[RegexValidator(r"^[0-9a-f]{64}$", _("A SHA-256 has 64 digits 0-9 and a-f."))],
        help_text=_("Digest of the file that was read, so that a changed file is noticed."),
    )
    region = models.ForeignKey(
        "programs.Region",
        verbose_name=_("kept by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sources",
        help_text=_("The region whose editors keep this record; empty for a document of the whole country."),
    )
    remark = models.TextField(_("remark"), blank=True)
    remark_en = models.TextField(_("remark in English"), blank=True)

    class Meta:
        verbose_name = _("source document")
        verbose_name_plural = _("source documents")
        ordering = ["slug"]
        indexes = [models.Index(fields=["publication", "slug"], name="source_public_by_slug")]
        constraints = [
            models.CheckConstraint(
                name="source_sha256_form",
                condition=models.Q(sha256="") | models.Q(sha256__regex=r"^[0-9a-f]{64}$"),
                violation_error_message=_("A SHA-256 has 64 digits 0-9 and a-f."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return address(path_of("source", self.slug))

    @property
    def label(self) -> str:
        return in_language(self, "title")

    @property
    def remark_label(self) -> str:
        return in_language(self, "remark")


class CitationManager(models.Manager["Citation"]):
    """A citation is never read without the name of its document."""

    def get_queryset(self) -> models.QuerySet[Citation]:
        return super().get_queryset().select_related("document")


class Citation(Record):
    """A place in a document: the paragraph and the short phrase that states the fact, in simplified characters."""

    REGION = ("document__region__path",)

    document = models.ForeignKey(
        SourceDocument, verbose_name=_("document"), on_delete=models.PROTECT, related_name="citations"
    )
    paragraph = models.PositiveIntegerField(
        _("paragraph"), validators=[MinValueValidator(1)], help_text=_("Counted from 1 by line of the file.")
    )
    phrase = models.CharField(
        _("as stated"),
        max_length=PHRASE_LENGTH,
        help_text=_("The words of the source, at most 30 characters, in simplified characters."),
    )

    objects = CitationManager()

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["document", "paragraph", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="citation_once",
                fields=["document", "paragraph", "phrase"],
                violation_error_message=_("This place is recorded already; choose it from the list."),
            ),
            models.CheckConstraint(
                name="citation_paragraph_from_one",
                condition=models.Q(paragraph__gte=1),
                violation_error_message=_("Paragraphs are counted from 1."),
            ),
            models.CheckConstraint(
                name="citation_phrase_not_empty",
                condition=~models.Q(phrase=""),
                violation_error_message=_("Give the words of the source, at most 30 characters."),
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.phrase}” ¶{self.paragraph}, {self.document.label}"

    @property
    def paragraph_words(self) -> str:
        return gettext("paragraph %(n)s") % {"n": self.paragraph}

    @property
    def paragraph_after_title(self) -> str:
        return gettext(", paragraph %(n)s") % {"n": self.paragraph}


CITED: dict[str, type[Record]] = {"citation": Citation, "citation__document": SourceDocument}
"""What stands beside every record that rests on a source."""


def further_places() -> models.Prefetch[Any]:
    """The further citations of many records as plain lists: to make the manager of each record's takes longer than to
    fetch them.
    """
    rows = Citation.objects.defer(*Citation.UNREAD_BESIDE, *unread(document=SourceDocument))
    return models.Prefetch("other_citations", rows, to_attr=FURTHER)


class SourceNote(Cited):
    """A defect found in a source. It is shown beside what it concerns; the source is never corrected in silence."""

    REGION = ("program__region__path", "document__region__path")

    class Kind(models.TextChoices):
        MISPRINT = "misprint", _("Misprint")
        CONTRADICTION = "contradiction", _("Contradiction")
        TRUNCATED_RATE = "truncated-rate", _("Truncated rate")
        TWO_NAMES = "two-names", _("Two names for one thing")
        UNDEFINED = "undefined", _("Undefined term or scope")
        UNVERIFIED = "unverified", _("Claim not verified")

    # What changes how a number is read comes before what changes how a word is read.
    WEIGHT = (Kind.CONTRADICTION, Kind.TRUNCATED_RATE, Kind.UNDEFINED, Kind.UNVERIFIED, Kind.TWO_NAMES, Kind.MISPRINT)

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    document = models.ForeignKey(
        SourceDocument, verbose_name=_("document"), on_delete=models.PROTECT, related_name="notes"
    )
    program = models.ForeignKey(
        "programs.Program",
        verbose_name=_("program"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="source_notes",
        help_text=_("The program on whose page the note is shown."),
    )
    text = models.TextField(_("text"))
    text_en = models.TextField(_("text in English"), blank=True)

    class Meta:
        verbose_name = _("source note")
        verbose_name_plural = _("source notes")
        ordering = ["document", "slug"]
        constraints = [published_needs_citation("source_note_published_needs_citation")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.slug}"

    @property
    def text_label(self) -> str:
        return in_language(self, "text")
