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


def holds_any(held: frozenset[str], *wanted: Role) -> bool:
    """Whether somebody who holds these roles is one of the wanted ones."""
    return any(role.value in held for role in wanted)
