"""What an input of a file says of itself beside what a process or flow says: agreement, difference, likeness.

Every field that an exchange gives must agree: name, unit and location (with the reference product where it is given) for
a process, name, unit and categories for a flow.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lca_models.inventory.system.rows import PROCESS_TYPES, PRODUCT_TYPES, Key
from lca_models.scope.wording.messages import message

PROCESS_FIELDS = ("name", "unit", "location", "reference product")
Description = tuple[
    str, str, str, str, str, str
]  # of an input: database that names it, type, name, unit, place, product
FLOW_FIELDS = ("name", "unit", "categories")
UNIT_COUNTS = 8.0  # times what a place counts: a kilogram hardly stands for a kilowatt hour
_COMMON = frozenset({"market", "group", "production", "for", "at", "from", "of", "the", "and", "in", "to", "with"})
MOST_SUGGESTED, LEAST_LIKE = 3, 0.25  # suggestions, and what one has of the likeness of the best
SAME_NAME = 100_000  # before any words alike
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


def differing(exchange: Mapping[str, Any], target: Target, fields: Sequence[str]) -> list[str]:
    """Fields that an exchange gives otherwise than a target has them."""
    return [field for field in fields if not agree(exchange.get(field), target.data.get(field))]


def difference(exchange: Mapping[str, Any], named: Sequence[Target], fields: Sequence[str]) -> str:
    """What keeps an exchange from the targets of its name that come nearest: each field that differs, with both values."""
    compared = [(one, differing(exchange, one, fields)) for one in named]
    fewest = min(len(found) for _, found in compared)
    said = []
    for target, found in compared:
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


def names_itself(exchange: Mapping[str, Any], dataset: Mapping[str, Any]) -> bool:
    """Whether a production row says nothing but what its process says of itself."""
    own = {plain(dataset.get("name")), plain(dataset.get("reference product")), ""}
    return plain(exchange.get("name")) in own and agree(exchange.get("location"), dataset.get("location"))


def agree(given: object, known: object) -> bool:
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
        self._named: dict[str, list[int]] = defaultdict(list)
        for place, target in enumerate(known):
            for word in _words_of(target.data):
                self._with_word[word].append(place)
            self._named[plain(target.data.get("name"))].append(place)

    def nearest(self, exchange: Mapping[str, Any]) -> str:
        """`DATABASE/CODE: name, unit, place [why]` of the nearest few; empty where nothing is near."""
        is_flow, scores, own = exchange.get("type") == "biosphere", Counter[int](), _words_of(exchange)
        for word in own:
            held = self._with_word.get(word, ())
            if len(held) > MOST_LIKE:
                continue  # a word of half a database tells nothing
            for place in held:
                scores[place] += round(1000 / (1 + len(held)))
        for place in self._named.get(plain(exchange.get("name")), ()):
            scores[place] += SAME_NAME
        fields = FLOW_FIELDS if is_flow else PROCESS_FIELDS
        found: list[tuple[float, int, str]] = []
        for place, score in scores.most_common(MOST_LOOKED_AT):
            target = self._known[place]
            if target.is_flow is not is_flow:
                continue
            agreed = [plain(exchange.get(one)) == plain(target.data.get(one)) != "" for one in fields[1:]]
            value = score * (1.0 + UNIT_COUNTS * agreed[0] + sum(agreed[1:]))
            shared = ", ".join(sorted(own & _words_of(target.data)))
            same = plain(exchange.get("name")) == plain(target.data.get("name"))
            why = [message("same {field}", field="name") if same else message("words alike: {words}", words=shared)]
            why += [
                message("same {field}", field=field) for field, same in zip(fields[1:], agreed, strict=True) if same
            ]
            found.append((-value, place, f"{_said(target, fields)} [{'; '.join(why)}]"))
        best = sorted(found)[:MOST_SUGGESTED]
        return " | ".join(text for value, _, text in best if value <= best[0][0] * LEAST_LIKE)


def _said(target: Target, fields: Sequence[str]) -> str:
    words = ", ".join(filter(None, (text_of(target.data.get(one)) for one in fields[:3])))
    return f"{'/'.join(target.key)}: {words}"


def _words_of(data: Mapping[str, Any]) -> set[str]:
    text = f"{plain(data.get('name'))} {plain(data.get('reference product'))}"
    return {word for word in re.split(r"[^\w]+", text) if len(word) > 1} - _COMMON
