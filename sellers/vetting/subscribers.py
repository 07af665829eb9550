"""What this app does when something changes elsewhere. Each may run twice, and does its work once."""

from __future__ import annotations

from django.db import transaction

from core.bell import ring
from core.models import Event
from sellers.vetting.events import CredentialClaimed, RequirementChanged
from sellers.vetting.models import Requirement
from sellers.vetting.services import owed_an_answer, work_out_all_ends
from taxonomy.events import CategoryPlaced


def look_up_what_was_claimed(fact: CredentialClaimed, event: Event) -> None:
    """Let the worker ask the registers after this delivery: they take their time, and must not hold a transaction."""
    if owed_an_answer().filter(pk=fact.credential_id).exists():
        transaction.on_commit(ring_for_registers, robust=True)


def ring_for_registers() -> None:
    ring("sellers.tasks.ask_registers")


def ask_again_everywhere(fact: RequirementChanged, event: Event) -> None:
    """Whom a requirement reaches may have to stop, or may go on."""
    work_out_all_ends()


def ask_for_a_place_in_the_tree(fact: CategoryPlaced, event: Event) -> None:
    """What is asked in the categories above it stops those who lack it there, too."""
    if Requirement.objects.in_force().exclude(category=None).exists():
        work_out_all_ends()
