"""What a purchase is called: what is bought and who buys it, so that no two purchases of a product system share a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.rows import Node
from lca_models.scope.labels import label, word_label
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH

BOUGHT, AVOIDED, DIRECT = "bought", "avoided", "direct"
UNSAID = ("", "CN", "GLO", "not stated")  # places that a name leaves out
Named = TypeVar("Named", bound=Hashable)


@dataclass(frozen=True)
class PurchaseName:
    """One purchase, avoided product, or flow between a process and nature, in one language."""

    bought: str
    buyer: str
    way: str  # bought, avoided, or direct: a flow of the process itself

    def words(self, language: str = ENGLISH) -> str:
        """Both in one text: `copper foil → LFP cell`.

        Raises ScenarioError for an unknown language.
        """
        return label(f"purchase.{self.way}", language, bought=self.bought, buyer=self.buyer)


def purchase_names(
    system: ProductSystem, positions: Iterable[int], language: str = ENGLISH
) -> tuple[PurchaseName, ...]:
    """Names of exchanges, in the order of their positions in `system.exchanges`.

    A thing is called by what its process supplies and a buyer by the word of its row, or by what it supplies; where that
    would be the name of another one too, by the name of the process. What still shares a name is counted.
    """
    asked = [int(one) for one in positions]
    columns = sorted({int(system.matrix_columns[place]) for place in asked})
    buyers = dict(enumerate(distinct(range(len(system.processes)), _buyer_words(system, language))))
    bought: dict[int, str] = {}
    every, made = np.asarray(system.matrix_columns), np.asarray(system.is_production)
    for column in columns:
        inside = np.flatnonzero((every == column) & ~made).tolist()
        bought |= dict(zip(inside, distinct(inside, _bought_words(system, language)), strict=True))
    return tuple(
        PurchaseName(bought[place], buyers[int(system.matrix_columns[place])], _way(system, place))
        if place in bought
        else PurchaseName(buyers[int(system.matrix_columns[place])], "", BOUGHT)  # what the process makes
        for place in asked
    )


def distinct(things: Iterable[Named], ways: Sequence[Callable[[Named], str]]) -> tuple[str, ...]:
    """A word for each thing, from the first way that tells it from all the others; where none does, with a number."""
    every = list(things)
    found = [ways[0](one) for one in every]
    for way in ways[1:]:
        counted = Counter(found)
        found = [way(one) if counted[word] > 1 else word for one, word in zip(every, found, strict=True)]
    seen: Counter[str] = Counter()
    counted, words = Counter(found), []
    for word in found:
        seen[word] += 1
        words.append(f"{word} ({seen[word]})" if counted[word] > 1 and seen[word] > 1 else word)
    return tuple(words)


def placed(words: str, node: Node, places: Mapping[str, str], language: str = ENGLISH) -> str:
    """Words with where the process is, where that says something which they do not say themselves.

    `places`: names by code of what has one.
    """
    location = str(node.data.get("location") or "")
    name = places.get(location, location)
    if location in UNSAID or name in words:
        return words
    return f"{words}（{name}）" if language == CHINESE else f"{words} ({name})"


def place_names(system: ProductSystem, language: str = ENGLISH) -> dict[str, str]:
    """Provinces and regional grids by the code that processes have as their location."""
    chinese = language == CHINESE
    found = {one.code: (one.name_zh if chinese else "") or one.name for one in system.provinces}
    grids = {one.grid for one in system.provinces}
    return found | {f"CN-grid-{grid}": word_label(f"grid {grid}", language) for grid in grids}


def process_words(node: Node, language: str = ENGLISH) -> str:
    """The name of a process in a language."""
    return str(node.data.get("name_zh") or node.name) if language == CHINESE else node.name


def _buyer_words(system: ProductSystem, language: str) -> Sequence[Callable[[int], str]]:
    places = place_names(system, language)

    def short(column: int) -> str:
        node = system.processes[column]
        own = node.data.get("buyer_zh" if language == CHINESE else "buyer")
        return placed(str(own or node.product_words(language)), node, places, language)

    def whole(column: int) -> str:
        node = system.processes[column]
        return placed(process_words(node, language), node, places, language)

    return short, whole


def _bought_words(system: ProductSystem, language: str) -> Sequence[Callable[[int], str]]:
    places = place_names(system, language)

    def node_of(place: int) -> Node:
        row = int(system.matrix_rows[place])
        return system.flows[row] if system.is_biosphere[place] else system.processes[int(system.makers[row])]

    def short(place: int) -> str:
        return placed(node_of(place).product_words(language), node_of(place), places, language)

    def whole(place: int) -> str:
        node = node_of(place)
        if not system.is_biosphere[place]:
            return placed(process_words(node, language), node, places, language)
        media = [word_label(str(one), language) for one in node.data.get("categories") or ()]
        return f"{node.product_words(language)} ({', '.join(media)})" if media else node.product_words(language)

    return short, whole


def _way(system: ProductSystem, place: int) -> str:
    if system.is_biosphere[place]:
        return DIRECT
    return AVOIDED if system.exchanges[place].type == "substitution" else BOUGHT
