"""Sentences of the tables in words alone: a parameter or a process that one of them names by its id is called by its label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lca_models.inventory.system.rows import Node, ParameterRow
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH

Pair = tuple[str, str]  # English, Chinese
_ID = re.compile(r"(?<![\w./-])[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?![\w/-]|\.[a-z])", re.ASCII)


def names_by_id(parameters: Iterable[ParameterRow], nodes: Iterable[Node]) -> dict[str, Pair]:
    """Labels of parameters and names of processes and flows, by id; a parameter stands above a process of its name."""
    found: dict[str, Pair] = {one.key[1]: (one.name_words(ENGLISH), one.name_words(CHINESE)) for one in nodes}
    for row in parameters:
        english = str(row.data.get("label") or row.name)
        found[row.name] = (english, str(row.data.get("label_zh") or english))
    return found


def in_words(text: str, names: Mapping[str, Pair], language: str = ENGLISH) -> str:
    """A sentence with the names of what its ids are of, in quotation marks; a word that is no known id stays."""

    def named(found: re.Match[str]) -> str:
        both = names.get(found.group())
        return f"“{both[language == CHINESE]}”" if both else found.group()

    return _ID.sub(named, text) if "_" in text else text
