"""
The platform's first policies: what every installation promises until its operator publishes a newer version.

They are published once and then bind whoever bought under them: never edit them here, publish a version.
"""

from __future__ import annotations

from policies.kinds import PolicyKind
from policies.starting import Draft
from policies.terms import PrivacyTerms, RefundTerms, ReturnTerms, ShippingTerms

LANGUAGE = "en"

FOUNDING: tuple[Draft, ...] = (
    Draft(
        PolicyKind.RETURNS,
        "Returns on this market",
        "Whatever you buy here, you can send back within at least 14 days after it arrived. You need not say why. "
        "A shop may give you more time, never less; what it gives stands beside every listing.\n\n"
        "Send things back in the state in which you received them. You may unpack and try them as you would in a "
        "shop. If a thing is broken, late beyond use, or not what the listing said, the seller pays the postage.\n\n"
        "What applies to your order is the version that was in force when you paid. It is kept with the order, and "
        "no later change touches it. Rights that the law of your country gives you are yours in any case.",
        ReturnTerms(window_days=14, return_postage="seller_if_not_as_described"),
    ),
    Draft(
        PolicyKind.REFUNDS,
        "Refunds on this market",
        "When you pay, the money is held. The seller receives it only after the parcel has arrived and you have had "
        "time to look at what is in it.\n\n"
        "After a return has arrived, the money goes back within at most 14 days, by the way in which you paid. A "
        "shop may be quicker, never slower.\n\n"
        "If an order is cancelled before it was sent, all of its money goes back, delivery included.",
        RefundTerms(days=14),
    ),
    Draft(
        PolicyKind.SHIPPING,
        "Shipping on this market",
        "Each shop says in its own policy how it sends, what that costs, and how long it takes. You see the price "
        "and the dates before you pay, and both are kept with your order.\n\n"
        "You can follow every parcel on the page of its order. The risk of the journey is the seller's: what does "
        "not arrive is not paid for.",
        ShippingTerms(options=(), handling_days=3),
    ),
    Draft(
        PolicyKind.PRIVACY,
        "Your data on this market",
        "We ask for what a purchase needs: your e-mail address, and the name and address for the parcel. The shop "
        "that sends you something sees where to send it, and nothing else about you. Other people see your name "
        "only where you sign something, such as a review.\n\n"
        "Documents of people who apply to sell are stored encrypted. Only the applicant and our reviewers can open "
        "them, and every time somebody does is put on record.\n\n"
        "There are no advertisements here, no trackers, and no files loaded from other companies. We keep five "
        "cookies: for your session, for your basket, for the safety of forms, for your language and for your time "
        "zone.\n\n"
        "Your card number never reaches us: it goes to the payment provider. Orders are kept as long as tax law "
        "asks.",
        PrivacyTerms(),
    ),
)
