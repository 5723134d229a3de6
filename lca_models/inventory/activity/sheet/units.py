"""Amounts as people write them, in the unit in which a field is kept: `741 g`, `1.2 t`, `万kWh`, `36 MJ/m3`, `10 %`.

A number and its unit may stand in one cell or in two. Units are the rows of `units.csv`, each with the words for it; pint
converts them. What could mean two things is refused, with what to write.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from math import isclose, prod
from pathlib import Path
from typing import Any

from lca_models.scope.errors import LcaModelsError
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.numbers import (
    LONGEST,
    AmbiguousNumberError,
    NumberError,
    read_number,
)
from lca_models.scope.wording.messages import message

UNITS = Path(__file__).parent / "units.csv"
LONGEST_UNIT = 60  # characters
MJ_PER_KGCE = 7000 * 4.1868 / 1000  # 7000 kilocalories, by definition
PER_PIECE = ("piece", "cell", "pack")

_NUMBER = re.compile(
    r"[+\-\u2212\u2013\uff0d\uff0b]?\s?[\d.,'\u2019_\uff0c\uff0e\u066b\u066c\s]*\d[.,\uff0c\uff0e]?(?:[eE\uff25\uff45][+\-\u2212]?\d+)?"
)
_DATE = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}(?:[ T].*)?|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}月\d{1,2}日|\d{4}年\d{1,2}月\d{1,2}日"
)
_BESIDE = re.compile(r"[\s()\[\]\u00b0\u00b7]+")  # what may stand in a unit and says nothing
_PER = re.compile(r"\s*/\s*|\s+per\s+|\s+pro\s+|\s+par\s+|\s*每\s*")
_FUELS = ("MJ/m3", "MJ/kg")  # a coal equivalent is the heating value of a fuel, and of nothing else


class CellError(LcaModelsError, ValueError):
    """A cell says one thing in a way that everybody reads alike; the message says what to write."""

    def __init__(self, text: str, code: str = "", is_beside: bool = False) -> None:
        super().__init__(text)
        self.code = code  # V03, V04, …
        self.is_beside = is_beside  # whether the unit in the cell beside it is meant


@dataclass(frozen=True, slots=True)
class Canonical:
    """An amount in the unit of its field."""

    number: float
    unit: str  # one of the targets
    written: str  # the number as it was written
    unit_written: str  # empty where nobody wrote one
    per: str = ""  # what it was written per, where the field leaves that open: kWh, cell, pack, a


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit that was written: what may be meant above the line, and what it is per."""

    above: tuple[str, ...]  # names of units.csv; several where a word means several
    below: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class _Factor:
    """How a unit becomes a target. One of both numbers is 1, so that 741 g are 0.741 kg to the last digit."""

    times: float
    divided_by: float
    target: str
    per: str = ""


def to_canonical(
    text: str, unit: str, targets: Sequence[str], default: str = "", per: tuple[str, ...] = ()
) -> Canonical:
    """The amount of a cell, in the first of `targets` that its unit can be turned into.

    `text`: of the cell, with or without a unit; `unit`: of the cell beside it; `default`: where neither has one. `per`: names
    of what it may be written per beside, such as `cell` for 12 g/cell; the answer says which. Raises CellError: V03 for what
    is no number, V04 for what can be two, V06 for a unit that is unknown, does not fit, or is said twice.
    """
    return _canonical(text, unit, tuple(targets), default, per)


@lru_cache(maxsize=4096)  # sheets of one plant say the same of its meters
def _canonical(text: str, unit: str, targets: tuple[str, ...], default: str, per: tuple[str, ...]) -> Canonical:
    written, behind = _split(text)
    number = _number(written)
    said = behind if behind else unit.strip()
    if behind and unit.strip():
        _refuse_contradiction(text, behind, unit, targets, per)
    if not said and not default:
        raise CellError(
            message("'{words}' has no unit; write one of: {listed}", words=excerpt(text), listed=accepted(targets)),
            code="V06",
        )
    factor = _factor(said or default, targets, per) if behind or not said else _beside(said, targets, per)
    return Canonical(number * factor.times / factor.divided_by, factor.target, written, said, factor.per)


