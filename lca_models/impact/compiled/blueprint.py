"""What a compiled system is made from: formulas and numbers without Brightway, the unchanging background already solved.

The background that buys from no process with a formula and from no foreground process has the same intensities whatever the
parameters are. It is solved once, through the adjoint, and each purchase from it becomes a purchase of known intensity.
What is left are the processes whose intensity can change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from lca_models.impact.methods import MethodName, method_id
from lca_models.inventory.system.admissibility import possible_range
from lca_models.inventory.system.background.kept_solutions import key_of, solutions_in_use
from lca_models.inventory.system.background.table import have_type
from lca_models.inventory.system.rows import ParameterRow, ProjectError
from lca_models.inventory.system.sound_supply import Network
from lca_models.inventory.tables.formulas import names_in
from lca_models.inventory.tables.ranges import Doubts, to_watch
from lca_models.scope.stages import STAGES
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from lca_models.inventory.system.product_system import ProductSystem

NO_STAGE = -1
BACKGROUND = -1  # in place of a process bought from: an elementary flow or a process of known intensity


@dataclass(frozen=True)
class Blueprint:
    """Exchanges of the processes whose intensity can change; amounts carry no sign, `signs` what they have in the matrix."""

    processes: tuple[str, ...]  # names for messages, and the order of columns
    demand: int  # process whose product is demanded
    demand_amount: float
    columns: np.ndarray  # per exchange: process
    suppliers: (
        np.ndarray
    )  # per exchange: process that makes what is bought or made; BACKGROUND where its intensity is known
    signs: np.ndarray  # per exchange: +1 made or emitted, -1 bought
    amounts: np.ndarray  # per exchange, at the values of the project
    intensities: np.ndarray  # (exchanges, categories): score per unit, where the supplier is BACKGROUND
    stages: np.ndarray  # per exchange: position in `stage_names`; NO_STAGE where it is no foreground purchase
    credits: np.ndarray  # per exchange: whether it is an avoided product
    foreground: np.ndarray  # per process: whether it carries stages
    formulas: tuple[tuple[int, str, Mapping[str, str]], ...]  # exchange, text, parameters by the names in the text
    derived: tuple[tuple[str, str, Mapping[str, str]], ...]
    parameters: Mapping[str, ParameterRow]
    categories: tuple[MethodName, ...]
    units: tuple[str, ...]
    rows_hash: str
    category_ids: tuple[str, ...] = ()  # short names of the categories; none in a file of the first edition
    is_own: bool = False  # whether it is of this kit's tables, where no amount or supply can be negative
    stage_names: tuple[str, ...] = STAGES  # stages of the results, in their order

    @property
    def plain_parameters(self) -> tuple[str, ...]:
        """Parameters without a formula, in the order of their names."""
        derived = {name for name, _, _ in self.derived}
        return tuple(sorted(name for name in self.parameters if name not in derived))

    def derived_behind(self, names: Iterable[str]) -> tuple[tuple[str, str, Mapping[str, str]], ...]:
        """Those of `derived` that some parameters rest on, themselves included."""
        wanted, found = set(names), []
        for row in reversed(self.derived):
            if row[0] in wanted:
                wanted.update(row[2].values())
                found.append(row)
        return tuple(reversed(found))

    @cached_property
    def network(self) -> Network:
        """The open processes with what they make, buy and avoid of each other."""
        made = (self.suppliers == self.columns) & (self.signs > 0) & ~self.credits
        return Network(
            self.processes, self.columns, self.suppliers, self.signs, made, self.amounts, self._exchange_words
        )

    def _exchange_words(self, exchange: int) -> str:
        process = self.processes[self.columns[exchange]]
        formula = next((text for place, text, _ in self.formulas if place == exchange), "")
        return message("an exchange of '{process}', {formula},", process=process, formula=formula)

    @cached_property
    def watched(self) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """Exchanges and derived parameters that keep every amount from being negative, within the limits of parameters."""
        ranges = {name: possible_range(self.parameters[name]) for name in self.plain_parameters}
        places, names = to_watch([(text, names) for _, text, names in self.formulas], self.derived, ranges)
        return tuple(self.formulas[place][0] for place in places), tuple(names)

    @cached_property
    def derived_behind_exchanges(self) -> tuple[tuple[str, str, Mapping[str, str]], ...]:
        """Those of `derived` that some exchange rests on."""
        return self.derived_behind(name for _, _, names in self.formulas for name in names.values())

    @cached_property
    def doubts(self) -> Doubts:
        """Of derived parameters that no exchange rests on, and of what they rest on themselves."""
        shown = {name for name, _, _ in self.derived_behind_exchanges}
        return Doubts(self.derived_behind(name for name, _, _ in self.derived if name not in shown))


def draw_blueprint(system: ProductSystem, methods: Sequence[MethodName]) -> Blueprint:
    """The blueprint of a product system for some impact categories.

    Raises ProjectError for a singular background.
    """
    maker = system.makers
    factors = np.column_stack([system.factors[method] for method in methods])
    supplier = np.where(system.is_biosphere, BACKGROUND, maker[np.where(system.is_biosphere, 0, system.matrix_rows)])
    staged = np.array([bool(stage) for stage in system.stages])
    foreground = np.zeros(len(system.processes), dtype=bool)
    foreground[system.matrix_columns[staged]] = True
    foreground[maker[system.product_index[system.demand]]] = True
    foreground = _with_buyers(system, supplier, foreground)  # whoever buys from the foreground belongs to it
    open_processes = _open_processes(system, supplier, foreground)
    background = _background_intensities(system, supplier, ~open_processes, factors)
    kept = open_processes[system.matrix_columns]
    position = np.cumsum(open_processes) - 1
    column, bought = position[system.matrix_columns[kept]], supplier[kept]
    inside = (bought != BACKGROUND) & open_processes[bought]
    intensities = np.zeros((int(kept.sum()), len(methods)))
    emitted = system.is_biosphere[kept]
    intensities[emitted] = factors[system.matrix_rows[kept][emitted]]
    from_background = ~emitted & ~inside
    intensities[from_background] = -background[bought[from_background]] * system.signs[kept][from_background, None]
    numbers = np.cumsum(kept) - 1
    positions = {stage: position for position, stage in enumerate(system.stage_names)}
    return Blueprint(
        processes=tuple("/".join(node.key) for node, one in zip(system.processes, open_processes, strict=True) if one),
        demand=int(position[maker[system.product_index[system.demand]]]),
        demand_amount=float(system.demand_amount),
        columns=column,
        suppliers=np.where(inside, position[bought], BACKGROUND),
        signs=system.signs[kept],
        amounts=system.stored_amounts[kept],
        intensities=intensities,
        stages=np.array([positions[stage] if stage else NO_STAGE for stage in system.stages])[kept],
        credits=have_type(system.exchanges, {"substitution"})[kept],
        foreground=foreground[open_processes],
        formulas=tuple((int(numbers[row.exchange]), row.text, _used(row.text, row.names)) for row in system.formulas),
        derived=tuple((name, text, _used(text, names)) for name, text, names in system.derived),
        parameters=system.parameters,
        categories=tuple(methods),
        units=tuple(str(system.method_metadata[method].get("unit", "")) for method in methods),
        rows_hash=system.rows_hash,
        category_ids=tuple(method_id(system, method) for method in methods),
        is_own=system.is_own,
        stage_names=system.stage_names,
    )


def _used(text: str, names: Mapping[str, str]) -> dict[str, str]:
    return {plain: names[plain] for plain in names_in(text)}


def _open_processes(system: ProductSystem, supplier: np.ndarray, foreground: np.ndarray) -> np.ndarray:
    """Processes whose intensity can change: those with a formula, the foreground, and all that buy from them."""
    start = foreground.copy()
    start[[system.matrix_columns[row.exchange] for row in system.formulas]] = True
    return _with_buyers(system, supplier, start)


def _with_buyers(system: ProductSystem, supplier: np.ndarray, start: np.ndarray) -> np.ndarray:
    """Some processes, and all that buy from them directly or through others."""
    inside = ~system.is_biosphere
    sellers, buyers = supplier[inside], system.matrix_columns[inside]
    reached, fresh = start.copy(), start
    while (
        fresh.any()
    ):  # a step of the chain at a time; SciPy's search is quicker than loading it only in chains of thousands
        bought, fresh = buyers[fresh[sellers]], np.zeros_like(reached)
        fresh[bought] = ~reached[bought]
        reached |= fresh
    return reached


def _background_intensities(
    system: ProductSystem, supplier: np.ndarray, closed: np.ndarray, factors: np.ndarray
) -> np.ndarray:
    """Score per unit of product of every closed process (processes, categories); 0 for the others. A^T lambda = B^T c."""
    found = np.zeros((len(system.processes), factors.shape[1]))
    if not closed.any():
        return found
    place = np.cumsum(closed) - 1
    within = closed[system.matrix_columns]
    bought, emitted = within & ~system.is_biosphere, within & system.is_biosphere
    entries = (
        (system.signs * system.stored_amounts)[bought],
        place[system.matrix_columns[bought]],
        place[supplier[bought]],
    )
    direct = np.zeros((int(closed.sum()), factors.shape[1]))
    np.add.at(
        direct,
        place[system.matrix_columns[emitted]],
        system.stored_amounts[emitted, None] * factors[system.matrix_rows[emitted]],
    )
    kept = solutions_in_use()
    key = key_of([*entries, direct]) if kept is not None else ""
    if kept is not None and key in kept.known:
        found[closed] = kept.known[key][1].reshape(direct.shape)
        return found
    found[closed] = _solved_transposed(entries, direct)
    if kept is not None:
        kept.add(key, np.empty(0), found[closed].ravel())  # no supply: nothing is demanded of it
    return found


def _solved_transposed(entries: tuple[np.ndarray, np.ndarray, np.ndarray], direct: np.ndarray) -> np.ndarray:
    """The solution (processes, categories) of a matrix by its values, rows and columns."""
    from scipy import sparse  # which kept solutions spare
    from scipy.sparse.linalg import splu

    from lca_models.inventory.system.background.sweeps import LARGE, solver_of

    values, rows, columns = entries
    size = len(direct)
    transposed = sparse.coo_array((values, (rows, columns)), shape=(size, size)).tocsc()
    try:
        if size <= LARGE:
            return np.asarray(splu(transposed).solve(direct))
        return np.asarray(solver_of(transposed.T.tocsc()).solve(direct, "T"))
    except RuntimeError:
        raise ProjectError(
            message("the background is singular: some process makes no product, or two are the same")
        ) from None
