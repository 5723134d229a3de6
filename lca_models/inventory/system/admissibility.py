"""What values are admissible: one rule for tables, settings, rule sets, scenarios, grids, samples and calls from Python.

Two kinds of limits. What the type of a parameter demands is hard, and a value outside is refused: a code of its list, a share
between 0 and 1, no negative mass. What makes sense is soft, and a value outside is calculated with a warning: minimum and
maximum of its table and, where the table states none, what follows from its own spread, or half to double of its amount. Such
a limit is a rule of this kit, not a fact of a source. Whether a parameter is a share is said by its kind and unit alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np

from lca_models.inventory.electricity.list_formulas import RULE_GUARD
from lca_models.inventory.electricity.supply import holds, load_shares, supply_problems
from lca_models.inventory.electricity.years import ELECTRICITY_RULES, GRID_YEARS
from lca_models.inventory.system.end_of_life import end_of_life_problems, outputs_of_end_of_life, parts_of_one
from lca_models.inventory.system.rows import ParameterRow
from lca_models.inventory.tables.formulas import names_in
from lca_models.inventory.tables.records import Choice
from lca_models.inventory.tables.uncertainty import LOGNORMAL, NORMAL
from lca_models.scope.wording.messages import message

SHARE_TOLERANCE = 1e-9  # of a sum that is to be 1, and of a limit, which rounding may pass
SAMPLE_TOLERANCE = 1e-6  # of such a sum of numbers that were drawn
SHARE_UNIT = "1"
LEAST_BY_UNIT = {"°C": -273.15}  # units whose zero is no least value
DEVIATIONS = 3  # standard deviations either way: 99.7 % of a normal or lognormal
WIDENING = 2  # of an amount without a spread: half to double
STATED, SPREAD, AMOUNT = "stated", "spread", "amount"  # where soft limits come from
Column = TypeVar("Column", float, np.ndarray, float | np.ndarray)


@dataclass(frozen=True)
class Limits:
    """What a parameter can be (`least` to `most`), and what makes sense of it (`low` to `high`), in its unit.

    `origin`: STATED in its table or, where a side of it is derived, from its SPREAD or AMOUNT.
    """

    least: float
    most: float
    low: float
    high: float
    origin: str

    def allows(self, value: float) -> bool:
        """Whether a value is possible."""
        return _within(value, self.least, self.most)

    def expects(self, value: float) -> bool:
        """Whether a value makes sense."""
        return _within(value, self.low, self.high)


def _within(value: float, low: float, high: float) -> bool:
    room = SHARE_TOLERANCE * max((abs(end) for end in (low, high) if math.isfinite(end)), default=0.0)
    return low - room <= value <= high + room


def is_share(row: ParameterRow) -> bool:
    """Whether a value above 1 is impossible: by its kind, or by its unit where nothing in its row is above 1."""
    highest = _stated(row)[1]
    parts = row.data.get("unit") == SHARE_UNIT and float(row.amount) <= 1 and (highest is None or highest <= 1)
    return row.data.get("kind") == "share" or parts


def limits_of(row: ParameterRow) -> Limits:
    """The limits of a plain parameter that is no choice.

    A parameter of somebody else's project, which has neither kind nor unit, has no hard ones.
    """
    amount = float(row.amount)
    stated, typed = _stated(row), bool(row.data.get("kind") or row.data.get("unit"))
    least, most = -math.inf, math.inf
    if is_share(row):
        least, most = 0.0, 1.0
    elif row.data.get("unit") in LEAST_BY_UNIT:
        least = LEAST_BY_UNIT[str(row.data["unit"])]
    elif typed and amount >= 0 and not (stated[0] is not None and stated[0] < 0):
        least = 0.0
    derived, origin = (least, most), STATED
    if None in stated and not is_share(row):
        derived, origin = _derived(row)
    low, high = (side if given is None else given for given, side in zip(stated, derived, strict=True))
    return Limits(least, most, max(low, least), min(high, most), origin)


def possible_range(row: ParameterRow) -> tuple[float, float]:
    """Least and most of what a plain parameter can be, choices by their numbers."""
    if row.data.get("kind") == "choice":
        codes = row.data.get("codes") or (-math.inf, math.inf)
        return float(min(codes)), float(max(codes))
    limits = limits_of(row)
    return limits.least, limits.most


def code_problem(name: str, values: np.ndarray, row: ParameterRow) -> str:
    """What is wrong with values of a choice that are none of its numbers; nothing would be switched on."""
    codes = row.data.get("codes")
    if row.data.get("kind") != "choice" or not codes:
        return ""
    strange = values[~np.isin(values, np.asarray(codes, dtype=float))]
    if not strange.size:
        return ""
    known = ", ".join(f"{code:g}" for code in codes)
    return message("{name} is {value:g}, which no process supplies; give one of {known}",
                   name=name, value=strange.flat[0], known=known)  # fmt: skip


def _stated(row: ParameterRow) -> tuple[float | None, float | None]:
    """Minimum and maximum of its table; of a project of somebody else, those of its distribution."""
    found = [
        given if given is not None else row.data.get(key)
        for given, key in zip(row.data.get("limits") or (None, None), ("minimum", "maximum"), strict=True)
    ]
    numbers = [float(one) if isinstance(one, int | float) and math.isfinite(one) else None for one in found]
    return numbers[0], numbers[1]


def _derived(row: ParameterRow) -> tuple[tuple[float, float], str]:
    """Limits from the spread of a parameter, or from its amount alone; none where that is 0."""
    loc, scale, kind = row.data.get("loc"), row.data.get("scale"), row.data.get("uncertainty type")
    if kind in (LOGNORMAL, NORMAL) and loc is not None and scale:
        ends = (loc - DEVIATIONS * scale, loc + DEVIATIONS * scale)
        if kind == LOGNORMAL:
            sign = -1.0 if row.data.get("negative") else 1.0
            ends = (sign * math.exp(ends[0]), sign * math.exp(ends[1]))
        return (min(ends), max(ends)), SPREAD
    # The amount that its table gives, also where a rule set has put another in its place.
    middle = float(loc) if loc is not None and kind not in (LOGNORMAL, NORMAL) else float(row.amount)
    if not middle:
        return (-math.inf, math.inf), AMOUNT
    return (min(middle / WIDENING, middle * WIDENING), max(middle / WIDENING, middle * WIDENING)), AMOUNT


def needs_limits(row: ParameterRow) -> bool:
    """Whether a plain parameter has no limits unless its table states them: an amount of 0 says nothing of its size."""
    if row.formula or row.data.get("kind") == "choice":
        return False
    limits = limits_of(row)
    return not (math.isfinite(limits.low) and math.isfinite(limits.high))


def value_problem(row: ParameterRow, value: float) -> str:
    """Why a parameter that is no choice cannot have a value, by its type and by the rule set; empty where it can."""
    if not math.isfinite(value):
        return message("is not a finite number")
    limits, unit = limits_of(row), str(row.data.get("unit", "")).removesuffix(SHARE_UNIT)
    if is_share(row) and not limits.allows(value):
        return message("is not a share; give a number from 0 to 1")
    if limits.least == 0 and not limits.allows(value):
        return message("is negative; give a number of at least 0 {unit}", unit=unit).rstrip()
    if not limits.allows(value):
        return message("cannot be; give a number of at least {least:g} {unit}", least=limits.least, unit=unit)
    rules, lowest, highest = row.data.get("rule_limits") or ("", -math.inf, math.inf)
    if not lowest <= value <= highest:
        return message("is outside what {rules} allows; give {lowest:g} to {highest:g}",
                       rules=rules, lowest=lowest, highest=highest)  # fmt: skip
    return ""


def warnings_of(values: Mapping[str, float], rows: Mapping[str, ParameterRow]) -> tuple[str, ...]:
    """A line for each value that is possible but outside what makes sense, with its limits and unit.

    `rows` are those of the project, whose amounts are in their limits; a rule set has its own values judged too.
    """
    found = []
    for name, row in rows.items():
        if row.formula or row.data.get("kind") == "choice" or name not in values:
            continue
        value = float(values[name])
        low, high = row.data.get("limits") or (None, None)
        if (low is not None and high is not None and low <= value <= high) or value == row.data.get("loc"):
            continue  # most values of most calculations, and looked at in no time
        limits = limits_of(row)
        if limits.expects(value) or (value == row.amount and not row.data.get("kind")):
            continue
        unit = str(row.data.get("unit", ""))
        found.append(
            message(
                "{name} = {value:g}{unit} is outside {low:g} to {high:g}{unit} ({origin}); it is calculated as given",
                name=name,
                value=value,
                unit="" if unit in ("", SHARE_UNIT) else f" {unit}",
                low=limits.low,
                high=limits.high,
                origin=_origin_words(limits.origin),
            )
        )
    return tuple(found)


def _origin_words(origin: str) -> str:
    match origin:
        case "spread":
            return message("three standard deviations of its spread, as its table states no limits")
        case "amount":
            return message("half to double of its amount, as its table states no limits")
    return message("the limits in its table")


def joint_problems(
    values: Mapping[str, float], rows: Mapping[str, ParameterRow], choices: Mapping[str, Sequence[Choice]]
) -> list[str]:
    """What is impossible about several values together, a line each; `values` of all plain parameters."""
    guard = rows[RULE_GUARD].formula if RULE_GUARD in rows else ""
    lists = choices.get(ELECTRICITY_RULES, ()), choices.get(GRID_YEARS, ())
    return [*supply_problems(values, guard, *lists), *end_of_life_problems(values)]


def is_drawn_in_mix(row: ParameterRow) -> bool:
    """Whether a parameter is a share with a spread, so that it is drawn with its mix where nobody gives it."""
    return row.data.get("kind") == "share" and bool(row.data.get("group") and row.data.get("uncertainty type"))


def share_groups(rows: Mapping[str, ParameterRow]) -> dict[str, tuple[str, ...]]:
    """Names of the shares that sum to 1, by group."""
    found: dict[str, list[str]] = {}
    for name, row in rows.items():
        if row.data.get("kind") == "share" and row.data.get("group") and not row.formula:
            found.setdefault(str(row.data["group"]), []).append(name)
    return {group: tuple(names) for group, names in found.items()}


def _holds_share(given: Iterable[str], rows: Mapping[str, ParameterRow]) -> bool:
    """Whether one of these parameters is a share: looking for groups among all parameters takes longer than all else."""
    return any(name in rows and rows[name].data.get("kind") == "share" for name in given)


def with_other_shares(
    given: Mapping[str, Column], rows: Mapping[str, ParameterRow], at: Mapping[str, float | np.ndarray] | None = None
) -> dict[str, Column]:
    """The values, and those of the shares beside them, which keep their proportions and take what is left of 1.

    `at`: values of the shares that are not given, each a number or one for each sample; by default the amounts of the rows.
    """
    found = dict(given)
    if not _holds_share(given, rows):
        return found
    for names in share_groups(rows).values():
        rest = [name for name in names if name not in given]
        if not rest or len(rest) == len(names):
            continue
        amounts = {name: at[name] if at and name in at else float(rows[name].amount) for name in rest}
        left = 1 - sum(given[name] for name in names if name in given)
        base = np.asarray(sum(amounts.values()))
        for name, amount in amounts.items():
            part = np.where(base == 0, 1 / len(rest), amount / np.where(base == 0, 1.0, base))
            found[name] = np.maximum(left, 0.0) * part
    return found


def group_problems(values: Mapping[str, float], rows: Mapping[str, ParameterRow]) -> Iterator[str]:
    """Groups whose shares do not sum to 1, of those that `values` hold entirely."""
    for group, names in sorted(share_groups(rows).items()):
        if not set(names) <= set(values):
            continue
        total = sum(values[name] for name in names)
        if abs(total - 1) > SHARE_TOLERANCE * len(names):
            yield _sum_words(group, total, {name: values[name] for name in names})


def _sum_words(group: str, total: float, given: Mapping[str, float]) -> str:
    listed = ", ".join(f"{name}={value:g}" for name, value in given.items())
    return message("shares of '{group}' sum to {sum:g}, not 1: {listed}", group=group, sum=total, listed=listed)


def shares_problems(given: Mapping[str, float], rows: Mapping[str, ParameterRow]) -> Iterator[str]:
    """Groups of which more than 1, or all and not 1, is given by a person."""
    if not _holds_share(given, rows):
        return
    for group, names in sorted(share_groups(rows).items()):
        own = {name: given[name] for name in names if name in given}
        left = 1 - sum(own.values())
        if own and (left < -SHARE_TOLERANCE or (len(own) == len(names) and abs(left) > SHARE_TOLERANCE)):
            yield _sum_words(group, 1 - left, own)


def share_doubts(given: Mapping[str, float | np.ndarray], rows: Mapping[str, ParameterRow]) -> np.ndarray:
    """Which of many samples may have shares that cannot be; what a single calculation refuses is among them.

    `given`: by name, a number for all samples or one for each (n,). Of numbers alone the answer has no axis.
    """
    sound = np.asarray(True)
    if not _holds_share(given, rows):
        return ~sound
    for names in share_groups(rows).values():
        own = [given[name] for name in names if name in given]
        left = np.asarray(1 - sum(own))
        if own:
            sound = sound & (left >= -SHARE_TOLERANCE) & ((len(own) < len(names)) | (left <= SHARE_TOLERANCE))
    for name, value in given.items():
        if rows[name].data.get("kind") == "share":
            sound = sound & _are_parts(value)
    return np.asarray(~sound)


def joint_doubts(values: Mapping[str, float | np.ndarray], rows: Mapping[str, ParameterRow]) -> np.ndarray:
    """Which of many samples `joint_problems` may refuse; all that it does are among them. As `share_doubts` otherwise."""
    sound = np.asarray(True)
    for names in (*load_shares(values), *outputs_of_end_of_life(values)):
        sound = sound & (np.asarray(sum(values[name] for name in names)) <= 1 + SHARE_TOLERANCE)
    for name in parts_of_one(values):
        sound = sound & _are_parts(values[name])
    guard = rows[RULE_GUARD].formula if RULE_GUARD in rows else ""
    names = tuple(sorted(names_in(guard))) if guard else ()
    if not names or not {*names} <= {*values}:
        return np.asarray(~sound)
    columns = np.stack(np.broadcast_arrays(*(np.asarray(values[name]) for name in names)), axis=-1)
    combinations, places = np.unique(columns.reshape(-1, len(names)), axis=0, return_inverse=True)
    held = np.array([holds(guard, dict(zip(names, one, strict=True))) for one in combinations.tolist()])
    return np.asarray(~(sound & held[places].reshape(columns.shape[:-1])))


def _are_parts(values: float | np.ndarray) -> np.ndarray:
    """Whether numbers lie between 0 and 1; what is no number does not."""
    found = np.asarray(values)
    return np.asarray((found >= 0) & (found <= 1))


@dataclass(frozen=True)
class Admissibility:
    """The same for many samples at once: what the columns of some parameters can be while others are fixed.

    Of choices only the ends are looked at; `code_problem` says which numbers in between are none of theirs.
    """

    names: tuple[str, ...]  # of the columns
    rows: Mapping[str, ParameterRow]
    fixed: Mapping[str, float]  # all other plain parameters

    @cached_property
    def _ends(self) -> np.ndarray:
        """Least and most (2, k) of every column, with room for rounding."""
        ends = np.array([possible_range(self.rows[name]) for name in self.names], dtype=float).reshape(-1, 2).T
        room = SHARE_TOLERANCE * np.where(np.isfinite(ends), np.abs(ends), 0.0).max(axis=0, initial=0.0)
        return np.asarray(ends + np.array([[-1.0], [1.0]]) * room)

    @cached_property
    def _sums(self) -> tuple[tuple[tuple[int, ...], float, bool], ...]:
        """Columns that sum with a fixed part to at most 1, or (last) to exactly 1."""
        known = {*self.names, *self.fixed}
        at_most = [*load_shares(known), *outputs_of_end_of_life(known)]
        exact = [names for names in share_groups(self.rows).values() if known.issuperset(names)]
        found = []
        for names, is_exact in [*((one, False) for one in at_most), *((one, True) for one in exact)]:
            columns = tuple(self.names.index(name) for name in names if name in self.names)
            if columns:
                rest = sum(self.fixed[name] for name in names if name not in self.names)
                found.append((columns, rest, is_exact))
        return tuple(found)

    def problems(self, columns: np.ndarray, ends: np.ndarray) -> list[str]:
        """What is impossible in columns (k, n) of finite numbers: a line for each parameter, with its first sample.

        `ends`: least and most (2, k) of every column.
        """
        found = []
        for place in np.flatnonzero((ends[0] < self._ends[0]) | (ends[1] > self._ends[1])).tolist():
            outside = (columns[place] < self._ends[0, place]) | (columns[place] > self._ends[1, place])
            found.append(self._words(columns, place, int(np.flatnonzero(outside)[0])))
        return found or self._joint(columns, ends)

    def _words(self, columns: np.ndarray, place: int, sample: int) -> str:
        name, value = self.names[place], float(columns[place, sample])
        where = message(" in sample {sample}", sample=sample) if columns.shape[1] > 1 else ""
        fault = code_problem(name, np.array([value]), self.rows[name]) or value_problem(self.rows[name], value)
        return f"{name}={value:g}{where}: {fault}"

    def _joint(self, columns: np.ndarray, ends: np.ndarray) -> list[str]:
        for places, rest, is_exact in self._sums:
            if not is_exact and ends[1, list(places)].sum() + rest <= 1 + SAMPLE_TOLERANCE:
                continue  # not even the largest of each together
            total = columns[list(places)].sum(axis=0) + rest
            wrong = np.abs(total - 1) > SAMPLE_TOLERANCE if is_exact else total > 1 + SAMPLE_TOLERANCE
            if wrong.any():
                sample = int(np.flatnonzero(wrong)[0])
                values = {**self.fixed, **dict(zip(self.names, columns[:, sample].tolist(), strict=True))}
                found = [*group_problems(values, self.rows), *joint_problems(values, self.rows, {})]
                where = message(" in sample {sample}", sample=sample).strip() if columns.shape[1] > 1 else ""
                return [f"{where}: {problem}".removeprefix(": ") for problem in found]
        return []


def admissibility_of(
    rows: Mapping[str, ParameterRow], names: Iterable[str], settings: Mapping[str, float]
) -> Admissibility:
    """What the columns of `names` can be while the other plain parameters have the values of `settings`."""
    kept = tuple(names)
    return Admissibility(kept, rows, {name: value for name, value in settings.items() if name not in set(kept)})
