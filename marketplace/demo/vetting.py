"""What reviewers decided against sellers, and what came of it; and a change that makes money wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from accounts.models import User
from core import clock
from core.models import StatementOfReasons
from marketplace.demo.applications import apply, waiting
from marketplace.demo.credentials import show_everything
from marketplace.demo.documents import registration_certificate
from sellers import services
from sellers.models import Seller, Shop
from sellers.states import ReasonCode, ShopRole

DAY = timedelta(days=1)
OMAR = replace(
    waiting("Haddad Leather", "Omar Haddad", "DE", "Köln", "EUR", "omar@haddad.example"),
    registration_number="HRA 29 114",
    contact_phone="+49 221 5550 0119",
)


def decide_against(people: dict[str, User]) -> None:
    """A seller is suspended and complains; with another one the contract ends; Bob asks for another account."""
    start, rita, omar = clock.now(), people["rita"], people["omar"]
    application = apply(omar, OMAR, at=start)
    with clock.at(start + DAY):
        show_everything(application, by=omar, reviewer=rita)
        seller = services.approve_application(application, by=rita).seller
    with clock.at(start + 9 * DAY):
        services.suspend_seller(
            seller,
            by=rita,
            because="The maker of two bags that you wanted to offer has written to us: they are copies. Their "
            "report names the stitching and the missing number inside.",
            code=ReasonCode.COUNTERFEIT_GOODS,
        )
    with clock.at(start + 11 * DAY):
        services.complain(
            StatementOfReasons.objects.sent_to(omar).latest("pk"),
            by=omar,
            words="I bought both bags from the maker's own outlet. The receipt is with this; the number is under the "
            "lining, where the report did not look.",
            document=registration_certificate(legal_name="Omar Haddad", number="Receipt 88-117", place="Köln"),
        )
    part_ways(by=people["sena"])
    with clock.at(start + 12 * DAY):
        bobs = Shop.objects.worked_by(people["bob"], ShopRole.OWNER).order_by("pk")[0].seller
        services.ask_payout_account(
            bobs, by=people["bob"], holder=bobs.legal_name, account="GB82 WEST 1234 5698 7654 32"
        )


def part_ways(*, by: User) -> None:
    """One seller has sent too little, too late, and has a month's notice."""
    seller = Seller.objects.filter(shops__slug="neel-block-print").first()
    if seller is not None:
        with clock.at(clock.now() + 10 * DAY):
            services.end_contract(
                seller,
                by=by,
                code=ReasonCode.ORDERS_NOT_SENT,
                because="Of eleven orders since September, seven were sent late and two never. We wrote to you twice.",
            )
