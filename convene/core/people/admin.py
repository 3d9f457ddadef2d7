"""A minimal way in for staff when nothing else helps. Passwords, passkeys and codes are not to be seen here."""

from __future__ import annotations

from importlib import import_module
from typing import Any, cast

from allauth.account.decorators import secure_admin_login
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.http import HttpRequest

from . import actions
from .models import ArchiveAddress, User

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
for app in ("allauth.mfa", "allauth.usersessions"):
    import_module(f"{app}.admin")  # registers what is taken out here
admin.site.unregister([Authenticator, UserSession])


@admin.register(User)
class People(admin.ModelAdmin):  # type: ignore[type-arg]
    """Look people up, and mend a name or a role."""

    list_display = ("name", "handle", "email", "is_staff", "claimed_at", "suspended_at")
    list_filter = ("is_staff", "is_active")
    search_fields = ("name", "handle", "email")
    fields = (
        "name", "handle", "email", "role", "institution", "place", "is_staff", "is_superuser",
        "claimed_at", "suspended_at", "suspended_because", "merged_into", "last_login", "created_at",
    )  # fmt: skip
    readonly_fields = (
        "email", "is_staff", "is_superuser", "claimed_at", "suspended_at", "suspended_because", "merged_into",
        "last_login", "created_at",
    )  # fmt: skip

    def save_model(self, request: HttpRequest, person: User, form: Any, change: bool) -> None:  # noqa: ARG002
        """Like every change, this one leaves a line in the ledger."""
        actions.mend(cast(User, request.user), person, fields=form.changed_data)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """For all staff."""
        return bool(request.user.is_staff)

    def has_view_permission(self, request: HttpRequest, _person: User | None = None) -> bool:
        """For all staff."""
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, _person: User | None = None) -> bool:
        """For all staff; who is staff is said by `convene staff`."""
        return self.has_module_permission(request)

    def has_add_permission(self, _request: HttpRequest) -> bool:
        """People join by themselves, or through `convene staff`."""
        return False

    def has_delete_permission(self, _request: HttpRequest, _person: User | None = None) -> bool:
        """Nobody is deleted by a click."""
        return False


@admin.register(ArchiveAddress)
class ArchiveAddresses(admin.ModelAdmin):  # type: ignore[type-arg]
    """Under which addresses the authors of archives wrote."""

    list_display = ("address", "person")
    search_fields = ("address", "person__name")
    raw_id_fields = ("person",)
