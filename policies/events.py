"""What this app announces."""

from __future__ import annotations

from dataclasses import dataclass

from core.events import Fact


@dataclass(frozen=True)
class PolicyPublished(Fact):
    """A new version of a policy is in force; what was promised before keeps its own version."""

    policy_version_id: int
