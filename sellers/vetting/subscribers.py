"""What this app does when something changes elsewhere. Each may run twice, and does its work once."""

from __future__ import annotations

from core.models import Event
from sellers.vetting.events import RequirementChanged
from sellers.vetting.models import Requirement
from sellers.vetting.services import work_out_all_ends
from taxonomy.events import CategoryPlaced


def ask_again_everywhere(fact: RequirementChanged, event: Event) -> None:
    """Whom a requirement reaches may have to stop, or may go on."""
    work_out_all_ends()


def ask_for_a_place_in_the_tree(fact: CategoryPlaced, event: Event) -> None:
    """What is asked in the categories above it stops those who lack it there, too."""
    if Requirement.objects.in_force().exclude(category=None).exists():
        work_out_all_ends()
