"""Exchanges of imported files linked to processes and flows by what they say about them, and what could not be linked.

Every field that an exchange gives must agree: name, unit and location (with the reference product where it is given) for
a process, name, unit and categories for a flow. A second candidate is never chosen silently.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lca_models.inventory.formats.report import Unlinked
from lca_models.inventory.system.rows import PROCESS_TYPES, PRODUCT_TYPES, PRODUCTION_TYPES, Key
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import message

_PROCESS_FIELDS = ("name", "unit", "location", "reference product")
Description = tuple[
    str, str, str, str, str, str
]  # of an input: database that names it, type, name, unit, place, product
_FLOW_FIELDS = ("name", "unit", "categories")
UNIT_COUNTS = 8.0  # times what a place counts: a kilogram hardly stands for a kilowatt hour
_COMMON = frozenset({"market", "group", "production", "for", "at", "from", "of", "the", "and", "in", "to", "with"})
MOST_NAMED = 3  # differences in a reason
MOST_LIKE, MOST_LOOKED_AT = 2000, 50  # targets that a word tells apart; candidates that are compared field by field


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
    present = tuple(present)
    index: dict[str, list[Target]] = defaultdict(list)
    for target in targets(datasets, present):
        index[plain(target.data.get("name"))].append(target)
    known = {target.key for listed in index.values() for target in listed}
    candidates = Candidates(tuple(target for listed in index.values() for target in listed))
    reasons: dict[Description, tuple[str, str, str]] = {}
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
                what = description(database, exchange)
                uses[what] += 1
                if what not in reasons:
                    reasons[what] = (str(dataset.get("name", "")), reason, candidates.nearest(exchange))
    return tuple(Unlinked(*what, *reasons[what], count) for what, count in uses.items())


def targets(datasets: Mapping[str, Sequence[dict[str, Any]]], present: Iterable[Target]) -> Iterator[Target]:
    """Everything that exchanges may link to: what the files bring, then what the project holds."""
    for name, listed in datasets.items():
        for dataset in listed:
            yield Target((name, str(dataset["code"])), dataset)
    yield from present


def description(database: str, exchange: Mapping[str, Any]) -> Description:
    """What an exchange says about its input."""
    place = exchange.get("categories") if exchange.get("type") == "biosphere" else exchange.get("location")
    texts = (exchange.get(name) for name in ("type", "name", "unit"))
    return (database, *(text_of(one) for one in texts), text_of(place), text_of(exchange.get("reference product")))  # type: ignore[return-value]


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
    named = [one for one in index.get(plain(exchange.get("name")), ()) if one.is_flow is is_flow]
    if not named:
        near = suggestion(text_of(exchange.get("name")), (text_of(one[0].data.get("name")) for one in index.values()
                                                         if any(other.is_flow is is_flow for other in one)))  # fmt: skip
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
    agreeing = [one for one in named if not _differing(exchange, one, fields)]
    if not agreeing:
        return None, _difference(exchange, named, fields)
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


def _differing(exchange: Mapping[str, Any], target: Target, fields: Sequence[str]) -> list[str]:
    """Fields that an exchange gives otherwise than a target has them."""
    return [field for field in fields if not _agree(exchange.get(field), target.data.get(field))]


def _difference(exchange: Mapping[str, Any], named: Sequence[Target], fields: Sequence[str]) -> str:
    """What keeps an exchange from the targets of its name that come nearest: each field that differs, with both values."""
    differing = [(one, _differing(exchange, one, fields)) for one in named]
    fewest = min(len(found) for _, found in differing)
    said = []
    for target, found in differing:
        if len(found) == fewest:
            said.append(message(", and ").join(_words(field, target, exchange) for field in found))
    lines = list(dict.fromkeys(said))
    more = message("; or {count} more", count=len(lines) - MOST_NAMED) if len(lines) > MOST_NAMED else ""
    return message("; or ").join(lines[:MOST_NAMED]) + more


def _words(field: str, target: Target, exchange: Mapping[str, Any]) -> str:
    known, given = text_of(target.data.get(field)), text_of(exchange.get(field))
    field = message("category") if field == "categories" else field
    if not known:
        return message("the {field} is not stated there, given '{given}'", field=field, given=given)
    return message("the {field} is '{known}', given '{given}'", field=field, known=known, given=given)


def _names_itself(exchange: Mapping[str, Any], dataset: Mapping[str, Any]) -> bool:
    own = {plain(dataset.get("name")), plain(dataset.get("reference product")), ""}
    return plain(exchange.get("name")) in own and _agree(exchange.get("location"), dataset.get("location"))


def _agree(given: object, known: object) -> bool:
    """Whether a field of an exchange fits; one that is not given fits all."""
    return given in (None, "", ()) or plain(given) == plain(known)


def text_of(value: object) -> str:
    """A field as text; categories with a slash between them."""
    return "/".join(map(str, value)) if isinstance(value, tuple | list) else str(value if value is not None else "")


def plain(value: object) -> str:
    """A field as it is compared: neither case nor blanks tell two apart."""
    return " ".join(text_of(value).casefold().split())


class Candidates:
    """What may stand for an input that no name fits: what shares most of its rarer words, then its unit and place."""

    def __init__(self, known: Sequence[Target]) -> None:
        self._known = known
        self._with_word: dict[str, list[int]] = defaultdict(list)
        for place, target in enumerate(known):
            for word in _words_of(target.data):
                self._with_word[word].append(place)

    def nearest(self, exchange: Mapping[str, Any]) -> str:
        """`DATABASE/CODE: name, unit, place` of the nearest; empty where nothing is near."""
        is_flow, scores = exchange.get("type") == "biosphere", Counter[int]()
        for word in _words_of(exchange):
            held = self._with_word.get(word, ())
            if len(held) > MOST_LIKE:
                continue  # a word of half a database tells nothing
            for place in held:
                scores[place] += round(1000 / (1 + len(held)))
        fields = _FLOW_FIELDS if is_flow else _PROCESS_FIELDS
        best: tuple[float, str] = (0.0, "")
        for place, score in scores.most_common(MOST_LOOKED_AT):
            target = self._known[place]
            if target.is_flow is not is_flow:
                continue
            agreed = [plain(exchange.get(one)) == plain(target.data.get(one)) != "" for one in fields[1:]]
            value = score * (1.0 + UNIT_COUNTS * agreed[0] + sum(agreed[1:]))
            if value > best[0]:
                best = value, _said(target, fields)
        return best[1]


def _said(target: Target, fields: Sequence[str]) -> str:
    words = ", ".join(filter(None, (text_of(target.data.get(one)) for one in fields[:3])))
    return f"{'/'.join(target.key)}: {words}"


def _words_of(data: Mapping[str, Any]) -> set[str]:
    text = f"{plain(data.get('name'))} {plain(data.get('reference product'))}"
    return {word for word in re.split(r"[^\w]+", text) if len(word) > 1} - _COMMON
