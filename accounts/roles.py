"""What staff may be. A role is a group of the same name; migration 0002 makes them all."""

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
    """Whether somebody who holds these roles counts as one of the wanted ones. An admin counts as every role."""
    return Role.ADMIN.value in held or any(role.value in held for role in wanted)
