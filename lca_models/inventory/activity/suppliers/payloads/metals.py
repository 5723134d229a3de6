"""Metals in what a supplier delivers, as Catena-X has them: free text, one entry or several in a line.

    Material: Nickel, Specific Content: 48.3 %, EV_Mat: 12.1 kg CO2e/kg, Erecycled_Mat: 3.4 kg CO2e/kg
    metal=Ni;mass_kg=0.48;Ev=12.1;Erecycled=3.4

A figure without a unit is read in the unit of its field; one in a unit that is none is named and not read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from lca_models.inventory.activity.suppliers.footprint import Metal
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.numbers import is_number
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

NAMES = {
    "lithium": "Li", "nickel": "Ni", "cobalt": "Co", "manganese": "Mn", "aluminium": "Al", "aluminum": "Al", "copper": "Cu",
    "iron": "Fe", "steel": "Fe", "phosphorus": "P", "graphite": "C", "sodium": "Na", "titanium": "Ti", "zinc": "Zn",
    "锂": "Li", "镍": "Ni", "钴": "Co", "锰": "Mn", "铝": "Al", "铜": "Cu", "铁": "Fe", "磷": "P", "石墨": "C", "钠": "Na",
}  # fmt: skip
SYMBOLS = {symbol.lower(): symbol for symbol in NAMES.values()}
LONGEST = 20_000  # characters
MOST = 100
_KEYS = {
    "material": "name", "metal": "name", "element": "name",
    "specificcontent": "content", "content": "content", "share": "content", "masskg": "mass", "mass": "mass",
    "evmat": "virgin", "ev": "virgin", "virgin": "virgin", "evirgin": "virgin",
    "erecycledmat": "recycled", "erecycled": "recycled", "recycled": "recycled", "erec": "recycled",
    "r1": "r1", "recycledshare": "r1", "recycledcontent": "r1",
}  # fmt: skip
_PART = re.compile(r"\s*([^:=,;]{1,40}?)\s*[:=]\s*([^,;]*)[,;]?")
_FIGURE = re.compile(r"([+-]?[0-9][0-9.]*(?:[eE][+-]?[0-9]+)?)\s*(.*)", re.DOTALL)
_PER_KG = re.compile(r"kgco2-?(e|eq|äq)?(/|per)kg(metal|material|\w{1,2})?", re.IGNORECASE)


def read_metals(entries: Sequence[str], mass_kg: float | None = None) -> tuple[tuple[Metal, ...], tuple[str, ...]]:
    """Metals of the entries, and what could not be read of them.

    `mass_kg`: of the declared unit, for entries that state a mass in place of a content. Raises nothing.
    """
    found: dict[str, Metal] = {}
    problems: list[str] = []
    for entry in entries:
        if len(entry) > LONGEST:
            problems.append(
                message("an entry of {count:,} characters is too long to be one of metals", count=len(entry))
            )
            continue
        groups = _groups(unicodedata.normalize("NFKC", entry))
        if not groups and entry.strip():
            problems.append(
                message("'{words}' names no metal; write it as Material: Nickel, Specific Content: 48 %, "
                        "EV_Mat: 12 kg CO2e/kg, Erecycled_Mat: 3 kg CO2e/kg", words=excerpt(entry))
            )  # fmt: skip
        for group in groups[:MOST]:
            metal = _metal(group, mass_kg, problems)
            if metal is None:
                continue
            if metal.name in found and found[metal.name] != metal:
                problems.append(
                    message("{metal} stands there twice with other figures; the first is taken", metal=metal.name)
                )
            found.setdefault(metal.name, metal)
    if (total := sum(one.content or 0.0 for one in found.values())) > 1.005:
        problems.append(
            message("the metals are {share:.1%} of the mass, more than all of it; none is used", share=total)
        )
        return (), tuple(problems)
    return tuple(found.values()), tuple(problems)


def symbol_of(name: str) -> str:
    """The symbol of a metal by its name or symbol in any case; empty for an unknown one."""
    words = name.strip().lower()
    return NAMES.get(words) or SYMBOLS.get(words, "")


def _groups(text: str) -> list[dict[str, str]]:
    """Parts by field, a group for each metal."""
    groups: list[dict[str, str]] = []
    for key, value in _PART.findall(text):
        field = _KEYS.get(re.sub(r"[^a-z0-9]", "", key.lower()))
        if field == "name":
            groups.append({"name": value.strip()})
        elif field and groups:
            groups[-1].setdefault(field, value.strip())
    return groups


def _metal(group: dict[str, str], mass_kg: float | None, problems: list[str]) -> Metal | None:
    name = symbol_of(group["name"])
    if not name:
        problems.append(message("'{name}' is no metal that is known here: {known}", name=excerpt(group["name"]),
                                known=enumerated(sorted(set(NAMES.values())))))  # fmt: skip
        return None
    content = _share(group.get("content", ""), name, message("content"), problems)
    if (
        content is None
        and mass_kg
        and (mass := _figure(group.get("mass", ""), name, message("mass"), ("", "kg"), problems))
    ):
        content = mass / mass_kg
    virgin = _figure(group.get("virgin", ""), name, "Ev", None, problems)
    recycled = _figure(group.get("recycled", ""), name, "Erecycled", None, problems)
    return Metal(name, content, virgin, recycled, _share(group.get("r1", ""), name, "R1", problems))


def _share(text: str, name: str, what: str, problems: list[str]) -> float | None:
    """A share of 0 to 1 that is stated in percent; a bare number above 1 can be percent only."""
    number, unit = _split(text)
    if number is None or unit not in ("", "%", "wt%", "w%", "mass-%", "kg/kg"):
        return _unread(text, name, what, problems)
    share = number if unit == "kg/kg" or (unit == "" and number <= 1) else number / 100
    return float(share) if 0 <= share <= 1 else _unread(text, name, what, problems)


def _figure(text: str, name: str, what: str, units: tuple[str, ...] | None, problems: list[str]) -> float | None:
    """A figure in one of some units, or in kg CO2e per kg; not below 0."""
    number, unit = _split(text)
    fits = unit in units if units is not None else not unit or _PER_KG.fullmatch(unit) is not None
    if number is None or number < 0 or not fits:
        return _unread(text, name, what, problems)
    return float(number)


def _split(text: str) -> tuple[Decimal | None, str]:
    found = _FIGURE.fullmatch(text.strip())
    if found is None or not is_number(found[1]) or abs(float(found[1])) > 1e9:
        return None, ""
    return Decimal(found[1]), re.sub(r"\s+", "", found[2])


def _unread(text: str, name: str, what: str, problems: list[str]) -> float | None:
    if text:
        problems.append(message("{metal}, {what}: '{words}' cannot be read, so it is not used; write percent, or kg CO2e/kg",
                                metal=name, what=what, words=excerpt(text)))  # fmt: skip
    return None
