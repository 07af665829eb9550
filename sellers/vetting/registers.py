"""
Asking a register whether an entry exists, and under which name.

A register is an adapter (settings.REGISTERS). The sandbox answers from a recording, as VIES and a trade register do:
found with a name, found without one, not found, or no answer (`sellers/data/register_sandbox.json`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from sellers.registration import SCHEMES

MOST_SECONDS = 8.0
RECORDING = Path(__file__).resolve().parent.parent / "data" / "register_sandbox.json"


class RegisterDown(Exception):
    """It gave no answer, or none that can be understood. That says nothing about the entry."""


@dataclass(frozen=True)
class Entry:
    """What a register says of a number. Some name nobody."""

    register: str
    name: str = ""


class Register(Protocol):
    """One register, or several behind one service."""

    def covers(self, scheme: str) -> bool:
        """Whether numbers of this kind stand in it."""

    def look_up(self, number: str, *, scheme: str) -> Entry | None:
        """The entry; None when there is none. Raises RegisterDown."""


class SandboxRegister:
    """Answers from the recording: for the demo and the tests."""

    def __init__(self, recording: Mapping[str, Any] | None = None) -> None:
        self.registers: Mapping[str, Any] = (recording or _recorded())["registers"]

    def covers(self, scheme: str) -> bool:
        return any(scheme in register["schemes"] for register in self.registers.values())

    def look_up(self, number: str, *, scheme: str) -> Entry | None:
        for name, register in self.registers.items():
            if scheme not in register["schemes"]:
                continue
            if register.get("is_down") or number in register.get("unanswered", ()):
                raise RegisterDown(name)
            found = register["entries"].get(number)
            return Entry(name, found["name"]) if found else None
        return None


@cache
def _recorded() -> Mapping[str, Any]:
    recording: Mapping[str, Any] = json.loads(RECORDING.read_text(encoding="utf-8"))
    return recording


def register_of(scheme: str) -> Register | None:
    """The register in which numbers of this kind stand, if we know one."""
    return next((register for register in _registers() if scheme and register.covers(scheme)), None)


def schemes_in_registers() -> list[str]:
    """All kinds of number for which we know a register."""
    registers = _registers()
    return [scheme.code for scheme in SCHEMES if any(register.covers(scheme.code) for register in registers)]


def _registers() -> list[Register]:
    return [import_string(path)() for path in settings.REGISTERS]


def ask(register: Register, number: str, *, scheme: str, seconds: float = MOST_SECONDS) -> Entry | None:
    """
    Look up a number, and wait no longer than this. Not inside a transaction.

    Raises RegisterDown, whatever went wrong there.
    """
    waiting = ThreadPoolExecutor(1, thread_name_prefix="register")
    try:
        return waiting.submit(register.look_up, number, scheme=scheme).result(seconds)
    except TookTooLong:
        raise RegisterDown("timeout") from None
    except RegisterDown:
        raise
    except Exception as error:
        # An adapter that stumbles over a strange answer has not answered.
        raise RegisterDown(type(error).__name__) from error
    finally:
        # Whoever hangs there is not waited for.
        waiting.shutdown(wait=False, cancel_futures=True)
