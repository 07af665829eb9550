"""
Registration and tax numbers: which schemes we know, and what checking one really says.

python-stdnum knows the rules; this table says what they prove. CHECK_DIGIT stands only where a digit of the number is
computed from the rest *and guards the whole number*, so that a typing mistake anywhere is noticed; all else is FORMAT.
NPWP, btw-id, VÖEN and UTR carry a check digit that leaves other digits unguarded (the tax office, the branch, the
kind of person), hence FORMAT.
Nothing here proves that a business exists: only its register can say so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any

from django.utils.translation import gettext_lazy as _
from stdnum import exceptions
from stdnum.ru import ogrn

from core.errors import DomainError
from sellers.states import NumberCheck


class Proof(Enum):
    CHECK_DIGIT = NumberCheck.VERIFIED_BY_CHECK_DIGIT
    FORMAT = NumberCheck.FORMAT_OK


@dataclass(frozen=True)
class Scheme:
    """One kind of number. `code` is python-stdnum's module, except where we wrote the rule ourselves."""

    code: str
    name: str
    proof: Proof
    # Longer numbers carry a branch that the check digit does not guard.
    guarded_length: int | None = None

    @property
    def country(self) -> str:
        """ISO code, or "" for a scheme of the whole world."""
        return self.code.partition(".")[0].rstrip("_").upper() if "." in self.code else ""

    def proves(self, number: str) -> NumberCheck:
        if self.guarded_length is not None and len(number) != self.guarded_length:
            return NumberCheck.FORMAT_OK
        return self.proof.value


def _schemes(proof: Proof, rows: str) -> Iterator[Scheme]:
    for row in rows.strip().splitlines():
        code, _space, name = row.strip().partition(" ")
        yield Scheme(code, name, proof)


# Per country the number that a business is most likely to have comes first.
SCHEMES: tuple[Scheme, ...] = (
    *_schemes(
        Proof.CHECK_DIGIT,
        """
        ar.cuit CUIT
        at.uid UID
        au.abn ABN
        au.acn ACN
        be.vat Ondernemingsnummer / BTW
        bg.vat ДДС
        br.cnpj CNPJ
        by.unp УНП
        ch.uid UID
        ch.vat MWST / TVA / IVA
        cl.rut RUT
        cn.uscc 统一社会信用代码
        co.nit NIT
        cy.vat ΦΠΑ
        cz.dic DIČ
        de.vat USt-IdNr.
        dk.cvr CVR
        do.rnc RNC
        ee.registrikood Registrikood
        ee.kmkr KMKR
        es.nif NIF
        fi.ytunnus Y-tunnus
        fr.siret SIRET
        fr.siren SIREN
        fr.tva TVA
        gh.tin TIN
        gr.vat ΑΦΜ
        gt.nit NIT
        hr.oib OIB
        hu.anum Adószám
        ie.vat VAT
        il.hp ח.פ.
        in_.gstin GSTIN
        it.iva Partita IVA
        jp.cn 法人番号
        lt.pvm PVM
        lu.tva TVA
        lv.pvn PVN
        ma.ice ICE
        md.idno IDNO
        me.pib PIB
        mt.vat VAT
        no.orgnr Organisasjonsnummer
        no.mva MVA
        nz.ird IRD
        pe.ruc RUC
        pl.nip NIP
        pl.regon REGON
        pt.nif NIF
        ro.cui CUI
        rs.pib ПИБ
        ru.ogrn ОГРН
        ru.inn ИНН
        se.orgnr Organisationsnummer
        sg.uen UEN
        si.ddv DDV
        sk.dph IČ DPH
        sv.nit NIT
        th.tin TIN
        tr.vkn VKN
        tw.ubn 統一編號
        ua.edrpou ЄДРПОУ
        uy.rut RUT
        ve.rif RIF
        za.tin TIN
        """,
    ),
    Scheme("ca.bn", "BN", Proof.CHECK_DIGIT, guarded_length=9),
    Scheme("gb.vat", "VAT", Proof.CHECK_DIGIT, guarded_length=9),
    Scheme("vn.mst", "MST", Proof.CHECK_DIGIT, guarded_length=10),
    *_schemes(
        Proof.FORMAT,
        """
        az.voen VÖEN
        de.handelsregisternummer Handelsregister
        gb.utr UTR
        id.npwp NPWP
        id.nib NIB
        in_.pan PAN
        ke.pin PIN
        kr.brn 사업자등록번호
        mx.rfc RFC
        nl.btw btw-id
        ph.tin TIN
        ph.sec SEC
        us.ein EIN
        """,
    ),
    Scheme("lei", "LEI", Proof.CHECK_DIGIT),
)
# For the applicant whose register is not in the table.
OTHER = "other"


