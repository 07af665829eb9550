"""Whose a tracking number is, and whether its check digit fits."""

from __future__ import annotations

import json
import string
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from orders.tracking_numbers import CARRIER_NAMES, Found, judge, read, tracking_url
from orders.tracking_numbers.carriers import RULES, TRACKING_PAGES

# Numbers as carriers write them, under the rule that reads them; the second with one digit wrong.
VERIFIED = {
    "s10": ("RB123456785GB", "RB123456786GB"),
    "ups": ("1Z5R89390357567127", "1Z5R89390357567128"),
    "ups_waybill": ("K1506235620", "K1506235622"),
    "usps_20": ("03071790000523483741", "03071790000523483742"),
    "usps_online": ("420787459400111206206406260787", "420787459400111206206406260788"),
    "usps_commercial": ("9505511069605048600624", "9505511069605048600625"),
    "usps_legacy": ("420221539101026837331000039521", "420221539101026837331000039522"),
    "fedex_12": ("986578788855", "996578788855"),
    "fedex_34": ("1001921334250001000300779017972697", "1001921334250001000300779017972698"),
    "fedex_astra": ("32971514560102447849175802862014", "32971514560102447849175802852014"),
    "fedex_ground": ("041441760228964", "041441760228965"),
    "fedex_ground_container": ("000123450000000027", "000123450000000028"),
    "fedex_ground_96": ("9611020987654312345672", "9611020987654312345673"),
    "fedex_ground_shipper": ("9622001900000000000000776632517510", "9622001900000000000000776632517511"),
    "dhl_express": ("3318810025", "3318810024"),
    "dpd_28": ("008182709980000020033350276C", "008182709980000020033350276A"),
    "dpd_14": ("09980000020033F", "09980000020033D"),
    "canada_post": ("0073938000549297", "0073938000549292"),
    "purolator": ("320595463938", "320595463939"),
    "old_dominion": ("07209562763", "07209562773"),
    "old_dominion_guaranteed": ("80003280379", "80003280389"),
    "ontrac_c": ("C11031500001879", "C11031500001889"),
    "ontrac_d": ("D10011354453707", "D10011354453708"),
}
# Numbers that carry no check digit, and one of another form.
FORMATS = {
    "dhl_piece": ("JVGL0999999990", "XJD0099999998"),
    "dhl_ecommerce": ("GM2951173225174494", "GS295117494011169041"),
    "dhl_ecommerce_14": ("60120172242323", "601201722X2323"),
    "purolator_letters": ("KYV009956937", "KY009956937"),
    "canpar": ("D576002440000001718010", "M576002440000002510003"),
    "amazon": ("TBA010000000000", "TBB000000000000"),
    "amazon_international": ("C1004444443", "D1234567890"),
    "gofo": ("GFUS01011884214464", "GFUS0101188421446"),
    "landmark": ("LTN74207623N1", "LSN74209518N2"),
    "lasership_lx": ("LX17635036", "XA17635036"),
    "lasership_15": ("1LS717793482164", "1LX734505321754"),
    "lasership_18": ("1LS7119013618127-1", "1LS7119013618127-2"),
    "lasership_cx": ("1LSCXVE0058631Y", "1LSCZVE0058631Y"),
    "speedee": ("SP029692510000920746", "SX029692510000920746"),
    "yodel": ("JD0002242617644732", "JD000225440506099"),
    "yunexpress": ("YT2229521272164446", "YT123456789012345"),
}


def found(number: str, rule: str) -> Found | None:
    return next((reading.found for reading in read(number) if reading.rule == rule), None)


def test_every_rule_has_its_row_here() -> None:
    assert VERIFIED.keys() | FORMATS.keys() == {rule.code for rule in RULES}
    assert {rule.code for rule in RULES if rule.check} == VERIFIED.keys()


@pytest.mark.parametrize("rule", VERIFIED)
def test_a_check_digit_is_verified_and_a_wrong_one_found(rule: str) -> None:
    right, wrong = VERIFIED[rule]

    assert found(right, rule) is Found.VERIFIED
    assert found(f" {' '.join(right.lower())} ", rule) is Found.VERIFIED
    assert found(wrong, rule) is Found.WRONG_DIGIT


@pytest.mark.parametrize("rule", FORMATS)
def test_a_format_is_recognised_and_another_is_not(rule: str) -> None:
    right, wrong = FORMATS[rule]

    assert found(right, rule) is Found.FORMAT
    assert found(wrong, rule) is None


@pytest.mark.parametrize("rule", [rule for rule in VERIFIED if rule not in ("fedex_astra", "usps_online")])
def test_of_the_ten_last_digits_only_one_fits(rule: str) -> None:
    right, _ = VERIFIED[rule]
    place = len(right) - 3 if rule == "s10" else len(right) - 1
    signs = string.digits + string.ascii_uppercase if rule.startswith("dpd") else string.digits

    fitting = [sign for sign in signs if found(right[:place] + sign + right[place + 1 :], rule) is Found.VERIFIED]

    assert fitting == [right[place]]


# --- Judging