def accepted(targets: tuple[str, ...]) -> str:
    """Units that can be turned into targets, as a list for people."""
    found: dict[str, None] = {}
    for target in targets:
        whole = _parsed(target)
        below = target.partition("/")[2] if whole and whole.below else ""
        for name, words in _shown().items():
            if whole and _ratio(name, whole.above[0]) is not None:
                found.setdefault(f"{words}/{below}" if below else words)
    return ", ".join(found)


def is_at_20_degrees(unit: str) -> bool:
    """Whether a unit, or what it is per, is a volume of gas at 20 °C."""
    found = _parsed(unit)
    parts = (found.above, *found.below) if found else ()
    return any("at_20" in name for part in parts for name in part)


def _split(text: str) -> tuple[str, str]:
    """Number and unit of a text. Raises CellError for a text that does not begin with a number."""
    stripped = text.strip()
    found = _NUMBER.match(stripped) if len(stripped) <= LONGEST else None
    if found is None or _DATE.fullmatch(stripped):
        raise CellError(_no_number(stripped), code="V03")
    written, behind = found.group(), stripped[found.end() :].strip()
    if behind[:1] == "/" and (inverse := re.fullmatch(r"(.*\S)\s+1", written)):  # 0.5 1/h
        written, behind = inverse.group(1), f"1{behind}"
    if behind[:1] in tuple("-+~:=<>±–−;,*^/"):
        raise CellError(_no_number(stripped), code="V03")
    return written.strip(), behind


def _no_number(text: str) -> str:
    if _DATE.fullmatch(text[:LONGEST]):
        return message(
            "'{words}' is a date and no number; format the cell as a number and write it again", words=excerpt(text)
        )
    try:
        read_number(text)
    except NumberError as error:
        return str(error)
    return message("'{words}' is not a number; write it as 1234.5", words=excerpt(text))


def _number(written: str) -> float:
    try:
        return read_number(written)
    except AmbiguousNumberError as error:
        raise CellError(str(error), code="V04") from None
    except NumberError as error:
        raise CellError(str(error), code="V03") from None


def _refuse_contradiction(text: str, behind: str, unit: str, targets: tuple[str, ...], per: tuple[str, ...]) -> None:
    """Raises CellError where a unit beside a number and the one in the next cell do not say the same."""
    first, second = _factor(behind, targets, per), _beside(unit.strip(), targets, per)
    if (first.times, first.divided_by, first.target) == (second.times, second.divided_by, second.target) and (
        not first.per or not second.per or first.per == second.per
    ):
        return
    if behind.strip() in ("%", "\uff05") and first.target == second.target == "share":
        return  # 10 % is one share, whichever name its column has
    raise CellError(
        message(
            "'{words}' and its unit '{unit}' say two things; write the unit once",
            words=excerpt(text),
            unit=excerpt(unit),
        ),
        code="V06",
        is_beside=True,
    )


def _beside(unit: str, targets: tuple[str, ...], per: tuple[str, ...]) -> _Factor:
    """How the unit in the cell beside becomes a target."""
    try:
        return _factor(unit, targets, per)
    except CellError as error:
        raise CellError(str(error), code=error.code, is_beside=True) from None


@lru_cache(maxsize=4096)
def _factor(unit: str, targets: tuple[str, ...], per: tuple[str, ...]) -> _Factor:
    """How a unit becomes the first target it can. Raises CellError (V06) where it becomes none."""
    found = _parsed(unit)
    if found is not None:
        for target in targets:
            if (answer := _to_target(found, target, per)) is not None:
                return answer
    raise CellError(_refusal(unit, found, targets), code="V06")


def _to_target(unit: _Unit, target: str, per: tuple[str, ...]) -> _Factor | None:
    """How a unit becomes one target, whatever its words may mean; None where it cannot."""
    wanted = _parsed(target)
    if wanted is None:
        return None
    below_wanted = [part[0] for part in wanted.below]
    for above, *below in product(unit.above, *unit.below):
        beside = ""
        ratios = [_ratio(above, wanted.above[0], target)]
        if len(below) == len(below_wanted) + 1:
            last = below.pop()
            beside = next((one for one in per if _ratio(last, one) is not None), "")
            ratios.append(_ratio(beside, last) if beside else None)
        if len(below) != len(below_wanted):
            continue
        ratios += [_ratio(one, written) for one, written in zip(below_wanted, below, strict=True)]
        found = [one for one in ratios if one is not None]
        if len(found) == len(ratios):
            return _exact(prod(found), target, beside)
    return None


