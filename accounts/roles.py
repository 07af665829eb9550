"""
What staff may be. A role is a group of the same name; migration 0002 makes them all.

No role holds another: an admin looks after accounts and roles, and reads no document, order or ledger by that. Only a
superuser, whom nobody but the machine's shell makes, counts as every role (see models.User.has_role).
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    REVIEWER = "reviewer", _("reviewer")
    SENIOR_REVIEWER = "senior reviewer", _("senior reviewer")
    MODERATOR = "moderator", _("moderator")
    MEDIATOR = "mediator", _("mediator")
    FINANCE = "finance", _("finance")
    ADMIN = "admin", _("admin")


# As what the trail knows somebody who counts as every role.
SUPERUSER = "superuser"


def first_held(held: frozenset[str], *wanted: Role) -> str:
    """The first of the wanted roles that somebody holds, or "" for none."""
    return next((role.value for role in wanted if role.value in held), "")


def role_in_words(role: str) -> str:
    """How a role in the trail is called; nobody's role is the person's own look at their things."""
    if role == SUPERUSER:
        return str(_("superuser"))
    return str(Role(role).label) if role in Role else ""
