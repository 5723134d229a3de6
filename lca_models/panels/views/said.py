"""How a view names things: words of the catalogue by key, names of data as a pair (English, Chinese)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lca_models.impact.methods import marked_unit
from lca_models.inventory.tables.records import Choice
from lca_models.reporting.text.numbers import pretty_unit
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH, catalogue

View = dict[str, Any]  # plain JSON: what the page draws


def said(key: str, **values: Any) -> View:
    """Words of the catalogue; values are numbers, texts, pairs, or such words again."""
    return {"key": key, "values": values} if values else {"key": key}


def pair(english: str, chinese: str = "") -> list[str]:
    """A name of data; English where there is no Chinese one."""
    return [english, chinese or english]


def unit_words(unit: str, marks: Mapping[str, str]) -> str | list[str]:
    """A unit of results as people write it, with the marks of their category by language where it is not the default."""
    shown = pretty_unit(unit)
    return pair(*(marked_unit(shown, marks[one]) for one in (ENGLISH, CHINESE))) if any(marks.values()) else shown


def choice_name(field: str, one: Choice) -> View | list[str]:
    """An entry of a list: the words of the catalogue where it has some, else the names of the inventories."""
    key = f"{field}.{one.code}"
    return said(key) if key in catalogue() else pair(one.name or one.code, one.name_zh)
