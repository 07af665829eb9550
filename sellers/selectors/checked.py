"""What was checked about a seller, and what was not, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import clock
from core.formatting import day
from sellers.models import NumberCheck, Seller, SellerStatus
from sellers.registration import scheme_of
from sellers.rules import APPROVAL_HOLDS
from sellers.vetting.slip import CHANGED, EXPIRED, HOLDS, MISSING, NAME, NUMBER, state_at
from sellers.vetting.states import CredentialKind, EvidenceKind, Method


@dataclass(frozen=True)
class Check:
    """One thing that was checked, with its day, or that was not."""

    text: str
    done: bool
    on_date: date | None = None


def checks_of(seller: Seller) -> Sequence[Check]:
    """What we checked and what we did not, in plain words and without a query. What was not done is never left out."""
    on = seller.approved_at.date()
    changed = {entry["code"]: _at(entry["since"]) for entry in seller.checked if entry["state"] == CHANGED}
    checks = [
        Check(
            _("A reviewer read the application and the document that came with it, on %(day)s.")
            % {"day": day(seller.approved_at)},
            done=True,
            on_date=on,
        ),
        *_agreed(changed),
        _number(seller, changed[NUMBER].date() if NUMBER in changed else on),
        *_credentials(seller),
        Check(
            _("%(name)s promised in writing to sell only what the law allows.") % {"name": seller.legal_name}
            if seller.is_trader
            else _("The seller promised in writing to sell only what the law allows."),
            done=True,
            on_date=seller.undertook_at.date(),
        ),
    ]
    if seller.certified_at:
        said = _("The owner said that all of this is still true, on %(day)s.") % {"day": day(seller.certified_at)}
        checks.append(Check(said, done=True, on_date=seller.certified_at.date()))
    if seller.registration_number and not _was_found(seller):
        checks.append(Check(_("We did not ask the register whether this entry exists and is theirs."), done=False))
    checks.append(Check(_("We did not visit the address or call the phone number."), done=False))
    if said := _about_the_bank(seller):
        checks.append(Check(said, done=False))
    if seller.status == SellerStatus.APPROVED:
        # Of a renewed approval, the day on which it was renewed.
        since = max(seller.approved_at, seller.valid_until - APPROVAL_HOLDS).date()
        checks.append(
            Check(_("The approval holds until %(day)s.") % {"day": day(seller.valid_until)}, done=True, on_date=since)
        )
    # Two halves, however long: a reader who stops at the first dash has read all that we did.
    return sorted(checks, key=lambda check: not check.done)


def _agreed(changed: Mapping[str, datetime]) -> Iterator[Check]:
    """When a reviewer agreed to who they are now, where that is not who applied."""
    said = {
        NAME: _("A reviewer agreed to the present legal name, on %(day)s."),
        NUMBER: _("A reviewer agreed to the present registration number, on %(day)s."),
    }
    for fact, at in changed.items():
        yield Check(said[fact] % {"day": day(at)}, done=True, on_date=at.date())


def _in_words(entry: Mapping[str, Any]) -> str:
    """What was done to find a credential true, and when, in the reader's language; it says no more than that."""
    words = {"name": name_of(entry), "day": _day_of(entry, "since"), "document": ""}
    match entry["method"]:
        case Method.DOCUMENT if entry["evidence"]:
            words["document"] = str(EvidenceKind(entry["evidence"]).label)
            said = _("%(name)s: a reviewer read this document on %(day)s: %(document)s.")
        case Method.DOCUMENT:
            said = _("%(name)s: a reviewer looked into it, on %(day)s.")
        case Method.CHECK_DIGIT if entry["kind"] == CredentialKind.BANK_ACCOUNT:
            said = _("%(name)s: the IBAN is verified by its check digit, on %(day)s; we did not ask the bank.")
        case Method.CHECK_DIGIT:
            said = _("%(name)s: verified by its check digit, on %(day)s; we did not ask the register.")
        case Method.FORMAT:
            said = _("%(name)s: the format is right, looked at on %(day)s; we did not ask the register.")
        case Method.REGISTER:
            said = _("%(name)s: found in the register, on %(day)s.")
        case Method.CODE:
            said = _("%(name)s: confirmed by a code that we sent, on %(day)s.")
        case _other:
            said = _("%(name)s: not asked for, two of our staff decided so on %(day)s.")
    return said % words


