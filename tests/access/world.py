"""
One small market with somebody in every role, and with words in it that only some of them may read.

alice bought from bob's shop and has applied to sell herself; gus bought there as a guest; carol sells next door;
mallory has an account and no business here; each staff role has somebody: rita reviews applications, sena reviews as a
senior, mora moderates, medi mediates, fina keeps the books, ada looks after accounts and roles. Who owns a shop or
works here has a second factor.
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
from catalog.tests.imports import an_upload
from core import clock
from notifications.tests.factories import a_notification
from orders import services
from orders.models import Purchase
from orders.services import Address
from orders.tests.factories import HOME, basket_with, delivered_order, on_sale, pay, place
from reviews.services import reply_to_review
from reviews.tests.factories import a_review, delivered_line
from sellers.models import Membership, Shop, ShopRole
from sellers.services import invite_member, propose_approval
from sellers.tests.factories import a_risky_application, an_application, open_shop
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
    # Whoever must have a second factor has one, and has shown it where they are signed in.
    for name in ("bob", "carol", *STAFF):
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
    applied = an_application(
        alice, trading_name="Alice's Kanari Shop", legal_name="Alice Kanari GmbH", contact_email="kanari@alice.example"
    )
    # Of whoever applies later; until then nobody is kept from anything.
    needed = a_requirement(code="insurance", required_from=clock.now() + timedelta(days=30))
    claimed(needed, application=applied)
    block_number(kind="tax_number", number="99 Kanari", because="Of a firm that is gone.", by=people["sena"])
    risky = a_risky_application(legal_name="Risk Kanari GmbH", contact_email="kanari@risk.example")
    propose_approval(risky, by=people["rita"], because="Kanari was found in the register.")
    variant = on_sale(bobs, stock=50)
    on_sale(carols)
    delivered = delivered_order(alice, bobs, variant=variant)
    Purchase.objects.filter(pk=delivered.purchase_id).update(**_address(ALICES_HOME))
    reviewed, replied = (a_review(delivered_line(alice, bobs, variant=variant)) for _ in range(2))
    reply_to_review(replied, by=bob, text="Thank you.")
    unpaid = place(basket_with(variant, user=alice), address=ALICES_HOME)[0]
    paid = pay(place(basket_with(variant, user=alice), address=ALICES_HOME)[0]).orders.get()
    guests = pay(place(basket_with(variant), email="gus.kanari@example.com", address=GUS_HOME)[0])
    helper = Membership.objects.create(shop=bobs, user=_person("helen"), role=ShopRole.FULFILMENT)
    invited = invite_member(bobs, by=bob, email=alice.email, role=ShopRole.CATALOGUE)
    told = a_notification(alice, shop="Kanari told to alice")
    payment = services.start_paying(unpaid, return_url="http://localhost:8000/return/")
    return World(
        people=people,
        clients=_clients(people, guests),
        things={
            **_of_bob(bobs, variant.listing),
            "import": an_upload(bobs, bob, b"title,price\nKanari,5\n").number,
            "application": applied.number,
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
            "invited": invited.number,
            "told": str(told.pk),
            "session": code_of(_elsewhere(alice)),
            "told_number": told.number,
            "sku": variant.sku,
        },
        canaries=_canaries(guests),
    )


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

    return (
        Canary("Kanari Lane 1", only("alice", "bob", *mediating)),
        Canary("+49 30 555 7777", only("alice", "bob", *mediating)),
        # Bob has invited her; an admin sees everybody.
        Canary("alice.kanari@example.com", only("alice", "bob", "ada", *mediating)),
        Canary("helen.kanari@example.com", only("bob", "ada")),
        Canary("Kanari Square 2", only("gus", "bob", *mediating)),
        Canary("+49 30 555 8888", only("gus", "bob", *mediating)),
        Canary("gus.kanari@example.com", only("gus", *mediating)),
        Canary(guests.access_token, only("gus")),
        Canary("Kanari Shop", only("alice", *vetting)),
        Canary("Alice Kanari GmbH", only("alice", *vetting)),
        Canary("kanari@alice.example", only("alice", *vetting)),
        Canary("Risk Kanari GmbH", only(*vetting)),
        Canary("kanari@risk.example", only(*vetting)),
        Canary("Kanari was found", only(*vetting)),
        Canary("Bob Kanari", only("bob", *vetting)),
        Canary("Kanari told to alice", only("alice")),
        Canary("kanari-catalogue.csv", only("bob")),
        Canary("192.0.2.77", only("alice")),
        Canary("mallory.kanari@example.com", only("mallory", "ada")),
    )
