from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from accounts.roles import Role


def test_an_address_is_kept_and_found_in_lower_case(db: None) -> None:
    alice = User.objects.create_user("  Alice@Example.COM")

    assert alice.email == "alice@example.com"
    assert User.objects.get(email="ALICE@example.com") == alice
    assert User.objects.get_by_natural_key("aLiCe@example.com") == alice


def test_one_mailbox_has_one_account_however_it_is_typed(alice: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("ALICE@example.com")


def test_the_database_refuses_an_address_in_upper_case_by_any_door(alice: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET email = 'Alice@example.com' WHERE id = %s", [alice.pk])


def test_a_person_needs_an_address(db: None) -> None:
    with pytest.raises(ValueError, match="needs an e-mail address"):
        User.objects.create_user("")


def test_others_read_the_name_and_never_the_whole_address(alice: User) -> None:
    nameless = User.objects.create_user("jo.secret@example.com")

    assert str(alice) == alice.get_full_name() == "Alice"
    assert str(nameless) == nameless.get_short_name() == "jo.secret"


def test_without_a_password_only_a_mailed_code_opens_the_account(db: None) -> None:
    assert not User.objects.create_user("jo@example.com").has_usable_password()


def test_createsuperuser_makes_somebody_who_may_do_everything(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a long enough password")

    call_command("createsuperuser", "--noinput", "--email", "Root@Example.com", verbosity=0)

    root = User.objects.get(email="root@example.com")
    assert root.is_staff
    assert root.is_superuser
    assert root.check_password("a long enough password")
    assert EmailAddress.objects.get(user=root).verified


def test_every_role_has_its_group_from_the_first_migration(db: None) -> None:
    assert set(Group.objects.values_list("name", flat=True)) == set(Role.values)


def in_role(user: User, role: Role) -> User:
    user.is_staff = True
    user.save()
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.mark.parametrize("held", list(Role))
@pytest.mark.parametrize("wanted", list(Role))
def test_staff_count_as_the_roles_they_hold_and_an_admin_as_no_other(alice: User, held: Any, wanted: Any) -> None:
    in_role(alice, held)

    assert alice.has_role(wanted) == (held == wanted)


@pytest.mark.parametrize("missing", ["is_staff", "is_active"])
def test_a_group_is_worth_nothing_to_who_is_no_active_staff(alice: User, missing: Any) -> None:
    in_role(alice, Role.ADMIN)
    setattr(alice, missing, False)

    assert not alice.has_role(Role.ADMIN)


def test_a_superuser_counts_as_every_role(ada: User) -> None:
    assert all(ada.has_role(role) for role in Role)


def test_roles_are_asked_for_once(rita: User, count_queries: Callable[[Callable[[], object]], int]) -> None:
    assert count_queries(lambda: [rita.has_role(Role.REVIEWER) for _ in range(3)]) == 1


def test_a_new_role_is_seen_after_a_refresh(rita: User) -> None:
    assert not rita.has_role(Role.MODERATOR)
    rita.groups.add(Group.objects.get(name=Role.MODERATOR))

    rita.refresh_from_db()

    assert rita.has_role(Role.MODERATOR)
