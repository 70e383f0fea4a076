"""Administrative divisions by GB/T 2260, with their tree and the codes they had before."""

from __future__ import annotations

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from programs.knowledge import address
from programs.models.base import Record, in_language
from programs.models.searchable import Searchable
from programs.paths import path_of

DIVISION_CODE = r"^[1-9][0-9]{5}$"
code_validator = RegexValidator(DIVISION_CODE, _("A division code has six digits, for example 360982."))


class Level(models.TextChoices):
    PROVINCE = "province", _("Province")
    PREFECTURE = "prefecture", _("Prefecture")
    COUNTY = "county", _("County")


class RegionQuerySet(models.QuerySet):
    def subtree(self, region: Region) -> Self:
        """The region and all below it. By stored path, not by code: 4290xx lie directly under a province."""
        return self.filter(path__startswith=region.path)

    def for_list(self) -> Self:
        return self.order_by("path")


class Region(Searchable):
    code = models.CharField(
        _("code"),
        max_length=6,
        unique=True,
        validators=[code_validator],
        help_text=_("Six digits by GB/T 2260."),
    )
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    level = models.CharField(_("level"), max_length=12, choices=Level)
    parent = models.ForeignKey(
        "self", verbose_name=_("parent"), on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(
        _("path"),
        max_length=40,
        unique=True,
        editable=False,
        help_text=_("Codes from the province down, made from the parent when saved."),
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(
        _("valid to"), null=True, blank=True, help_text=_("Last day the code was in use; empty while it is.")
    )

    REGION = ("path",)
    UNREAD_BESIDE = (*Searchable.UNREAD_BESIDE, "valid_from", "valid_to")

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                name="region_code_six_digits",
                condition=models.Q(code__regex=DIVISION_CODE),
                violation_error_message=_("A division code has six digits, for example 360982."),
            ),
            models.CheckConstraint(
                name="region_province_has_no_parent",
                condition=models.Q(level=Level.PROVINCE, parent__isnull=True)
                | (~models.Q(level=Level.PROVINCE) & models.Q(parent__isnull=False)),
                violation_error_message=_("A province has no parent; every other region needs one."),
            ),
            models.CheckConstraint(
                name="region_valid_to_after_from",
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                violation_error_message=_("The last day a code is valid cannot come before its first day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.code}"

    def clean(self) -> None:
        super().clean()
        if self.parent:
            if self.code and f"{self.code}/" in self.parent.path:
                raise ValidationError({"parent": _("A region cannot lie within itself. Choose one above it.")})
            order = list(Level)
            if self.level in order and order.index(Level(self.level)) <= order.index(Level(self.parent.level)):
                raise ValidationError({"parent": _("The parent must be of a higher level: a county lies in a city.")})
        if FormerRegionCode.objects.filter(code=self.code).exists():
            raise ValidationError({"code": _("Another region had this code before. Remove it there first.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the path true, for this region and, where it moved, for all below it."""
        old = self.path
        self.path = f"{self.parent.path if self.parent else ''}{self.code}/"
        with transaction.atomic():
            super().save(*args, **kwargs)
            if old and old != self.path:
                for child in self.children.all():
                    child.parent = self
                    child.save()

    def get_absolute_url(self) -> str:
        return address(path_of("region", self.code))

    @property
    def label(self) -> str:
        return in_language(self, "name")

    @property
    def ancestor_codes(self) -> list[str]:
        """Codes from the province down to the parent."""
        return self.path.split("/")[:-2]

    @property
    def line(self) -> list[Region]:
        """From the province down to the region itself; of a region fetched with its parent and the parent of that."""
        found = [self]
        while found[0].parent is not None:
            found.insert(0, found[0].parent)
        return found


class FormerRegionCode(Record):
    """A code that a region had before; pages and imports still find the region by it."""

    REGION = ("region__path",)

    region = models.ForeignKey(Region, verbose_name=_("region"), on_delete=models.CASCADE, related_name="former_codes")
    code = models.CharField(_("former code"), max_length=6, unique=True, validators=[code_validator])
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("former code")
        verbose_name_plural = _("former codes")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="former_code_six_digits",
                condition=models.Q(code__regex=DIVISION_CODE),
                violation_error_message=_("A division code has six digits, for example 360982."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} → {self.region.code}"

    def clean(self) -> None:
        super().clean()
        if Region.objects.filter(code=self.code).exists():
            raise ValidationError({"code": _("This is the present code of a region; a former code must be another.")})
