"""Whether a system can supply what is asked of it: signs of amounts, what a process leaves after its own use, loops.

A supply without credits is possible for any demand exactly where every process makes more of its product than it uses itself
and no loop of processes needs more of itself than it makes (Hawkins and Simon 1949, Econometrica 17, 245-248). Solving a
matrix that breaks this gives negative supplies, which look like credits. What is avoided (a substitution, or a purchase of a
negative amount) is left out here: a credit may outweigh a demand. A process whose product is taken in with a negative sign,
such as the treatment of waste, is turned round first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import splu

from lca_models.inventory.system.soundness import row_name
from lca_models.inventory.tables.formulas import names_in
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from lca_models.inventory.system.product_system import ProductSystem

ROUNDING = 1e-12  # of one unit: a share that other shares leave is 0 but for rounding
MOST_NAMED = 6  # of a kind
LARGE_LOOP = 400  # processes: beyond, a loop is not narrowed down


@dataclass(frozen=True)
class Fault:
    """What cannot be supplied: in words, and the exchanges that make it so."""

    words: str
    exchanges: tuple[int, ...]


def supply_faults(
    system: ProductSystem,
    amounts: np.ndarray,
    solve: Callable[[np.ndarray], np.ndarray] | None = None,
    *,
    signs: bool = True,
) -> tuple[Fault, ...]:
    """Everything that cannot be supplied at some amounts of all exchanges (sign not applied).

    `solve`: x of A x = b for the technosphere matrix of these amounts, where it has been factorised. `signs`: whether
    a negative amount is a fault, as it is where tables give credits as substitutions.
    """
    if signs and (found := tuple(_sign_faults(system, amounts))):
        return found
    net, turned = _net_production(system, amounts)
    if found := tuple(_own_use_faults(system, amounts, net)):
        return found
    needs, plain = _needs(system, amounts, turned)
    if solve is None or not plain:
        solve = _solver(sparse.diags_array(net) - needs)
    if solve is not None and (solve(np.ones(len(net))) > 0).all():
        return ()
    return tuple(_loop_faults(system, net, needs))


def _sign_faults(system: ProductSystem, amounts: np.ndarray) -> Iterator[Fault]:
    wrong = (amounts < -ROUNDING) | (system.is_production & (amounts <= 0))
    for place in np.flatnonzero(wrong)[:MOST_NAMED].tolist():
        words = (
            message("{row} makes {amount:.4g}, and a process must make something", row=_row(system, place),
                    amount=amounts[place])
            if system.is_production[place]
            else message("{row} is {amount:.4g}, and no amount can be negative", row=_row(system, place),
                         amount=amounts[place])
        )  # fmt: skip
        yield Fault(words, (place,))


def _row(system: ProductSystem, place: int) -> str:
    return row_name(system.exchanges[place])


def _net_production(system: ProductSystem, amounts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Per process, turned so that it makes something: what is left of its product, and whether it was turned."""
    size, inside = len(system.processes), ~system.is_biosphere
    signed, columns = system.signs * amounts, system.matrix_columns
    made = np.bincount(columns[system.is_production], signed[system.is_production], size)
    own = inside & (system.makers[np.where(inside, system.matrix_rows, 0)] == columns)
    left = np.bincount(columns[own], signed[own], size)
    turned = made < 0
    return np.where(turned, -left, left), turned


def _own_use_faults(system: ProductSystem, amounts: np.ndarray, net: np.ndarray) -> Iterator[Fault]:
    for column in np.flatnonzero(net <= 0)[:MOST_NAMED].tolist():
        own = np.flatnonzero(
            (system.matrix_columns == column)
            & ~system.is_biosphere
            & (system.makers[np.where(system.is_biosphere, 0, system.matrix_rows)] == column)
        )
        made = abs(float(amounts[own][system.is_production[own]].sum()))
        words = message(
            "the process {process} makes {made:.4g} of its product and uses {used:.4g} of it itself",
            process=_name(system, column),
            made=made,
            used=made - float(net[column]),
        )
        yield Fault(words, tuple(own.tolist()))


