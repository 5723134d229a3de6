"""Whether a system can supply what is asked of it: signs of amounts, what a process leaves after its own use, loops.

A supply without credits is possible for any demand exactly where every process makes more of its product than it uses itself
and no loop of processes needs more of itself than it makes (Hawkins and Simon 1949, Econometrica 17, 245-248). Solving a
matrix that breaks this gives negative supplies, which look like credits. What is avoided (a substitution, or a purchase of a
negative amount) is left out here: a credit may outweigh a demand. A process whose product is taken in with a negative sign,
such as the treatment of waste, is turned round first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lca_models.inventory.system.rows import ParameterRow, ProjectError
from lca_models.inventory.system.soundness import row_name
from lca_models.inventory.tables.formulas import names_in
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:  # SciPy, which a compiled file does without
    from scipy import sparse

    from lca_models.inventory.system.product_system import ProductSystem

ROUNDING = 1e-12  # of one unit: a share that other shares leave is 0 but for rounding
STEP, STEP_OF_NOTHING = 1e-6, 1e-2  # of an amount, and for how large one counts that is 0
MOST_NAMED = 6  # of a kind
LARGE_LOOP = 400  # processes: beyond, a loop is not narrowed down


@dataclass(frozen=True)
class Network:
    """Exchanges by the processes that they link. A product is known by the process that makes it."""

    processes: Sequence[str]
    columns: np.ndarray  # per exchange: the process it belongs to
    makers: np.ndarray  # per exchange: the process that makes what is bought, made or avoided; below 0: none of these
    signs: np.ndarray  # per exchange: +1 made or avoided, -1 bought
    is_production: np.ndarray  # per exchange
    usual: np.ndarray  # per exchange: its amount in the project
    words: Callable[[int], str]  # of an exchange


@dataclass(frozen=True)
class Fault:
    """What cannot be supplied: in words, and the exchanges that make it so."""

    words: str
    exchanges: tuple[int, ...]


def network_of(system: ProductSystem) -> Network:
    """The network of a product system."""
    makers = np.where(system.is_biosphere, -1, system.makers[np.where(system.is_biosphere, 0, system.matrix_rows)])
    names = ["/".join(node.key) for node in system.processes]
    return Network(
        names,
        system.matrix_columns,
        makers,
        system.signs,
        system.is_production,
        system.stored_amounts,
        lambda place: row_name(system.exchanges[place]),
    )


def supply_faults(
    network: Network,
    amounts: np.ndarray,
    solve: Callable[[np.ndarray], np.ndarray] | None = None,
    *,
    signs: bool = True,
) -> tuple[Fault, ...]:
    """Everything that cannot be supplied at some amounts of all exchanges (sign not applied).

    `solve`: x of A x = b for the technosphere matrix of these amounts, where it has been factorised. `signs`: whether
    a negative amount is a fault, as it is where tables give credits as substitutions.
    """
    if signs and (found := tuple(_sign_faults(network, amounts))):
        return found
    net, turned = _net_production(network, amounts)
    if found := tuple(_own_use_faults(network, amounts, net)):
        return found
    from scipy import sparse

    needs, plain = _needs(network, amounts, turned)
    if solve is None or not plain:
        solve = _solver(sparse.diags_array(net) - needs)
    if solve is not None and (solve(np.ones(len(net))) > 0).all():
        return ()
    return tuple(_loop_faults(network, net, needs))


def _sign_faults(network: Network, amounts: np.ndarray) -> Iterator[Fault]:
    wrong = (amounts < -least_negative(network.usual)) | (network.is_production & (amounts <= 0))
    for place in np.flatnonzero(wrong)[:MOST_NAMED].tolist():
        row, amount = network.words(place), amounts[place]
        words = (
            message("{row} makes {amount:.4g}, and a process must make something", row=row, amount=amount)
            if network.is_production[place]
            else message("{row} is {amount:.4g}, and no amount can be negative", row=row, amount=amount)
        )
        yield Fault(words, (place,))


def least_negative(usual: np.ndarray) -> np.ndarray:
    """How far below 0 amounts may be that are others in the project: by rounding, or a step that a slope is taken from."""
    return np.where(usual == 0, STEP * STEP_OF_NOTHING, STEP * np.abs(usual)) + ROUNDING


def _net_production(network: Network, amounts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Per process, turned so that it makes something: what is left of its product, and whether it was turned."""
    size = len(network.processes)
    signed, columns, own = network.signs * amounts, network.columns, network.makers == network.columns
    made = np.bincount(columns[network.is_production], signed[network.is_production], size)
    left = np.bincount(columns[own], signed[own], size)
    turned = made < 0
    return np.where(turned, -left, left), turned


def _own_use_faults(network: Network, amounts: np.ndarray, net: np.ndarray) -> Iterator[Fault]:
    for process in np.flatnonzero(~(net > 0))[:MOST_NAMED].tolist():
        own = np.flatnonzero((network.columns == process) & (network.makers == process))
        made = abs(float(amounts[own][network.is_production[own]].sum()))
        words = message(
            "the process '{process}' makes {made:.4g} of its product and uses {used:.4g} of it itself",
            process=network.processes[process],
            made=made,
            used=made - float(net[process]),
        )
        yield Fault(words, tuple(own.tolist()))


def _needs(network: Network, amounts: np.ndarray, turned: np.ndarray) -> tuple[sparse.csr_array, bool]:
    """What a run of each process takes of the others (processes x processes), and whether that is all there is in A."""
    from scipy import sparse

    others = (network.makers >= 0) & (network.makers != network.columns)
    makers = network.makers[others]
    taken = -(network.signs * amounts)[others] * np.where(turned[makers], -1.0, 1.0)
    is_plain = not turned.any() and bool((taken >= 0).all())
    size = len(network.processes)
    needs = sparse.coo_array((taken, (makers, network.columns[others])), shape=(size, size)).tocsr()
    return needs if is_plain else needs.maximum(0), is_plain


