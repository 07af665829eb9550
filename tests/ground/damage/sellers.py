"""Applications, shops, brands, payout accounts, the end of a contract."""

from __future__ import annotations

from datetime import timedelta

from core import clock
from core.events import announce
from core.models import Event, StatementOfReasons
from core.reasons import decided_thing
from sellers.events import SellerSuspended
from sellers.models import Application, BrandAuthorisation, Membership, PayoutAccount, Shop
from sellers.rules import REFUSED_DOCUMENT_KEPT
from sellers.services import leave_market
from sellers.states import Risk
from tests.access.world import World
from tests.ground.damage.by_hand import application_of, breaks, write, write_past


@breaks("No seller was approved in spite of a risk, and no suspension ended, without a second person")
def approved_by_one_person(world: World) -> str:
    application = Application.objects.get(applicant=world.people["bob"])
    write(application, risks=[Risk.NUMBER_ELSEWHERE])
    return f"application {application.pk}"


@breaks("Nobody owns a brand whom a second person has not confirmed")
def owned_by_one_word(world: World) -> str:
    held = BrandAuthorisation.objects.get(number=world.things["brand_granted"])
    owned = BrandAuthorisation.objects.get(number=world.things["brand_owned"])
    write(owned, role="authorised")
    write(held, role="owner")
    return f"brand authorisation {held.number}"


@breaks("An approved application has its seller and a shop, no other has either")
def approved_without_a_shop(world: World) -> str:
    application = application_of(world)
    write(application, status="approved", decided_by=world.people["rita"], decided_at=clock.now())
    return f"application {application.pk}"


@breaks("Every decision says who, when and, where it hurts, why")
def refused_without_a_reason(world: World) -> str:
    application = application_of(world)
    columns = {"status": "refused", "decided_by": world.people["rita"], "decided_at": clock.now(), "reason": ""}
    write_past("application_refused_with_reason", application, **columns)
    return f"application {application.pk}"


@breaks("Nobody decided about their own application")
def decided_by_oneself(world: World) -> str:
    application = Application.objects.get(applicant=world.people["bob"])
    write(application, decided_by=world.people["bob"])
    return f"application {application.pk}"


@breaks("Every shop that is not closed has one owner")
def nobodys_shop(world: World) -> str:
    shop = Shop.objects.get(slug=world.things["shop"])
    Membership.objects.filter(shop=shop).delete()
    return f"shop {shop.pk}"


@breaks("Whoever was refused or suspended has been told why, in writing")
def suspended_without_a_word(world: World) -> str:
    seller = Shop.objects.get(slug=world.things["shop"]).seller
    announce(SellerSuspended(seller_id=seller.pk, because="So.", statement_id=987_654))
    return f"event {Event.objects.latest('pk').pk}"


@breaks("The contract of every closed seller has ended, and of no other")
def closed_by_nobody(world: World) -> str:
    seller = Shop.objects.get(slug=world.things["shop"]).seller
    write(seller, status="closed")
    return f"seller {seller.pk}"


@breaks("Of a forgotten seller nothing is left that reaches a person")
def forgotten_by_halves(world: World) -> str:
    seller = Shop.objects.get(slug=world.things["shop"]).seller
    ending = leave_market(seller, by=world.people["bob"])
    write(ending, forgotten_at=clock.now())
    return f"ending {ending.pk}"


@breaks("Of a refused applicant nothing is left that reaches a person, once nobody can complain")
def remembered_for_ever(world: World) -> str:
    statement = StatementOfReasons.objects.get(number=world.things["decided"])
    application: Application = decided_thing(statement)
    write(application, decided_at=clock.now() - REFUSED_DOCUMENT_KEPT - timedelta(days=3))
    return f"application {application.number}"


@breaks("No payout account is in force without a second person")
def account_of_one(world: World) -> str:
    account = PayoutAccount.objects.get()
    write(account, status="in_force", decided_by=world.people["rita"], decided_at=clock.now())
    return f"payout account {account.pk}"
