"""The pickled fields of Brightway's rows, read without running anybody's code.

Brightway pickles whatever people store: numbers of NumPy, dates, paths, tables of pandas, classes of their own. Numbers, texts
and the containers of Python are read as they are; an object of any other kind stands as an `Opaque` value that
knows its name and nothing else. No module is imported for it, and nothing of it is called.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

_SAFE_GLOBALS = frozenset({
    ("builtins", "set"), ("builtins", "frozenset"), ("builtins", "complex"), ("collections", "OrderedDict"),
    ("datetime", "date"), ("datetime", "timedelta"), ("datetime", "timezone"),
    ("numpy", "dtype"), ("numpy", "ndarray"),
    ("numpy.core.multiarray", "_reconstruct"), ("numpy._core.multiarray", "_reconstruct"),
    ("numpy.core.numeric", "_frombuffer"), ("numpy._core.numeric", "_frombuffer"),
})  # fmt: skip
# Called with what the pickle holds, which another program may have written otherwise: opaque where that fails.
_TRIED = frozenset(
    {("datetime", "datetime"), ("numpy.core.multiarray", "scalar"), ("numpy._core.multiarray", "scalar")}
)
_DICTIONARIES = frozenset({("collections", "defaultdict"), ("collections", "Counter")})


class Opaque:
    """A stored object of a kind that is not read: it has a name, and whatever a pickle does with it changes nothing."""

    origin = ""

    def __new__(cls, *_: object, **__: object) -> Opaque:
        return super().__new__(cls)

    def _ignored(self, *_: object, **__: object) -> None:
        """What unpickling fills an object with."""

    __setstate__ = __setitem__ = append = extend = add = update = _ignored

    def __call__(self, *_: object, **__: object) -> Opaque:
        return self

    def __repr__(self) -> str:
        return f"<{self.origin}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Opaque) and self.origin == other.origin

    def __hash__(self) -> int:
        return hash(self.origin)


def _opaque(module: str, name: str) -> type[Opaque]:
    return type("Opaque", (Opaque,), {"origin": f"{module}.{name}"})


class _PlainUnpickler(pickle.Unpickler):
    """Makes plain values, and opaque ones of everything that could run code."""

    def find_class(self, module: str, name: str) -> Any:
        module = "builtins" if module == "__builtin__" else module  # as old protocols call it
        if (module, name) == ("_codecs", "encode"):
            return _as_bytes
        if (module, name) in _SAFE_GLOBALS:
            return super().find_class(module, name)
        if (module, name) in _DICTIONARIES:
            return _dictionary
        if (module, name) in _TRIED:
            return _tried(super().find_class(module, name), _opaque(module, name))
        return _opaque(module, name)

    def persistent_load(self, pid: object) -> Opaque:
        return _opaque("persistent", type(pid).__name__)()


def _as_bytes(text: object, *_: object) -> bytes:
    """Bytes as old protocols write them: every character one byte."""
    return str(text).encode("latin-1", errors="replace")


def _dictionary(*given: object) -> dict[Any, Any]:
    return dict(given[-1]) if given and isinstance(given[-1], Mapping) else {}


def _tried(make: Callable[..., Any], otherwise: type[Opaque]) -> Callable[..., Any]:
    def made(*given: object) -> Any:
        try:
            return make(*given)
        except (TypeError, ValueError):
            return otherwise()

    return made


def unpickled(blob: bytes) -> Any:
    """What a pickle holds, with an `Opaque` in place of every object that is no plain value.

    Raises ValueError for a pickle that is damaged.
    """
    try:
        return _PlainUnpickler(io.BytesIO(blob)).load()
    except MemoryError:
        raise
    except Exception as error:  # a damaged pickle fails with whatever happens first
        raise ValueError(str(error) or type(error).__name__) from None


def plain_number(value: object) -> Any:
    """An amount as a plain number where it is one: NumPy's own, the array of no dimension that `where` leaves, a truth."""
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value.item()
    if isinstance(value, bool | np.bool_):
        return float(value)
    return value