@pytest.mark.parametrize(
    ("number", "name", "expected", "carriers"),
    [
        ("1Z5R89390357567127", "", Found.VERIFIED, ("UPS",)),
        ("1z 5r8 939 03 5756 7127", "ups", Found.VERIFIED, ("UPS",)),
        ("1Z-5R8-939-03-5756-7127", "", Found.VERIFIED, ("UPS",)),
        ("1Z5R89390357567128", "", Found.WRONG_DIGIT, ("UPS",)),
        ("1Z5R89390357567128", "UPS", Found.WRONG_DIGIT, ("UPS",)),
        ("1Z5R8939035756712", "UPS", Found.NO_SUCH_FORMAT, ("UPS",)),
        # The seller says otherwise, and is believed.
        ("1Z5R89390357567128", "JNE", Found.UNKNOWN, ("JNE",)),
        ("RB123456785GB", "", Found.VERIFIED, ("Royal Mail",)),
        ("EE123456785ID", "Pos Indonesia", Found.VERIFIED, ("Pos Indonesia",)),
        ("RB123456785US", "USPS", Found.VERIFIED, ("United States Postal Service",)),
        ("RB123456785XX", "", Found.UNKNOWN, ()),
        # A post's own numbers stand in no table.
        ("P2411220042", "Pos Indonesia", Found.UNKNOWN, ("Pos Indonesia",)),
        # An international number with a wrong digit is not a number of somebody with looser rules.
        ("LX123456789CN", "", Found.WRONG_DIGIT, ("China Post",)),
        ("YT2229521272164446", "", Found.FORMAT, ("YunExpress",)),
        ("000000000000", "", Found.VERIFIED, ("FedEx", "Purolator")),
        ("8820 1145", "", Found.UNKNOWN, ()),
        ("", "", Found.UNKNOWN, ()),
    ],
)
def test_what_is_said_of_a_number(number: str, name: str, expected: Found, carriers: tuple[str, ...]) -> None:
    answer = judge(number, carrier_name=name)

    assert (answer.found, answer.carriers) == (expected, carriers)


def test_where_a_parcel_is_followed() -> None:
    assert tracking_url("1Z 5R8939 0357567127", carrier_name="UPS").endswith("trackNums=1Z5R89390357567127")
    assert tracking_url("1Z5R89390357567128", carrier_name="UPS") == ""
    assert tracking_url("8820 1145", carrier_name="JNE") == ""
    assert tracking_url("RB123456785GB", carrier_name="Royal Mail") == ""
    assert all(page.startswith("https://") and page.count("{}") == 1 for page in TRACKING_PAGES.values())
    assert TRACKING_PAGES.keys() <= set(CARRIER_NAMES)


NUMBERISH = st.text(alphabet=string.digits + "ABCDGJKLMNRSTUXYZ -", max_size=70)


@settings(max_examples=300, deadline=None)
@given(number=st.one_of(st.text(), NUMBERISH, st.from_regex(r"(420)?\d{5,40}", fullmatch=True)), name=st.text())
@example(number="٣٣١٨٨١٠٠٢٥", name="DHL")
@example(number="９８６５７８７８８８５５", name="FedEx")
@example(number="ß" * 40, name="")
def test_no_text_makes_it_fail(number: str, name: str) -> None:
    judge(number)
    judge(number, carrier_name=name)
    url = tracking_url(number, carrier_name=name)
    assert url == "" or (url.startswith("https://") and url.isascii() and not set(url) & set(" \"'<>"))


@pytest.mark.parametrize(
    "text", ["4" * 100_000, "GM" + "A" * 57 + "!", "9" * 59 + "Z", " " * 1_000_000 + "1", "94" * 29]
)
def test_no_text_takes_long(text: str) -> None:
    started = time.perf_counter()
    judge(text)
    judge(text, carrier_name=text)

    assert time.perf_counter() - started < 0.2


# --- Others' numbers


def theirs(shared_data: Path) -> list[tuple[str, str, str, bool, set[str]]]:
    """File, carrier, number, whether it is valid, and what is valid elsewhere with the same carrier."""
    rows = []
    for file in sorted((shared_data / "tracking_numbers").glob("*.json")):
        facts = json.loads(file.read_text())
        name = {"landmark": "Landmark Global", "s10": ""}.get(facts["courier_code"], facts["name"])
        kinds = [kind["test_numbers"] for kind in facts["tracking_numbers"]]
        valid = {number for kind in kinds for number in kind["valid"]}
        for kind in kinds:
            rows += [(file.stem, name, number, True, valid) for number in kind["valid"]]
            rows += [(file.stem, name, number, False, valid) for number in kind["invalid"]]
    return rows


def test_every_valid_number_of_others_is_accepted_and_every_invalid_refused(shared_data: Path) -> None:
    rows = theirs(shared_data)
    misjudged = [
        (file, number)
        for file, name, number, is_valid, valid in rows
        if (judge(number, carrier_name=name).found in (Found.VERIFIED, Found.FORMAT))
        is not (is_valid or number in valid)
    ]

    assert len(rows) == 280
    assert misjudged == []


def test_every_valid_number_of_others_is_recognised_unnamed(shared_data: Path) -> None:
    for _file, name, number, is_valid, _valid in theirs(shared_data):
        if is_valid:
            answer = judge(number)
            assert answer.found in (Found.VERIFIED, Found.FORMAT), number
            assert not name or name in answer.carriers, number
