"""Industry classes by GB/T 4754, and the chains that cross them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from programs.knowledge import address
from programs.models.base import Record, in_language
from programs.models.searchable import Searchable
from programs.paths import path_of


class IndustryClass(Record):
    """A class of one edition: C3073 is 日用陶瓷 in 2011 and 特种陶瓷 in 2017, so the edition is part of the key."""

    edition = models.CharField(_("edition"), max_length=20, default="2017", help_text=_("Year of GB/T 4754."))
    code = models.CharField(_("code"), max_length=6, help_text=_("Letter and digits, for example C3074."))
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=160, blank=True)
    parent = models.ForeignKey(
        "self", verbose_name=_("parent"), on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("industry class")
        verbose_name_plural = _("industry classes")
        ordering = ["edition", "code"]
        constraints = [
            models.UniqueConstraint(
                name="industry_class_once_per_edition",
                fields=["edition", "code"],
                violation_error_message=_("This edition already has a class with this code."),
            ),
            models.CheckConstraint(
                name="industry_class_code_form",
                condition=models.Q(code__regex=r"^[A-T][0-9]{0,4}$"),
                violation_error_message=_("A class code is a letter A to T and up to four digits, for example C3074."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label} ({self.edition})"

    @property
    def label(self) -> str:
        return in_language(self, "name")


class IndustryChain(Searchable):
    _history_m2m_fields = ["classes"]

    SEARCHED = ("name", "name_en", "description", "description_en")
    UNREAD_BESIDE = (*Searchable.UNREAD_BESIDE, "description", "description_en")

    slug = models.SlugField(_("slug"), max_length=60, unique=True, help_text=_("Part of the page's address."))
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    description = models.TextField(_("description"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    classes = models.ManyToManyField(
        IndustryClass, verbose_name=_("industry classes"), blank=True, related_name="chains"
    )

    class Meta:
        verbose_name = _("industry chain")
        verbose_name_plural = _("industry chains")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return address(path_of("chain", self.slug))

    @property
    def label(self) -> str:
        return in_language(self, "name")

    @property
    def description_label(self) -> str:
        return in_language(self, "description")
