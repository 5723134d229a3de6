"""Solutions of systems kept between sessions: the same numbers again, without solving and without loading what solves.

A solution follows from the amounts, where they stand, the factors and the demand; its key is a hash of all of these. A sealed
archive in the cache folder holds the solutions of a project, in double precision, for one state of its files and one of the
code. Whatever is damaged or of another state counts as not kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from lca_models.inventory.files.code_state import code_state
from lca_models.inventory.system.background.kept import keep, kept
from lca_models.inventory.system.background.kept_rows import state_of

FORMAT = "lca_models solutions 1"  # raise the number when archives would be read otherwise
FOLDER = "solutions"
MOST = 300  # solutions of a project: a footprint takes about a dozen; the oldest go first
KEYS, NUMBERS = "keys", "numbers"

Solution = tuple[np.ndarray, np.ndarray]  # the supply of each process, and the intensity of each product


@dataclass
class Solutions:
    """Solutions by the hash of what they follow from."""

    known: dict[str, Solution] = field(default_factory=dict)
    has_more: bool = False  # than were read
    _hashed: dict[int, tuple[np.ndarray, str]] = field(default_factory=dict)

    def hash_of(self, fixed: np.ndarray) -> str:
        """The hash of an array that nobody changes, worked out once: most of what one solution follows from another does."""
        if id(fixed) not in self._hashed:
            self._hashed[id(fixed)] = fixed, key_of([fixed])
        return self._hashed[id(fixed)][1]

    def add(self, key: str, supply: np.ndarray, intensities: np.ndarray) -> None:
        """Keep one more."""
        self.known[key] = supply, intensities
        self.has_more = True


_IN_USE: ContextVar[Solutions | None] = ContextVar("solutions", default=None)


def solutions_in_use() -> Solutions | None:
    """Where solutions are looked for and kept; None where nobody asked for that."""
    return _IN_USE.get()


def key_of(parts: Sequence[np.ndarray | float | str]) -> str:
    """A hash of arrays, numbers and texts, of each to its last digit."""
    digest = hashlib.sha256()
    for part in parts:
        if isinstance(part, np.ndarray):
            digest.update(f"{part.dtype.str}{part.shape}".encode() + np.ascontiguousarray(part).tobytes())
        else:
            digest.update(f"{part!r};".encode())
    return digest.hexdigest()


@contextmanager
def keeping_solutions(project: Path, cache: Path) -> Iterator[None]:
    """Within, solutions of systems of a project, by its folder, are taken from those kept below `cache`, and kept there.

    Nothing is kept while one of its files is too young to tell a later change.
    """
    state = state_of(project)
    if not state or not MOST:
        yield
        return
    about = "\n".join([FORMAT, code_state(), state])
    place = cache / FOLDER / f"{project.name}.npz"
    found = Solutions(_read(place, about))
    token = _IN_USE.set(found)
    try:
        yield
    finally:
        _IN_USE.reset(token)
        if found.has_more:
            _write(place, about, found.known)


def _read(place: Path, about: str) -> dict[str, Solution]:
    arrays = kept(place, about)
    try:
        keys, numbers, at = json.loads(arrays[KEYS].tobytes()), arrays[NUMBERS], 0
        found = {}
        for key, processes, products in keys:
            found[str(key)] = numbers[at : at + processes], numbers[at + processes : at + processes + products]
            at += processes + products
    except (ValueError, TypeError, KeyError):
        return {}
    return found


def _write(place: Path, about: str, known: dict[str, Solution]) -> None:
    latest = list(known.items())[-MOST:]
    keys = json.dumps([(key, len(supply), len(intensities)) for key, (supply, intensities) in latest])
    numbers = np.concatenate([part for _, one in latest for part in one])
    keep(place, about, {KEYS: keys.encode(), NUMBERS: numbers})
