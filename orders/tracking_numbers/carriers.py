"""
What is known of carriers' numbers: who writes them how, and which check digit they carry.

Patterns are matched against the whole number, in capitals and without spaces; none can backtrack without bound.
A pattern with a `check` names the `serial` that it guards; one without can say no more than that the format fits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from orders.tracking_numbers.checks import Check, begun_with, luhn, mod7, mod10, mod37_36, s10, weighted
from orders.tracking_numbers.postal import POSTS

AMAZON, CANADA_POST, CANPAR, DHL, DPD, FEDEX = "Amazon", "Canada Post", "Canpar", "DHL", "DPD", "FedEx"
GOFO, LANDMARK, LASERSHIP, OLD_DOMINION = "GOFO Express", "Landmark Global", "LaserShip", "Old Dominion Freight Line"
ONTRAC, PUROLATOR, SPEEDEE, UPS, YODEL = "OnTrac", "Purolator", "Spee-Dee Delivery", "UPS", "Yodel"
USPS, YUNEXPRESS = "United States Postal Service", "YunExpress"

# Other ways to write the same carrier, in small letters.
ALSO_CALLED = {"usps": USPS, "fedex express": FEDEX, "fedex ground": FEDEX, "dhl express": DHL}

# Where a carrier shows a parcel to whoever has its number; only https.
TRACKING_PAGES = {
    CANADA_POST: "https://www.canadapost-postescanada.ca/track-reperage/en#/search?searchFor={}",
    CANPAR: "https://www.canpar.com/en/track/tracking.jsp?reference={}&locale=en",
    DHL: "https://www.dhl.com/en/express/tracking.html?brand=DHL&AWB={}",
    DPD: "https://www.dpdgroup.com/nl/mydpd/my-parcels/track?lang=en&parcelNumber={}",
    FEDEX: "https://www.fedex.com/apps/fedextrack/?tracknumbers={}",
    GOFO: "https://www.gofoexpress.com/tracking.html?searchID={}",
    LANDMARK: "https://track.landmarkglobal.com/?search={}",
    OLD_DOMINION: "https://www.odfl.com/us/en/tools/trace-track-ltl-freight/trace.html?proNumbers={}",
    ONTRAC: "https://www.ontrac.com/tracking/?number={}",
    PUROLATOR: "https://www.purolator.com/en/shipping/tracker?searchValue={}",
    SPEEDEE: "https://www.speedeedelivery.com/track/?tracking={}",
    UPS: "https://wwwapps.ups.com/WebTracking/track?track=yes&trackNums={}",
    USPS: "https://tools.usps.com/go/TrackConfirmAction?tLabels={}",
    YODEL: "https://www.yodel.co.uk/tracking/{}",
    YUNEXPRESS: "https://www.yuntrack.com/parcelTracking?id={}",
}


@dataclass(frozen=True)
class Rule:
    """One way in which a carrier writes its numbers. Of an international number the country says whose it is."""

    code: str
    carrier: str
    pattern: re.Pattern[str]
    check: Check | None = None


def _rule(code: str, carrier: str, pattern: str, check: Check | None = None) -> Rule:
    return Rule(code, carrier, re.compile(pattern), check)


FEDEX_12 = weighted(3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1, modulo=11, then=10)
FEDEX_34 = weighted(1, 7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1, modulo=11, then=10)

# A label of the US post may put the receiver's ZIP code before the number: five digits, or nine.
ZIP = r"(?:420\d{5}(?:\d{4}(?=\d{22}$))?(?=(?:\d{22}|\d{26})$))?"
# After the service, a mailer of nine digits that begins with 9, or one of six that does not.
MAILER_COMMERCIAL = r"(?:9\d{8}(?:\d{11}|\d{7})|[0-8]\d{5}(?:\d{14}|\d{10}))"
MAILER_ONLINE = r"(?:9\d{8}(?:\d{15}|\d{11}|\d{7})|[0-8]\d{5}(?:\d{14}|\d{10}))"

RULES = (
    _rule("s10", "", rf"[A-Z]{{2}}(?P<serial>\d{{8}})(?P<check>\d)(?P<country>{'|'.join(POSTS)})", s10),
    _rule("ups", UPS, r"1Z(?P<serial>[A-Z0-9]{15})(?P<check>\d)", mod10(even=1, odd=2)),
    _rule("ups_waybill", UPS, r"[AHJKTV](?P<serial>\d{9})(?P<check>\d)", mod10(even=1, odd=2)),
    _rule("usps_20", USPS, r"(?P<serial>\d{19})(?P<check>\d)", mod10(even=3, odd=1)),
    _rule(
        "usps_online",
        USPS,
        rf"{ZIP}(?P<serial>94\d{{3}}{MAILER_ONLINE})(?P<check>\d)",
        mod10(even=3, odd=1, from_right=True),
    ),
    _rule(
        "usps_commercial",
        USPS,
        rf"{ZIP}(?P<serial>(?:92(?=\d{{3}}9)|93(?=\d{{3}}[0-8])|95)\d{{3}}{MAILER_COMMERCIAL})(?P<check>\d)",
        mod10(even=3, odd=1),
    ),
    _rule(
        "usps_legacy",
        USPS,
        r"(?:420\d{5}(?:\d{4})?)?(?P<serial>(?:91)?\d{19})(?P<check>\d)",
        begun_with("91", mod10(even=3, odd=1)),
    ),
    _rule("fedex_12", FEDEX, r"(?P<serial>\d{11})(?P<check>\d)", FEDEX_12),
    _rule("fedex_34", FEDEX, r"[0-8]\d{19}(?P<serial>\d{13})(?P<check>\d)", FEDEX_34),
    _rule("fedex_astra", FEDEX, r"3\d{15}(?P<serial>\d{11})(?P<check>\d)\d{4}", FEDEX_12),
    _rule("fedex_ground", FEDEX, r"(?P<serial>\d{14})(?P<check>\d)", mod10(even=1, odd=3)),
    _rule("fedex_ground_container", FEDEX, r"\d{2}(?P<serial>\d{15})(?P<check>\d)", mod10(even=3, odd=1)),
    _rule("fedex_ground_96", FEDEX, r"96\d{5}(?P<serial>\d{14})(?P<check>\d)", mod10(even=1, odd=3)),
    _rule("fedex_ground_shipper", FEDEX, r"96\d{18}(?P<serial>\d{13})(?P<check>\d)", FEDEX_34),
    _rule("dhl_express", DHL, r"(?P<serial>\d{9,10})(?P<check>\d)", mod7),
    _rule("dhl_piece", DHL, r"J[A-Z]{2,3}\d{9,10}"),
    _rule("dhl_ecommerce", DHL, r"(?:GM|LX|RX|UV|CN|SG|TH|IN|HK|MY)(?=[A-Z]*\d)[A-Z0-9]{10,39}"),
    _rule("dhl_ecommerce_14", DHL, r"\d{14}"),
    _rule("dpd_28", DPD, r"(?P<serial>\d{27})(?P<check>[A-Z0-9])", mod37_36),
    _rule("dpd_14", DPD, r"(?P<serial>\d{14})(?P<check>[A-Z0-9])", mod37_36),
    _rule("canada_post", CANADA_POST, r"(?P<serial>\d{15})(?P<check>\d)", mod10(even=3, odd=1)),
    _rule("purolator", PUROLATOR, r"(?P<serial>[0-5]\d{10})(?P<check>\d)", luhn),
    _rule("purolator_letters", PUROLATOR, r"[A-Z]{3}\d{9}"),
    _rule("old_dominion", OLD_DOMINION, r"(?P<serial>(?:77[78]|072|780)\d{7})(?P<check>\d)", luhn),
    _rule("old_dominion_guaranteed", OLD_DOMINION, r"(?P<serial>80\d{8})(?P<check>\d)", luhn),
    _rule("ontrac_c", ONTRAC, r"C(?P<serial>\d{13})(?P<check>\d)", begun_with("4", mod10(even=1, odd=2))),
    _rule("ontrac_d", ONTRAC, r"D(?P<serial>\d{13})(?P<check>\d)", begun_with("5", mod10(even=1, odd=2))),
    _rule("canpar", CANPAR, r"[CDKLSUXZ]\d{21}"),
    _rule("amazon", AMAZON, r"TB[ACM]\d{12}"),
    _rule("amazon_international", AMAZON, r"[AFC]\d{10}"),
    _rule("gofo", GOFO, r"GFUS\d{14}"),
    _rule("landmark", LANDMARK, r"LTN\d{8}N1"),
    _rule("lasership_lx", LASERSHIP, r"L[AIEHNX][1-3]\d{7}"),
    _rule("lasership_15", LASERSHIP, r"1LS7[12]\d{10}"),
    _rule("lasership_18", LASERSHIP, r"1LS7[12]\d{2}01[1-4]\d{6}-1"),
    _rule("lasership_cx", LASERSHIP, r"1LSCX[A-Z0-9]{10}"),
    _rule("speedee", SPEEDEE, r"SP\d{18}"),
    _rule("yodel", YODEL, r"JJ?D\d{16}"),
    _rule("yunexpress", YUNEXPRESS, r"YT\d{16}"),
)

CARRIER_NAMES = tuple(sorted({rule.carrier for rule in RULES if rule.carrier}, key=str.casefold))
