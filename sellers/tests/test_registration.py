import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from stdnum import luhn

from sellers.accounts_of_banks import WrongAccount
from sellers.registration import (
    OTHER,
    SCHEMES,
    CheckedNumber,
    NumberNotTaken,
    Proof,
    Scheme,
    WrongNumber,
    check_number,
    scheme_of,
    schemes_of,
    taken_in,
)
from sellers.states import NumberCheck
from sellers.vetting.models import Requirement
from sellers.vetting.numbers import compact_subject
from sellers.vetting.states import CredentialKind

VALID = {
    "AU": ("83 914 571 673", "au.abn", "83914571673"),
    "BR": ("16.727.230/0001-97", "br.cnpj", "16727230000197"),
    "CH": ("CHE-100.155.212", "ch.uid", "CHE100155212"),
    "CN": ("91110000600037341L", "cn.uscc", "91110000600037341L"),
    "DE": ("DE136695976", "de.vat", "136695976"),
    "ES": ("B64717838", "es.nif", "B64717838"),
    "FR": ("73282932000074", "fr.siret", "73282932000074"),
    "GB": ("GB 980 7806 84", "gb.vat", "980780684"),
    "IT": ("IT 00743110157", "it.iva", "00743110157"),
    "JP": ("5-8356-7825-6246", "jp.cn", "5835678256246"),
    "PL": ("PL 8567346215", "pl.nip", "8567346215"),
    "RU": ("1022200525819", "ru.ogrn", "1022200525819"),
    "SG": ("197401143C", "sg.uen", "197401143C"),
}


@pytest.mark.parametrize("country", sorted(VALID))
def test_a_number_with_a_check_digit_is_verified_and_kept_compact(country: str) -> None:
    typed, scheme, compact = VALID[country]

    assert check_number(typed, country=country) == CheckedNumber(compact, scheme, NumberCheck.VERIFIED_BY_CHECK_DIGIT)


@pytest.mark.parametrize("country", sorted(VALID))
def test_a_mistyped_digit_is_noticed_wherever_the_check_digit_is_said_to_guard(country: str) -> None:
    _typed, scheme, compact = VALID[country]
    mistyped = list(_with_one_digit_changed(compact))

    accepted = [number for number in mistyped if _is_accepted(number, country=country, scheme=scheme)]

    # Some check digits (modulo 11 folded to one digit, for example) let a few mistakes through; none lets many.
    assert len(accepted) <= len(mistyped) // 20


@pytest.mark.parametrize(
    ("country", "number"),
    [
        ("ID", "01.312.166.0-091.000"),  # its check digit stands in the middle and leaves the rest unguarded
        ("ID", "9120 0000 12345"),  # the licence to trade
        ("KR", "116-82-00276"),
        ("MX", "MAB-930714-8T4"),
        ("NL", "NL4495445B01"),
        ("PH", "123-456-789-000"),
        ("PH", "123456789"),
        ("PH", "CS200812345"),
        ("PH", "PG-2009-12345"),
        ("PH", "2021123456"),
        ("PH", "A1999-12345"),
        ("US", "91-1144442"),
        ("VN", "0314409058-002"),  # the branch is not guarded
        ("CA", "12302 6635 RC 0001"),
    ],
)
def test_a_number_without_a_full_check_digit_is_only_of_the_right_format(country: str, number: str) -> None:
    assert check_number(number, country=country).check == NumberCheck.FORMAT_OK


def test_the_same_scheme_is_verified_where_its_check_digit_guards_all() -> None:
    assert check_number("0314409058", country="VN").check == NumberCheck.VERIFIED_BY_CHECK_DIGIT
    assert check_number("123026635", country="CA").check == NumberCheck.VERIFIED_BY_CHECK_DIGIT


def test_a_country_without_a_known_scheme_takes_any_number_as_unknown() -> None:
    assert check_number("whatever 7", country="TV") == CheckedNumber("whatever 7", "", NumberCheck.UNKNOWN_SCHEME)


def test_another_register_can_be_chosen_anywhere() -> None:
    assert check_number("HRB 1", country="DE", scheme=OTHER).check == NumberCheck.UNKNOWN_SCHEME


def test_only_the_numbers_that_are_asked_for_are_taken() -> None:
    nib: dict[str, Any] = {"country": "ID", "among": ["id.nib"]}
    assert check_number("9120 0000 12345", **nib).scheme == "id.nib"
    assert check_number("9120 0000 12345", scheme="id.nib", **nib).scheme == "id.nib"
    with pytest.raises(NumberNotTaken, match="another number here: NIB"):
        check_number("01.312.166.0-091.000", scheme="id.npwp", **nib)
    with pytest.raises(NumberNotTaken):
        check_number("01.312.166.0-091.000", scheme=OTHER, **nib)
    for number in ("01.312.166.0-091.000", "213800KUD8LAJWSQ9D15"):
        with pytest.raises(WrongNumber, match="NIB: "):
            check_number(number, **nib)


