"""Exchanges of imported files linked to processes and flows by what they say about them, and what could not be linked.

Every field that an exchange gives must agree (see `likeness`); a second candidate is never chosen silently.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from lca_models.inventory.formats.imported import FILE_PLACE
from lca_models.inventory.formats.linking.likeness import (
    FLOW_FIELDS,
    PROCESS_FIELDS,
    Candidates,
    Description,
    Target,
    description,
    difference,
    differing,
    names_itself,
    plain,
    targets,
    text_of,
)
from lca_models.inventory.formats.linking.unlinked import Unlinked
from lca_models.inventory.system.rows import PRODUCTION_TYPES, Key
from lca_models.scope.grammar.spelling import nearest, suggestion
from lca_models.scope.wording.messages import message

_COUNTED = {  # kilograms or megajoules in one unit, by the unit
    "kilogram": (0, 1.0), "gram": (0, 0.001), "ton": (0, 1000.0), "kilowatt hour": (1, 3.6), "megajoule": (1, 1.0),
    "gigajoule": (1, 1000.0),
}  # fmt: skip
FEW_NAMES = 8  # that are listed where none is near


def link_exchanges(
    datasets: Mapping[str, Sequence[dict[str, Any]]], present: Iterable[Target] = ()
) -> tuple[Unlinked, ...]:
    """Give every exchange of the datasets (by database) its `input`; those that stay without are returned.

    An exchange links within its own database first, then to the other files, then to what is `present` in the project.
    """
    known = Known(datasets, tuple(present))
    known.link()
    return known.unlinked()


class Known:
    """Everything that the exchanges of files may link to: what the files bring, then what the project holds."""

    def __init__(self, datasets: Mapping[str, Sequence[dict[str, Any]]], present: Sequence[Target]) -> None:
        self._datasets = datasets
        self.targets = tuple(targets(datasets, present))
        self._keys = {target.key for target in self.targets}
        self._named: dict[str, list[Target]] = defaultdict(list)
        for target in self.targets:
            self._named[plain(target.data.get("name"))].append(target)
        self._databases = {target.key[0] for target in self.targets}

    def link(self) -> None:
        """Give an input to every exchange that one target alone fits in all that it says."""
        for database, dataset, exchange in self._open():
            found, _ = self._target(exchange, dataset, database, with_reason=False)
            if found is not None:
                exchange["input"] = found

    def wider(self, exchange: Mapping[str, Any]) -> Target | None:
        """The one flow of an exchange's name and unit that has its category without the last parts of it."""
        if exchange.get("type") != "biosphere" or not isinstance(given := exchange.get("categories"), tuple | list):
            return None
        named = [one for one in self._named.get(plain(exchange.get("name")), ()) if one.is_flow]
        for length in range(len(given) - 1, 0, -1):
            wider = {**exchange, "categories": tuple(given[:length])}
            fitting = [one for one in named if not differing(wider, one, FLOW_FIELDS)]
            if fitting:
                return fitting[0] if len(fitting) == 1 else None
        return None

    def unlinked(self, why: Callable[[Mapping[str, Any]], str] = lambda exchange: "") -> tuple[Unlinked, ...]:
        """Inputs that stay without a link, each once. `why`: what else is known of one, said in place of how it differs."""
        candidates = Candidates(self.targets)
        shares = Shares(self._datasets)
        reasons: dict[Description, tuple[str, str, str]] = {}
        largest: dict[Description, tuple[float, float]] = {}
        places: dict[Description, str] = {}
        uses: Counter[Description] = Counter()
        for database, dataset, exchange in self._open():
            what = description(database, exchange)
            uses[what] += 1
            mass, energy = largest.get(what, (0.0, 0.0))
            of_mass, of_energy = shares.of(dataset, exchange)
            largest[what] = max(mass, of_mass), max(energy, of_energy)
            if what not in reasons:
                reason = why(exchange) or self._target(exchange, dataset, database, with_reason=True)[1]
                reasons[what] = (str(dataset.get("name", "")), reason, candidates.nearest(exchange))
                places[what] = str(exchange.get(FILE_PLACE) or "")
        return tuple(
            Unlinked(*what, *reasons[what], count, places[what], *largest[what]) for what, count in uses.items()
        )

    def _open(self) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
        """Exchanges without an input that there is; one that there is not is taken off."""
        for database, listed in self._datasets.items():
            for dataset in listed:
                for exchange in dataset.get("exchanges", ()):
                    given = exchange.get("input")
                    if given and tuple(given) in self._keys:
                        continue
                    exchange.pop("input", None)
                    yield database, dataset, exchange

    def _target(
        self, exchange: Mapping[str, Any], dataset: Mapping[str, Any], database: str, *, with_reason: bool
    ) -> tuple[Key | None, str]:
        """The key an exchange links to, or the reason why there is none."""
        is_flow = exchange.get("type") == "biosphere"
        if exchange.get("type") in PRODUCTION_TYPES:
            if (made := self._product(exchange, database)) is not None:
                return made, ""
            if names_itself(exchange, dataset):
                return (database, dataset["code"]), ""
        named = [one for one in self._named.get(plain(exchange.get("name")), ()) if one.is_flow is is_flow]
        if not named:
            return None, self._no_name(exchange, is_flow) if with_reason else ""
        wanted = exchange.get("database")
        if wanted in self._databases:  # a file names the databases of its author, which bind only where they are
            here = [one for one in named if one.key[0] == wanted]
            if not here:
                listed = ", ".join(sorted({one.key[0] for one in named}))
                return None, message(
                    "it names the database '{wanted}'; found in {listed}", wanted=wanted, listed=listed
                )
            named = here
        fields = FLOW_FIELDS if is_flow else PROCESS_FIELDS
        agreeing = [one for one in named if not differing(exchange, one, fields)]
        if not agreeing:
            return None, difference(exchange, named, fields) if with_reason else ""
        for group in ({database}, {*self._datasets}, {one.key[0] for one in agreeing}):
            nearest = [one.key for one in agreeing if one.key[0] in group]
            if len(nearest) == 1:
                return nearest[0], ""
            if nearest:
                listed = ", ".join("/".join(key) for key in sorted(nearest)[:5])
                return None, message("{count} candidates: {listed}", count=len(nearest), listed=listed)
        return None, message("no candidate")

    def _product(self, exchange: Mapping[str, Any], database: str) -> Key | None:
        """The product, a node of its own, that a production row names; None where it names the process."""
        found = [one.key for one in self._named.get(plain(exchange.get("name")), ())
                 if one.data.get("type") == "product" and one.key[0] == database
                 and not differing(exchange, one, ("name", "unit", "location"))]  # fmt: skip
        return found[0] if len(found) == 1 else None

    def _no_name(self, exchange: Mapping[str, Any], is_flow: bool) -> str:
        names, name = self._names[is_flow], text_of(exchange.get("name"))
        near = suggestion(name, names) if len(names) <= FEW_NAMES else nearest(name, names)
        if is_flow:
            return message("no flow has this name; {near}", near=near) if near else message("no flow has this name")
        return message("no process has this name; {near}", near=near) if near else message("no process has this name")

    @cached_property
    def _names(self) -> dict[bool, tuple[str, ...]]:
        found: dict[bool, set[str]] = {True: set(), False: set()}
        for target in self.targets:
            found[target.is_flow].add(text_of(target.data.get("name")))
        return {kind: tuple(sorted(names)) for kind, names in found.items()}