def _solver(matrix: sparse.sparray) -> Callable[[np.ndarray], np.ndarray] | None:
    from lca_models.inventory.system.background.sweeps import solver_of

    try:
        return solver_of(matrix.tocsc()).solve
    except RuntimeError:
        return None


def _loop_faults(network: Network, net: np.ndarray, needs: sparse.csr_array) -> Iterator[Fault]:
    """Loops that need more of themselves than they make, each as narrow as it can be."""
    from scipy import sparse
    from scipy.sparse.csgraph import connected_components

    share = (needs @ sparse.diags_array(1 / net)).tocsr()
    count, parts = connected_components(share, connection="strong")
    sizes = np.bincount(parts, minlength=count)
    for part in np.flatnonzero(sizes > 1).tolist():
        members = np.flatnonzero(parts == part)
        if _is_possible(share, members):
            continue
        loop = _narrowed(share, members) if len(members) <= LARGE_LOOP else members
        inside = np.isin(network.columns, loop) & np.isin(network.makers, loop)
        listed = [f"'{network.processes[process]}'" for process in loop[:MOST_NAMED].tolist()]
        if len(loop) > MOST_NAMED:
            listed.append(message("and {count} more", count=len(loop) - MOST_NAMED))
        words = message(
            "the loop of {processes} cannot run: to make 1, {first} takes {gain:.3g} of itself through it",
            processes=enumerated(listed),
            first=listed[0],
            gain=_gain(share, loop),
        )
        yield Fault(words, tuple(np.flatnonzero(inside).tolist()))


def _is_possible(share: sparse.csr_array, members: np.ndarray) -> bool:
    """Whether all pivots of these processes alone are positive, which is the condition of Hawkins and Simon."""
    from scipy import sparse
    from scipy.sparse.linalg import splu

    block = sparse.eye_array(len(members)) - share[members][:, members]
    try:
        found = splu(block.tocsc(), permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options={"SymmetricMode": True})
    except RuntimeError:
        return False
    if (found.perm_r != found.perm_c).any():  # a pivot of exactly 0 was passed over
        return False
    return bool((found.U.diagonal() > 0).all())


def _narrowed(share: sparse.csr_array, members: np.ndarray) -> np.ndarray:
    """The same loop without every process that it needs not be impossible."""
    kept = members
    for one in members.tolist():
        without = kept[kept != one]
        if len(without) and not _is_possible(share, without):
            kept = without
    return kept


def _gain(share: sparse.csr_array, loop: np.ndarray) -> float:
    """What the first process of a loop takes of itself through the others, which can run without it."""
    if len(loop) > LARGE_LOOP:
        return float("nan")
    block = share[loop][:, loop].toarray()
    through = np.linalg.solve(np.eye(len(loop) - 1) - block[1:, 1:], block[1:, 0])
    return float(block[0, 0] + block[0, 1:] @ through)


@contextmanager
def naming(values: Mapping[str, float], rows: Mapping[str, ParameterRow]) -> Iterator[None]:
    """Adds to a ProjectError inside the block the values that are others than in the project, where it names none of them.

    Raises that ProjectError.
    """
    try:
        yield
    except ProjectError as error:
        raise ProjectError(_named(error, values, rows)) from None


def _named(error: Exception, values: Mapping[str, float], rows: Mapping[str, ParameterRow]) -> str:
    moved = {name: values[name] for name, row in rows.items() if name in values and values[name] != row.amount}
    listed = [f"{name}={value:g}" for name, value in moved.items() if not rows[name].formula]
    if not listed or any(name in str(error) for name in moved):
        return str(error)
    return f"{error}{message('; this follows from {settings}', settings=enumerated(listed[:MOST_NAMED]))}"


@dataclass(frozen=True)
class Causes:
    """What amounts rest on, so that a fault can name the values behind it."""

    formulas: Iterable[tuple[int, Iterable[str]]]  # exchange, full names of the parameters in its formula
    derived: Sequence[tuple[str, str, Mapping[str, str]]]  # in the order of evaluation
    parameters: Mapping[str, ParameterRow]  # whose amounts nobody has set

    def words(self, faults: Iterable[Fault], values: Mapping[str, float]) -> list[str]:
        """A line for each fault, with the parameters behind it whose values are others than in the project."""
        found = []
        for fault in faults:
            behind = self._behind(fault.exchanges)
            moved = [
                f"{name}={values[name]:g}"
                for name, row in self.parameters.items()
                if name in behind and name in values and not row.formula and values[name] != row.amount
            ]
            cause = message("; this follows from {settings}", settings=enumerated(moved)) if moved else ""
            found.append(f"{fault.words}{cause}")
        return found

    def _behind(self, exchanges: Iterable[int]) -> set[str]:
        """The parameters that some exchanges rest on."""
        wanted = set(exchanges)
        found = {name for exchange, names in self.formulas if exchange in wanted for name in names}
        for name, _, names in reversed(self.derived):
            if name in found:
                found |= set(names.values())
        return found


def causes_of(system: ProductSystem) -> Causes:
    """What the amounts of a product system rest on."""
    formulas = [(row.exchange, [row.names[name] for name in names_in(row.text)]) for row in system.formulas]
    derived = [(name, text, {one: names[one] for one in names_in(text)}) for name, text, names in system.derived]
    return Causes(formulas, derived, (system.before_rules or system).parameters)
