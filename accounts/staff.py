"""
What an admin page asks before it opens, and puts on record when it does. Every ModelAdmin of the project takes both
from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import ForeignKey, Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts.models import User
from accounts.roles import Role
from core.audit import LISTED, LOOKED, READ_HISTORY, STANDS_WITH_IT, name_acts, record

ADDED, CHANGED = "accounts.added", "accounts.changed"
name_acts({ADDED: _("added it"), CHANGED: _("changed it")})
# A page that shows nobody's data: looks at it are not worth a row for ever.
NOBODYS = ""
OF_THEIR_WORK = gettext_noop("To do the work of this role.")


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

    Whoever opens a page or a list is put on record first, with what such looks are for (`looks_are_for`, a msgid, or
    NOBODYS where nothing is anybody's) and whom the row concerns (`people_of`).
    """

    # What the admin's own class brings, behind this one.
    opts: Any
    admin_site: Any

    seen_by: ClassVar[tuple[Role, ...]] = (Role.ADMIN,)
    changed_by: ClassVar[tuple[Role, ...]] = ()
    added_by: ClassVar[tuple[Role, ...]] = ()
    looks_are_for: ClassVar[str] = OF_THEIR_WORK
    # How many there would be without the filters is a second count of the whole table, for a figure in brackets.
    show_full_result_count: ClassVar[bool] = False

    def people_of(self, row: Any) -> Iterable[int]:
        """The keys of those whom a row is about."""
        return ()

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

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        answer = super().changelist_view(request, extra_context)  # type: ignore[misc]
        self._record_look(LISTED, request, answer)
        return answer

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        answer = super().change_view(request, object_id, form_url, extra_context)  # type: ignore[misc]
        self._record_look(LOOKED, request, answer, shown="original")
        return answer

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        # Django looks for the row first, and would say by the way whether there is one.
        if not self.has_view_permission(request):
            raise PermissionDenied
        answer = super().history_view(request, object_id, extra_context)  # type: ignore[misc]
        self._record_look(READ_HISTORY, request, answer, shown="object")
        return answer

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        # Suggestions while typing are a list as well; those of the list itself are recorded with it.
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            self._record(LISTED, request, self.opts.model)
        return super().get_search_results(request, queryset, search_term)  # type: ignore[misc]

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self.record_act(ADDED, request, obj)
        return super().log_addition(request, obj, message)  # type: ignore[misc]

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self.record_act(CHANGED, request, obj)
        return super().log_change(request, obj, message)  # type: ignore[misc]

    def record_act(self, act: str, request: HttpRequest, row: Any) -> None:
        """Put an act of this page on record which no service records itself."""
        role = request.user.acts_as(*self.changed_by, *self.added_by, *self.seen_by)  # type: ignore[union-attr]
        record(act, by=request.user, role=role, thing=row, about=self.people_of(row), because=STANDS_WITH_IT)  # type: ignore[arg-type]

    def _record_look(self, act: str, request: HttpRequest, answer: HttpResponse, *, shown: str = "") -> None:
        """What is about to be shown is a page that is not written yet: its row comes first."""
        page = getattr(answer, "context_data", None)
        if answer.status_code == 200 and page is not None:
            self._record(act, request, page[shown] if shown else self.opts.model)

    def _record(self, act: str, request: HttpRequest, thing: Any) -> None:
        if self.looks_are_for == NOBODYS:
            return
        about = () if isinstance(thing, type) else self.people_of(thing)
        role = request.user.acts_as(*self.seen_by, *self.changed_by)  # type: ignore[union-attr]
        record(act, by=request.user, role=role, thing=thing, about=about, because=self.looks_are_for)  # type: ignore[arg-type]
