"""How words stand beside one another in each language: names in a list, clauses in a row, a head before its words."""

from __future__ import annotations

from collections.abc import Iterable

from lca_models.scope.wording.catalogue import CHINESE, ENGLISH
from lca_models.scope.wording.messages import language_in_use

LIST = {ENGLISH: ", ", CHINESE: "、"}
COMMA = {ENGLISH: ", ", CHINESE: "，"}
CLAUSE = {ENGLISH: "; ", CHINESE: "；"}
COLON = {ENGLISH: ": ", CHINESE: "："}


def enumerated(words: Iterable[str]) -> str:
    """Names in a list, in the language in use: `a, b`, or `a、b`."""
    return LIST[language_in_use()].join(words)


def in_turn(words: Iterable[str]) -> str:
    """Parts of one line, in the language in use: `GWP100, kg`, or `GWP100，kg`."""
    return COMMA[language_in_use()].join(words)


def clauses(words: Iterable[str]) -> str:
    """Clauses one after the other, in the language in use: `a; b`, or `a；b`."""
    return CLAUSE[language_in_use()].join(words)


def headed(head: str, words: str) -> str:
    """A head and what it heads, in the language in use: `place: fault`, or `place：fault`."""
    return f"{head}{COLON[language_in_use()]}{words}"


def bracketed(words: str) -> str:
    """Words in the brackets of the language in use: `(a)`, or `（a）`."""
    return f"（{words}）" if language_in_use() == CHINESE else f"({words})"
