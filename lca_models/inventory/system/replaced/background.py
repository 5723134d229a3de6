"""A product system whose purchases from this kit's background are bought from a database of somebody.

Structure, as replacements are: each process that has a counterpart there is made once more by a process whose emissions are
one flow an impact category, with the score of a unit there. Whoever the demand reaches without passing such a purchase keeps
its own rows and buys from there; what stands behind a purchase that was not found stays this kit's whole.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256

from lca_models.inventory.stored.background import NONE, OWN, Background, Counterpart, Missing
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.replaced.growth import Growth
from lca_models.inventory.system.replaced.purchases import Network
from lca_models.inventory.system.rows import COPY_OF, ExchangeRow, Key, Node

DATABASE = "licensed_background"  # of the processes that stand for those of the other database
BOUGHT_BEFORE = "bought_before"  # field of a purchase that is relinked: the code of what it bought
ELECTRICITY = "electricity"  # database of this kit


def with_background(system: ProductSystem, background: Background) -> ProductSystem:
    """The system with what it buys from this kit's background bought from another database, where it has the name.

    Amounts, stages and formulas of purchases stay, so that the two results differ by what a unit of each purchase scores.
    Credits of the same products move with them. What was replaced by a footprint before stays replaced.
    """
    found = _relinked(system, background)
    if system.before_rules is None:
        return found
    return replace(found, before_rules=_relinked(system.before_rules, background))


def relinked_places(system: ProductSystem, background: Background) -> dict[int, str]:
    """Positions of the exchanges that are bought from the other database, with the code of what they buy."""
    linked = _named(system, background, background.linked)
    return {place: linked[maker] for place, maker in _bought(system, background) if maker in linked}


def lacking_products(system: ProductSystem, background: Background) -> tuple[Missing, ...]:
    """Names that the other database lacks of what would be bought there: it stays this kit's."""
    lacking = _named(system, background, {one.process for one in background.missing})
    bought = {lacking[maker] for _, maker in _bought(system, background) if maker in lacking}
    return tuple(one for one in background.missing if one.process in bought)


def _named(system: ProductSystem, background: Background, codes: Collection[str]) -> dict[int, str]:
    """Columns whose process has one of some codes, but for those that stay this kit's by choice."""
    return {
        column: code
        for column, node in enumerate(system.processes)
        if (code := _code(node)) in codes and not _is_kept(node, background)
    }


def _bought(system: ProductSystem, background: Background) -> list[tuple[int, int]]:
    """Position and maker of every purchase and credit of those who keep their rows."""
    network = Network(system)
    open_columns = _open(system, network, _named(system, background, background.linked), background)
    return [
        (place, int(network.makers[place]))
        for place in sorted((*network.purchases.tolist(), *network.credits.tolist()))
        if int(system.matrix_columns[place]) in open_columns
    ]


def _open(system: ProductSystem, network: Network, linked: Mapping[int, str], background: Background) -> frozenset[int]:
    """Columns that keep their rows and buy from the other database: what the demand reaches without passing such a purchase."""
    buys: dict[int, set[int]] = {}
    for place in (*network.purchases.tolist(), *network.credits.tolist()):
        buys.setdefault(int(system.matrix_columns[place]), set()).add(int(network.makers[place]))
    start = system.process_index[system.demanded.key]
    found, waiting = {start}, deque([start])
    while waiting:
        for maker in buys.get(waiting.popleft(), ()):
            node = system.processes[maker]
            is_open = bool(node.stage) or background.grade(_code(node)) == NONE
            if is_open and not _is_kept(node, background) and maker not in linked and maker not in found:
                found.add(maker)
                waiting.append(maker)
    return frozenset(found)


def _is_kept(node: Node, background: Background) -> bool:
    """Whether a process stays this kit's with everything behind it, by the choice of whose electricity counts."""
    return background.electricity == OWN and _origin(node)[0] == ELECTRICITY


def _origin(node: Node) -> Key:
    """Database and code of a process in the tables; of one that is there twice, those of the other one."""
    database, _, code = str(node.data.get(COPY_OF) or "/".join(node.key)).rpartition("/")
    return database, code


def _code(node: Node) -> str:
    return _origin(node)[1]


def _relinked(system: ProductSystem, background: Background) -> ProductSystem:
    growth = Growth(system)
    places = relinked_places(system, background)
    makers = dict(_made(growth, system, background, set(places.values())))
    for place, code in places.items():
        growth.buy_from(place, makers[code], {BOUGHT_BEFORE: code})
    return replace(
        growth.system(),
        rows_hash=_hash(system.rows_hash, background),
        background=background,
        before_background=system,
    )


def _made(growth: Growth, system: ProductSystem, background: Background, codes: set[str]) -> Iterator[tuple[str, Key]]:
    """A process for each product that is bought, by the code of what it stands for."""
    methods = {str(data.get("lca_models_id") or ""): name for name, data in system.method_metadata.items()}
    nodes = {_code(node): node for node in reversed(system.processes)}
    for one in background.found:
        if one.process in codes:
            yield one.process, _supplier(growth, one, nodes[one.process], background, methods)


def _supplier(
    growth: Growth, one: Counterpart, stands_for: Node, background: Background, methods: dict[str, tuple[str, ...]]
) -> Key:
    key = (DATABASE, one.process)
    cited = {"source": background.database, "locator": "/".join(one.key), "evidence": "user", "table": DATABASE}
    words = {name: stands_for.data[name] for name in ("reference product", "product_zh") if stands_for.data.get(name)}
    growth.add_process(
        Node(growth.number(), key, "processwithreferenceproduct",
             {"name": f"{one.activity} ({background.database})", **words, "unit": stands_for.data.get("unit", ""),
              "location": one.location, "kind": "aggregated", "comment": f"{one.activity} | {one.product} | {one.location}",
              **cited})
    )  # fmt: skip
    growth.add_exchange(ExchangeRow(growth.number(), key, key, "production", 1.0, "", {"table": DATABASE}), 1.0)
    for method, score in one.scores:
        if method not in methods or not score:
            continue
        flow = (DATABASE, f"{one.process}_{method.replace('-', '_')}")
        data = {"name": f"{one.activity} ({background.database}), {method}", "unit": "kilogram", "categories": ("air",)}
        # The kit's own tables have no negative amounts, so the sign stands in the factor.
        growth.add_flow(Node(growth.number(), flow, "emission", data), [methods[method]], -1.0 if score < 0 else 1.0)
        row = ExchangeRow(growth.number(), key, flow, "biosphere", abs(score), "", {**cited, "unit": "kilogram"})
        growth.add_exchange(row, abs(score))
    return key


def _hash(rows_hash: str, background: Background) -> str:
    """The hash of the rows with the database in place of the background, in the form of those of a project."""
    version, _, digits = rows_hash.partition(":")
    return f"{version}:{sha256(json.dumps([digits, background.digest]).encode()).hexdigest()}"