def test_where_several_are_asked_for_the_one_that_fits_is_found() -> None:
    # Thirteen digits are a TIN with its branch, too; here they can only be a number of the SEC.
    sec: dict[str, Any] = {"country": "PH", "among": ["ph.sec", OTHER]}
    assert check_number("2021123456789", country="PH").scheme == "ph.tin"
    assert check_number("2021123456789", **sec).scheme == "ph.sec"
    assert check_number("DTI 117", scheme=OTHER, **sec).check == NumberCheck.UNKNOWN_SCHEME
    with pytest.raises(WrongNumber, match="or choose “another register”"):
        check_number("DTI 117", **sec)
    with pytest.raises(WrongNumber, match=r"asked for here \(IČ DPH, LEI\). Check it"):
        check_number("SK1", country="SK", among=["sk.dph", "lei"])


def test_of_a_country_of_which_none_is_named_any_number_is_taken() -> None:
    assert check_number("DE136695976", country="DE", among=["id.nib", OTHER]).scheme == "de.vat"
    assert taken_in("DE", ["id.nib", OTHER]) == []


@pytest.mark.parametrize("remainder", range(13))
def test_every_number_of_a_russian_sole_trader_is_taken(remainder: int) -> None:
    head = next(number for number in range(31577000000000, 31577000000013) if number % 13 == remainder)

    assert check_number(f"{head}{remainder % 10}", country="RU", scheme="ru.ogrn").scheme == "ru.ogrn"
    with pytest.raises(WrongNumber):
        check_number(f"{head}{(remainder + 1) % 10}", country="RU", scheme="ru.ogrn")


def test_an_lei_is_recognised_in_every_country() -> None:
    for country in ("TV", "DE"):
        assert check_number("213800KUD8LAJWSQ9D15", country=country).scheme == "lei"


def test_a_scheme_of_another_country_is_refused() -> None:
    with pytest.raises(WrongNumber):
        check_number("DE136695976", country="FR", scheme="de.vat")
    with pytest.raises(WrongNumber):
        check_number("DE136695976", country="DE", scheme="de.nonsense")


@pytest.mark.parametrize(
    ("country", "scheme", "number", "says"),
    [
        ("CH", "ch.uid", "CHE-100.155.213", "check digit"),
        ("CH", "ch.uid", "CHE-100.155", "too short or too long"),
        ("CN", "cn.uscc", "91110000600037341!", "signs that do not belong"),
        ("PH", "ph.tin", "12345", "too short or too long"),
        ("PH", "ph.tin", "12345678X", "signs that do not belong"),
        ("PH", "ph.sec", "CS 2008 12345 X", "signs that do not belong"),
        ("ID", "id.nib", "9120 0000 1234", "too short or too long"),
        ("ID", "id.nib", "9120 0000 1234A", "signs that do not belong"),
        ("PH", "ph.sec", "CS 2008", "too short or too long"),
        ("PH", "ph.sec", "CS 2008 12345678", "too short or too long"),
        ("PH", "ph.sec", "QX200812345", "cannot exist"),
        ("PH", "", "12345678X", "none of the numbers that we know"),
        ("US", "us.ein", "07-1144442", "cannot exist"),
        ("DE", "", "DE136695977", "none of the numbers that we know"),
    ],
)
def test_a_refusal_says_what_is_wrong(country: str, scheme: str, number: str, says: str) -> None:
    with pytest.raises(WrongNumber) as refused:
        check_number(number, country=country, scheme=scheme)

    assert says in refused.value.message


ODD = [
    "",
    "0",
    "٣٣١",
    "１２３４５６７８９",
    "𝟙𝟚𝟛",
    "½²³",
    "a" * 40,
    "<b>",
    "\u202e123",
    "-",
    "ß" * 9,
    "12'--",
    "😀" * 9,
]


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.code)
def test_odd_text_never_breaks_a_scheme(scheme: Scheme) -> None:
    accepted = [text for text in ODD if _is_accepted(text, country=scheme.country, scheme=scheme.code)]

    # Full-width and other decimal digits are read as digits by some schemes; nothing else passes.
    assert set(accepted) <= {"１２３４５６７８９", "٣٣١", "𝟙𝟚𝟛"}


