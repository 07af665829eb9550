from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PolicyKind(TextChoices):
    """What a policy is about."""

    RETURNS = "returns", _("Returns")
    REFUNDS = "refunds", _("Refunds")
    SHIPPING = "shipping", _("Shipping")
    PRIVACY = "privacy", _("Privacy")


# What a shop may say for itself. Its shoppers' data is the platform's to promise.
SHOP_KINDS = (PolicyKind.RETURNS, PolicyKind.REFUNDS, PolicyKind.SHIPPING)
