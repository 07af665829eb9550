"""Applications, sellers and shops as the services make them."""

from __future__ import annotations

from io import BytesIO
from itertools import count
from typing import Any

from django.contrib.auth.models import Group
from PIL import Image
from stdnum.iso7064.mod_97_10 import calc_check_digits

from accounts.models import User
from accounts.roles import Role
from accounts.tests.factors import with_second_factor
from core import foureyes
from core.models import StatementOfReasons
from policies.services import publish_starting_policies
from sellers import services
from sellers.documents import UploadedDocument
from sellers.facts import ApplicationFacts
from sellers.models import Application, Membership, Seller, SellerKind, Shop, ShopRole
from sellers.states import ReasonCode

_count = count(1)

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def a_person(name: str = "Somebody", **fields: Any) -> User:
    return User.objects.create_user(f"person{next(_count)}@sellers.example", name=name, **fields)


def a_reviewer(role: Role = Role.REVIEWER) -> User:
    reviewer = with_second_factor(a_person("Rina", is_staff=True))
    reviewer.groups.add(Group.objects.get_or_create(name=role)[0])
    return reviewer


def some_facts(**changes: Any) -> ApplicationFacts:
    """A company from Jakarta that has everything."""
    facts: dict[str, Any] = {
        "trading_name": "Tanah Liat",
        "legal_name": "PT Tanah Liat Nusantara",
        "country": "ID",
        "kind": SellerKind.COMPANY,
        # Another branch each time: the same number twice is a risk.
        "registration_number": f"01.312.166.0-091.{next(_count) % 1000:03d}",
        "contact_name": "Budi Santoso",
        "contact_email": "halo@tanahliat.example",
        "contact_phone": "+62 21 555 0100",
        "street": "Jalan Kemang Raya 8",
        "city": "Jakarta",
        "postal_code": "12730",
        "currency": "IDR",
        "about": "Stoneware from Plered clay.",
        "undertakes": True,
    }
    if changes.get("country", "ID") != "ID":
        # Another country has other numbers; a LEI is accepted, and can be checked, in all of them.
        lei = f"529900{next(_count):012d}"
        facts |= {"registration_number": lei + calc_check_digits(lei), "registration_scheme": "lei"}
    return ApplicationFacts(**facts | changes)


def a_document(name: str = "deed.pdf", content: bytes = PDF) -> UploadedDocument:
    return UploadedDocument(name=name, content=content)


def an_application(applicant: User | None = None, **facts: Any) -> Application:
    """An application that waits for review."""
    # Nobody else has sent the same document.
    document = a_document(content=PDF + b"%% %d\n" % next(_count))
    return services.submit_application(applicant or a_person(), facts=some_facts(**facts), document=document)


def a_risky_application(applicant: User | None = None, **facts: Any) -> Application:
    """A company whose register nobody here knows: it takes two to approve it."""
    risk = {"registration_number": f"HRB {next(_count)}", "registration_scheme": "other"}
    return an_application(applicant, **risk | facts)


def open_shop(
    owner: User | None = None,
    *,
    name: str = "Tanah Liat",
    country: str = "ID",
    currency: str = "IDR",
    reviewer: User | None = None,
    **facts: Any,
) -> Shop:
    """A shop that somebody applied for and a reviewer approved, with the policies that it starts with."""
    application = an_application(owner, trading_name=name, country=country, currency=currency, **facts)
    shop = services.approve_application(application, by=reviewer or a_reviewer())
    publish_starting_policies(shop)
    return shop


def works_in(shop: Shop, user: User, role: str) -> Membership:
    """Let somebody work in a shop. It has one owner: as OWNER they take the former one's place, who is gone."""
    if role == ShopRole.OWNER:
        shop.memberships.filter(role=role).delete()
    return Membership.objects.create(shop=shop, user=user, role=role)


def suspended_shop(owner: User | None = None, **facts: Any) -> Shop:
    """A shop whose seller was approved, and suspended afterwards."""
    shop = open_shop(owner, **facts)
    services.suspend_seller(shop.seller, by=a_reviewer(), because="The register says that the company is dissolved.")
    return shop


def refused_statement(applicant: User | None = None, words: str = "Not readable.") -> StatementOfReasons:
    """Why somebody's application was refused, as they were told."""
    person = applicant or a_person()
    waiting = Application.objects.made_by(person).undecided().first()
    # One at a time: what waits already is refused and its place is free again.
    application = waiting or an_application(person)
    services.refuse_application(application, by=a_reviewer(), because=words, code=ReasonCode.DOCUMENT_NOT_LEGIBLE)
    return StatementOfReasons.objects.latest("pk")


def reinstated(seller: Seller) -> Seller:
    """A suspension that two people ended."""
    proposal = services.propose_reinstatement(seller, by=a_reviewer(), because="It was a namesake.")
    foureyes.confirm(proposal, by=a_reviewer(Role.SENIOR_REVIEWER))
    seller.refresh_from_db()
    return seller


def the_seller_of(shop: Shop) -> Seller:
    return Seller.objects.get(shops=shop)


def a_picture(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "white").save(file, kind)
    return file.getvalue()