def name_of(entry: Mapping[str, Any]) -> str:
    """Of what the entry is, in the reader's language."""
    names, language = entry["names"], get_language() or ""
    return str(names.get(language) or names.get(language.split("-", maxsplit=1)[0]) or names[""])


def _credentials(seller: Seller) -> Iterator[Check]:
    now = clock.now()
    for entry in seller.checked:
        state = state_at(entry, now)
        if state == CHANGED:
            continue
        if state == HOLDS:
            yield held_in_words(entry)
            continue
        name = name_of(entry)
        if state == MISSING:
            yield Check(_("%(name)s: nothing was shown.") % {"name": name}, done=False)
        elif state == EXPIRED:
            words = {"name": name, "day": _day_of(entry, "since"), "end": _day_of(entry, "until")}
            yield Check(_("%(name)s: verified on %(day)s, expired on %(end)s.") % words, done=False)
        else:
            words = {"name": name, "day": _day_of(entry, "since"), "end": _day_of(entry, "ended")}
            yield Check(_("%(name)s: verified on %(day)s, taken back by us on %(end)s.") % words, done=False)


def held_in_words(entry: Mapping[str, Any]) -> Check:
    """One that holds: what was done to find it true, when, and until when it holds."""
    if fact := entry.get("former"):
        return Check(_of_former(fact, entry), done=False)
    # What two decided not to ask for was not checked, and is not called so.
    is_done = entry["method"] != Method.WAIVED
    said = _in_words(entry)
    if entry["until"]:
        said = f"{said} {_('It holds until %(day)s.') % {'day': _day_of(entry, 'until')}}"
    return Check(said, done=is_done, on_date=_at(entry["since"]).date() if is_done else None)


def _of_former(fact: str, entry: Mapping[str, Any]) -> str:
    """What was checked of another name or number than the present one says so, and nothing of the present one."""
    said = (
        _("%(name)s: checked on %(day)s, of another registration number than the one that they have since %(end)s.")
        if fact == NUMBER
        else _("%(name)s: checked on %(day)s, under another legal name than the one that they have since %(end)s.")
    )
    return said % {"name": name_of(entry), "day": _day_of(entry, "since"), "end": _day_of(entry, "changed")}


def _at(moment: str) -> datetime:
    return datetime.fromisoformat(moment)


def _day_of(entry: Mapping[str, Any], name: str) -> str:
    return day(_at(entry[name]))


def _was_found(seller: Seller) -> bool:
    """Whether somebody did ask the register for this very number, under this name, and that still counts."""
    now = clock.now()
    return any(
        entry["kind"] == CredentialKind.REGISTRATION
        and entry["method"] == Method.REGISTER
        and entry.get("is_number")
        and not entry.get("former")
        and state_at(entry, now) == HOLDS
        for entry in seller.checked
    )


def _about_the_bank(seller: Seller) -> str:
    """What was not done about an account; empty where the line of the account says so itself."""
    accounts = [entry for entry in seller.checked if entry["kind"] == CredentialKind.BANK_ACCOUNT]
    if not accounts:
        return _("We did not check a bank account.")
    if any(entry["method"] == Method.DOCUMENT for entry in accounts):
        return _("We did not ask the bank whether the account is theirs.")
    return ""


def _number(seller: Seller, on: date) -> Check:
    scheme = scheme_of(seller.registration_scheme)
    name = scheme.name if scheme else _("registration number")
    match seller.registration_check:
        case NumberCheck.VERIFIED_BY_CHECK_DIGIT:
            return Check(
                _("The number (%(name)s) is verified by its check digit: it is well-formed and not mistyped.")
                % {"name": name},
                done=True,
                on_date=on,
            )
        case NumberCheck.FORMAT_OK:
            return Check(
                _("The number (%(name)s) has the right format; no check digit guards all of it.") % {"name": name},
                done=True,
                on_date=on,
            )
        case NumberCheck.UNKNOWN_SCHEME:
            return Check(_("We could not check the registration number: its scheme is not known to us."), done=False)
        case _other:
            return Check(_("A private person: there is no registration number to check."), done=False)
