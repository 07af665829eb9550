from __future__ import annotations

from typing import Any

import pytest

from accounts import services
from accounts.models import User
from accounts.services import UnknownLanguage, UnknownTimeZone


def test_preferences_are_kept(alice: User) -> None:
    services.change_preferences(alice, name="  Alice\n Brown ", language="id", time_zone="Asia/Jakarta")

    alice.refresh_from_db()
    assert (alice.name, alice.language, alice.time_zone) == ("Alice Brown", "id", "Asia/Jakarta")


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"language": "tlh"}, UnknownLanguage),
        ({"time_zone": "Mars/Olympus"}, UnknownTimeZone),
        ({"time_zone": "../../etc/passwd"}, UnknownTimeZone),
    ],
)
def test_what_the_site_does_not_know_is_refused(alice: User, wrong: Any, refusal: Any) -> None:
    kept = {"name": "Al", "language": "en", "time_zone": "UTC"}

    with pytest.raises(refusal):
        services.change_preferences(alice, **kept | wrong)

    alice.refresh_from_db()
    assert alice.name == "Alice"
