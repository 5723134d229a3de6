"""How words stand beside one another in each language: names in a list, clauses in a row, a head before its words."""

from __future__ import annotations

from collections.abc import Iterable

from lca_models.scope.wording.catalogue import catalogue
from lca_models.scope.wording.messages import language_in_use


def mark(name: str, language: str = "") -> str:
    """A mark of the catalogue, such as `comma`, in a language; in that in use where none is named."""
    return catalogue()[f"text.{name}"][language or language_in_use()]


def enumerated(words: Iterable[str]) -> str:
    """Names in a list, in the language in use: `a, b`, or `a、b`."""
    return mark("list").join(words)


def in_turn(words: Iterable[str]) -> str:
    """Parts of one line, in the language in use: `GWP100, kg`, or `GWP100，kg`."""
    return mark("comma").join(words)


def clauses(words: Iterable[str]) -> str:
    """Clauses one after the other, in the language in use: `a; b`, or `a；b`."""
    return mark("semicolon").join(words)


def headed(head: str, words: str) -> str:
    """A head and what it heads, in the language in use: `place: fault`, or `place：fault`."""
    return f"{head}{mark('colon')}{words}"


def bracketed(words: str) -> str:
    """Words in the brackets of the language in use: `(a)`, or `（a）`."""
    return mark("brackets").format(a=words).strip()
