"""Exchanges of imported files linked to processes and flows by what they say about them, and what could not be linked.

Every field that an exchange gives must agree: name, unit and location (with the reference product where it is given) for
a process, name, unit and categories for a flow. A second candidate is never chosen silently.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from lca_models.inventory.system.rows import PROCESS_TYPES, PRODUCT_TYPES, PRODUCTION_TYPES, Key
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import message

_PROCESS_FIELDS = ("name", "unit", "location", "reference product")
Description = tuple[str, str, str, str, str]  # of an input: database that names it, type, name, unit, place
_FLOW_FIELDS = ("name", "unit", "categories")


@dataclass(frozen=True)
class Unlinked:
    """An input that could not be linked, and how many exchanges of a database name it."""

    database: str
    process: str  # the first that names it
    type: str
    name: str
    unit: str
    location: str  # of a process; the categories of a flow
    uses: int
    reason: str

    def __str__(self) -> str:
        what = ", ".join(text for text in (self.name, self.unit, self.location) if text)
        times = f" ({self.uses} times)" if self.uses > 1 else ""
        return f"{self.database}: '{self.process}' <- '{what}' [{self.type}]{times}: {self.reason}"


@dataclass(frozen=True)
class ImportReport:
    """What an import read, linked and wrote."""

    project: str
    processes: Mapping[str, int]  # by database of the files
    exchanges: Mapping[str, int]
    links: Mapping[str, int]  # exchanges by the database they link to
    unlinked: tuple[Unlinked, ...]
    written: bool
    problems: tuple[str, ...] = ()  # what this kit refuses to calculate in the new project

    def document(self) -> dict[str, Any]:
        """The report as one JSON document."""
        return {**asdict(self), "unlinked": [asdict(one) for one in self.unlinked], "problems": list(self.problems)}

    def text(self) -> str:
        """The report for a terminal."""
        lines = [
            message(
                "{name}: {count} processes and flows, {value} exchanges",
                name=name,
                count=count,
                value=self.exchanges[name],
            )
            for name, count in self.processes.items()
        ]
        lines += [
            message("  linked to {name}: {count}", name=name, count=count) for name, count in sorted(self.links.items())
        ]
        lines.append(
            message(
                "could not be linked: {sum} exchanges, {count} inputs",
                sum=sum(one.uses for one in self.unlinked),
                count=len(self.unlinked),
            )
        )
        lines += [f"  {one}" for one in self.unlinked]
        if self.problems:
            lines += [
                message("the project holds what this kit does not calculate:"),
                *(f"  {line}" for line in self.problems),
            ]
        lines.append(
            message("written to the project '{project}'", project=self.project)
            if self.written
            else message("nothing was written")
        )
        return "\n".join(lines)


@dataclass(frozen=True)
class Target:
    """A process, product or flow that exchanges may link to."""

    key: Key
    data: Mapping[str, Any]

    @property
    def is_flow(self) -> bool:
        return str(self.data.get("type") or "process") not in PROCESS_TYPES | PRODUCT_TYPES


def link_exchanges(
    datasets: Mapping[str, Sequence[dict[str, Any]]], present: Iterable[Target] = ()
) -> tuple[Unlinked, ...]:
    """Give every exchange of the datasets (by database) its `input`; those that stay without are returned.

    An exchange links within its own database first, then to the other files, then to what is `present` in the project.
    """
    imported = [Target((name, ds["code"]), ds) for name, listed in datasets.items() for ds in listed]
    index: dict[str, list[Target]] = defaultdict(list)
    for target in (*imported, *present):
        index[str(target.data.get("name", "")).lower()].append(target)
    known = {target.key for targets in index.values() for target in targets}
    reasons: dict[Description, tuple[str, str]] = {}
    uses: Counter[Description] = Counter()
    for database, listed in datasets.items():
        for dataset in listed:
            for exchange in dataset.get("exchanges", ()):
                if exchange.get("input") and tuple(exchange["input"]) in known:
                    continue
                found, reason = _target(exchange, dataset, database, index, {*datasets})
                if found is not None:
                    exchange["input"] = found
                    continue
                exchange.pop("input", None)
                what = _description(database, exchange)
                uses[what] += 1
                reasons.setdefault(what, (str(dataset.get("name", "")), reason))
    return tuple(
        Unlinked(database, reasons[what][0], kind, name, unit, place, count, reasons[what][1])
        for what, count in uses.items()
        for database, kind, name, unit, place in [what]
    )


def _description(database: str, exchange: Mapping[str, Any]) -> Description:
    place = exchange.get("categories") if exchange.get("type") == "biosphere" else exchange.get("location")
    text = "/".join(map(str, place)) if isinstance(place, tuple | list) else str(place or "")
    return (database, str(exchange.get("type") or ""), str(exchange.get("name") or ""), str(exchange.get("unit") or ""),
            text)  # fmt: skip


def _target(
    exchange: Mapping[str, Any],
    dataset: Mapping[str, Any],
    database: str,
    index: Mapping[str, list[Target]],
    files: set[str],
) -> tuple[Key | None, str]:
    """The key an exchange links to, or the reason why there is none."""
    is_flow = exchange.get("type") == "biosphere"
    if exchange.get("type") in PRODUCTION_TYPES and _names_itself(exchange, dataset):
        return (database, dataset["code"]), ""
    named = [one for one in index.get(str(exchange.get("name") or "").lower(), ()) if one.is_flow is is_flow]
    if not named:
        near = suggestion(str(exchange.get("name") or ""), (name for name, targets in index.items()
                                                            if any(one.is_flow is is_flow for one in targets)))  # fmt: skip
        return None, message("no flow has this name; {near}", near=near) if is_flow else message(
            "no process has this name; {near}", near=near
        )
    wanted = exchange.get("database")
    if wanted:
        here = [one for one in named if one.key[0] == wanted]
        if not here:
            return (
                None,
                message(
                    "it names the database '{wanted}'; found in {listed}",
                    wanted=wanted,
                    listed=", ".join(sorted({one.key[0] for one in named})),
                ),
            )
        named = here
    fields = _FLOW_FIELDS if is_flow else _PROCESS_FIELDS
    agreeing = [one for one in named if all(_agree(exchange.get(field), one.data.get(field)) for field in fields)]
    if not agreeing:
        known = sorted({", ".join(_text(one.data.get(field)) for field in fields[1:3]) for one in named})
        return None, message("the name is known with {listed}", listed=message(" or ").join(known[:5]))
    for group in ({database}, files, {one.key[0] for one in agreeing}):
        nearest = [one.key for one in agreeing if one.key[0] in group]
        if len(nearest) == 1:
            return nearest[0], ""
        if nearest:
            return None, message(
                "{count} candidates: {listed}",
                count=len(nearest),
                listed=", ".join("/".join(key) for key in sorted(nearest)[:5]),
            )
    return None, message("no candidate")


def _names_itself(exchange: Mapping[str, Any], dataset: Mapping[str, Any]) -> bool:
    name = str(exchange.get("name") or "").lower()
    own = {str(dataset.get("name") or "").lower(), str(dataset.get("reference product") or "").lower(), ""}
    return name in own and _agree(exchange.get("location"), dataset.get("location"))


def _agree(given: object, known: object) -> bool:
    """Whether a field of an exchange fits; one that is not given fits all."""
    return given in (None, "", ()) or _text(given).lower() == _text(known).lower()


def _text(value: object) -> str:
    return "/".join(map(str, value)) if isinstance(value, tuple | list) else str(value if value is not None else "")
