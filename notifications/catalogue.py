"""
Everything that people are told: each kind with its title, its sentence and the page that it leads to.

Sentences are lazy and take their particulars by name, so that each reader meets them in their own language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from notifications.words import say_all


@dataclass(frozen=True)
class Page:
    """Where a notification leads: a URL's name, and which particular is which of its arguments."""

    name: str
    where: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    title: str | Promise
    text: str | Promise
    page: Page
    mail: str = "notifications/told"
    # Its mail was written with the change: it says from where that came, which no fact may keep.
    is_mailed_already: bool = False


APPLICATION = Page("sellers:application", {"number": "application"})
ORDERS = Page("orders:list")
ORDER = Page("orders:detail", {"number": "order"})
PAYING = Page("orders:pay", {"number": "purchase"})
DESK = Page("storefront:desk")
DESK_ORDER = Page("orders:desk_detail", {"shop": "shop_slug", "number": "order"})
OWN_REVIEW = Page("reviews:write", {"number": "order", "position": "position"})
INVITATIONS = Page("sellers:invitations")
CREDENTIAL = Page("sellers:credential", {"shop": "shop_slug", "code": "code"})
CERTIFY = Page("sellers:certify", {"shop": "shop_slug"})
TEAM = Page("sellers:team", {"shop": "shop_slug"})
ACCOUNT = Page("storefront:account")
DECISION = Page("sellers:decision", {"number": "statement"})
IMPORT = Page("catalog:import", {"shop": "shop_slug", "number": "import"})
PROPOSAL = Page("admin:core_proposal_change", {"object_id": "proposal"})
LISTING = Page("storefront:listing", {"number": "listing", "slug": "slug"})
BRANDS = Page("sellers:brands", {"shop": "shop_slug"})
REPORT = Page("catalog:own_report", {"number": "report"})
STATEMENT = Page("catalog:statement", {"shop": "shop_slug", "number": "report"})
STRIKE = Page("admin:catalog_strike_change", {"object_id": "strike"})
SIGNING_IN = Page("mfa_index")
SESSIONS = Page("accounts:sessions")


def security(change: str, title: str | Promise, text: str | Promise, page: Page = SIGNING_IN) -> dict[str, Kind]:
    """What accounts.notices tells of: the mail of the same name has gone out already."""
    return {change: Kind(title, text, page, mail=f"accounts/{change}", is_mailed_already=True)}


NOT_YOU = _("If it was not you, choose a new password at once and look at where you are signed in.")

