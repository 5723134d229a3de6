"""One cell of a sheet -> what it says: a number in the unit of its field, a choice, a month, yes or no, or a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lca_models.inventory.activity.findings import Findings, listed
from lca_models.inventory.activity.sheet.entries import Entry
from lca_models.inventory.activity.sheet.fields import (
    DAY,
    LIST,
    MONTH,
    NUMBER,
    WHOLE,
    YES_NO,
    Field,
    entries_of,
    find_entry,
    plain,
)
from lca_models.inventory.activity.sheet.models import Value
from lca_models.inventory.activity.sheet.units import PER_PIECE, Canonical, CellError, to_canonical
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import message

LARGEST = 1e15  # of any amount, in its canonical unit: what is above it is a slip, and its products must stay finite
LONGEST_TEXT = 1000  # characters
_LISTED = 12  # choices, where one of them is near
NOT_APPLICABLE = ("n/a", "不适用")
NOTHING = ("-", "--", "—", "–", "/", "?", "…", "...", "na", "none", "nil", "tbd", "无", "待定", "k.a.", "s.o.")
YES, NO = "yes", "no"
_YES_NO = {"true": YES, "false": NO, "y": YES, "n": NO}
_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])(?:-01(?: 00:00:00)?)?")  # Excel makes a date of 2025-01
_DAY = re.compile(r"(20[0-9]{2})-([0-9]{2})-([0-9]{2})(?: 00:00:00)?")
_NEARLY_MONTH = re.compile(r"(20[0-9]{2})\s*[-/.年]?\s*(1[0-2]|0?[1-9])\s*月?|(1[0-2]|0?[1-9])\s*[-/.]\s*(20[0-9]{2})")
_NEARLY_DAY = re.compile(r"(20[0-9]{2})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?")
_PER = {"plant": ("a",), "product": ("pack",), "end_of_life": ("pack",)}  # what amounts of a sheet are per anyway
_EMISSION_PER = ("kg", "piece", "kWh", "m2", "L")


@dataclass(frozen=True, slots=True)
class Units:
    """In which units an amount is kept, and how it may be written."""

    targets: tuple[str, ...]  # the first that fits is taken
    default: str = ""  # of a cell without a unit; empty where it needs one
    per: tuple[str, ...] = ()  # what it may be written per beside


def units_of(one: Field) -> Units:
    """How the amount of a field is read."""
    default = {"share": "share", "percent": "%", "count": "piece", "score": "piece", "emission": "kgCO2e"}
    if one.dimension in default:
        targets = {
            "count": ("piece", "cell", "pack", "cycle"),
            "score": ("piece",),
            "emission": ("kgCO2e", "share") if one.key.startswith("stage") else ("kgCO2e",),
        }
        beside = _EMISSION_PER if one.dimension == "emission" else ()
        return Units(targets.get(one.dimension, ("share",)), default[one.dimension], beside)
    if one.dimension == "emission per mass":
        return Units(("kgCO2e/kg",), "kgCO2e/kg")
    unit = one.unit.replace("^", "")
    if one.dimension == "energy per energy":
        return Units((unit, unit.partition("/")[0]), unit, ("a",))
    if one.dimension == "energy per volume":
        return Units(("MJ/m3", "MJ/kg"), unit)
    return Units((unit,), unit, PER_PIECE if "piece" in one.key else _PER.get(one.sheet, ()))


@dataclass
class Cells:
    """Reads the cells of a sheet, and collects what is wrong with them."""

    findings: Findings = field(default_factory=Findings)

    def read(self, entry: Entry, one: Field, unit: Entry | None = None, about: Mapping[str, Any] | None = None) -> Any:
        """What a cell says, by the kind of its field; None where that is blank or wrong, which is then among the findings.

        `unit`: of the cell beside it; `about`: what is known about a number (columns of a Value).
        """
        if not entry.text:
            return None
        if one.kind in (NUMBER, WHOLE):
            if one.dimension == "score":
                return self.score(entry, one)
            return self.value(entry, one, units_of(one), unit, about or {})
        if one.kind == LIST:
            return self.choice(entry, one)
        if one.kind == YES_NO:
            return self.yes_or_no(entry)
        if one.kind == MONTH:
            return self.month(entry)
        if one.kind == DAY:
            return self.day(entry)
        return self.text(entry)

    def value(
        self, entry: Entry, one: Field, units: Units, unit: Entry | None, about: Mapping[str, Any]
    ) -> Value | None:
        """The number of a cell in the unit of its field, inside its hard limits."""
        found = self.value_per(entry, one, units, unit, about)
        return found[0] if found is not None else None

    def value_per(
        self, entry: Entry, one: Field, units: Units, unit: Entry | None, about: Mapping[str, Any]
    ) -> tuple[Value, str] | None:
        """The same, with what the amount was written per beside its unit; empty where it says nothing."""
        found = self.canonical(entry, units, unit)
        if found is None or not self._is_inside(found, one, units, entry):
            return None
        return valued(found, entry, about), found.per

    def canonical(self, entry: Entry, units: Units, unit: Entry | None = None) -> Canonical | None:
        """The number of a cell in one of some units."""
        if plain(entry.text) in NOT_APPLICABLE:
            self.findings.error(
                entry.place,
                message("'{x}' stands for a part that a product does not have; leave the cell empty", x=entry.text),
                "V03",
            )
            return None
        if plain(entry.text) in NOTHING:
            self.findings.error(
                entry.place,
                message(
                    "'{x}' is not a number; leave the cell empty where you do not know it, write 0 for none",
                    x=entry.text,
                ),
                "V03",
            )
            return None
        try:
            return to_canonical(
                entry.text, unit.text if unit is not None else "", units.targets, units.default, units.per
            )
        except CellError as error:
            place = unit.place if error.is_beside and unit is not None else entry.place
            self.findings.error(place, str(error), error.code)
            return None

    def _is_inside(self, found: Canonical, one: Field, units: Units, entry: Entry) -> bool:
        scale = 100 if one.dimension == "percent" else 1
        number = found.number * scale
        if one.kind == WHOLE and not number.is_integer():
            self.findings.error(
                entry.place, message("{label} {x} is no whole number", label=one.label, x=excerpt(entry.text)), "V08"
            )
            return False
        # Limits are those of the unit of the field; a total beside an amount per kWh has none but its sign.
        low = one.low if found.unit == units.targets[0] or one.low == 0 else None
        high = one.high if found.unit == units.targets[0] else None
        if (low is None or number >= low) and (high is None or number <= high) and abs(number) <= LARGEST:
            return True
        self.findings.error(entry.place, _outside(found, one, entry, low, LARGEST if high is None else high), "V08")
        return False

    def choice(self, entry: Entry, one: Field) -> str | None:
        """The code of a choice that is written as code, in English or in Chinese."""
        found = find_entry(one.list, entry.text)
        if found is not None:
            return found.code
        entries = entries_of(one.list)
        codes = [each.code for each in entries]
        near = near_names(entry.text, codes) or near_names(entry.text, [each.label for each in entries])
        shown = listed(codes, _LISTED if near else len(codes))
        text = message("'{x}' is not in the list: {listed}", x=excerpt(entry.text), listed=shown)
        if near:
            text = message("{text}; {suggestion}", text=text, suggestion=near)
        self.findings.error(entry.place, text, "V07")
        return None

    def yes_or_no(self, entry: Entry) -> bool | None:
        """Yes or no."""
        found = find_entry("yes_no", entry.text)
        code = found.code if found is not None else _YES_NO.get(plain(entry.text))
        if code is None:
            self.findings.error(
                entry.place,
                message("'{x}' is not in the list: {listed}", x=excerpt(entry.text), listed="yes, no"),
                "V07",
            )
            return None
        return code == YES

    def score(self, entry: Entry, one: Field) -> int | float | None:
        """A score of data quality, 1 to 5."""
        found = self.value(entry, one, units_of(one), None, {})
        if found is None:
            return None
        return int(found.number) if one.kind == WHOLE else found.number

    def month(self, entry: Entry) -> str | None:
        """A month: 2025-01."""
        if found := _MONTH.fullmatch(entry.text):
            return f"{found[1]}-{found[2]}"
        self.findings.error(entry.place, month_problem(entry.text), "V18")
        return None

    def day(self, entry: Entry) -> str | None:
        """A day: 2025-12-31."""
        found = _DAY.fullmatch(entry.text) or _NEARLY_DAY.fullmatch(plain(entry.text))
        parts = tuple(int(found[at]) for at in (1, 2, 3)) if found else ()
        is_plain = bool(_DAY.fullmatch(entry.text))
        if is_plain and _is_day(parts):
            return date(*parts).isoformat()
        if is_plain:
            text = message("'{x}' is no day of the calendar", x=excerpt(entry.text))
        else:
            example = date(*parts).isoformat() if _is_day(parts) else "2025-12-31"
            text = message("'{x}' is no day; write it as {example}", x=excerpt(entry.text), example=example)
        self.findings.error(entry.place, text, "V07")
        return None

    def text(self, entry: Entry, most: int = LONGEST_TEXT) -> str | None:
        """A text on one line."""
        if len(entry.text) > most:
            self.findings.error(
                entry.place,
                message("has {count:,} characters; a text has at most {most:,}", count=len(entry.text), most=most),
                "V08",
            )
            return None
        return " ".join(entry.text.split())


def near_names(name: str, known: list[str]) -> str:
    """`did you mean 'a'?` with the nearest known names; empty where none is near."""
    words = suggestion(name, known, listed=())
    return "" if words == message("none is known") else words


def _is_day(parts: tuple[int, ...]) -> bool:
    try:
        date(*parts)
    except (ValueError, TypeError):
        return False
    return True


def is_nearly_a_month(text: str) -> bool:
    """Whether a text is meant as a month, however it is written."""
    return bool(re.match(r"(19|20)[0-9]{2}([^0-9]|$)", text) or _NEARLY_MONTH.fullmatch(plain(text)))


def month_problem(text: str) -> str:
    """Why a text is no month, with how to write the one that it seems to mean."""
    found = _NEARLY_MONTH.fullmatch(plain(text))
    year, month = (found[1] or found[4], found[2] or found[3]) if found else ("2025", "1")
    return message("'{x}' is no month; write it as {example}", x=excerpt(text), example=f"{year}-{int(month):02d}")


def valued(found: Canonical, entry: Entry, about: Mapping[str, Any]) -> Value:
    """A number with what is known about it."""
    return Value(
        number=found.number,
        unit=found.unit,
        place=entry.place,
        written=found.written,
        unit_written=found.unit_written,
        **about,
    )


def _outside(found: Canonical, one: Field, entry: Entry, low: float | None, high: float) -> str:
    """What limits a number breaks, and a share that is probably meant."""
    unit = one.unit if one.unit not in ("", "1") else ""
    words = message(
        "{label} {x} is outside {low} to {high} {unit}",
        label=one.label,
        x=excerpt(entry.text),
        low="…" if low is None else f"{low:g}",
        high=f"{high:g}",
        unit=unit,
    ).rstrip()
    if one.dimension == "share":
        for meant in (found.number / 100, found.number * 100):
            if (low or 0) <= meant <= high and meant > 0:
                return words + message("; for {percent:g} % write {share:g}", percent=meant * 100, share=meant)
    return words