def _exact(times: float, target: str, per: str) -> _Factor:
    """A factor without the rounding of floating points: 1/1000 is a division by 1000."""
    times, inverse = _short(times), _short(1 / times)
    return (
        _Factor(1.0, inverse, target, per) if times < 1 and inverse.is_integer() else _Factor(times, 1.0, target, per)
    )


def _short(number: float) -> float:
    """The number of few digits that a number is but for its rounding, such as 3600 for 3599.9999999999995."""
    short = float(f"{number:.12g}")
    return short if isclose(short, number, rel_tol=1e-14) else number


def _refusal(unit: str, found: _Unit | None, targets: tuple[str, ...]) -> str:
    listed = accepted(targets)
    target = message(" or ").join(_shown().get(one, one) for one in targets)
    if found is not None and any(name in PER_PIECE for part in found.below for name in part):
        return message(
            "'{unit}' cannot be turned into {target}; accepted: {listed}. The count of pieces has its own cell",
            unit=excerpt(unit),
            target=target,
            listed=listed,
        )
    if found is not None and _is_coal(found.above):
        return message(
            "'{unit}' cannot be turned into {target}; accepted: {listed}. A coal equivalent counts primary energy",
            unit=excerpt(unit),
            target=target,
            listed=listed,
        )
    return message(
        "'{unit}' cannot be turned into {target}; accepted: {listed}", unit=excerpt(unit), target=target, listed=listed
    )


def _is_coal(names: tuple[str, ...]) -> bool:
    return any(_ratio(name, "kgce") is not None for name in names)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> _Unit | None:
    """The units of a text; None where one of them is unknown."""
    if len(text) > LONGEST_UNIT:
        return None
    plain = unicodedata.normalize("NFKC", text).strip()
    if whole := _named(plain):
        return _Unit(whole)
    above, *below = (_named(part) for part in _PER.split(plain))
    return _Unit(above, tuple(below)) if above and all(below) else None


def _named(word: str) -> tuple[str, ...]:
    """Names of the units that a word means."""
    exact, folded = _words()
    key = _key(word)
    return exact.get(key) or folded.get(key.casefold(), ())


def _key(word: str) -> str:
    return _BESIDE.sub("", unicodedata.normalize("NFKC", word))


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with UNITS.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def _shown() -> dict[str, str]:
    """The word for each unit, by name."""
    return {row["name"]: row["words"].split(";")[0] for row in _rows()}


@cache
def _words() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Names of units by word: as it is written, and whatever its case, where that leaves one meaning."""
    exact: dict[str, tuple[str, ...]] = {}
    for row in _rows():
        for word in row["words"].split(";"):
            exact[_key(word)] = (*exact.get(_key(word), ()), row["name"])
    folded: dict[str, tuple[str, ...]] = {}
    for key, names in exact.items():
        known = folded.get(key.casefold())
        folded[key.casefold()] = names if known in (None, names) else ()
    return exact, folded


@lru_cache(maxsize=4096)
def _ratio(name: str, target: str, whole: str = "") -> float | None:
    """What an amount in one unit is multiplied by to be in another; None where that cannot be.

    `whole`: the unit that `target` is a part of, where the amount is no more than that.
    """
    if name == target:
        return 1.0
    import pint

    registry = _registry()
    if whole in _FUELS and _is_coal((name,)):
        return float(registry.Quantity(1, name).to("kgce").magnitude) * MJ_PER_KGCE
    try:
        return float(registry.Quantity(1, name).to(target).magnitude)
    except pint.DimensionalityError:
        return None


@cache
def _registry() -> Any:
    """The units of `units.csv`, and no others."""
    import pint

    registry: Any = pint.UnitRegistry(None)
    for row in _rows():
        registry.define(f"{row['name']} = {row['definition']}")
    return registry
