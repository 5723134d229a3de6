"""What a release moves: every verified declaration calculated again from its data sheet, under the tables before and after.

The difference of each is split over the changed tables by the mean over all orders of changing them, which is exact;
and each row is changed alone, as `lca-models changes` does. Declarations keep the release that they name: nothing is restated.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from lca_models.inventory.tables.changes import RowChange, compare_tables
from lca_models.inventory.tables.reading import read_tables
from lca_models.inventory.tables.scenarios import SCENARIOS_FILE
from lca_models.programme.evaluation.declarations import Declaration
from lca_models.programme.evaluation.rule_change import Change, Sheet, sheet_of, stages
from lca_models.programme.releases.moves.splitting import Parts, shares, subsets
from lca_models.programme.releases.moves.studies import TablesStudy, has_others, mixed, study_of, units_of, whole
from lca_models.programme.releases.rows import Compared, key_text
from lca_models.reporting.verification.received import received, unpack
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.errors import LcaModelsError

MOST_TABLES = 4  # split one by one; of more, those that move least are taken together
MOST_ROWS = 50  # changed alone
REST = "*"  # what no table makes by itself: rows that move a result only together with others
Stages = Mapping[str, float]  # kg CO2e per pack by stage
Results = Mapping[str, Stages | str]  # by declaration, or why it has none
Place = tuple[str, str]  # table and key of a row


@dataclass(frozen=True)
class Moved:
    """A declaration before and after."""

    id: str
    org: str
    chemistry: str
    province: str
    rated_kwh: float
    before: Stages
    after: Stages
    by_table: Mapping[str, float]  # kg CO2e per pack; they sum to the difference
    by_rows: tuple[float | None, ...]  # of each unit of rows alone; None where it cannot be made alone

    @property
    def difference(self) -> float:
        """After less before, kg CO2e per pack."""
        return sum(self.after.values()) - sum(self.before.values())

    @property
    def relative(self) -> float:
        """The difference over what it was."""
        return self.difference / abs(sum(self.before.values()))


@dataclass(frozen=True)
class Moves:
    """What a release moves."""

    version: str
    parent: str
    as_of: int  # number of the event
    is_synthetic: bool
    units: tuple[tuple[Place, ...], ...]  # rows that are changed at once; none where there are too many to change alone
    declarations: tuple[Moved, ...]
    problems: Mapping[str, str]  # declarations that cannot be calculated, before or after, and why


@dataclass(frozen=True)
class Versions:
    """Two versions of the tables as files by path."""

    before: Mapping[str, bytes]
    after: Mapping[str, bytes]


Split = tuple[tuple[tuple[Place, ...], ...], tuple[Moved, ...], dict[str, str]]


class UnfinishedError(Exception):
    """So many results are calculated as were asked for at once; what is left goes on from them."""


@dataclass
class Begun:
    """Results that are calculated already, to which more are added, and how many more at once."""

    known: dict[str, dict[str, Stages | str]] = field(
        default_factory=dict
    )  # by name of a mixture and id of a declaration
    most: int = sys.maxsize


def moved(
    declarations: Sequence[Declaration], bundle_of: Callable[[Declaration], bytes], versions: Versions, work: Path, today: date,
    begun: Begun | None = None,
) -> Split:  # fmt: skip
    """Units of rows, declarations before and after, and those that cannot be calculated, by id, with the reason.

    `bundle_of`: the bytes of a declaration's bundle; `work`: a folder that goes afterwards; `today`: the day of sheets;
    `begun`: what is known already, and is added to. Raises UnfinishedError where more is missing than it asks for at once.
    """
    scenarios = versions.before.get(SCENARIOS_FILE, b"")
    setups, problems = _setups(declarations, bundle_of, work)
    before, after = (
        whole(files, scenarios, work / name) for name, files in (("before", versions.before), ("after", versions.after))
    )
    old, new = read_tables(before), read_tables(after)
    found = Compared(old, new, compare_tables(old, new))
    mixture = Mixture(found, setups, scenarios, before, after, work, today, begun or Begun())
    first, last = mixture.ends
    problems |= {own: said for own in setups for said in (first[own], last[own]) if isinstance(said, str)}
    ones = [one for one in declarations if one.id not in problems]
    units = mixture.units if len(mixture.units) <= MOST_ROWS else ()
    alone = [mixture.results(frozenset({number})) for number in range(len(units))]
    players = joined(mixture.units, [one.id for one in ones], mixture)
    splits = {
        parts: mixture.results(frozenset().union(*(players[one][1] for one in parts)))
        for parts in subsets(len(players))
    }
    nothing = mixture.results(frozenset()) if alone else {}
    all_moved = tuple(
        Moved(
            one.id, one.org, one.chemistry, one.province, one.rated_kwh, _stages(first[one.id]), _stages(last[one.id]),
            _by_table(one.id, [label for label, _ in players], splits, _total(last[one.id]) - _total(first[one.id])),
            tuple(_less(result[one.id], nothing[one.id]) for result in alone),
        )
        for one in ones
    )  # fmt: skip
    return tuple(tuple(map(_place, unit)) for unit in units), all_moved, problems


@dataclass(frozen=True)
class Mixture:
    """Results under the old tables with some units of the changes, each set of them calculated once."""

    found: Compared
    setups: Mapping[str, CalculationSetup]
    scenarios: bytes
    before: Path
    after: Path
    work: Path
    today: date
    begun: Begun

    @cached_property
    def units(self) -> tuple[tuple[RowChange, ...], ...]:
        """Changes that are made at once."""
        return units_of(self.found)

    @property
    def ends(self) -> tuple[Results, Results]:
        """Under the tables as they were, and as they become."""
        return self._known("before", lambda: self.before), self._known("after", lambda: self.after)

    def results(self, parts: Parts) -> Results:
        """Under some of the units."""
        if not has_others(self.found) and len(parts) in (0, len(self.units)):
            return self.ends[bool(parts)]
        changes = [change for number in sorted(parts) for change in self.units[number]]
        folder = self.work / f"mixture{len(self.begun.known)}"
        return self._known(
            " ".join(map(str, sorted(parts))), lambda: mixed(self.found, changes, self.scenarios, folder)
        )

    def _known(self, name: str, tables: Callable[[], Path]) -> Results:
        """Results under some tables, those that are not known yet calculated, as far as is asked for."""
        found = self.begun.known.setdefault(name, {})
        missing = [own for own in self.setups if own not in found]
        some = {own: self.setups[own] for own in missing[: self.begun.most]}
        if some:
            found |= self._calculated(some, tables())
            self.begun.most -= len(some)
        if len(some) < len(missing):
            raise UnfinishedError
        return found

    def _calculated(self, setups: Mapping[str, CalculationSetup], folder: Path) -> Results:
        study = study_of(folder, self.today)
        try:
            _ = study.rows
        except (LcaModelsError, KeyError, ValueError) as error:  # rows that need others which are not there
            return dict.fromkeys(setups, str(error))
        return calculated(setups, study)


def calculated(setups: Mapping[str, CalculationSetup], study: TablesStudy) -> Results:
    """What data sheets come to in a study, by stage, or why they have no result; each sheet is read and judged there."""
    sheets: dict[str, Sheet] = {}
    found: dict[str, Stages | str] = {}
    for own, setup in setups.items():
        try:
            sheets[own] = sheet_of(setup, study)
        except LcaModelsError as error:
            found[own] = str(error)
    return found | stages(sheets, study, Change())


def joined(units: Sequence[Sequence[RowChange]], owns: Sequence[str], mixture: Mixture) -> list[tuple[str, Parts]]:
    """Tables that the difference is split over, with their units: those that share a unit as one, and the least."""
    found: list[tuple[set[str], set[int]]] = []
    for number, unit in enumerate(units):
        tables, numbers = {change.row.place.table for change in unit}, {number}
        for other in [one for one in found if one[0] & tables]:
            found.remove(other)
            tables, numbers = tables | other[0], numbers | other[1]
        found.append((tables, numbers))
    if len(found) > MOST_TABLES:
        nothing = mixture.results(frozenset())
        effects = [_effect(mixture.results(frozenset(numbers)), nothing, owns) for _, numbers in found]
        order = sorted(range(len(found)), key=lambda one: -effects[one])
        least = [found[one] for one in order[MOST_TABLES - 1 :]]
        others = (set[str]().union(*(one[0] for one in least)), set[int]().union(*(one[1] for one in least)))
        found = [*(found[one] for one in order[: MOST_TABLES - 1]), others]
    return sorted((" + ".join(sorted(tables)), frozenset(numbers)) for tables, numbers in found)


def _setups(
    declarations: Iterable[Declaration], bundle_of: Callable[[Declaration], bytes], work: Path
) -> tuple[dict[str, CalculationSetup], dict[str, str]]:
    """Setups of declarations, their files below a folder, and what is wrong with the other bundles."""
    found, problems = {}, {}
    for one in declarations:
        try:
            found[one.id] = unpack(received(bundle_of(one)).bundle, work / "sheets" / one.id).setup
        except (LcaModelsError, OSError) as error:
            problems[one.id] = str(error)
    return found, problems


def _by_table(own: str, labels: Sequence[str], splits: Mapping[Parts, Results], difference: float) -> dict[str, float]:
    """The difference of a declaration by table; all of it in REST where some mixture has no result."""
    results = {parts: result[own] for parts, result in splits.items()}
    if any(isinstance(one, str) for one in results.values()):
        return {REST: difference}
    values = {parts: _total(one) for parts, one in results.items()}
    found = dict(zip(labels, shares(values, len(labels)), strict=True))
    made = values[frozenset(range(len(labels)))] - values[frozenset()]
    rest = difference - made
    return found | ({REST: rest} if rest or not found else {})


def _effect(some: Results, nothing: Results, owns: Iterable[str]) -> float:
    return sum(abs(_less(some[own], nothing[own]) or 0.0) for own in owns)


def _less(some: Stages | str, nothing: Stages | str) -> float | None:
    return None if isinstance(some, str) or isinstance(nothing, str) else _total(some) - _total(nothing)


def _total(result: Stages | str) -> float:
    return float(sum(_stages(result).values()))


def _stages(result: Stages | str) -> Stages:
    if isinstance(result, str):
        raise TypeError(result)
    return result


def _place(change: RowChange) -> Place:
    return change.row.place.table, key_text(change)
