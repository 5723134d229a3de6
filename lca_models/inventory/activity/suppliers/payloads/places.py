"""Codes of countries and of their parts, as footprint files name places (ISO 3166-1 alpha-2, ISO 3166-2)."""

from __future__ import annotations

import re

_COUNTRIES = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF
    CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH
    GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW
    KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG
    NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN
    SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT
    ZA ZM ZW
    """
COUNTRIES = frozenset(_COUNTRIES.split())
_PARTS = "AH BJ CQ FJ GD GS GX GZ HA HB HE HI HK HL HN JL JS JX LN MO NM NX QH SC SD SH SN SX TJ TW XJ XZ YN ZJ"
CHINESE_PARTS = frozenset(_PARTS.split())
# Region of the United Nations of the countries where cells and packs are made; another one is not judged.
EASTERN_ASIA = "Eastern Asia"
REGIONS = {
    **dict.fromkeys(("CN", "HK", "JP", "KR", "KP", "MN", "MO", "TW"), EASTERN_ASIA),
    **dict.fromkeys(("BG", "BY", "CZ", "HU", "MD", "PL", "RO", "RU", "SK", "UA"), "Eastern Europe"),
    **dict.fromkeys(("AT", "BE", "CH", "DE", "FR", "LI", "LU", "MC", "NL"), "Western Europe"),
    **dict.fromkeys(("DK", "EE", "FI", "GB", "IE", "IS", "LT", "LV", "NO", "SE"), "Northern Europe"),
    **dict.fromkeys(("ES", "GR", "HR", "IT", "PT", "RS", "SI"), "Southern Europe"),
    **dict.fromkeys(("CA", "US"), "Northern America"),
    **dict.fromkeys(("ID", "MY", "PH", "SG", "TH", "VN"), "South-eastern Asia"),
    **dict.fromkeys(("BD", "IN", "IR", "LK", "NP", "PK"), "Southern Asia"),
    "TR": "Western Asia",
}
PARENTS = {
    "Asia": ("Eastern Asia", "South-eastern Asia", "Southern Asia", "Western Asia", "Central Asia"),
    "Europe": ("Eastern Europe", "Western Europe", "Northern Europe", "Southern Europe"),
    "Americas": ("Northern America", "Latin America and the Caribbean"),
}
_PART = re.compile(r"[A-Z0-9]{1,3}")


def is_country(code: str) -> bool:
    """Whether it is a code of a country."""
    return code in COUNTRIES


def is_subdivision(code: str) -> bool:
    """Whether it can be the code of a part of a country; those of China are known one by one."""
    country, dash, part = code.partition("-")
    if not dash or country not in COUNTRIES or not _PART.fullmatch(part):
        return False
    return country != "CN" or part in CHINESE_PARTS


def region_fits(region: str, country: str) -> bool:
    """Whether a country can lie in a region; yes for a country whose region is not known here."""
    own = REGIONS.get(country)
    return own is None or region in ("Global", "Several", own) or own in PARENTS.get(region, ())