class WrongNumber(DomainError):
    """The registration number does not follow the rules of its scheme."""

    code = "sellers.wrong_number"


class NumberNotTaken(WrongNumber):
    """A number of another register than the one that is asked for here."""

    code = "sellers.number_not_taken"


@dataclass(frozen=True)
class CheckedNumber:
    """A number as it is stored: its compact form, the scheme that fits, and what that says."""

    number: str
    scheme: str
    check: NumberCheck


def schemes_of(country: str) -> list[Scheme]:
    """The schemes of a country; those of the whole world are not repeated here."""
    return [scheme for scheme in SCHEMES if scheme.country == country]


def scheme_of(code: str) -> Scheme | None:
    return next((scheme for scheme in SCHEMES if scheme.code == code), None)


def taken_in(country: str, among: Collection[str]) -> list[str]:
    """
    Of the schemes that are taken somewhere, those that somebody of this country can have, and OTHER where it is one of
    them. None of the country's is named: any number of it is taken.
    """
    found = [scheme.code for scheme in SCHEMES if scheme.code in among and scheme.country in ("", country)]
    return [*found, OTHER] if found and OTHER in among else found


def check_number(number: str, *, country: str, scheme: str = "", among: Collection[str] = ()) -> CheckedNumber:
    """
    Check a number against the named scheme, or find the scheme among those of the country.

    With OTHER, or where we know no scheme of the country, any number passes as *scheme not known to us*. Where only
    some schemes are taken, `among` names them. Raises NumberNotTaken for another one than these, and WrongNumber,
    saying what is wrong, when a scheme that should fit does not.
    """
    taken = taken_in(country, among)
    if taken and scheme and scheme not in taken:
        raise NumberNotTaken(_("We ask for another number here: %(names)s.") % {"names": _names(taken)}, scheme=scheme)
    if scheme == OTHER:
        return CheckedNumber(number, "", NumberCheck.UNKNOWN_SCHEME)
    if scheme:
        known = scheme_of(scheme)
        if known is None or known.country not in ("", country):
            raise WrongNumber(_("This kind of number does not belong to the country you chose."), scheme=scheme)
        return _checked(known, number)
    if taken:
        return _found(number, taken)
    candidates = schemes_of(country)
    refusals: list[WrongNumber] = []
    for candidate in [*candidates, *schemes_of("")]:
        try:
            return _checked(candidate, number)
        except WrongNumber as refusal:
            refusals.append(refusal)
    if not candidates:
        return CheckedNumber(number, "", NumberCheck.UNKNOWN_SCHEME)
    if len(candidates) == 1:
        raise refusals[0]
    raise WrongNumber(
        _(
            "This is none of the numbers that we know for this country (%(names)s). "
            "Check it for typing mistakes, or choose “another register”."
        )
        % {"names": ", ".join(candidate.name for candidate in candidates)}
    )


def _found(number: str, taken: Collection[str]) -> CheckedNumber:
    """The number by the first of these schemes that it fits. Raises WrongNumber."""
    refusals: list[WrongNumber] = []
    for scheme in filter(None, map(scheme_of, taken)):
        try:
            return _checked(scheme, number)
        except WrongNumber as refusal:
            refusals.append(refusal)
    if len(taken) == 1:
        raise refusals[0]
    words = {"names": _names(taken)}
    if OTHER in taken:
        said = _(
            "This is none of the numbers that are asked for here (%(names)s). "
            "Check it for typing mistakes, or choose “another register”."
        )
    else:
        said = _("This is none of the numbers that are asked for here (%(names)s). Check it for typing mistakes.")
    raise WrongNumber(said % words, scheme="")