def _name(system: ProductSystem, column: int) -> str:
    return f"'{'/'.join(system.processes[column].key)}'"


def _needs(system: ProductSystem, amounts: np.ndarray, turned: np.ndarray) -> tuple[sparse.csr_array, bool]:
    """What a unit of each process takes of the others (processes x processes), and whether that is all there is in A."""
    maker = system.makers[np.where(system.is_biosphere, 0, system.matrix_rows)]
    others = ~system.is_biosphere & (maker != system.matrix_columns)
    taken = -(system.signs * amounts)[others] * np.where(turned[maker[others]], -1.0, 1.0)
    is_plain = not turned.any() and bool((taken >= 0).all())
    place = maker[others], system.matrix_columns[others]
    size = len(system.processes)
    needs = sparse.coo_array((taken, place), shape=(size, size)).tocsr()
    return needs.maximum(0) if not is_plain else needs, is_plain


def _solver(matrix: sparse.sparray) -> Callable[[np.ndarray], np.ndarray] | None:
    try:
        return splu(matrix.tocsc()).solve  # type: ignore[no-any-return]
    except RuntimeError:
        return None


def _loop_faults(system: ProductSystem, net: np.ndarray, needs: sparse.csr_array) -> Iterator[Fault]:
    """Loops that need more of themselves than they make, each as narrow as it can be."""
    share = (needs @ sparse.diags_array(1 / net)).tocsr()
    count, parts = connected_components(share, connection="strong")
    sizes = np.bincount(parts, minlength=count)
    for part in np.flatnonzero(sizes > 1).tolist():
        members = np.flatnonzero(parts == part)
        if _is_possible(share, members):
            continue
        loop = _narrowed(share, members) if len(members) <= LARGE_LOOP else members
        inside = np.isin(system.matrix_columns, loop) & ~system.is_biosphere
        inside &= np.isin(system.makers[np.where(system.is_biosphere, 0, system.matrix_rows)], loop)
        listed = [_name(system, column) for column in loop[:MOST_NAMED].tolist()]
        if len(loop) > MOST_NAMED:
            listed.append(message("and {count} more", count=len(loop) - MOST_NAMED))
        words = message(
            "the loop of {processes} cannot run: to make 1, {first} takes {gain:.3g} of itself through it",
            processes=", ".join(listed),
            first=listed[0],
            gain=_gain(share, loop),
        )
        yield Fault(words, tuple(np.flatnonzero(inside).tolist()))


def _is_possible(share: sparse.csr_array, members: np.ndarray) -> bool:
    """Whether all pivots of these processes alone are positive, which is the condition of Hawkins and Simon."""
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


def words_of(faults: Iterable[Fault], system: ProductSystem, values: Mapping[str, float]) -> list[str]:
    """A line for each fault, with the parameters behind it that have been set; `values` of all parameters."""
    base = (system.before_rules or system).parameters
    found = []
    for fault in faults:
        behind = _behind(system, fault.exchanges)
        moved = [
            f"{name}={values[name]:g}"
            for name, row in base.items()
            if name in behind and name in values and not row.formula and values[name] != row.amount
        ]
        cause = message("; this follows from {settings}", settings=", ".join(moved)) if moved else ""
        found.append(f"{fault.words}{cause}")
    return found


def _behind(system: ProductSystem, exchanges: tuple[int, ...]) -> set[str]:
    """The parameters that some exchanges rest on."""
    wanted, found = set(exchanges), set()
    for row in system.formulas:
        if row.exchange in wanted:
            found |= {row.names[name] for name in names_in(row.text)}
    for name, text, names in reversed(system.derived):
        if name in found:
            found |= {names[one] for one in names_in(text)}
    return found
