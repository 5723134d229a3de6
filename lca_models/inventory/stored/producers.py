"""Which process makes which product, where Brightway only says which processes have it in their column.

Mostly a process makes the product of its own key, or a product is made by one process alone. Everything else that is
square, such as a co-product that another process makes too or a treatment that takes in what it is there for, has a
solution in bw2calc, and needs one process to be named for each product: any pairing without an empty place serves.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

import numpy as np

from lca_models.scope.wording.marks import clauses, enumerated
from lca_models.scope.wording.messages import message

Key = tuple[str, str]  # database, code
MOST_NAMED = 5  # in one message


class Row(Protocol):
    """An exchange in the column of a process."""

    @property
    def process(self) -> Key: ...
    @property
    def input(self) -> Key: ...
    @property
    def is_production(self) -> bool: ...
    @property
    def is_emission(self) -> bool: ...
    @property
    def amount(self) -> object: ...


def reference_makers(productions: Iterable[tuple[Key, Key]]) -> dict[Key, tuple[Key, ...]]:
    """The processes that may have to make a product, from (product, process) of every production.

    One alone where it has the key of the product.
    """
    found: dict[Key, dict[Key, None]] = defaultdict(dict)
    for product, process in productions:
        found[product][process] = None
    return {product: (product,) if product in makers else tuple(makers) for product, makers in found.items()}


def reached(
    product: Key, makers: Mapping[Key, Sequence[Key]], inputs: Mapping[Key, Iterable[Key]]
) -> tuple[dict[Key, None], list[tuple[Key, Key]]]:
    """Processes that a product needs, nearest first; and (process, product) of every input that nothing makes.

    `inputs`: all products in the column of a process. A demand that nothing makes stands as its own process.
    """
    found = dict.fromkeys(makers.get(product, ()))
    lost = [] if found else [(product, product)]
    queue = deque(found)
    while queue:
        process = queue.popleft()
        for one in inputs.get(process, ()):
            if one not in makers:
                lost.append((process, one))
            for maker in makers.get(one, ()):
                if maker not in found:
                    found[maker] = None
                    queue.append(maker)
    return found, list(dict.fromkeys(lost))


def needed_processes(
    product: Key, by_process: Mapping[Key, Sequence[Row]]
) -> tuple[dict[Key, None], list[tuple[Key, Key]]]:
    """Processes that a product needs, nearest first, and the inputs that nothing makes, with who takes them in.

    A process without a product of its own is there for something that it takes in, as a treatment is. It is looked for
    only where the system is not square without it.
    """
    inputs = {key: [row.input for row in rows if not row.is_emission] for key, rows in by_process.items()}
    made = [(row.input, row.process) for rows in by_process.values() for row in rows if row.is_production]
    found, lost = reached(product, reference_makers(made), inputs)
    if _is_square(product, found, inputs) and not lost:
        return found, lost
    makers = {process for _, process in made}
    taken = [(one, key) for key, several in inputs.items() if key not in makers for one in several]
    wider, still_lost = reached(product, reference_makers([*made, *taken]), inputs)
    return (wider, []) if _is_square(product, wider, inputs) and not still_lost else (found, lost)


def _is_square(product: Key, processes: Iterable[Key], inputs: Mapping[Key, Iterable[Key]]) -> bool:
    """Whether there are as many products in the columns of some processes as there are processes."""
    found = list(processes)
    return len({one for key in found for one in inputs[key]} | {product}) == len(found)


def other_makers(
    found: Iterable[Key], products: Iterable[Key], by_process: Mapping[Key, Sequence[Row]]
) -> Iterator[str]:
    """A line for the processes that make a product of the system too and stand outside it, where nothing asks for them."""
    inside, wanted = set(found), set(products)
    others = [
        (key, row.input)
        for key, rows in by_process.items()
        if key not in inside
        for row in rows
        if row.is_production and row.input in wanted
    ]
    yield from others_said(others)


def others_said(others: Sequence[tuple[Key, Key]]) -> Iterator[str]:
    """A line for processes and what they make beside the process that supplies it; none where there are none."""
    if others:
        process, product = ("/".join(key) for key in others[0])
        yield message(
            "products of this system that other processes make too: {count} (the first: '{product}', by '{process}'); "
            "the process of the product's own key supplies them",
            count=len(others), process=process, product=product,
        )  # fmt: skip


def unmade(process: Key, product: Key) -> str:
    """Says that nothing makes what a process takes in, or what is demanded of itself."""
    row = f"'{'/'.join(process)}' <- '{'/'.join(product)}'" if process != product else f"'{'/'.join(product)}'"
    return message("{row_name}: nothing produces this input; give it a production exchange", row_name=row)


def not_square(by_process: Mapping[Key, Sequence[Row]], processes: Iterable[Key], products: int) -> str:
    """Says that some processes and their products are not as many, naming the processes that do not make one each."""
    made = {
        key: list(dict.fromkeys("/".join(row.input) for row in by_process[key] if row.is_production))
        for key in processes
    }
    odd = [
        message(
            "'{process}' makes {products}",
            process="/".join(key),
            products=enumerated(f"'{one}'" for one in several) or message("nothing"),
        )
        for key, several in made.items()
        if len(several) != 1
    ]
    shared = [
        message(
            "'{product}' is made by {processes}",
            product=product,
            processes=enumerated(f"'{'/'.join(key)}'" for key, several in made.items() if product in several),
        )
        for product, count in Counter(one for several in made.values() for one in several).items()
        if count > 1
    ]
    return message(
        "{count} processes make {count_2} products, so the system has no unique solution; each "
        "process needs one reference product ({listed})",
        count=len(made),
        count_2=products,
        listed=clauses([*odd, *shared][:MOST_NAMED]),
    )


def makers_of(
    exchanges: Sequence[Row], rows: np.ndarray, columns: np.ndarray, size: int, made: np.ndarray | None = None
) -> np.ndarray | None:
    """The column of the process that stands for each of `size` products; None where there is no such pairing.

    `made`: per exchange, whether it is what its process makes, where that is known; `rows`, `columns`: the place of each
    exchange in the matrix. Mostly every process makes one product, which no other makes; else any pairing of what stands in
    the matrix serves, production before what is avoided or taken in.
    """
    if made is None:
        made = np.array([exchange.is_production for exchange in exchanges], dtype=np.bool_)
    makers = np.full(size, -1)
    makers[rows[made]] = columns[made]
    pairs = set(zip(rows[made].tolist(), columns[made].tolist(), strict=True))
    if len(pairs) == size == len(set(makers.tolist())) and (makers >= 0).all():
        return makers
    inside = np.array([not exchange.is_emission for exchange in exchanges], dtype=np.bool_)
    costs = np.array([_cost(exchange) for exchange in exchanges])
    return _paired(rows[inside], columns[inside], costs[inside], size)


def _cost(exchange: Row) -> float:
    """How far an exchange is from the reference product of its process: as little as 1 for a product of its own key."""
    cost = (1.0 if exchange.input == exchange.process else 2.0) if exchange.is_production else 100.0
    return cost + (0.0 if exchange.amount else 1e6)


def _paired(rows: np.ndarray, columns: np.ndarray, costs: np.ndarray, size: int) -> np.ndarray | None:
    """The column that each row is paired with, at the least cost; None where no pairing leaves no row empty."""
    from scipy import sparse
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    cheapest: dict[tuple[int, int], float] = {}
    for row, column, cost in zip(rows.tolist(), columns.tolist(), costs.tolist(), strict=True):
        cheapest[row, column] = min(cost, cheapest.get((row, column), np.inf))
    places = np.array(list(cheapest), dtype=int).reshape(-1, 2)
    table = sparse.coo_array((np.array(list(cheapest.values())), places.T), shape=(size, size)).tocsr()
    try:
        found_rows, found_columns = min_weight_full_bipartite_matching(table)
    except ValueError:  # no full pairing
        return None
    found = np.full(size, -1)
    found[found_rows] = found_columns
    return found if (found >= 0).all() else None
