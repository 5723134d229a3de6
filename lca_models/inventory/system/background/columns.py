"""The exchanges of one background database as arrays in double precision, which is what matrices are made of.

A background is a database whose exchanges no formula computes and which has no parameters. What a row of it says beside
its numbers stays where it is, in the file of the project, and is opened when somebody asks for it. A row that says something
the arrays do not hold (a formula that nothing computes, a stage, an amount that is no number) is marked as unusual, and
is judged as the rows of a foreground are.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import isfinite
from typing import Any

import numpy as np

from lca_models.inventory.stored.pickled import plain_number
from lca_models.inventory.system.rows import IN_PLACE_OF, KNOWN_TYPES, REPLACED_BY, Key

TYPES = (*sorted(KNOWN_TYPES), "")  # a code of a column is a place here; the last stands for any other
OTHER_TYPE = len(TYPES) - 1
NOT_GIVEN = -1  # of `negative`, which is 0 or 1 where it is given
SPREAD = ("loc", "scale", "minimum", "maximum", "shape")
# What laws of the kit read of a row beside its numbers.
SAYING = frozenset({"formula", "stage", "share_group", "weight_sigma", "default_is", IN_PLACE_OF, REPLACED_BY})
_CODES = {name: code for code, name in enumerate(TYPES)}
_WHOLE, _TRUTHS = (int, np.integer), (bool, np.bool_)
_NUMBERS = (float, *_WHOLE, np.floating)
MOST_KINDS = 128  # of uncertainty types, far beyond those there are
_NAN = float("nan")


@dataclass(frozen=True)
class Columns:
    """The exchanges of a database in the order of process, input and id; NaN where a field of a spread is not given."""

    ids: np.ndarray
    processes: np.ndarray  # per exchange: place in `names`
    inputs: np.ndarray  # per exchange: place in `names`
    types: np.ndarray  # per exchange: place in TYPES
    amounts: np.ndarray  # as stored, sign not applied; NaN for what is no number
    kinds: np.ndarray  # uncertainty types
    loc: np.ndarray
    scale: np.ndarray
    minimum: np.ndarray
    maximum: np.ndarray
    shape: np.ndarray
    negative: np.ndarray
    unusual: np.ndarray  # per exchange: whether its row says more
    names: tuple[Key, ...]  # database and code
    fields: frozenset[str] = frozenset()  # of all rows: what none of them says need not be looked for in the file

    def __len__(self) -> int:
        return len(self.ids)


ARRAYS = tuple(one.name for one in fields(Columns) if one.name not in ("names", "fields"))
KINDS_OF_ARRAYS = {
    "ids": np.int64, "processes": np.int32, "inputs": np.int32, "types": np.int8, "kinds": np.int16, "negative": np.int8,
    "unusual": np.bool_,
}  # fmt: skip


class Gathering:
    """Rows of a database one after the other, kept as numbers only."""

    def __init__(self, database: str) -> None:
        """Nothing yet of a database."""
        self._database = database
        self._places: dict[Key, int] = {}
        self._fields: set[Any] = set()
        self._whole = {name: array("q") for name in ("ids", "processes", "inputs")}
        self._small = {name: array("h") for name in ("types", "kinds", "negative", "unusual")}
        self._numbers = {name: array("d") for name in ("amounts", *SPREAD)}

    def add(self, number: int, process: str, bought: Key, kind: str, data: Mapping[str, Any]) -> None:
        """One more row, with its fields."""
        places, whole, small = self._places, self._whole, self._small
        self._fields.update(data)
        amount = _number(plain_number(data.get("amount")))
        code = _CODES.get(kind, OTHER_TYPE)
        usual = code != OTHER_TYPE and isfinite(amount) and SAYING.isdisjoint(data)
        whole["ids"].append(number)
        whole["processes"].append(places.setdefault((self._database, process), len(places)))
        whole["inputs"].append(places.setdefault(bought, len(places)))
        small["types"].append(code)
        self._numbers["amounts"].append(amount)
        uncertainty = data.get("uncertainty type") or data.get("uncertainty_type") or 0
        known = isinstance(uncertainty, _WHOLE) and 0 <= uncertainty < MOST_KINDS
        small["kinds"].append(int(uncertainty) if known else 0)
        for name in SPREAD:
            given = data.get(name, _NAN)
            self._numbers[name].append(_number(given))
            usual &= isinstance(given, _NUMBERS) and (given == given or given is _NAN)
        negative = data.get("negative", NOT_GIVEN)
        sided = isinstance(negative, _TRUTHS)
        small["negative"].append(int(bool(negative)) if sided else NOT_GIVEN)
        small["unusual"].append(not (usual and known and (sided or negative is NOT_GIVEN)))

    def columns(self) -> Columns:
        """All rows so far."""
        names = tuple(self._places)
        arrays: dict[str, np.ndarray] = {
            name: np.array(given, dtype=KINDS_OF_ARRAYS.get(name, np.float64))
            for name, given in (self._whole | self._small | self._numbers).items()
        }
        rank = np.empty(len(names), dtype=np.int64)
        rank[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
        order = np.lexsort((arrays["ids"], rank[arrays["inputs"]], rank[arrays["processes"]]))
        said = frozenset(filter(lambda name: isinstance(name, str), self._fields))
        return Columns(**{name: arrays[name][order] for name in ARRAYS}, names=names, fields=said)


def _number(value: object) -> float:
    """A number as it is; NaN for anything else, and for one that no double holds."""
    if isinstance(value, _NUMBERS):
        try:
            return float(value)
        except OverflowError:
            return _NAN
    return _NAN
