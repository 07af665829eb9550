"""Becoming a seller, staying one, and who works in a shop."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from notifications.kinds.pages import (
    ACCOUNT,
    APPLICATION,
    BRANDS,
    CERTIFY,
    CREDENTIAL,
    DECISION,
    DESK,
    INVITATIONS,
    TEAM,
    Kind,
)

KINDS: dict[str, Kind] = {
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
    "suspension_stays": Kind(
        _("The suspension of %(seller)s stays"),
        _(
            "Your complaint was upheld, but a suspension ends only when a second person agrees, and that did not "
            "happen. The reason: %(reason)s You can complain about it; somebody else decides."
        ),
        DECISION,
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
        _("A reviewer has looked. Money leaves again from %(until)s on. What they say: %(reason)s"),
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
}
