"""Reports of listings, and what takes two people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from notifications.kinds.pages import PROPOSAL, REPORT, STATEMENT, STRIKE, Kind

KINDS: dict[str, Kind] = {
    # --- Reports, to whoever reported
    "report_received": Kind(
        _("We have your report of %(title)s"),
        _("Its number is %(report)s. A moderator reads it and decides; no software does. We write to you then."),
        REPORT,
    ),
    "report_upheld": Kind(
        _("%(title)s is taken down"),
        _("A moderator agreed with your report %(report)s. The shop was given the reasons, and can complain."),
        REPORT,
    ),
    "report_rejected": Kind(
        _("%(title)s stays"),
        _("A moderator did not agree with your report %(report)s. The reason: %(reason)s"),
        REPORT,
    ),
    "report_overturned": Kind(
        _("%(title)s was given back to its shop"),
        _("The shop complained, and another moderator found that your report %(report)s was wrong: %(reason)s"),
        REPORT,
    ),
    "reporter_warned": Kind(
        _("Most of your reports had no ground"),
        _("The last was %(report)s. If it goes on, we do not read your reports for %(days)s days."),
        REPORT,
    ),
    "reporter_paused": Kind(
        _("We do not read your reports for %(days)s days"),
        _("Most of them had plainly no ground; we had told you before. The last was %(report)s."),
        REPORT,
    ),
    # --- Reports, to the shop
    "listing_taken_down": Kind(
        _("We took %(title)s down: statement of reasons"),
        _("%(ground)s The facts: %(facts)s The rule, how we came to look and how you can complain stand on its page."),
        STATEMENT,
    ),
    "decision_kept": Kind(
        _("Your complaint about %(title)s: the decision stands"),
        _("Another moderator read it. The reason: %(reason)s"),
        STATEMENT,
    ),
    "decision_overturned": Kind(
        _("Your complaint about %(title)s: we were wrong"),
        _("%(reason)s The listing is among your drafts, unless something else keeps it down. It counts no more."),
        STATEMENT,
    ),
    "counterfeit_first": Kind(
        _("A counterfeit was found in your shop: a warning"),
        _("It is the first within a year. The third leads reviewers to decide whether you may go on selling here."),
        STATEMENT,
    ),
    "counterfeit_again": Kind(
        _("A second counterfeit was found in your shop"),
        _("Senior reviewers are told. After one more, reviewers decide whether you may go on selling here."),
        STATEMENT,
    ),
    "counterfeit_third": Kind(
        _("Counterfeits were found in your shop %(nth)s times"),
        _("Reviewers decide now whether you may go on selling here. You can still complain about each decision."),
        STATEMENT,
    ),
    # --- Reports, to reviewers
    "strike_noted": Kind(
        _("%(seller)s: a second counterfeit within a year"),
        _("Nothing is to be done yet; look at what else they offer."),
        STRIKE,
    ),
    "strike_open": Kind(
        _("%(seller)s: counterfeit number %(nth)s within a year"),
        _("The rule proposes a suspension. Decide about it."),
        STRIKE,
    ),
    # --- What takes two people, to the one who asked
    "proposal_confirmed": Kind(
        _("%(act)s: a second person agreed"),
        _("It is done. It was about: %(about)s."),
        PROPOSAL,
    ),
    "proposal_refused": Kind(
        _("%(act)s: a second person did not agree"),
        _("It was about: %(about)s. The reason: %(reason)s"),
        PROPOSAL,
    ),
    "proposal_expired": Kind(
        _("%(act)s: nobody answered in time"),
        _("It was about: %(about)s. Nothing was changed; you can ask anew."),
        PROPOSAL,
    ),
}
