"""What must always be true of published policies."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, F, Max, Min

from core.invariants import Violation, invariant
from policies.kinds import PolicyKind
from policies.models import Policy, PolicyVersion


@invariant("I8", "Every policy version still is what was published")
def digests_fit() -> Iterator[Violation]:
    for version in PolicyVersion.objects.iterator():
        if version.content_digest() != version.digest:
            yield Violation(f"policy version {version.pk}", "Its content is not what its digest says was published.")


@invariant("I8", "Versions of a policy are numbered without a gap, and the newest is in force")
def numbers_have_no_gap() -> Iterator[Violation]:
    counted = Policy.objects.select_related("current").annotate(
        versions_count=Count("versions"), first=Min("versions__number"), last=Max("versions__number")
    )
    for policy in counted:
        current = policy.current
        if (policy.first, policy.last) != (1, policy.versions_count):
            yield Violation(f"policy {policy.pk}", "Its versions are not numbered 1, 2, 3 without a gap.")
        elif current is None or (current.policy_id, current.number) != (policy.pk, policy.last):
            yield Violation(f"policy {policy.pk}", "Its newest version is not the one in force.")


@invariant("I8", "A version is of its policy's kind, and the platform has every policy")
def kinds_fit() -> Iterator[Violation]:
    for version in PolicyVersion.objects.exclude(kind=F("policy__kind")):
        yield Violation(f"policy version {version.pk}", "Its kind is not that of its policy.")
    platform = set(Policy.objects.filter(shop__isnull=True, current__isnull=False).values_list("kind", flat=True))
    for kind in PolicyKind:
        if kind not in platform:
            yield Violation(f"policy {kind}", "The platform has no such policy.")
