"""What an admin page asks before it opens. Every ModelAdmin of the project takes its permissions from here."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest

from accounts.models import User
from accounts.roles import Role


def is_one_of(user: object, *roles: Role) -> bool:
    return isinstance(user, User) and user.has_role(*roles)


class ForRoles:
    """
    Opens a ModelAdmin to staff roles instead of Django's model permissions.

    `seen_by` may look, `changed_by` may also use its form and actions. Adding is for pages that say so,
    deleting for none: nothing here disappears silently.
    """

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
