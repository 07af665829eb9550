"""Whether the name on a document or an account is the one who applies, in whatever letters it is written."""

from __future__ import annotations

from anyascii import anyascii
from rapidfuzz import fuzz

from sellers.vetting.checks.registry import Found, check
from sellers.vetting.models import Credential
from sellers.vetting.states import CheckOutcome, CredentialKind

SAME, ALIKE = 90, 75
# What says which form a company has, and not which company it is. Longer ones first.
FORMS_IN_LETTERS = (
    *("limited liability company", "public limited company", "gesellschaft mit beschränkter haftung"),
    *("общество с ограниченной ответственностью", "публичное акционерное общество", "акционерное общество"),
    *("perseroan terbatas", "индивидуальный предприниматель", "corporation", "incorporated", "company limited"),
    *("limited", "company", "gmbh & co. kg", "gmbh", "ug (haftungsbeschränkt)", "ag", "kg", "ohg", "e.k."),
    *("s.r.l.", "srl", "s.p.a.", "spa", "s.a.r.l.", "sarl", "s.a.s.", "sas", "s.a.", "sa", "s.l.", "sl"),
    *("b.v.", "bv", "n.v.", "nv", "oy", "ab", "as", "aps", "a/s", "sp. z o.o.", "s.r.o.", "d.o.o.", "kft."),
    *("co., ltd.", "co. ltd", "ltd.", "ltd", "llc", "llp", "inc.", "inc", "corp.", "corp", "plc", "co."),
    *("pte. ltd.", "pte ltd", "pvt. ltd.", "sdn. bhd.", "sdn bhd"),
    *("pt.", "pt", "cv.", "cv", "ud.", "ud", "tbk.", "tbk", "persero"),
    *("ооо", "оао", "зао", "пао", "ао", "ип"),
)
# Written without a gap before or behind them.
FORMS_IN_SIGNS = ("股份有限公司", "有限责任公司", "有限公司", "公司", "株式会社", "合同会社", "주식회사")

_FORMS = sorted({tuple(form.casefold().replace(",", " ").split()) for form in FORMS_IN_LETTERS}, key=len, reverse=True)


def plain_name(name: str) -> str:
    """A name without the company's form, in Latin letters: "ООО «Глина»" and "Glina LLC" are alike by it."""
    for form in FORMS_IN_SIGNS:
        name = name.replace(form, " ")
    words = name.casefold().replace(",", " ").replace("«", " ").replace("»", " ").replace('"', " ").split()
    kept = _without_forms(words) or words
    return " ".join("".join(sign for sign in anyascii(word).casefold() if sign.isalnum()) for word in kept).strip()


def _without_forms(words: list[str]) -> list[str]:
    for form in _FORMS:
        size = len(form)
        if tuple(words[:size]) == form:
            return _without_forms(words[size:])
        if tuple(words[-size:]) == form:
            return _without_forms(words[:-size])
    return words


def alikeness(one: str, other: str) -> float:
    """From 0 to 100; the order of the words does not matter, and no gap between them stands for a gap."""
    first, second = plain_name(one), plain_name(other)
    if not first or not second:
        return 0.0
    together = fuzz.ratio(first.replace(" ", ""), second.replace(" ", ""))
    return max(fuzz.token_sort_ratio(first, second), together)


@check("name", version=1, kinds=frozenset(CredentialKind.values))
def name_is_theirs(credential: Credential) -> Found | None:
    """The name on it is that of the business, or of the person to talk to."""
    if not credential.holder:
        return None
    # Of a seller as they are called now, which may be otherwise than when they applied.
    business = credential.seller or credential.application
    known = [business.legal_name, business.contact_name]
    if credential.requirement.credential == CredentialKind.BANK_ACCOUNT:
        # Money goes to the business alone, not to whoever answers the phone.
        known = [business.legal_name]
    best = max(alikeness(credential.holder, name) for name in known)
    facts = {"alike": round(best)}
    if best >= SAME:
        return Found(CheckOutcome.PASSED, facts)
    because = "alike" if best >= ALIKE else "another"
    return Found(CheckOutcome.SUSPICIOUS, facts | {"because": because})
