"""What stands for an input of a file, and how an exchange takes it: in units of the target, with its spread, saying whose word.

A link is graded. `same product`: what the input names, made where it names or of the world; `same product, other region`:
the product, of another place; `proxy`: a product of the same family, and the reason says what is not counted; `category`:
an emission whose sub-category this project does not tell apart. What a person says has no grade unless one is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

from lca_models.inventory.formats.linking.likeness import text_of
from lca_models.inventory.formats.spreads import multiply
from lca_models.inventory.system.rows import (
    MAPPED_BY,
    MAPPED_FROM,
    MAPPED_WORD,
    MAPPING_GRADE,
    MAPPING_REASON,
    PROXY,
    Key,
)
from lca_models.scope.wording.messages import message

OWN, KEPT, SHIPPED, CATEGORY = "own", "kept", "shipped", "category"  # whose word a link is
SAME, ELSEWHERE, NONE = "same product", "same product, other region", "none"
GRADES = (SAME, ELSEWHERE, PROXY)
_BERNOULLI = 6
_SYMMETRIC = (0, 1, 2, 3, 4, 5, 7)  # distributions that may change their sign

Datasets = Mapping[str, Sequence[dict[str, Any]]]  # processes and flows of files, by their database


@dataclass(frozen=True)
class Link:
    """What stands for an input."""

    key: Key
    factor: float  # units of the target in one unit of the input
    unit: str  # of the target
    by: str  # OWN, KEPT, SHIPPED or CATEGORY
    grade: str = ""  # of GRADES; empty: nobody said
    reason: str = ""


def open_exchanges(datasets: Datasets) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Database, process and exchange of every exchange that has no input yet."""
    for database, listed in datasets.items():
        for dataset in listed:
            for exchange in dataset["exchanges"]:
                if not exchange.get("input"):
                    yield database, dataset, exchange


def take(exchange: MutableMapping[str, Any], link: Link) -> str:
    """Give an exchange its input, and what it says in units of that; why that cannot be, else nothing."""
    kind = int(exchange.get("uncertainty type") or 0)
    if link.factor != 1:
        if kind == _BERNOULLI:
            return message("a distribution of yes and no has no unit that a factor could change; empty the factor")
        if link.factor < 0 and kind not in _SYMMETRIC:
            return message("its distribution cannot change its sign, as a factor below 0 asks")
        multiply(exchange, link.factor)
        exchange[MAPPED_BY] = link.factor
    exchange[MAPPED_FROM] = ", ".join(
        filter(None, (text_of(exchange.get(field)) for field in ("name", "unit", "location", "categories")))
    )
    given = {MAPPED_WORD: link.by, MAPPING_GRADE: link.grade, MAPPING_REASON: link.reason}
    exchange.update({name: text for name, text in given.items() if text})
    exchange["input"], exchange["unit"] = link.key, link.unit or exchange.get("unit", "")
    return ""
