"""The words of the reviewers' desk: what waits, what presses, why something is looked at again, and what came of it."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EntryKind(TextChoices):
    """What waits for a reviewer."""

    APPLICATION = "application", _("application")
    CREDENTIAL = "credential", _("credential")
    RECHECK = "recheck", _("look again")


class Pressing(TextChoices):
    """Why something is looked at before what has waited as long."""

    OFF_SALE = "off_sale", _("off sale until decided")
    REPORTED = "reported", _("reported")
    HIGH_RISK = "high_risk", _("high risk")
    ENDS_SOON = "ends_soon", _("the old one ends within a week")
    CHECK_FAILED = "check_failed", _("a check failed")
    CHECK_WARNS = "check_warns", _("a check says: look")
    ASKED_BEFORE = "asked_before", _("has answered us")


class Glow(TextChoices):
    """How the service-level clock stands."""

    LATE = "late", _("overdue")
    SOON = "soon", _("due within a working day")
    FINE = "fine", _("in time")


class RecheckWhy(TextChoices):
    """Why an approved seller is looked at again."""

    RANDOM = "random", _("drawn at random")
    YEARLY = "yearly", _("the approval ends soon")
    REPORT = "report", _("somebody reported something")
    FOLLOW_UP = "follow_up", _("more was asked for")


class RecheckOutcome(TextChoices):
    STILL_TRUE = "still_true", _("still true")
    MORE_ASKED = "more_asked", _("more was asked for")
    SUSPENDED = "suspended", _("suspended")
    CLOSED = "closed", _("the seller has closed")


class ReplyKind(TextChoices):
    """For which page words are kept."""

    MORE = "more", _("asking for more")
    REFUSAL = "refusal", _("refusing")
    CREDENTIAL = "credential", _("refusing a credential")
