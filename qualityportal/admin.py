"""The admin's parts that belong to no app of records: users, the audit log, and what must not be there."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from programs.admin.people import ResponsibilityInline
from qualityportal.audit import admin as audit_admin
from qualityportal.audit.recording import Kind, record
from qualityportal.signin import factor, lock_out

__all__ = ["PortalUserAdmin", "audit_admin"]

# django-otp registers its devices with their secrets; nobody needs to see those of others.
admin.site.unregister([TOTPDevice, StaticDevice, User])


@admin.register(User)
class PortalUserAdmin(UserAdmin):
    """Django's, with help for who lost their authenticator or has locked themselves out.

    Who may change users but is no superuser puts people into groups; rights beside the groups, and the accounts of
    superusers, are out of their reach: else they could make themselves one.
    """

    list_display = ["username", "first_name", "last_name", "is_active", "is_staff", "has_second_factor"]
    actions = ["reset_second_factor", "lift_lock_out"]
    inlines = [ResponsibilityInline]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Every account is for this admin; there is nothing else to sign in to."""
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [] if request.user.is_superuser else ["is_superuser", "user_permissions"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and in_reach(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and in_reach(request, obj)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """An account is made first, then it gets its regions."""
        return self.inlines if obj else []

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        confirmed = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        return super().get_queryset(request).annotate(has_second_factor=Exists(confirmed))

    @admin.display(description=_("Second factor"), boolean=True, ordering="has_second_factor")
    def has_second_factor(self, user: Any) -> bool:
        return bool(user.has_second_factor)

    @admin.action(description=_("Remove the second factor of the selected users"), permissions=["change"])
    def reset_second_factor(self, request: HttpRequest, users: QuerySet[User]) -> None:
        """Not one's own: for that the page asks for password and code."""
        others = [user for user in users if user != request.user and in_reach(request, user)]
        removed = [user for user in others if factor.remove(user)]
        for user in removed:
            record(Kind.FACTOR_REMOVED, str(user), request=request)
        text = ngettext(
            "The second factor of %(count)d user is removed.",
            "The second factors of %(count)d users are removed.",
            len(removed),
        )
        messages.success(request, text % {"count": len(removed)})
        if request.user in users:
            messages.warning(request, _("Your own you remove on the page “Second factor”."))

    @admin.action(description=_("Lift the lock-out of the selected users"), permissions=["change"])
    def lift_lock_out(self, request: HttpRequest, users: QuerySet[User]) -> None:
        lifted = [user for user in users if lock_out.lift(user.get_username())]
        for user in lifted:
            record(Kind.LOCK_LIFTED, str(user), request=request)
        text = ngettext(
            "The failed sign-ins of %(count)d user are forgotten.",
            "The failed sign-ins of %(count)d users are forgotten.",
            len(lifted),
        )
        messages.success(request, text % {"count": len(lifted)})


def in_reach(request: HttpRequest, user: Any) -> bool:
    """Whether the account may be touched: that of a superuser only by a superuser."""
    return bool(request.user.is_superuser or not getattr(user, "is_superuser", False))
