"""Staff see people and give roles here; signing in to the admin goes through the site's own sign-in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.account import admin as _registers_address  # noqa: F401
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa import admin as _registers_factor  # noqa: F401
from allauth.mfa.models import Authenticator
from allauth.usersessions import admin as _registers_session  # noqa: F401
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin
from django.contrib.auth import admin as _registers_group  # noqa: F401
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from unfold.admin import ModelAdmin
from unfold.decorators import action

from accounts import services
from accounts.deciding import Deciding, WordsForm
from accounts.forms import NewPersonForm
from accounts.hearing import ComplaintAdmin, StatementAdmin  # noqa: F401  they register themselves
from accounts.models import User
from accounts.oversight import ProposalAdmin, TraceAdmin  # noqa: F401  they register themselves
from accounts.requests import SignedInRequest
from accounts.roles import Role
from accounts.staff import ForRoles


def own_password(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    return redirect("account_change_password")


# One door: limits on guessing, codes by mail and second factors hold for staff as for everybody.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

# Nor is there a second way to a new password, which would tell nobody that there is one.
admin.site.password_change = own_password  # type: ignore[method-assign, assignment]

# Roles are made by a migration and known to the code by name: nobody renames them.
admin.site.unregister(Group)

# Whether an address is somebody's is shown by a mailed code, never by staff ticking a box.
admin.site.unregister(EmailAddress)

# What opens somebody's account is their own; an operator helps with `manage.py take_away_lost_factors`, on record.
admin.site.unregister([Authenticator, UserSession])


class RolesForm(WordsForm):
    """As what somebody shall work here, and why."""

    roles = forms.MultipleChoiceField(
        label=_("works here as"), choices=Role.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("roles", "words")


@admin.register(User)
class UserAdmin(Deciding, ForRoles, ModelAdmin):
    """
    No passwords here: a person sets their own, after a code was mailed to them. And no roles by a tick: they take two.
    """

    seen_by = (Role.ADMIN,)
    changed_by = (Role.ADMIN,)
    added_by = (Role.ADMIN,)
    looks_are_for = gettext_noop("To look after accounts and roles.")
    list_display = ("email", "name", "is_staff", "is_active", "date_joined")
    list_filter = ("is_staff", "is_active", "groups")
    search_fields = ("email", "name")
    ordering = ("-date_joined",)
    actions_detail = ("change_roles",)
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
        # Roles are given by two people, superusers made by the machine's shell.
        fixed: tuple[str, ...] = ("date_joined", "last_login", "is_staff", "is_superuser", "groups")
        if obj is not None:
            # A changed address must be confirmed by who owns it, on their own page.
            fixed += ("email",)
        return fixed

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "is_active" in form.changed_data and obj.is_active and obj.is_staff:
            services.let_return(obj)
            self.message_user(request, str(_("Active again, without the roles: ask a second admin for them.")))

    @action(description=_("Change the roles"), url_path="change-roles", permissions=["change"])
    def change_roles(self, request: SignedInRequest, object_id: str) -> HttpResponse:
        """Ask a second admin for other roles."""
        person = self.find(request, object_id)
        label = _("Why, for the second person")
        held = {"roles": services.roles_of(person)}
        form = RolesForm(request.POST if request.method == "POST" else None, label=label, initial=held)
        return self.decide(
            request,
            person,
            title=_("Ask a second admin to change the roles"),
            label=label,
            act=lambda because: services.propose_roles(
                person, roles=form.cleaned_data["roles"], by=request.user, because=because
            ),
            done=_("A second admin is asked. Until then nothing changes."),
            form=form,
        )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # An admin who could deactivate a superuser would stand above them.
        if isinstance(obj, User) and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)
