"""The nearest valid name, for messages about unknown ones, in a time that does not grow with what somebody sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import TypeVar

from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.messages import message

LONGEST_NAME = 80  # characters: no name is longer, and comparing texts takes the square of their length
MOST_COMPARED = 200  # known names that share most pairs of letters with a wrong one
MOST_PROBLEMS = 50  # of one kind that a message lists
Named = TypeVar("Named")


def suggestion(name: str, known: Iterable[str], most: int = 3, listed: Iterable[str] | None = None) -> str:
    """`did you mean 'a' or 'b'?` with the nearest known names, or the first known ones where none is near.

    `listed`: what is listed then, where `known` holds several words for one thing.
    """
    names = tuple(sorted({str(one) for one in known}))
    near = _near(name, names, most)
    if near:
        return message("did you mean {listed}?", listed=message(" or ").join(repr(one) for one in near))
    shown = names if listed is None else tuple(sorted({str(one) for one in listed}))
    first = ", ".join(excerpt(one) for one in shown[:8]) + (", …" if len(shown) > 8 else "")
    return message("known: {listed}", listed=first) if shown else message("none is known")


def nearest(name: str, known: Iterable[str], most: int = 3) -> str:
    """`did you mean 'a' or 'b'?` with the nearest known names; empty where none is near."""
    near = _near(name, tuple(sorted({str(one) for one in known})), most)
    return message("did you mean {listed}?", listed=message(" or ").join(repr(one) for one in near)) if near else ""


def first_problems(names: Sequence[Named], problem: Callable[[Named], str], most: int = MOST_PROBLEMS) -> list[str]:
    """A problem for each of the first names, and one line that counts the others: the work of a wrong file is bounded."""
    found = [problem(name) for name in names[:most]]
    return [*found, message("and {count} more", count=len(names) - most)] if len(names) > most else found


@lru_cache(maxsize=512)
def _near(name: str, names: tuple[str, ...], most: int) -> tuple[str, ...]:
    if len(name) > LONGEST_NAME:
        return ()
    lowered = {one.lower(): one for one in names if len(one) <= LONGEST_NAME}
    wanted = name.lower()
    compared: list[str] = list(lowered)
    if len(compared) > MOST_COMPARED:
        pairs = _pairs(wanted)
        compared.sort(key=lambda one: (-len(pairs & _pairs(one)), one))
        compared = compared[:MOST_COMPARED]
    near = get_close_matches(wanted, compared, n=most, cutoff=0.6)
    if not near:
        near = [one for one in lowered if wanted and (wanted in one or one in wanted)][:most]
    return tuple(lowered[one] for one in near)


@lru_cache(maxsize=4096)
def _pairs(name: str) -> frozenset[str]:
    """Pairs of letters that stand beside each other."""
    return frozenset(name[at : at + 2] for at in range(max(1, len(name) - 1)))
