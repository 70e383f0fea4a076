"""What is recorded without anybody calling: signing in and out, lock-outs, changes of users, groups and rights."""

from __future__ import annotations

from typing import Any

from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.template.defaultfilters import yesno
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from qualityportal.audit.recording import Kind, record

WATCHED = ("username", "email", "is_active", "is_staff", "is_superuser")


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: Any, **rest: Any) -> None:
    second = getattr(user, "otp_device", None)
    record(Kind.SIGNED_IN, _("with the second factor") if second else "", user=user, request=request)


@receiver(user_logged_out)
def signed_out(request: HttpRequest, user: Any, **rest: Any) -> None:
    if user is not None:
        why = _("by the portal, after a time without a request") if hasattr(request, "idle_sign_out") else ""
        record(Kind.SIGNED_OUT, why, user=user, request=request)


@receiver(user_login_failed)
def sign_in_failed(credentials: dict[str, Any], request: HttpRequest | None = None, **rest: Any) -> None:
    """A name that is nobody's is not written down: it may be a password typed into the wrong field."""
    if request is None or is_locked_already(request):
        return
    user = get_user_model()._default_manager.filter(username=credentials.get("username")).first()
    why = credentials.get("reason") or (_("wrong password") if user else _("no such user"))
    record(Kind.SIGN_IN_FAILED, why, user=user, request=request)


@receiver(user_locked_out)
def locked_out(request: HttpRequest, username: str, **rest: Any) -> None:
    if not is_locked_already(request):
        user = get_user_model()._default_manager.filter(username=username).first()
        record(Kind.LOCKED_OUT, user=user, request=request)


def is_locked_already(request: HttpRequest) -> bool:
    """Tries during a lock-out are not recorded: whoever hammers at the door must not fill the log.

    axes counts the failures of a try that it lets pass, and of no other.
    """
    return getattr(request, "axes_locked_out", False) and getattr(request, "axes_failures_since_start", None) is None


@receiver(pre_save, sender=User)
def look_before_change(instance: Any, raw: bool, update_fields: Any = None, **rest: Any) -> None:
    """Notes on the instance what is about to change; a mere `last_login` costs no query."""
    instance._audit_changes = ""
    if not instance.pk or raw or (update_fields and not set(update_fields) & set(WATCHED)):
        return
    before = User.objects.filter(pk=instance.pk).values(*WATCHED).first() or {}
    after = {name: getattr(instance, name) for name in before}
    changed = [name for name in before if before[name] != after[name]]
    with override(settings.LANGUAGE_CODE):
        parts = [f"{label(name)}: {shown(before[name])} → {shown(after[name])}" for name in changed]
    instance._audit_changes = "; ".join(parts)


def label(name: str) -> str:
    return str(User._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def shown(value: Any) -> str:
    return str(yesno(value) if isinstance(value, bool) else value)


@receiver(post_save, sender=User)
def user_saved(instance: Any, created: bool, raw: bool, **rest: Any) -> None:
    if raw:
        return
    if created:
        with override(settings.LANGUAGE_CODE):
            rights = [label(name) for name in ("is_staff", "is_superuser") if getattr(instance, name)]
        record(Kind.USER_ADDED, "; ".join([str(instance), *rights]))
    elif instance._audit_changes:
        record(Kind.USER_CHANGED, f"{instance}: {instance._audit_changes}")
    if not created and instance._password is not None:  # set by set_password() until save() is through
        record(Kind.PASSWORD_CHANGED, str(instance))


@receiver(post_delete, sender=User)
def user_removed(instance: Any, **rest: Any) -> None:
    record(Kind.USER_REMOVED, str(instance))


@receiver(post_save, sender=Group)
def group_saved(instance: Any, created: bool, raw: bool, **rest: Any) -> None:
    if created and not raw:
        record(Kind.RIGHTS_CHANGED, format_lazy(_("group added: {name}"), name=instance.name))


@receiver(post_delete, sender=Group)
def group_removed(instance: Any, **rest: Any) -> None:
    record(Kind.RIGHTS_CHANGED, format_lazy(_("group removed: {name}"), name=instance.name))


@receiver(m2m_changed, sender=User.groups.through)
@receiver(m2m_changed, sender=User.user_permissions.through)
@receiver(m2m_changed, sender=Group.permissions.through)
def rights_changed(instance: Model, action: str, model: type[Model], pk_set: set[Any] | None, **rest: Any) -> None:
    if action == "pre_clear":
        record(Kind.RIGHTS_CHANGED, f"{instance}: −{model._meta.verbose_name_plural}")
    elif action in ("post_add", "post_remove") and pk_set:
        sign = "+" if action == "post_add" else "−"
        names = [f"{sign}{row}" for row in model._default_manager.filter(pk__in=pk_set)]
        record(Kind.RIGHTS_CHANGED, f"{instance}: {', '.join(names)}")


def responsibility_saved(instance: Any, created: bool, raw: bool, **rest: Any) -> None:
    if not raw:
        record(Kind.RIGHTS_CHANGED, f"{instance.user}: {'+' if created else '→ '}{instance.region}")


def responsibility_removed(instance: Any, **rest: Any) -> None:
    record(Kind.RIGHTS_CHANGED, f"{instance.user}: −{instance.region}")


# By name: which region a person keeps is a right like a permission.
post_save.connect(responsibility_saved, sender="programs.Responsibility")
post_delete.connect(responsibility_removed, sender="programs.Responsibility")
