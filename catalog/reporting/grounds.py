"""What each ground means: the sentence that stays on the page, and the rule that the seller reads."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.states import ReportReason

PUBLIC: dict[str, str | Promise] = {
    ReportReason.COUNTERFEIT: _("We took it down: it is a counterfeit."),
    ReportReason.UNSAFE: _("We took it down: it is not safe."),
    ReportReason.FORBIDDEN: _("We took it down: it may not be sold here."),
    ReportReason.MISLEADING: _("We took it down: it is not what it said."),
    ReportReason.STOLEN_PHOTOS: _("We took it down: its photos or words belong to somebody else."),
    ReportReason.OTHER: _("We took it down: it was against our rules."),
}
RULES: dict[str, str | Promise] = {
    ReportReason.COUNTERFEIT: _(
        "Whoever sells here promised to offer only what the law allows. Goods under a trademark that its owner did not "
        "put on them, or agreed to, infringe it."
    ),
    ReportReason.UNSAFE: _(
        "Whoever sells here promised to offer only what the law allows. What endangers people in ordinary use may not "
        "be sold (in the EU: regulation 2023/988 on product safety)."
    ),
    ReportReason.FORBIDDEN: _(
        "Whoever sells here promised to offer only what the law allows. This may not be sold, or not by this seller."
    ),
    ReportReason.MISLEADING: _(
        "A listing says what the thing is. One that deceives shoppers about it is an unfair practice (in the EU: "
        "directive 2005/29/EC)."
    ),
    ReportReason.STOLEN_PHOTOS: _(
        "Photos and words belong to whoever made them. They are used with their consent, or not at all."
    ),
    ReportReason.OTHER: _("It breaks the rules that the seller agreed to when they applied to sell here."),
}


def in_public(ground: str) -> str:
    """What the page says in place of the listing, in the language of the moment."""
    return str(PUBLIC[ground])


def rule_of(ground: str) -> str:
    return str(RULES[ground])
