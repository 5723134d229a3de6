"""The nearest valid name, for messages about unknown ones, in a time that does not grow with what somebody sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import TypeVar

from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.messages import message

LONGEST_NAME = 80  # characters: no name is longer, and comparing texts takes the square of their length
MOST_COMPARED = 200  # known names that share most pairs of letters with a wrong one
NEAR = 0.65  # of the letters of both, in order: a name of six with two wrong ones
MOST_LISTED = 40  # known names of which the first ones say what kind they are
SHORTEST = 3  # letters by which a name is found inside another
MOST_PROBLEMS = 50  # of one kind that a message lists
_JOINTS = re.compile("[_.-]")
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
    if len(shown) > MOST_LISTED:
        return message(
            "known: {count} names such as {listed}", count=len(shown), listed=", ".join(shown[:: len(shown) // 3])
        )
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
    if wanted in lowered:
        return (lowered[wanted],)
    # What all of them begin with says nothing of which one is meant: CN-US is not near CN-SX.
    shared = _shared(tuple(lowered), wanted)
    rests = {one[len(shared) :]: one for one in compared}
    rest = wanted[len(shared) :]
    near = [rests[one] for one in rests if _is_swapped(one, rest)]  # two letters alone are half of a short name
    near = near or [rests[one] for one in get_close_matches(rest, list(rests), n=most, cutoff=NEAR)]
    if not near and len(wanted) >= SHORTEST:
        near = [one for one in lowered if f"_{wanted}" in f"_{_JOINTS.sub('_', one)}"][:most]
    return tuple(lowered[one] for one in near)


def _shared(names: tuple[str, ...], wanted: str) -> str:
    """What all names and the wanted one begin with, to the last joint."""
    first, last = min(*names, wanted), max(*names, wanted)
    same = next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))
    begin = first[:same] if len(names) > 1 else ""
    joints = [found.end() for found in _JOINTS.finditer(begin)]
    return begin[: joints[-1]] if joints else ""


def _is_swapped(one: str, other: str) -> bool:
    """Whether two names are one but for two neighbouring letters that changed places."""
    apart = [at for at, (mine, its) in enumerate(zip(one, other, strict=False)) if mine != its]
    return (
        len(one) == len(other)
        and len(apart) == 2
        and apart[1] == apart[0] + 1
        and one[apart[0]] == other[apart[1]]
        and one[apart[1]] == other[apart[0]]
    )


@lru_cache(maxsize=4096)
def _pairs(name: str) -> frozenset[str]:
    """Pairs of letters that stand beside each other."""
    return frozenset(name[at : at + 2] for at in range(max(1, len(name) - 1)))
