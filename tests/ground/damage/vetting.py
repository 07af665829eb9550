"""What sellers must hold, and who looks again."""

from __future__ import annotations

from django.db.models import F

from core import clock
from core.events import announce
from core.models import Event, EventDelivery
from sellers.models import Credential, Recheck, Shop
from sellers.states import Risk
from sellers.vetting.events import CredentialVerified
from sellers.vetting.services import work_out_all_ends
from sellers.vetting.states import CredentialStatus, Method
from tests.access.world import World
from tests.ground.damage.by_hand import TWO_DAYS, application_of, breaks, write


@breaks("When selling ends is what requirements and credentials say")
def sells_a_day_less(world: World) -> str:
    seller = Shop.objects.get(slug=world.things["shop"]).seller
    # The worker has worked everything out, and nothing is on its way.
    EventDelivery.objects.filter(subscriber__startswith="sellers.vetting").update(done_at=clock.now())
    work_out_all_ends()
    write(seller, sells_until=F("sells_until") - TWO_DAYS)
    return f"seller {seller.pk}"


@breaks("No credential was verified by who claimed it, and none of an approved application is missing")
def verified_by_oneself(world: World) -> str:
    return _verified(world, by=world.people["alice"], method=Method.DOCUMENT)


@breaks("No requirement was waived without a second person")
def waived_by_one_person(world: World) -> str:
    return _verified(world, by=world.people["rita"], method=Method.WAIVED)


@breaks("Nothing counts for a seller in spite of a risk without a second person")
def verified_in_spite_of_a_risk(world: World) -> str:
    credential = Credential.objects.filter(application=application_of(world)).earliest("pk")
    announce(CredentialVerified(credential_id=credential.pk, risks=[Risk.CLAIMED_ELSEWHERE.value]))
    return f"event {Event.objects.filter(name=CredentialVerified.__name__).latest('pk').pk}"


def _verified(world: World, **columns: object) -> str:
    credential = Credential.objects.filter(application=application_of(world)).earliest("pk")
    columns["decided_by"] = columns.pop("by")
    write(credential, status=CredentialStatus.VERIFIED, decided_at=clock.now(), **columns)
    return f"credential {credential.number}"


@breaks("No look again, and nobody's turn, waits past its limit")
def forgotten_recheck(world: World) -> str:
    recheck = Recheck.objects.get()
    write(recheck, due_at=clock.now() - TWO_DAYS)
    return f"recheck {recheck.pk}"
