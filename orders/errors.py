"""Refusals of buying and sending that several services share."""

from __future__ import annotations

from core.errors import DomainError


class NotAllowed(DomainError):
    """A rule says no, for the reason that it gives."""

    code = "orders.not_allowed"


class WrongNumber(NotAllowed):
    """No parcel can have this tracking number: there is none, or its carrier does not write such."""

    code = "orders.wrong_number"
