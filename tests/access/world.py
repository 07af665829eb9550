"""
One small market with somebody in every role, and with words in it that only some of them may read.

alice bought from bob's shop and has applied to sell herself; gus bought there as a guest; carol sells next door;
mallory has an account and no business here; each staff role has somebody: rita reviews applications, sena reviews as a
senior, mora moderates, medi mediates, fina keeps the books, ada looks after accounts and roles. Who owns a shop or
works here has a second factor. In bob's shop manu manages, cato keeps the catalogue, fila sends, finn keeps the books.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from accounts.sessions import code_of
from accounts.tests.factors import with_second_factor
from catalog.models import Listing, Photo
from catalog.tests.factories import listing_on_sale
from catalog.tests.imports import an_upload
from catalog.tests.reports import a_report, upheld
from core import clock
from core.models import OutgoingMail
from notifications.tests.factories import a_notification
from orders import services
from orders.models import Purchase
from orders.services import Address
from orders.tests.factories import HOME, basket_with, delivered_order, on_sale, pay, place
from reviews.services import reply_to_review
from reviews.tests.factories import a_review, delivered_line
from sellers.models import Membership, Requirement, Shop, ShopRole
from sellers.reviewing.services import mend_queue
from sellers.services import (
    ask_identity,
    ask_payout_account,
    authorise_seller,
    complain,
    invite_member,
    propose_approval,
    raise_alarm,
)
from sellers.tests.brands import a_claim, a_protected_brand, owned
from sellers.tests.factories import a_document, a_risky_application, an_application, open_shop, refused_statement
from sellers.tests.reviewing_factories import a_recheck
from sellers.tests.vetting_factories import a_requirement, claimed
from sellers.vetting.services import block_number
from taxonomy.models import Category

ROLES = ("anonymous", "gus", "alice", "bob", "carol", "mallory", "rita", "ada")
STAFF = {
    "rita": Role.REVIEWER,
    "sena": Role.SENIOR_REVIEWER,
    "mora": Role.MODERATOR,
    "medi": Role.MEDIATOR,
    "fina": Role.FINANCE,
    "ada": Role.ADMIN,
}

# Who else works in bob's shop: each team role has somebody.
TEAM = {
    "manu": ShopRole.MANAGER,
    "cato": ShopRole.CATALOGUE,
    "fila": ShopRole.FULFILMENT,
    "finn": ShopRole.FINANCE,
}

ALICES_HOME = replace(HOME, full_name="Alice Kanari", street="Kanari Lane 1", phone="+49 30 555 7777")
GUS_HOME = replace(HOME, full_name="Gus Kanari", street="Kanari Square 2", phone="+49 30 555 8888")


@dataclass(frozen=True)
class Canary:
    """Words that would be a leak in front of anybody but its readers."""

    words: str
    readers: frozenset[str]


@dataclass(frozen=True)
class World:
    people: Mapping[str, User]
    clients: Mapping[str, Client]
    things: Mapping[str, str]  # what the addresses in the tables name
    canaries: tuple[Canary, ...]

    def browser(self, role: str) -> Client:
        """A browser in which this role is signed in; nothing that it does there outlasts the test."""
        browser = Client()
        browser.cookies = deepcopy(self.clients[role].cookies)
        return browser

    def strangers_words(self, role: str) -> list[str]:
        """What must not stand in any answer to this role."""
        return [canary.words for canary in self.canaries if role not in canary.readers]


def build_world() -> World:
    people = {name: _person(name) for name in ("alice", "bob", "carol", "mallory")}
    people |= {name: _staff(name, role) for name, role in STAFF.items()}
    people |= {name: _person(name) for name in TEAM}
    # Whoever must have a second factor has one, and has shown it where they are signed in.
    for name in ("bob", "carol", "finn", *STAFF):
        with_second_factor(people[name])
    alice, bob = people["alice"], people["bob"]

    bobs = open_shop(
        bob,
        name="Bob's",
        contact_name="Bob Kanari",
        contact_email="bob.kanari@example.com",
        about="Mugs.",
        reviewer=people["rita"],
    )
    carols = open_shop(people["carol"], name="Carol's", reviewer=people["rita"])
    decided, complained = (refused_statement(alice, "Kanari was refused.") for _ in range(2))
    complaint = complain(complained, by=alice, words="Kanari complains.", document=a_document())
    brand = _brands(bobs, carols, people)
    applied = an_application(
        alice, trading_name="Alice's Kanari Shop", legal_name="Alice Kanari GmbH", contact_email="kanari@alice.example"
    )
    # Of whoever applies later; until then nobody is kept from anything.
    needed = a_requirement(code="insurance", required_from=clock.now() + timedelta(days=30))
    claimed(needed, application=applied)
    block_number(kind="tax_number", number="99 Kanari", because="Of a firm that is gone.", by=people["sena"])
    risky = a_risky_application(legal_name="Risk Kanari GmbH", contact_email="kanari@risk.example")
    propose_approval(risky, by=people["rita"], because="Kanari was found in the register.")
    # Not in force: what is missing would keep everybody here from selling.
    insurance = a_requirement()
    claimed(insurance, application=applied, issuer="Kanari Insurance")
    Requirement.objects.filter(pk=insurance.pk).update(is_active=False)
    a_recheck(carols.seller)
    mend_queue()
    variant = on_sale(bobs, stock=50)
    on_sale(carols)
    ask_payout_account(bobs.seller, by=bob, holder="Bob Kanari", account="GB82 WEST 1234 5698 7654 32")
    ask_identity(bobs.seller, by=bob, facts={"street": "Kanari Alley 3"})
    old = OutgoingMail.objects.filter(key__startswith="sellers.slow:legal_identity").latest("pk").text
    alarmed = link_in(OutgoingMail.objects.filter(key__startswith="sellers.slow:payout_account").latest("pk").text)
    raise_alarm(alarmed)
    delivered = delivered_order(alice, bobs, variant=variant)
    Purchase.objects.filter(pk=delivered.purchase_id).update(**_address(ALICES_HOME))
    reviewed, replied = (a_review(delivered_line(alice, bobs, variant=variant)) for _ in range(2))
    reply_to_review(replied, by=bob, text="Thank you.")
    unpaid = place(basket_with(variant, user=alice), address=ALICES_HOME)[0]
    paid = pay(place(basket_with(variant, user=alice), address=ALICES_HOME)[0]).orders.get()
    guests = pay(place(basket_with(variant), email="gus.kanari@example.com", address=GUS_HOME)[0])
    helper = Membership.objects.create(shop=bobs, user=_person("helen"), role=ShopRole.FULFILMENT)
    for name, role in TEAM.items():
        Membership.objects.create(shop=bobs, user=people[name], role=role)
    invited = invite_member(bobs, by=bob, email=alice.email, role=ShopRole.CATALOGUE)
    insurance = a_requirement(name="Kanari insurance", required_from=clock.now() + timedelta(days=90))
    claim = claimed(insurance, shop=bobs, issuer="Kanari Mutual")
    told = a_notification(alice, shop="Kanari told to alice")
    reported = a_report(variant.listing, by=alice, words="Kanari reported by alice")
    stranger = a_report(variant.listing, email="kanari@stranger.example", words="Kanari reported by a stranger")
    taken_down = upheld(listing_on_sale(bobs, title="Taken down"), by=people["mora"])
    payment = services.start_paying(unpaid, return_url="http://localhost:8000/return/")
    return World(
        people=people,
        clients=_clients(people, guests),
        things={
            **_of_bob(bobs, variant.listing),
            "import": an_upload(bobs, bob, b"title,price\nKanari,5\n").number,
            "application": applied.number,
            "not_me": link_in(old),
            "decided": decided.number,
            "complained": complained.number,
            "complaint": complaint.number,
            "needed": needed.code,
            "delivered": delivered.number,
            "paid": paid.number,
            "reviewed": reviewed.order_line.order.number,
            "replied": replied.order_line.order.number,
            "unpaid": unpaid.number,
            "guests_purchase": guests.number,
            "guests_order": guests.orders.get().number,
            "guests_token": guests.access_token,
            "charge": payment.provider_reference,
            "helper": helper.number,
            "requirement": insurance.code,
            "claim": claim.number,
            "invited": invited.number,
            "told": str(told.pk),
            **brand,
            "reported": reported.number,
            "stranger": stranger.number,
            "stranger_token": stranger.access_token,
            "taken_down": taken_down.number,
            "session": code_of(_elsewhere(alice)),
            "told_number": told.number,
            "sku": variant.sku,
        },
        canaries=_canaries(guests),
    )


def link_in(text: str) -> str:
    """The secret of the link that stops payouts."""
    return text.partition("/sell/not-me/")[2].partition("/")[0]


def _brands(bobs: Shop, carols: Shop, people: Mapping[str, User]) -> dict[str, str]:
    """Bob owns a brand, which carol asks to offer and another shop may; he asks for one of somebody else."""
    own = owned(bobs, "Bobware")
    asked = a_claim(carols, "Bobware", words="Kanari asks for the brand")
    others = open_shop(_person("otto"), name="Otto's", reviewer=people["rita"])
    granted = authorise_seller(own.brand, others.seller, by=people["bob"])
    a_protected_brand("Faraway")
    claim = a_claim(bobs, "Faraway", words="Kanari wants more")
    things = {"brand_owned": own, "brand_asked": asked, "brand_granted": granted, "brand_claim": claim}
    return {name: held.number for name, held in things.items()}


def _person(name: str) -> User:
    user = User.objects.create_user(f"{name}.kanari@example.com", password="open sesame 123", name=name.title())
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _staff(name: str, role: Role) -> User:
    user = _person(name)
    user.is_staff = True
    user.save()
    # A test with real transactions empties the tables, and what the migrations put there.
    user.groups.add(Group.objects.get_or_create(name=role)[0])
    return user


def _elsewhere(user: User) -> UserSession:
    """Another browser in which this person is signed in."""
    browser = Client()
    browser.force_login(user)
    return UserSession.objects.create(
        user=user, session_key=browser.session.session_key, ip="192.0.2.77", user_agent="Kanari/1.0"
    )


def _address(home: Address) -> dict[str, str]:
    return {"full_name": home.full_name, "street": home.street, "phone": home.phone}


def _clients(people: Mapping[str, User], guests: Purchase) -> dict[str, Client]:
    clients = {role: Client() for role in {*ROLES, *people}}
    for role, user in people.items():
        clients[role].force_login(user)
    clients["gus"].get(f"/orders/open/{guests.number}/{guests.access_token}/")
    return clients


def _of_bob(shop: Shop, listing: Listing) -> dict[str, str]:
    photo = Photo.objects.filter(listing=listing)[0]
    return {
        "shop": shop.slug,
        "listing": listing.number,
        "slug": listing.slug,
        "category": Category.objects.get(pk=listing.category_id).path,
        "category_slug": Category.objects.get(pk=listing.category_id).slug,
        "photo": photo.original_digest,
        "picture": photo.largest,
    }


def _canaries(guests: Purchase) -> tuple[Canary, ...]:
    def only(*readers: str) -> frozenset[str]:
        return frozenset(readers)

    vetting = ("rita", "sena")
    mediating = ("medi",)
    # Of bob's team: who sends reads the address, who manages runs the shop with him.
    sending = ("manu", "fila")

    return (
        Canary("Kanari Lane 1", only("alice", "bob", *sending, *mediating)),
        Canary("+49 30 555 7777", only("alice", "bob", *sending, *mediating)),
        # Bob has invited her; an admin sees everybody.
        Canary("alice.kanari@example.com", only("alice", "bob", "manu", "ada", *mediating)),
        Canary("helen.kanari@example.com", only("bob", "manu", "ada")),
        Canary("cato.kanari@example.com", only("bob", "manu", "cato", "ada")),
        Canary("Kanari Square 2", only("gus", "bob", *sending, *mediating)),
        Canary("+49 30 555 8888", only("gus", "bob", *sending, *mediating)),
        Canary("gus.kanari@example.com", only("gus", *mediating)),
        Canary(guests.access_token, only("gus")),
        Canary("Kanari Shop", only("alice", *vetting)),
        Canary("Alice Kanari GmbH", only("alice", *vetting)),
        Canary("kanari@alice.example", only("alice", *vetting)),
        Canary("Risk Kanari GmbH", only(*vetting)),
        Canary("kanari@risk.example", only(*vetting)),
        Canary("Kanari was found", only(*vetting)),
        Canary("Kanari was refused", only("alice", *vetting)),
        Canary("Kanari complains", only("alice", *vetting)),
        Canary("Bob Kanari", only("bob", "finn", *vetting)),
        Canary("Kanari Alley 3", only("bob", *vetting)),
        Canary("GB82WEST12345698765432", only()),
        Canary("Kanari told to alice", only("alice")),
        Canary("Kanari reported by alice", only("alice", "mora")),
        Canary("kanari@stranger.example", only("mora")),
        Canary("Kanari asks for the brand", only("bob", "manu", "carol", *vetting)),
        Canary("Kanari wants more", only("bob", "manu", *vetting)),
        Canary("kanari-catalogue.csv", only("bob", "manu", "cato")),
        Canary("192.0.2.77", only("alice")),
        Canary("mallory.kanari@example.com", only("mallory", "ada")),
    )
