"""JSON of other parties that every table can hold: whole text, finite numbers, no deeper than a person writes."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from lca_models.programme.registry.errors import InvalidError, Problem
from lca_models.scope.wording.messages import bilingual

DEEPEST = 50  # levels
LARGEST = 2**63  # of whole numbers
# Half characters and those that control a terminal; a database of PostgreSQL holds no NUL.
_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def is_plain(text: str) -> bool:
    """Whether a text holds nothing but whole characters, blanks, tabs and ends of lines."""
    return _ODD.search(text) is None


def read_plain(content: bytes, where: str) -> Any:
    """A document of JSON. Raises InvalidError where it is none, and with the place of whatever no table can hold."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        raise InvalidError(Problem(where, *bilingual("is no JSON in UTF-8"))) from None
    check_plain(found, where)
    return found


def check_plain(document: Any, where: str) -> None:
    """Raises InvalidError with the place of the first value of a document that no table can hold."""
    waiting: list[tuple[Any, str, int]] = [(document, where, 0)]
    while waiting:
        value, place, depth = waiting.pop()
        if depth > DEEPEST:
            raise InvalidError(Problem(where, *bilingual("is nested more than {most} levels deep", most=DEEPEST)))
        if isinstance(value, str) and not is_plain(value):
            raise InvalidError(Problem(place, *bilingual("holds half a character or one that controls a terminal")))
        if isinstance(value, int | float) and not (math.isfinite(value) and abs(value) < LARGEST):
            raise InvalidError(Problem(place, *bilingual("is no number of a usual size")))
        if isinstance(value, dict):
            if not all(map(is_plain, value)):
                raise InvalidError(Problem(place, *bilingual("holds half a character or one that controls a terminal")))
            waiting += [(one, f"{place}.{key[:40]}", depth + 1) for key, one in value.items()]
        elif isinstance(value, list):
            waiting += [(one, f"{place}[{at}]", depth + 1) for at, one in enumerate(value)]
