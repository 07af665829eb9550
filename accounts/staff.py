"""What an admin page asks before it opens. Every ModelAdmin of the project takes its permissions from here."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import ForeignKey, Model
from django.http import HttpRequest

from accounts.models import User
from accounts.roles import Role


def is_one_of(user: object, *roles: Role) -> bool:
    return isinstance(user, User) and user.has_role(*roles)


@cache
def in_words(field: ForeignKey[Any, Any]) -> Callable[[Model], str | None]:
    """What a row refers to, said and not linked. The same function for the same field, as the admin compares them."""

    @admin.display(description=field.verbose_name, empty_value="–")
    def said(row: Model) -> str | None:
        other = getattr(row, field.name)
        return None if other is None else str(other)

    return said


class ForRoles:
    """
    Opens a ModelAdmin to staff roles instead of Django's model permissions.

    `seen_by` may look, `changed_by` may also use its form and actions. Adding is for pages that say so,
    deleting for none: nothing here disappears silently. Another row is linked only for whoever may open it.
    """

    # What the admin's own class brings, behind this one.
    opts: Any
    admin_site: Any

    seen_by: ClassVar[tuple[Role, ...]] = (Role.ADMIN,)
    changed_by: ClassVar[tuple[Role, ...]] = ()
    added_by: ClassVar[tuple[Role, ...]] = ()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_one_of(request.user, *self.seen_by, *self.changed_by)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(self.changed_by) and is_one_of(request.user, *self.changed_by)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(self.added_by) and is_one_of(request.user, *self.added_by)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        closed = self._closed_to(request)
        return [
            (title, {**options, "fields": list(dict.fromkeys(closed.get(each, each) for each in options["fields"]))})
            for title, options in super().get_fieldsets(request, obj)  # type: ignore[misc]
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        own = super().get_readonly_fields(request, obj)  # type: ignore[misc]
        return [*own, *self._closed_to(request).values()]

    def _closed_to(self, request: HttpRequest) -> dict[Any, Callable[[Model], str | None]]:
        """What stands in place of the fields whose rows this person may not open."""
        if self.has_change_permission(request):
            return {}
        keys = [field for field in self.opts.fields if isinstance(field, ForeignKey)]
        return {field.name: in_words(field) for field in keys if not self._may_open(request, field.related_model)}

    def _may_open(self, request: HttpRequest, model: Any) -> bool:
        site = self.admin_site
        return not site.is_registered(model) or site.get_model_admin(model).has_view_permission(request)