def _names(codes: Collection[str]) -> str:
    return ", ".join(scheme.name for scheme in map(scheme_of, codes) if scheme)


def _checked(scheme: Scheme, number: str) -> CheckedNumber:
    try:
        own = OUR_RULES.get(scheme.code)
        compact = own(number) if own else _module(scheme.code).validate(number)
    except exceptions.ValidationError as error:
        raise WrongNumber(reason_of(error) % {"name": scheme.name}, scheme=scheme.code) from None
    return CheckedNumber(compact, scheme.code, scheme.proves(compact))


@cache
def _module(code: str) -> Any:
    return import_module(f"stdnum.{code}")


def reason_of(error: exceptions.ValidationError) -> Any:
    """What python-stdnum found wrong, as a sentence about `name`."""
    if isinstance(error, exceptions.InvalidLength):
        return _("%(name)s: this number is too short or too long.")
    if isinstance(error, exceptions.InvalidChecksum):
        return _("%(name)s: the check digit does not fit. Probably a typing mistake.")
    if isinstance(error, exceptions.InvalidComponent):
        return _("%(name)s: a part of this number cannot exist.")
    return _("%(name)s: this number has signs that do not belong there.")


def philippine_tin(number: str) -> str:
    """Nine digits, and for a business a branch code of three to five; there is no published check digit."""
    compact = re.sub(r"[\s-]", "", number)
    if not re.fullmatch(r"[0-9]+", compact):
        raise exceptions.InvalidFormat
    if len(compact) not in (9, 12, 13, 14):
        raise exceptions.InvalidLength
    return compact


# Stock corporations, non-stock corporations, partnerships, foreign ones, and those of the registers before.
SEC_LETTERS = frozenset({"A", "AS", "ASO", "CEO", "CN", "CS", "F", "FN", "FS", "PG", "PP", "PW"})


def philippine_sec(number: str) -> str:
    """
    What the Securities and Exchange Commission gives: letters of the kind of company with five to ten digits (CS with
    the year and a counter), plain digits of the same length, or since 2020 thirteen digits, some with two behind them.
    No rule is published that tells a right one from a wrong one of that form.
    """
    compact = re.sub(r"[\s./-]", "", number).upper()
    found = re.fullmatch(r"([A-Z]*)([0-9]+)", compact, re.ASCII)
    if found is None:
        raise exceptions.InvalidFormat
    letters, digits = found.groups()
    if letters and letters not in SEC_LETTERS:
        raise exceptions.InvalidComponent
    if not (5 <= len(digits) <= 10 or (not letters and len(digits) in (13, 15))):
        raise exceptions.InvalidLength
    return compact


def indonesian_nib(number: str) -> str:
    """
    The thirteen digits by which a business is licensed (PP 5/2021); no rule is published that tells a right one from a
    wrong one of that form.
    """
    compact = re.sub(r"[\s.-]", "", number)
    if not re.fullmatch(r"[0-9]+", compact, re.ASCII):
        raise exceptions.InvalidFormat
    if len(compact) != 13:
        raise exceptions.InvalidLength
    return compact


def russian_ogrn(number: str) -> str:
    """
    Thirteen digits of a company, or fifteen of a sole trader. Of these the check digit is the last digit of a
    remainder by thirteen; python-stdnum takes all of the remainder, and so refuses three in thirteen of them.
    """
    compact = ogrn.compact(number)
    if not re.fullmatch(r"[34][0-9]{14}", compact, re.ASCII):
        return ogrn.validate(number)
    if int(compact[-1]) != int(compact[:-1]) % 13 % 10:
        raise exceptions.InvalidChecksum
    return compact


# The schemes of which python-stdnum has no module, or not the whole rule.
OUR_RULES: Mapping[str, Callable[[str], str]] = {
    "id.nib": indonesian_nib,
    "ph.sec": philippine_sec,
    "ph.tin": philippine_tin,
    "ru.ogrn": russian_ogrn,
}