KINDS: dict[str, Kind] = {
    # --- Getting into one's account
    **security("new_sign_in", _("Somebody signed in from a new browser"), NOT_YOU, SESSIONS),
    **security("sessions_ended", _("You were signed out elsewhere"), NOT_YOU, SESSIONS),
    **security("password_changed", _("Your password was changed"), NOT_YOU),
    **security("password_set", _("Your account has a password now"), NOT_YOU),
    **security("password_reset", _("Your password was chosen anew"), NOT_YOU),
    **security("email_changed", _("Your account has another e-mail address"), NOT_YOU),
    **security("email_deleted", _("An e-mail address was taken from your account"), NOT_YOU),
    **security("totp_activated", _("An app shows codes for your account now"), NOT_YOU),
    **security("totp_deactivated", _("No app shows codes for your account any more"), NOT_YOU),
    **security("webauthn_added", _("A passkey opens your account now"), NOT_YOU),
    **security("webauthn_removed", _("A passkey no longer opens your account"), NOT_YOU),
    **security("recovery_codes_generated", _("You have new recovery codes"), NOT_YOU),
    **security("recovery_code_used", _("A recovery code was used"), NOT_YOU),
    **security(
        "second_factor_taken_away",
        _("We took away the second factor that you lost"),
        _("The reason: %(because)s You were signed out everywhere. Set up a new one when you sign in."),
    ),
    # --- Becoming a seller, and staying one
    "application_submitted": Kind(
        _("We have your application for %(shop)s"),
        _("A person reads it now. You need not do anything until we write to you."),
        APPLICATION,
    ),
    "more_requested": Kind(
        _("We need more for your application for %(shop)s"),
        _("A reviewer asks: %(what)s"),
        APPLICATION,
    ),
    "application_approved": Kind(
        _("Welcome: %(shop)s is open"),
        _("Your application was approved. You can offer your first things now; shoppers see them at once."),
        DESK,
    ),
    "application_refused": Kind(
        _("Your application for %(shop)s was refused"),
        _("The reason: %(reason)s"),
        APPLICATION,
        mail="notifications/stated",
    ),
    "seller_suspended": Kind(
        _("%(seller)s is suspended"),
        _("Nothing of yours is on sale for now. The reason: %(reason)s Orders that were placed must still be sent."),
        DESK,
        mail="notifications/stated",
    ),
    "seller_reinstated": Kind(
        _("%(seller)s may sell again"),
        _("The suspension has ended, and what you offered is on sale again."),
        DESK,
    ),
    "approval_renewed": Kind(
        _("The approval of %(seller)s is renewed"),
        _("It holds until %(until)s. Until then you can sell as before."),
        DESK,
    ),
    "ending_announced": Kind(
        _("We end the contract with %(seller)s"),
        _("It ends on %(until)s. Until then everything is as it was; open orders go on. The reason: %(reason)s"),
        DECISION,
        mail="notifications/stated",
    ),
    "ending_called_off": Kind(
        _("The contract with %(seller)s goes on"),
        _("We do not end it after all. The reason: %(reason)s"),
        DESK,
    ),
    "seller_left": Kind(
        _("%(seller)s has left the market"),
        _("All shops are closed. What shoppers have ordered is still to be sent; the desk says what."),
        DESK,
    ),
    "complaint_filed": Kind(
        _("We have your complaint about decision %(statement)s"),
        _("Somebody who did not decide looks at it, and answers by %(until)s."),
        DECISION,
    ),
    "complaint_upheld": Kind(
        _("You were right about decision %(statement)s"),
        _("The answer: %(answer)s"),
        DECISION,
    ),
    "complaint_rejected": Kind(
        _("Decision %(statement)s stands"),
        _("The answer: %(answer)s"),
        DECISION,
    ),
    # --- What changes slowly on purpose
    "slow_change_asked": Kind(
        _("%(seller)s asked to change %(about)s"),
        _("A reviewer looks at it. Payouts pause until %(until)s. If nobody of you asked for this, tell us at once."),
        DESK,
    ),
    "slow_change_made": Kind(
        _("%(seller)s has changed %(about)s"),
        _("Payouts are paused until %(until)s. If nobody of you did this, tell us at once."),
        DESK,
    ),
    "slow_change_refused": Kind(
        _("%(seller)s cannot change %(about)s in this way"),
        _("Everything stays as it was. The reason: %(reason)s"),
        DESK,
    ),
    "payouts_stopped": Kind(
        _("Payouts to %(seller)s are stopped"),
        _("Whoever reads the old address says that a change was not theirs. No money leaves before we have looked."),
        DESK,
    ),
    "payouts_go_on": Kind(
        _("Payouts to %(seller)s go on"),
        _("A reviewer has looked. What they say: %(reason)s"),
        DESK,
    ),
    # --- What sellers must hold
    "credential_verified": Kind(
        _("Verified: %(credential)s"),
        _("It counts from this moment, and what waited only for it is on sale. How long it holds stands on its page."),
        CREDENTIAL,
    ),
    "credential_refused": Kind(
        _("Refused: %(credential)s"),
        _("The reason: %(reason)s You can show something else on its page."),
        CREDENTIAL,
    ),
    "claim_refused": Kind(
        _("Refused in your application for %(shop)s: %(credential)s"),
        _("The reason: %(reason)s You can show something else."),
        APPLICATION,
    ),
    "credential_revoked": Kind(
        _("Taken back: %(credential)s"),
        _("The reason: %(reason)s What needs it is off sale from this moment, until you show it again."),
        CREDENTIAL,
    ),
    "credential_ends_soon": Kind(
        _("%(credential)s ends on %(until)s"),
        _(
            "Renew it now: the old one holds until then, and your shop stays open. If nothing has taken its place by "
            "then, what needs it goes off sale at that moment."
        ),
        CREDENTIAL,
    ),
    "credential_expired": Kind(
        _("Expired: %(credential)s"),
        _(
            "What needs it went off sale at that moment. Show a new one: it is on sale again as soon as that is "
            "verified."
        ),
        CREDENTIAL,
    ),
    "requirement_reached": Kind(
        _("More is required of %(seller)s: %(credential)s"),
        _(
            "You have sold so much within twelve months that the law asks for it. Show it by %(until)s: without it, "
            "selling stops at that moment."
        ),
        CREDENTIAL,
    ),
    "certification_due": Kind(
        _("Is everything about %(seller)s still true?"),
        _("Say so by %(until)s, or show what has changed. Without your word selling stops ten days after that."),
        CERTIFY,
    ),
    "seller_asked_for_more": Kind(
        _("We look at %(seller)s again, and need something"),
        _("A reviewer asks: %(what)s Nothing is off sale for this now; somebody looks again in two weeks."),
        DESK,
    ),
    # --- Who works in a shop
    "shop_invitation": Kind(
        _("%(shop)s invites you"),
        _("%(who)s asks you to work there, as: %(role)s. The invitation holds until %(until)s."),
        INVITATIONS,
    ),
    "invitation_declined": Kind(
        _("An invitation to %(shop)s was declined"),
        _("Whoever you had invited does not want to join."),
        TEAM,
    ),
    "member_joined": Kind(
        _("%(who)s has joined %(shop)s"),
        _("They work there from now on, as: %(role)s."),
        TEAM,
    ),
    "member_left": Kind(
        _("%(who)s has left %(shop)s"),
        _("They worked there as: %(role)s. They see nothing of the shop any more."),
        TEAM,
    ),
    "member_role_changed": Kind(
        _("Your role in %(shop)s has changed"),
        _("You work there from now on, as: %(role)s."),
        TEAM,
    ),
    "member_removed": Kind(
        _("You no longer work for %(shop)s"),
        _("Those who run the shop have ended your work there. If you did not expect this, talk to them."),
        ACCOUNT,
    ),
    "shop_handed_over": Kind(
        _("%(shop)s has a new owner"),
        _("%(who)s has taken the shop over. The former owner stays as manager."),
        TEAM,
    ),
    # --- Brands
    "brand_asked": Kind(
        _("%(seller)s asks to offer %(brand)s"),
        _("The brand is yours: grant it or refuse it within %(days)s days. After that a reviewer may answer too."),
        BRANDS,
    ),
    "brand_granted": Kind(
        _("Your shop may offer %(brand)s"),
        _("As: %(role)s. It holds until %(until)s."),
        BRANDS,
    ),
    "brand_refused": Kind(
        _("%(brand)s was refused"),
        _("The reason: %(reason)s"),
        BRANDS,
    ),
    "brand_revoked": Kind(
        _("Your shop may no longer offer %(brand)s"),
        _("What bears it is off sale from now on. The reason: %(reason)s"),
        BRANDS,
    ),
    "brand_expired": Kind(
        _("Your authorisation for %(brand)s is over"),
        _("What bears it is off sale until you have a new one. You can ask for it now."),
        BRANDS,
    ),
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
    # --- Paying
    "purchase_paid": Kind(
        _("Your order is confirmed: %(purchase)s"),
        _("You paid %(total)s. We hold the money until what you bought is with you."),
        ORDERS,
        mail="notifications/purchase_paid",
    ),
    "payment_declined": Kind(
        _("The payment for %(purchase)s did not work"),
        _("Nothing was charged. Everything stays reserved for you until %(until)s: you can try again."),
        PAYING,
    ),
    "purchase_cancelled": Kind(
        _("Purchase %(purchase)s has ended"),
        _("%(because)s What was reserved is free again, and nothing is charged."),
        ORDERS,
    ),
    "late_payment_refunded": Kind(
        _("Your payment for %(purchase)s goes back to you"),
        _(
            "It could no longer buy anything: the time to pay was over, or the purchase was already paid. "
            "We return it whole, the way it came."
        ),
        ORDERS,
    ),
    "purchase_claimed": Kind(
        _("Purchase %(purchase)s is now in your account"),
        _("You bought it as a guest with this e-mail address. From now on you find it among your orders."),
        ORDERS,
    ),
    # --- The way of a parcel, to the shopper
    "order_packed": Kind(
        _("%(shop)s packed your order %(order)s"),
        _("It waits for the carrier. Promised by %(by)s."),
        ORDER,
    ),
    "order_handed_over": Kind(
        _("Your order %(order)s was handed to the carrier"),
        _("%(carrier)s has it, under the number %(tracking)s. Promised by %(by)s."),
        ORDER,
    ),
    "order_in_transit": Kind(
        _("Your order %(order)s is on its way"),
        _("%(carrier)s carries it. Promised by %(by)s."),
        ORDER,
    ),
    "order_out_for_delivery": Kind(
        _("Your order %(order)s comes today"),
        _("%(carrier)s is out to deliver it."),
        ORDER,
    ),
    "order_delivered": Kind(
        _("Your order %(order)s has arrived"),
        _(
            "Look at it while we hold the money: until %(until)s. After that %(shop)s gets it. What was promised, "
            "returns included, stands on the page of your order."
        ),
        ORDER,
    ),
    "order_completed": Kind(
        _("Order %(order)s is complete"),
        _("%(shop)s has the money now. What was promised with your order stays readable on its page."),
        ORDER,
    ),
    # --- To both sides
    "order_cancelled": Kind(
        _("Your order %(order)s from %(shop)s was cancelled"),
        _("%(because)s You get %(total)s back, the way you paid it."),
        ORDER,
    ),
    "shop_order_cancelled": Kind(
        _("Order %(order)s was cancelled"),
        _("%(because)s Do not send it; what was set aside for it is on sale again."),
        DESK_ORDER,
    ),
    # --- To the shop
    "shop_order_paid": Kind(
        _("A new order for %(shop)s: %(order)s"),
        _("It is paid, and the money is held. Promised by %(by)s: please pack it in time."),
        DESK_ORDER,
    ),
    "shop_order_released": Kind(
        _("%(share)s are yours: order %(order)s"),
        _("The time to inspect it is over. Our commission of %(commission)s is taken off already."),
        DESK_ORDER,
    ),
    "import_finished": Kind(
        _("Your catalogue is in: %(file)s"),
        _("Rows created: %(created)s, updated: %(updated)s, refused: %(refused)s. The report says why."),
        IMPORT,
    ),
    "import_stopped": Kind(
        _("The import of %(file)s stopped"),
        _("%(reason)s What was taken in until then stays; you can let it go on."),
        IMPORT,
    ),
    "review_published": Kind(
        _("A review of %(title)s"),
        _("Somebody who bought it gives it %(rating)s of 5."),
        LISTING,
    ),
    "review_replied": Kind(
        _("%(shop)s replied to your review of %(title)s"),
        _("The reply stands beside your review, for everybody to read."),
        LISTING,
    ),
    "review_photo_refused": Kind(
        _("A photo of your review of %(title)s cannot be shown"),
        _("%(name)s: %(reason)s You can add another."),
        OWN_REVIEW,
    ),
    "review_photo_removed": Kind(
        _("A photo of your review of %(title)s was removed"),
        _("%(because)s Its place, the date and this reason stay visible."),
        LISTING,
    ),
    "reply_removed": Kind(
        _("Your reply to a review of %(title)s was removed"),
        _("%(because)s Its place, the date and this reason stay visible."),
        LISTING,
    ),
    "review_removed": Kind(
        _("Your review of %(title)s was removed"),
        _("%(because)s Its place, the date and this reason stay visible."),
        LISTING,
    ),
}


@dataclass(frozen=True)
class Notice:
    """A kind with its particulars: what a reader sees, worded at the moment of reading."""

    kind: str
    particulars: Mapping[str, Any]

    @property
    def title(self) -> str:
        return str(KINDS[self.kind].title) % say_all(self.particulars)

    @property
    def text(self) -> str:
        return str(KINDS[self.kind].text) % say_all(self.particulars)

    @property
    def url(self) -> str:
        """The path of the page that it leads to, in the language of the moment."""
        page = KINDS[self.kind].page
        return reverse(page.name, kwargs={argument: self.particulars[name] for argument, name in page.where.items()})
