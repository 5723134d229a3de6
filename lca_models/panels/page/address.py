"""The address of the page, version 1: what stands behind the question mark, split into pairs, each judged on its own.

    query = "v=1" *( "&" key "=" value )        percent-encoded UTF-8; nothing of it is ever HTML, a path, or data
    key   = v | lang | tab | per | product | rules | method | scenario | province | row | sheet | at
          | [base. | second.] product | [base. | second.] rules | [base. | second.] set.NAME | range.NAME
    number = "-"? digit{1,12} ("." digit{1,17})? ("e" [+-]? digit{1,2})?      the shortest that reads back to the same double

A text without `v` is of the time before versions: names of parameters stood alone there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.catalogue import LANGUAGES
from lca_models.scope.wording.messages import bilingual, message, speaking

VERSION = 1
LONGEST, MOST_PAIRS, LONGEST_VALUE = 4000, 96, 120
SCENARIO, MOST_SCENARIOS = "scenario", 8
PROVINCE = "province"  # of the cell plant, as the command line names it
FIRST = ("v", "lang", "tab", "per", "product", "rules", "method", SCENARIO, PROVINCE)
SETS, RANGES = ("set.",), ("range.",)
BASE, SECOND = ("base.product", "base.rules", "base.set."), ("second.product", "second.rules", "second.set.")
LAST = ("against", "row", "sheet", "at")
ORDER = (
    *FIRST,
    *SETS,
    *RANGES,
    *BASE,
    *SECOND,
    *LAST,
)  # of a canonical address; what ends in a point is followed by a name
NAMED = tuple(one for one in ORDER if one.endswith("."))
NAME = re.compile(r"[a-z][a-z0-9_]{0,63}", re.ASCII)
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}", re.ASCII)
NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,17})?(e[+-]?[0-9]{1,2})?", re.ASCII)
BROKEN = re.compile(r"%(?![0-9A-Fa-f]{2})")
SAFE = "~:,"  # beside letters, digits and -._~, which need no percent sign

Pair = tuple[str, str]
Words = tuple[str, str]  # English and Chinese


@dataclass(frozen=True)
class Refused:
    """One pair that was not taken, and why, in both languages."""

    key: str
    text: Words


@dataclass(frozen=True)
class Address:
    """The pairs of an address that are well formed, those that are not, and why nothing of it can be used where that is so."""

    pairs: tuple[Pair, ...] = ()
    refused: tuple[Refused, ...] = ()
    unusable: Words | None = None


def read_address(search: str) -> Address:
    """An address, from its question mark on or without one."""
    query = search.removeprefix("?")
    parts = [one for one in query.split("&") if one]
    if len(query) > LONGEST or len(parts) > MOST_PAIRS:
        return Address(unusable=bilingual("the link is too long: at most {letters:,} characters and {pairs} settings",
                                          letters=LONGEST, pairs=MOST_PAIRS))  # fmt: skip
    pairs: list[Pair] = []
    refused: list[Refused] = []
    for part in parts:
        pair, problem = _decoded(part)
        if problem:
            refused.append(Refused(excerpt(part.partition("=")[0]), problem))
        else:
            pairs.append(pair)
    said = next((value for key, value in pairs if key == "v"), "")
    if (said and not said.isascii()) or (said and not said.isdigit()) or int(said or 0) > VERSION:
        return Address(unusable=bilingual("the link is of version '{version}', which this page cannot read; it reads {known}",
                                          version=excerpt(said), known=VERSION))  # fmt: skip
    for migrate in MIGRATIONS[int(said or 0) :]:
        pairs = migrate(pairs)
    seen: dict[str, int] = {}
    taken = []
    for key, value in pairs:
        seen[key] = seen.get(key, 0) + 1
        problem = _problem(key, value, seen[key])
        if problem:
            refused.append(Refused(excerpt(key), problem))
        elif key != "v":
            taken.append((key, value))
    return Address(tuple(taken), tuple(refused))


def write_address(pairs: Iterable[Pair]) -> str:
    """The canonical address of pairs, beginning with a question mark."""
    rank = {one: place for place, one in enumerate(ORDER)}
    ordered = sorted(pairs, key=lambda pair: rank[_kind(pair[0])])
    return "?" + "&".join(
        f"{quote(key, safe=SAFE)}={quote(value, safe=SAFE)}" for key, value in [("v", str(VERSION)), *ordered]
    )


def number_written(value: float) -> str:
    """The shortest text of the grammar that reads back to the same double."""
    plain = repr(float(value)).removesuffix(".0")
    mantissa, _, power = f"{float(value):.16e}".partition("e")
    short = next((text for digits in range(17) if float(text := f"{float(value):.{digits}e}") == float(value)), "")
    mantissa, _, power = (short or f"{mantissa}e{power}").partition("e")
    scaled = f"{mantissa}e{int(power)}"
    return min((one for one in (plain, scaled) if NUMBER.fullmatch(one)), key=len, default=scaled)


def number_read(text: str) -> float | None:
    """The number that a text of the grammar writes; nothing for any other text."""
    return float(text) if NUMBER.fullmatch(text) else None


def _decoded(part: str) -> tuple[Pair, Words | None]:
    key, sign, value = part.partition("=")
    try:
        pair = (unquote(key, errors="strict"), unquote(value, errors="strict"))
    except UnicodeDecodeError:
        pair = ("", "")
    if BROKEN.search(part) or not pair[0]:
        return pair, bilingual("is not written as addresses are; copy the link again")
    if not sign or not pair[1]:
        return pair, bilingual("has no value")
    if len(pair[1]) > LONGEST_VALUE:
        return pair, bilingual("has a value of more than {most} characters", most=LONGEST_VALUE)
    if not (pair[0] + pair[1]).isprintable():
        return pair, bilingual("holds characters that cannot be printed")
    return pair, None


def _kind(key: str) -> str:
    return next((one for one in NAMED if key.startswith(one)), key)


def _problem(key: str, value: str, times: int) -> Words | None:
    kind = _kind(key)
    if kind not in ORDER or (kind in NAMED and not NAME.fullmatch(key.removeprefix(kind))):
        known = [one.removesuffix(".") for one in ORDER]
        return both(lambda: message("there is no such setting; {near}", near=suggestion(key, known)))
    if times > (MOST_SCENARIOS if key == SCENARIO else 1):
        return bilingual("stands there more often than it may; the first counts")
    return None


def both(tell: Callable[[], str]) -> Words:
    """What is told in each language."""
    found = []
    for language in LANGUAGES:
        with speaking(language):
            found.append(tell())
    return found[0], found[1]


def _without_versions(pairs: Sequence[Pair]) -> list[Pair]:
    """Names of parameters stood alone, and a province was that of the cell and pack plant."""
    kept = {*FIRST, *LAST}
    renamed = {"province": "set.cell_plant_province"}
    return [(renamed.get(key, key if key in kept or "." in key or "_" not in key else f"set.{key}"), value)
            for key, value in pairs]  # fmt: skip


# From the version of each place to the next.
MIGRATIONS: tuple[Callable[[Sequence[Pair]], list[Pair]], ...] = (_without_versions,)
