"""What takes two people among the decisions about people: who of them works here, and as what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import services
from accounts.models import User
from accounts.roles import Role, role_in_words
from core.foureyes import Act, Change, four_eyes
from core.models import Proposal


def as_they_are(person: User) -> str:
    return f"{person.is_active} {person.is_superuser} {','.join(services.roles_of(person))}"


def in_words(roles: Sequence[str]) -> str:
    return ", ".join(role_in_words(role) for role in roles) or _("no staff")


def changes(person: User, arguments: Mapping[str, Any]) -> list[Change]:
    return [Change(_("roles"), in_words(services.roles_of(person)), in_words(arguments["roles"]))]


def perform(person: User, proposal: Proposal) -> None:
    services.change_roles(person, roles=proposal.arguments["roles"], by=proposal.asked_by, confirmed=proposal)


four_eyes(
    Act(
        kind=services.CHANGE_ROLES,
        title=gettext_lazy("Change the staff roles of somebody"),
        thing="accounts.user",
        asked_by=(Role.ADMIN,),
        confirmed_by=(Role.ADMIN,),
        gains=lambda person: [person.pk],
        rests_on=as_they_are,
        changes=changes,
        perform=perform,
    )
)