def test_every_country_lists_its_verified_schemes_first() -> None:
    for country in {scheme.country for scheme in SCHEMES}:
        proofs = [scheme.proof for scheme in schemes_of(country)]
        assert proofs == sorted(proofs, key=lambda proof: proof is not Proof.CHECK_DIGIT)


def test_every_number_of_the_collection_is_accepted_or_refused_as_it_should(shared_data: Path) -> None:
    collection = shared_data / "business_ids" / "business_numbers.csv"
    if not collection.exists():
        pytest.skip("the collection of numbers is not there")
    seen, wrong = 0, []
    with collection.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            scheme = scheme_of(row["stdnum_module"].removeprefix("stdnum."))
            if scheme is None or row["verdict"] not in ("valid", "invalid"):
                continue
            seen += 1
            accepted = _is_accepted(row["number"], country=scheme.country or "DE", scheme=scheme.code)
            if accepted != (row["verdict"] == "valid"):
                wrong.append((row["stdnum_module"], row["number"], row["error"]))

    assert wrong == []
    assert seen > 1000


REASONS = {
    "InvalidFormat": "signs that do not belong",
    "InvalidComponent": "cannot exist",
    "InvalidLength": "too short or too long",
    "InvalidChecksum": "check digit does not fit",
}


def rows_of(shared_data: Path) -> list[dict[str, str]]:
    collection = shared_data / "business_ids" / "business_numbers.csv"
    if not collection.exists():
        pytest.skip("the collection of numbers is not there")
    with collection.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_wrong_number_of_the_collection_is_refused_with_its_reason(shared_data: Path) -> None:
    told = []
    for row in rows_of(shared_data):
        scheme = scheme_of(row["stdnum_module"].removeprefix("stdnum."))
        if scheme is None or row["verdict"] != "invalid" or not row["error"]:
            continue
        with pytest.raises(WrongNumber) as refused:
            check_number(row["number"], country=scheme.country or "DE", scheme=scheme.code)
        told.append((row, REASONS[row["error"]] in refused.value.message))

    assert [row for row, is_told in told if not is_told] == []
    assert len(told) > 80


def test_every_account_of_the_collection_is_accepted_or_refused_with_its_reason(shared_data: Path) -> None:
    account = Requirement(credential=CredentialKind.BANK_ACCOUNT, asks_number=True)
    seen = 0
    for row in rows_of(shared_data):
        # Without its country it is no IBAN, but an account of some bank.
        if row["stdnum_module"] not in {"stdnum.iban", "stdnum.be.iban"} or not row["number"][:2].isalpha():
            continue
        seen += 1
        if row["verdict"] == "valid":
            assert compact_subject(account, row["number"], scheme="", country="DE").scheme == "iban"
            continue
        with pytest.raises(WrongAccount) as refused:
            compact_subject(account, row["number"], scheme="", country="DE")
        assert REASONS[row["error"]] in refused.value.message
    assert seen > 50


@pytest.mark.parametrize("scheme", ["id.nib", "ph.sec", "ph.tin"])
def test_our_own_rules_prove_no_more_than_a_form(scheme: str) -> None:
    found = scheme_of(scheme)
    assert found is not None
    assert found.proof is Proof.FORMAT


def test_what_counts_as_verified_notices_a_changed_last_digit(shared_data: Path) -> None:
    collection = shared_data / "business_ids" / "business_numbers.csv"
    if not collection.exists():
        pytest.skip("the collection of numbers is not there")
    tried: dict[str, list[bool]] = {}
    with collection.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            scheme = scheme_of(row["stdnum_module"].removeprefix("stdnum."))
            if scheme is None or row["verdict"] != "valid":
                continue
            country = scheme.country or "DE"
            checked = check_number(row["number"], country=country, scheme=scheme.code)
            if checked.check == NumberCheck.VERIFIED_BY_CHECK_DIGIT and checked.number[-1].isdigit():
                changed = checked.number[:-1] + str((int(checked.number[-1]) + 1) % 10)
                tried.setdefault(scheme.code, []).append(_is_accepted(changed, country=country, scheme=scheme.code))

    assert tried
    assert {code for code, accepted in tried.items() if sum(accepted) > len(accepted) * 0.2} == set()


def _with_one_digit_changed(number: str) -> Iterator[str]:
    for place, sign in enumerate(number):
        if sign.isdigit():
            for step in range(1, 10):
                yield number[:place] + str((int(sign) + step) % 10) + number[place + 1 :]


def _is_accepted(number: str, *, country: str, scheme: str) -> bool:
    try:
        check_number(number, country=country, scheme=scheme)
    except WrongNumber:
        return False
    return True


def test_the_library_still_computes_check_digits() -> None:
    assert luhn.is_valid("7894" + luhn.calc_check_digit("7894"))
