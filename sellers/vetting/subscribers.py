"""What this app does when something changes elsewhere. Each may run twice, and does its work once."""

from __future__ import annotations

from core.models import Event
from sellers.vetting.events import CredentialClaimed, RequirementChanged
from sellers.vetting.models import Credential, Requirement
from sellers.vetting.services import look_up_outside, work_out_all_ends
from taxonomy.events import CategoryPlaced


def look_up_what_was_claimed(fact: CredentialClaimed, event: Event) -> None:
    """A register is asked by the worker: it may take its time."""
    credential = Credential.objects.select_related("requirement", "application").get(pk=fact.credential_id)
    look_up_outside(credential)


def ask_again_everywhere(fact: RequirementChanged, event: Event) -> None:
    """Whom a requirement reaches may have to stop, or may go on."""
    work_out_all_ends()


def ask_for_a_place_in_the_tree(fact: CategoryPlaced, event: Event) -> None:
    """What is asked in the categories above it stops those who lack it there, too."""
    if Requirement.objects.in_force().exclude(category=None).exists():
        work_out_all_ends()
