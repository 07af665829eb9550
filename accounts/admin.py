"""Staff see people and give roles here; signing in to the admin goes through the site's own sign-in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.account import admin as _registers_address  # noqa: F401
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth import admin as _registers_group  # noqa: F401
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from unfold.admin import ModelAdmin

from accounts.forms import NewPersonForm
from accounts.models import User
from accounts.oversight import ProposalAdmin, TraceAdmin  # noqa: F401  they register themselves
from accounts.roles import Role
from accounts.staff import ForRoles

# One door: limits on guessing, codes by mail and (later) second factors hold for staff as for everybody.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

# Roles are made by a migration and known to the code by name: nobody renames them.
admin.site.unregister(Group)

# Whether an address is somebody's is shown by a mailed code, never by staff ticking a box.
admin.site.unregister(EmailAddress)


@admin.register(User)
class UserAdmin(ForRoles, ModelAdmin):
    """No passwords here: a person sets their own, after a code was mailed to them."""

    seen_by = (Role.ADMIN,)
    changed_by = (Role.ADMIN,)
    added_by = (Role.ADMIN,)
    looks_are_for = gettext_noop("To look after accounts and roles.")
    list_display = ("email", "name", "is_staff", "is_active", "date_joined")
    list_filter = ("is_staff", "is_active", "groups")
    search_fields = ("email", "name")
    ordering = ("-date_joined",)
    filter_horizontal = ("groups",)
    fieldsets = (
        (None, {"fields": ("email", "name", "language", "time_zone")}),
        (_("Role"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (_("Dates"), {"fields": ("date_joined", "last_login")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name")}),)

    def people_of(self, row: User) -> Iterable[int]:
        return [row.pk]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fieldsets if obj else self.add_fieldsets

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = NewPersonForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fixed: tuple[str, ...] = ("date_joined", "last_login")
        if obj is not None:
            # A changed address must be confirmed by who owns it, on their own page.
            fixed += ("email",)
        if not request.user.is_superuser:
            fixed += ("is_superuser",)
        return fixed

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # An admin who could deactivate a superuser would stand above them.
        if isinstance(obj, User) and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)
