"""Requirements in the admin: admins write them, whatever they write; reviewers read them."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from sellers.models import Requirement
from sellers.tests.factories import a_reviewer
from sellers.tests.fixtures import Announced, As
from sellers.tests.vetting_factories import a_requirement
from sellers.vetting.events import RequirementChanged

ADD = "admin:sellers_requirement_add"
TYPED: dict[str, Any] = {
    "name": "Permit <script>alert(1)</script> for food",
    "code": "xx-food",
    "credential": "licence",
    "is_active": "on",
    "area": "ID",
    "seller_kinds": ["company"],
    "category": "",
    "required_from_0": "2026-12-01",
    "required_from_1": "00:00:00",
    "why": "It \u202eprotects whoever eats it.",
    "source": "A law, article 1",
    "translations": '{"id": {"name": "Izin", "why": "Melindungi."}}',
    "evidence": ["licence"],
    "asks_number": "on",
    "schemes": [],
    "checked_by": "reviewer",
    "holds_days": "365",
    "kept_days": "184",
    "threshold_currency": "",
    "days_to_comply": "20",
}


@pytest.fixture
def admin(db: None) -> User:
    return a_reviewer(Role.ADMIN)


def test_an_admin_writes_one_and_everybody_is_asked_again(as_: As, admin: User, announced: Announced) -> None:
    assert as_(admin).post(reverse(ADD), TYPED).status_code == 302

    made = Requirement.objects.get()
    assert (made.seller_kinds, made.evidence, made.holds_days) == (["company"], ["licence"], 365)
    assert announced(RequirementChanged) == [RequirementChanged(requirement_id=made.pk)]
    page = as_(admin).get(reverse("admin:sellers_requirement_change", args=[made.pk])).text
    assert "<script>alert(1)" not in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"area": "XX"}, "This is no country."),
        ({"checked_by": "software"}, "Software alone cannot check this"),
        ({"translations": "[1]"}, "Write it as in the example."),
        ({"translations": '{"id": "Izin"}'}, "Write it as in the example."),
        ({"threshold_amount": "500000", "threshold_currency": "USD"}, "A turnover alone is no threshold"),
        ({"holds_days": "0"}, "It would be over as soon as it is verified."),
        ({"schemes": ["id.nib"]}, "Only where the number of a registration or a tax number"),
        ({"credential": "tax_number", "schemes": ["ph.tin"]}, "Nobody of whom this is asked has such a number: TIN."),
        ({"threshold_count": "200", "threshold_amount": "500000"}, "An amount needs its currency."),
    ],
)
def test_what_nobody_could_meet_is_refused_with_a_sentence(
    as_: As, admin: User, typed: dict[str, Any], sentence: str
) -> None:
    assert sentence in as_(admin).post(reverse(ADD), TYPED | typed).text
    assert not Requirement.objects.exists()


def test_an_admin_says_which_numbers_it_takes(as_: As, admin: User) -> None:
    typed = TYPED | {"credential": "registration", "schemes": ["id.nib", "other"]}
    assert as_(admin).post(reverse(ADD), typed).status_code == 302

    assert Requirement.objects.get().schemes == ["id.nib", "other"]


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SENIOR_REVIEWER])
def test_reviewers_read_and_write_none(as_: As, role: Role) -> None:
    requirement = a_requirement()
    client = as_(a_reviewer(role))

    assert "Liability insurance" in client.get(reverse("admin:sellers_requirement_changelist")).text
    assert client.post(reverse(ADD), TYPED).status_code == 403
    client.post(reverse("admin:sellers_requirement_change", args=[requirement.pk]), TYPED)

    assert Requirement.objects.get().name == "Liability insurance"


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.MEDIATOR, Role.FINANCE])
def test_others_do_not_see_them(as_: As, role: Role) -> None:
    assert as_(a_reviewer(role)).get(reverse("admin:sellers_requirement_changelist")).status_code == 403
