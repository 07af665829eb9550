"""Registers are asked by the worker; each of their answers is told apart, and silence is none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from sellers.models import Credential
from sellers.selectors.checklist import ItemState, checklist_of, item_of
from sellers.tests.factories import an_application
from sellers.tests.fixtures import Deliver, Later, OnCommit
from sellers.tests.vetting_factories import a_claim, said
from sellers.vetting.registers import Entry, RegisterDown, SandboxRegister, ask
from sellers.vetting.services import ask_registers
from sellers.vetting.services.checking import pause_after
from sellers.vetting.states import Checker, CheckOutcome, CredentialKind, CredentialStatus, Method
from sellers.vetting.subscribers import ring_for_registers

SANDBOX = ["sellers.vetting.registers.SandboxRegister"]


def a_tax_number(number: str = "0131 2166 0091 000", **facts: Any) -> Credential:
    application = an_application(legal_name="PT Tanah Liat Nusantara", **facts)
    given: dict[str, Any] = {"evidence": [], "asks_number": True, "checked_by": Checker.SOFTWARE}
    return a_claim(CredentialKind.TAX_NUMBER, application=application, subject=number, **given)


def test_the_worker_asks_the_register_and_only_then_software_decides(
    db: None, settings: Settings, deliver: Deliver, django_capture_on_commit_callbacks: OnCommit
) -> None:
    settings.REGISTERS = SANDBOX
    credential = a_tax_number("01.312.166.0-091.000")
    assert credential.status == CredentialStatus.CLAIMED
    assert not credential.checks.filter(check_code="register").exists()

    with django_capture_on_commit_callbacks() as after:
        deliver()
    assert ring_for_registers in after
    ask_registers()
    ask_registers()

    credential.refresh_from_db()
    assert (credential.status, credential.method) == (CredentialStatus.VERIFIED, Method.REGISTER)
    assert credential.checks.filter(check_code="register").count() == 1


@pytest.mark.parametrize(
    ("answer", "outcome", "because"),
    [
        (Entry("trade", "PT Sumber Makmur"), CheckOutcome.SUSPICIOUS, "name_differs"),
        (Entry("trade", "PT Tanah Liat Nusa"), CheckOutcome.SUSPICIOUS, "alike"),
        (Entry("trade"), CheckOutcome.PASSED, "no_name"),
        (None, CheckOutcome.FAILED, "not_found"),
        (RegisterDown("down"), CheckOutcome.COULD_NOT, "down"),
        (ValueError("half an answer"), CheckOutcome.COULD_NOT, "down"),
    ],
)
def test_each_answer_of_a_register_is_told_apart(
    db: None,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    answer: Entry | Exception | None,
    outcome: str,
    because: str,
) -> None:
    settings.REGISTERS = SANDBOX
    credential = a_tax_number("01.312.166.0-091.000")

    def look_up(self: SandboxRegister, number: str, *, scheme: str) -> Entry | None:
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(SandboxRegister, "look_up", look_up)
    ask_registers()

    credential.refresh_from_db()
    assert said(credential, "register") == (outcome, because)
    assert (credential.status == CredentialStatus.VERIFIED) == (outcome == CheckOutcome.PASSED)


def test_while_a_register_is_silent_the_application_waits_says_since_when_and_it_is_asked_again(
    db: None, settings: Settings, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REGISTERS = SANDBOX
    with monkeypatch.context() as silence:
        silence.setattr(SandboxRegister, "look_up", _silent)
        credential = a_tax_number("01.312.166.0-091.000")
        ask_registers()
        since = credential.checks.get(check_code="register").facts["since"]
        assert ask_registers() == 0

        later(timedelta(minutes=6))
        assert ask_registers() == 1
        assert credential.checks.filter(check_code="register").latest("pk").facts["since"] == since
        later(timedelta(minutes=6))
        assert ask_registers() == 0
    item = item_of(checklist_of(credential.application), credential.requirement.code)
    assert item is not None
    assert item.state == ItemState.COULD_NOT
    assert any("The register does not answer" in finding for finding in item.findings)

    later(timedelta(minutes=30))
    assert ask_registers() == 1

    credential.refresh_from_db()
    assert credential.status == CredentialStatus.VERIFIED


def _silent(self: SandboxRegister, number: str, *, scheme: str) -> Entry | None:
    raise RegisterDown("down")


def test_a_register_is_left_in_peace_ever_longer() -> None:
    minutes: Sequence[float] = [pause_after(times).total_seconds() / 60 for times in (1, 2, 3, 10)]
    assert minutes == [5, 10, 20, 360]


def test_a_register_that_hangs_is_not_waited_for() -> None:

    class Hangs(SandboxRegister):
        def look_up(self, number: str, *, scheme: str) -> Entry | None:
            never.wait(20)
            return None

    never = Event()
    with pytest.raises(RegisterDown):
        ask(Hangs(), "1", scheme="de.vat", seconds=0.1)
    never.set()


def test_the_recording_answers_as_registers_do() -> None:
    register = SandboxRegister()

    assert register.covers("de.vat")
    assert not register.covers("us.ein")
    assert register.look_up("136695976", scheme="de.vat") == Entry("vies")
    assert register.look_up("1022200525819", scheme="ru.ogrn") == Entry("trade", "ООО «Глина»")
    assert register.look_up("000", scheme="de.vat") is None
    with pytest.raises(RegisterDown):
        register.look_up("111111125", scheme="de.vat")
