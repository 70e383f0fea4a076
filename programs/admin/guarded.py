"""The admin of one record type, held to the scope of the person at every door: list, form, choices, filters."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.filters import RelatedFieldListFilter
from django.db import models
from django.http import HttpRequest

from programs.scope import Scope, scope_of


class ScopedFilter(RelatedFieldListFilter):
    """A filter by related records that offers only those the person may see."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        rows = scope_of(request.user).visible(field.related_model._default_manager.all())
        ordering = self.field_admin_ordering(field, request, model_admin)
        limit = {"pk__in": rows.order_by().values("pk")}
        return field.get_choices(include_blank=False, ordering=ordering, limit_choices_to=limit)


class Guarded:
    """For ModelAdmin and inlines. What a person may do with a record asks `programs.scope` and nothing else."""

    model: Any

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return scope_of(request.user).visible(super().get_queryset(request))  # type: ignore[misc]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) and self._seen(request, obj)  # type: ignore[misc]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._covered(request, obj)  # type: ignore[misc]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj) and self._covered(request, obj)  # type: ignore[misc]
        return allowed and not getattr(obj, "is_settled", False)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs.setdefault("queryset", self._choices(db_field, request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs.setdefault("queryset", self._choices(db_field, request))
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]

    @staticmethod
    def _choices(db_field: Any, request: HttpRequest) -> models.QuerySet:
        return scope_of(request.user).choices(db_field.remote_field.model._default_manager.all())

    @staticmethod
    def _covered(request: HttpRequest, obj: Any) -> bool:
        return not isinstance(obj, models.Model) or scope_of(request.user).covers(obj)

    @staticmethod
    def _seen(request: HttpRequest, obj: Any) -> bool:
        if not isinstance(obj, models.Model):
            return True
        scope: Scope = scope_of(request.user)
        return scope.covers(obj) or scope.visible(type(obj)._default_manager.filter(pk=obj.pk)).exists()


def filters(*names: str) -> list[Any]:
    """List filters; those over related records are held to the scope."""
    return [(name, ScopedFilter) for name in names]