class Shares:
    """What share one input has of all that its process buys by mass, and by energy."""

    def __init__(self, datasets: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        self._totals = {
            id(dataset): amounts_of(dataset.get("exchanges", ())) for listed in datasets.values() for dataset in listed
        }

    def of(self, dataset: Mapping[str, Any], exchange: Mapping[str, Any]) -> tuple[float, float]:
        """Shares (0-1) of kilograms and of megajoules; 0 where an input is counted in neither."""
        mass, energy = amounts_of([exchange])
        totals = self._totals[id(dataset)]
        return (mass / totals[0] if totals[0] else 0.0, energy / totals[1] if totals[1] else 0.0)


def amounts_of(exchanges: Iterable[Mapping[str, Any]]) -> tuple[float, float]:
    """Kilograms, and megajoules of power, heat and fuels, among what is bought; what leaves as waste counts as bought."""
    found = [0.0, 0.0]
    for exchange in exchanges:
        amount = exchange.get("amount")
        if exchange.get("type") in (*PRODUCTION_TYPES, "biosphere") or not isinstance(amount, int | float):
            continue
        place, size = _COUNTED.get(plain(exchange.get("unit")), (0, 0.0))
        if math.isfinite(amount):
            found[place] += abs(amount) * size
    return found[0], found[1]
