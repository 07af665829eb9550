"""Applications that did not become shops (yet): one in every state, for the reviewers' queue."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from accounts.models import User
from core import clock
from core.audit import LOOKED, record
from core.files import record_view
from marketplace.demo.credentials import claim_everything, show_everything
from marketplace.demo.documents import registration_certificate, specimen
from sellers import services
from sellers.downloads import REVIEW
from sellers.facts import ApplicationFacts
from sellers.models import Application
from sellers.services.deciding import REVIEWERS
from sellers.states import ReasonCode, SellerKind
from sellers.vetting.states import EvidenceKind


def waiting(name: str, legal_name: str, country: str, city: str, currency: str, email: str) -> ApplicationFacts:
    """An application of somebody who is not decided upon yet."""
    return ApplicationFacts(
        trading_name=name,
        legal_name=legal_name,
        country=country,
        kind=SellerKind.SOLE_TRADER,
        registration_number="A-2026-117",
        registration_scheme="other",
        contact_name=legal_name,
        contact_email=email,
        contact_phone="+63 2 5550 0199",
        street="1 Market Street",
        city=city,
        currency=currency,
        about="Small batches, made at home.",
        undertakes=True,
    )


# A company with a number of a register that nobody here knows: two people approve it.
RISKY = replace(
    waiting("Albrecht Kaffee", "Albrecht Kaffee GmbH", "DE", "Hamburg", "EUR", "jonas@kaffee.example"),
    kind=SellerKind.COMPANY,
    registration_number="HRB 117 042",
    contact_phone="+49 40 66969 117",
)
UNDECIDED = {
    "paolo": waiting("Isla Coffee", "Paolo Reyes", "PH", "Quezon City", "PHP", "kape@isla.example"),
    "mei": waiting("青瓷小铺", "陈美", "CN", "龙泉", "CNY", "mei@qingci.example"),
    "sam": waiting("Okafor Leather", "Sam Okafor", "US", "Chicago", "USD", "sam@okafor.example"),
    "lena": waiting("Hoffmann Holz", "Lena Hoffmann", "DE", "Freiburg", "EUR", "lena@holz.example"),
}


def apply(user: User, facts: ApplicationFacts, *, at: datetime) -> Application:
    with clock.at(at):
        document = registration_certificate(
            legal_name=facts.legal_name, number=facts.registration_number, place=facts.city
        )
        return services.submit_application(user, facts=facts, document=document)


def begin_again(user: User) -> Application:
    """As a private person this time, and not far yet: a draft, with who they are and a paper that shows it."""
    draft = services.begin_application(
        user, answers={"kind": SellerKind.PRIVATE_PERSON, "country": "DE", "legal_name": user.name}
    )
    services.answer_parts(draft, by=user, answers={"street": "Gerberau 9", "postal_code": "79098", "city": "Freiburg"})
    until = (clock.now() + timedelta(days=900)).date()
    paper = specimen(EvidenceKind.ID_CARD, legal_name=user.name, number="SPECIMEN", place="Freiburg", until=until)
    return services.show_document(
        draft, by=user, proof=services.Proof(document=paper, evidence=EvidenceKind.ID_CARD, expires_on=until)
    )


def fill_queue(people: dict[str, User], *, start: datetime) -> None:
    """
    One that waits, one that waits for a second person, one of which more was asked, one refused, one withdrawn and
    begun again.
    """
    rita = people["rita"]
    coffee = apply(people["paolo"], UNDECIDED["paolo"], at=start + timedelta(days=2))
    risky = apply(people["jonas"], RISKY, at=start + timedelta(days=1))
    with clock.at(start + timedelta(days=2)):
        claim_everything(coffee, by=people["paolo"])
        show_everything(risky, by=people["jonas"], reviewer=rita)
    more, refused, withdrawn = (
        apply(people[key], UNDECIDED[key], at=start + timedelta(days=days))
        for days, key in enumerate(("mei", "sam", "lena"))
    )
    with clock.at(start + timedelta(days=3)):
        services.request_more(more, by=rita, what="The second page of the certificate is missing. Please add it.")
        services.refuse_application(
            refused,
            by=rita,
            because="The certificate names another person. Apply again with your own.",
            code=ReasonCode.IDENTITY_NOT_PROVEN,
        )
        services.withdraw_application(withdrawn, by=people["lena"])
        begin_again(people["lena"])
        look_at(risky, by=rita)
        services.propose_approval(
            risky,
            by=rita,
            because="The court's register shows the entry, and the same director. I rang them.",
        )


def look_at(application: Application, *, by: User) -> None:
    """Open the page and the document, as the desk does."""
    role, about = by.acts_as(*REVIEWERS), [application.applicant_id]
    record(LOOKED, by=by, role=role, thing=application, about=about, because=REVIEW)
    record_view(application.document, viewer=by, role=role, about=about, because=REVIEW)
