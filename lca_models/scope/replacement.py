"""A footprint of known provenance in place of what one purchase buys, as a scenario or a person writes it.

It names buyer and input; `every` buyer is an explicit choice. Its value is per unit of the input, split by group of gases
where its source splits it. Whether buyer and input exist is for a product system to say.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.numbers import NumberError, read_number
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.stages import STAGES
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import bilingual, message

EVERY = "every"  # buyer
STAGE = (
    "stage"  # buyer of a figure in place of all that a stage buys, emits and saves; its input is the name of the stage
)
PER_PACK = "pack"  # what the figure of a stage is per
GASES = ("fossil", "biogenic", "land use change")
# Impact categories that a figure of a set of global warming potentials adds to, by group of gases; "" where it has no split.
# Without a split it is fossil, as everywhere in this kit.
SERVED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "GWP100 AR6": {
        "": ("gwp100-ar6", "gwp100-ar6-fossil"),
        "fossil": ("gwp100-ar6", "gwp100-ar6-fossil"),
        "biogenic": ("gwp100-ar6", "gwp100-ar6-biogenic"),
        "land use change": ("gwp100-ar6", "gwp100-ar6-land-use"),
    },
    "GWP100 AR5": dict.fromkeys(("", *GASES), ("gwp100-ar5",)),
    "GWP20 AR6": dict.fromkeys(("", *GASES), ("gwp20-ar6",)),
}
RECYCLED = ("inside", "not inside", "not stated")
ELECTRICITY = ("location-based", "market-based", "not stated")
NEEDED = ("buyer", "input", "supplier", "unit", "gwp", "boundary", "source")
CHOSEN = {"recycled_content": RECYCLED, "electricity": ELECTRICITY}
DATES = ("valid_from", "valid_until")
FURTHER = ("value", "gases", "stages", "locator", "pedigree", "recycled_gain")
SUM_ROUNDING = 0.005  # of a value: printed parts are rounded
_CO2E = re.compile(r"kg CO2[ -]?eq?\s*(?:/|per)\s*(.+)", re.IGNORECASE)
_PEDIGREE = re.compile(r"[1-5](-[1-5]){4}")


@dataclass(frozen=True)
class Replacement:
    """What stands in place of what a purchase buys; `value` in kg CO2e per `per` of the input."""

    buyer: str  # code of a process, DATABASE/CODE, `every`, or `stage`
    input: str  # code of what is bought, or DATABASE/CODE; of `stage` its name
    supplier: str
    value: float
    per: str  # unit of the input, as tables write it
    gwp: str  # set of global warming potentials, a key of SERVED
    boundary: str
    source: str
    locator: str = ""
    gases: tuple[tuple[str, float], ...] = ()  # shares by group; empty where its source does not split it
    stages: tuple[tuple[str, float], ...] = ()  # shares by stage; empty: all in the stage of the purchase
    recycled_content: str = RECYCLED[-1]
    electricity: str = ELECTRICITY[-1]
    valid_from: str = ""
    valid_until: str = ""
    pedigree: str = ""  # data-quality indicators
    unit: str = field(default="", compare=False)  # as it was written
    recycled_gain: float = 0.0  # kg CO2e per `per` that its recycled content saves against virgin material

    @property
    def parts(self) -> tuple[tuple[str, float], ...]:
        """Shares by group of gases; one of all where there is no split."""
        return self.gases or (("", 1.0),)

    @property
    def served(self) -> frozenset[str]:
        """Ids of the impact categories that it has a figure for."""
        sets = SERVED[self.gwp]
        split = {category for group in GASES for category in sets[group]}
        return frozenset(split if self.gases else sets[""])

    @property
    def structure(self) -> tuple[object, ...]:
        """What of it shapes a system: two that agree in it differ in their figure and in words."""
        return (self.buyer, self.input, self.per, self.gwp, self.gases, self.stages, self.recycled_content,
                self.recycled_gain)  # fmt: skip

    def entry(self) -> dict[str, Any]:
        """The replacement as a scenario writes it; `read_replacements` gives the same back, but for rounding of shares."""
        texts = {name: getattr(self, name) for name in (*NEEDED, *CHOSEN, *DATES, "locator", "pedigree")}
        texts["unit"] = self.unit or f"kg CO2e/{self.per}"
        parts = {"gases": {group: share * self.value for group, share in self.gases}, "stages": dict(self.stages)}
        gain = {"recycled_gain": self.recycled_gain} if self.recycled_gain else {}
        return {
            name: said for name, said in {**texts, "value": self.value, **parts, **gain}.items() if said not in ("", {})
        }


def typed_words(entry: Mapping[str, Any]) -> tuple[str, str] | None:
    """The option and the value that say a figure of the command line again; None for what says more than a figure.

    `entry`: as a scenario writes it.
    """
    if set(entry) != {*NEEDED, "value"} or entry["source"] not in bilingual("a figure of the command line"):
        return None
    figure = f"{entry['value']!r} {entry['unit']}"
    if entry["buyer"] == STAGE:
        return "--replace-stage", f"{entry['input']}={figure}"
    return "--replace", f"{entry['buyer']} > {entry['input']}={figure}"


def read_replacements(entries: Iterable[Mapping[str, Any] | Replacement]) -> tuple[Replacement, ...]:
    """Replacements of a scenario or of Python.

    Raises ScenarioError with every fault of every entry.
    """
    problems: list[str] = []
    found = [
        one if isinstance(one, Replacement) else _read(number, one, problems) for number, one in enumerate(entries, 1)
    ]
    if problems:
        raise ScenarioError("\n".join(problems))
    return tuple(one for one in found if one is not None)


def _read(number: int, entry: Mapping[str, Any], problems: list[str]) -> Replacement | None:
    """One entry; what is wrong with it is added to the problems."""
    where = message("replacement {number} ({purchase})", number=number, purchase=_purchase(entry))
    faults: list[str] = []
    known = (*NEEDED, *CHOSEN, *DATES, *FURTHER)
    for name in entry:
        if name not in known:
            faults.append(message("has no '{name}'; {near}", name=excerpt(name), near=suggestion(str(name), known)))
    texts = {name: _text(name, entry.get(name), faults) for name in (*NEEDED, *DATES, *CHOSEN, "locator", "pedigree")}
    if missing := [name for name in NEEDED if not entry.get(name)]:
        faults.append(message("lacks {listed}; give it", listed=enumerated(missing)))
    for name, codes in {"gwp": tuple(SERVED), **CHOSEN}.items():
        if texts[name] and texts[name] not in codes:
            near = suggestion(texts[name], codes)
            faults.append(message("{name} is '{value}'; {near}", name=name, value=texts[name], near=near))
    unit = _CO2E.fullmatch(texts["unit"])
    if texts["unit"] and unit is None:
        faults.append(
            message("unit is '{unit}'; give kg CO2e per unit of the input, such as kg CO2e/kg", unit=texts["unit"])
        )
    if texts["pedigree"] and not _PEDIGREE.fullmatch(texts["pedigree"]):
        faults.append(message("pedigree is '{value}'; give five scores, such as 2-3-1-1-2", value=texts["pedigree"]))
    _check_dates(texts, faults)
    value, gases = _value(entry, faults)
    stages = _stages(entry, faults)
    gain = _gain(entry, texts["recycled_content"], value, faults)
    problems += [f"{where}: {fault}" for fault in faults]
    if faults or unit is None:
        return None
    return Replacement(
        texts["buyer"], texts["input"], texts["supplier"], value, unit[1].strip(), texts["gwp"], texts["boundary"],
        texts["source"], texts["locator"], gases, stages,
        texts["recycled_content"] or RECYCLED[-1], texts["electricity"] or ELECTRICITY[-1],
        texts["valid_from"], texts["valid_until"], texts["pedigree"], texts["unit"], gain,
    )  # fmt: skip


def _purchase(entry: Mapping[str, Any]) -> str:
    return f"{excerpt(str(entry.get('buyer', '?')))} > {excerpt(str(entry.get('input', '?')))}"


def _text(name: str, value: Any, faults: list[str]) -> str:
    """A word of an entry; a date of YAML as it is written."""
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        faults.append(message("{name} is {value}; give one line of text", name=name, value=excerpt(repr(value))))
        return ""
    return value.strip()


def _check_dates(texts: Mapping[str, str], faults: list[str]) -> None:
    days = []
    for name in DATES:
        try:
            days += [date.fromisoformat(texts[name])] if texts[name] else []
        except ValueError:
            faults.append(message("{name} is '{value}'; give a day as 2026-12-31", name=name, value=texts[name]))
    if len(days) == 2 and days[0] > days[1]:
        faults.append(message("is valid until {last}, before it begins; swap the days", last=days[1].isoformat()))


def _amount(name: str, given: Any, faults: list[str]) -> float:
    """A figure, which is finite and not below 0; nan where it is none."""
    try:
        found = read_number(given)
    except NumberError as error:
        faults.append(f"{name}: {error}")
        return math.nan
    if found < 0:
        faults.append(message("{name} is {value:g}, and no figure is below 0 here", name=name, value=found))
    return found


def _value(entry: Mapping[str, Any], faults: list[str]) -> tuple[float, tuple[tuple[str, float], ...]]:
    """The value, and its shares by group of gases."""
    said, gases = entry.get("value"), entry.get("gases")
    total = math.nan if said is None else _amount("value", said, faults)
    if gases is None:
        if said is None:
            faults.append(message("has neither a value nor gases; give kg CO2e per unit of the input"))
        return total, ()
    groups = _groups("gases", gases, GASES, faults)
    summed = sum(groups.values())
    if said is not None and abs(total - summed) > SUM_ROUNDING * abs(total):
        faults.append(
            message("its gases sum to {sum:g}, and its value is {value:g}; correct one", sum=summed, value=total)
        )
    shares = {group: amount / summed for group, amount in groups.items()} if summed else {"fossil": 1.0}
    return (summed if said is None else total), tuple((group, shares[group]) for group in GASES if shares.get(group))


def _gain(entry: Mapping[str, Any], recycled_content: str, value: float, faults: list[str]) -> float:
    """What recycled content saves: the value must say whether it is inside, and stays at or above 0 where it is not."""
    if entry.get("recycled_gain") is None:
        return 0.0
    gain = _amount("recycled_gain", entry["recycled_gain"], faults)
    if recycled_content not in RECYCLED[:2]:
        faults.append(message("has recycled_gain, but recycled_content does not say whether it is in the value; give {listed}",
                              listed=enumerated(RECYCLED[:2])))  # fmt: skip
    elif recycled_content == RECYCLED[1] and gain > value:
        faults.append(message("recycled_gain is {gain:g}, more than the value of {value:g}", gain=gain, value=value))
    return gain


def _stages(entry: Mapping[str, Any], faults: list[str]) -> tuple[tuple[str, float], ...]:
    """Shares by stage, which sum to 1."""
    if entry.get("stages") is None:
        return ()
    shares = _groups("stages", entry["stages"], STAGES, faults)
    if abs(sum(shares.values()) - 1) > SUM_ROUNDING:
        faults.append(message("its stages sum to {sum:g}; give shares that sum to 1", sum=sum(shares.values())))
        return ()
    return tuple((stage, shares[stage] / sum(shares.values())) for stage in STAGES if shares.get(stage))


def _groups(name: str, given: Any, known: tuple[str, ...], faults: list[str]) -> dict[str, float]:
    """Figures by group, each of a known one."""
    if not isinstance(given, Mapping) or not given:
        faults.append(message("{name} is {value}; give a figure for each of {listed}",
                              name=name, value=excerpt(repr(given)), listed=enumerated(known)))  # fmt: skip
        return {}
    for one in given:
        if one not in known:
            near = suggestion(str(one), known)
            faults.append(message("{name} has no '{value}'; {near}", name=name, value=excerpt(str(one)), near=near))
    return {str(one): _amount(f"{name}, {one}", value, faults) for one, value in given.items()}
