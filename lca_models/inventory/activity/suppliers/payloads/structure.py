"""What the forms of buyers' systems may hold, from `forms.csv`: names, types, lists, ranges, codes; every breach at once.

A row is a field. `required` and `bound` say whose the demand is: that of the published schema, or ours beyond it. Our demands
are what a schema leaves open and no reader can use: a rating of 9, a share of 250 %, a name that nothing reads.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from lca_models.inventory.activity.suppliers.payloads.field_types import LARGEST, LONGEST_TEXT, json_word
from lca_models.inventory.activity.suppliers.payloads.places import is_country, is_subdivision
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import nearest
from lca_models.scope.wording.messages import message

TABLE = Path(__file__).parent / "forms.csv"
SCHEMA, OURS = "schema", "ours"
MOST_FLAWS = 500  # of one document: whoever has more of them has another kind of file
OBJECT, LIST, ANY = "object", "list", "any"
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,20})?")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})")
_PATTERNS: Mapping[str, tuple[re.Pattern[str], str]] = {
    "uuid": (re.compile(r"(urn:uuid:)?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"), "f4b1225a-bd44-4c8e-861d-0…"),
    "urn": (re.compile(r"urn:[a-z0-9][a-z0-9-]{0,31}:\S+", re.IGNORECASE), "urn:NAMESPACE:NAME"),
    "uri": (re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+", re.IGNORECASE), "urn:NAMESPACE:NAME"),
    "url": (re.compile(r"https?://[^\s/<>\"{}|\\^`.]+\.[^\s<>\"{}|\\^`]+", re.IGNORECASE), "https://…"),
    "bpnl": (re.compile(r"BPNL[a-zA-Z0-9]{12}"), "BPNL00000007ABCD"),
    "bpns": (re.compile(r"BPNS[a-zA-Z0-9]{12}"), "BPNS00000007ABCD"),
}  # fmt: skip
IDENTIFIERS = tuple(_PATTERNS)


@dataclass(frozen=True)
class Flaw:
    """What is wrong with one field of a document."""

    path: str  # pcf.dqi.temporalDQR, companyIds[0]; empty for the document itself
    check: str  # what was looked at: missing, type, range, period …
    text: str  # in the language in use
    is_schema: bool = False  # whether the published schema says so too


@dataclass
class Node:
    """A field of a form and what it holds."""

    kind: str
    required: str = ""
    low: str = ""
    high: str = ""
    bound: str = ""
    choices: tuple[str, ...] = ()
    fields: dict[str, Node] = field(default_factory=dict)  # of an object
    item: Node | None = None  # of a list


@cache
def forms() -> Mapping[str, Node]:
    """The forms by name, each as the tree of its fields."""
    found: dict[str, Node] = {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            choices = tuple(row["choices"].split("|")) if row["choices"] else ()
            node = Node(row["kind"], row["required"], row["low"], row["high"], row["bound"], choices)
            parent = found.setdefault(row["form"], Node(OBJECT))
            *above, last = _steps(row["path"])
            for step in above:
                parent = parent.item or parent if step == "[]" else parent.fields[step]
            if last == "[]":
                parent.item = node
            else:
                parent.fields[last] = node
    return found


def structure_flaws(form: str, document: object) -> list[Flaw]:
    """Every breach of the table by a document of a form; at most MOST_FLAWS. Raises KeyError for an unknown form.

    `document`: as json gives it, with numbers of any type.
    """
    found: list[Flaw] = []
    for one in _flaws(forms()[form], document, ""):
        found.append(one)
        if len(found) >= MOST_FLAWS:
            break
    return found


def at(document: object, path: str) -> Any:
    """What stands at a path such as `pcf.dqi` or `general[0].comment`; None where nothing does."""
    found = document
    for step in _steps(path):
        if step.startswith("["):
            place = int(step[1:-1])
            found = found[place] if isinstance(found, list) and place < len(found) else None
        else:
            found = found.get(step) if isinstance(found, Mapping) else None
    return found


def figure_at(document: object, path: str) -> Decimal | None:
    """A figure as it was written, of a number or of a decimal in a text; None for everything else."""
    return figure_of(at(document, path))


def figure_of(value: object) -> Decimal | None:
    """The same of a value."""
    if isinstance(value, str):
        return Decimal(value) if _DECIMAL.fullmatch(value) else None
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    found = value if isinstance(value, Decimal) else Decimal(repr(value) if isinstance(value, float) else value)
    return found if found.is_finite() and abs(found) <= LARGEST else None


def time_at(document: object, path: str) -> datetime | None:
    """A time with its zone; None for everything else."""
    return time_of(at(document, path))


def time_of(value: object) -> datetime | None:
    """The same of a value."""
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def text_at(document: object, path: str) -> str:
    """A text; empty for everything else."""
    value = at(document, path)
    return value if isinstance(value, str) else ""


def _steps(path: str) -> list[str]:
    return re.findall(r"\[[0-9]*\]|[^.\[\]]+", path)


def _flaws(node: Node, value: object, path: str) -> Iterator[Flaw]:
    if node.kind == OBJECT:
        yield from _object_flaws(node, value, path)
    elif node.kind == LIST:
        yield from _list_flaws(node, value, path)
    elif node.kind != ANY:
        yield from _leaf_flaws(node, value, path)


def _object_flaws(node: Node, value: object, path: str) -> Iterator[Flaw]:
    if not isinstance(value, Mapping):
        yield Flaw(path, "type", message("is {value}; give an object in braces", value=shown(value)), True)
        return
    for name, inner in node.fields.items():
        if inner.required and name not in value:
            yield Flaw(_join(path, name), "missing", message("is missing"), inner.required == SCHEMA)
    for key, inside in value.items():
        name = str(key)
        if name in node.fields:
            yield from _flaws(node.fields[name], inside, _join(path, name))
        else:
            text = message("is no field of this form; {near}", near=_listed(name, tuple(node.fields)))
            yield Flaw(_join(path, excerpt(name, 60)), "unknown key", text)


def _list_flaws(node: Node, value: object, path: str) -> Iterator[Flaw]:
    if not isinstance(value, list | tuple):
        yield Flaw(path, "type", message("is {value}; give a list in square brackets", value=shown(value)), True)
        return
    low, high = int(node.low or 0), int(node.high) if node.high else len(value)
    if len(value) < low:
        text = message("has {count} entries; give at least {low}", count=len(value), low=low)
        yield Flaw(path, "entries", text, node.bound == SCHEMA)
    elif len(value) > high:
        text = message("has {count} entries; give at most {high}", count=len(value), high=high)
        yield Flaw(path, "entries", text, node.bound == SCHEMA)
    seen: set[str] = set()
    for place, one in enumerate(value):
        inside = f"{path}[{place}]"
        if node.item is not None:
            yield from _flaws(node.item, one, inside)
        if isinstance(one, str):
            if one.casefold().strip() in seen:
                yield Flaw(inside, "twice", message("'{value}' stands there twice; keep one", value=excerpt(one)))
            seen.add(one.casefold().strip())


def _leaf_flaws(node: Node, value: object, path: str) -> Iterator[Flaw]:
    kind = node.kind
    if kind in ("number", "decimal"):
        yield from _figure_flaws(node, value, path)
    elif kind == "flag":
        if not isinstance(value, bool):
            text = message("is {value}; give true or false, without quotes", value=shown(value))
            yield Flaw(path, "type", text, True)
    elif not isinstance(value, str):
        yield Flaw(path, "type", message("is {value}; give a text in quotes", value=shown(value)), True)
    elif kind == "choice":
        if value not in node.choices:
            text = message("is '{value}'; {near}", value=excerpt(value), near=_listed(value, node.choices))
            yield Flaw(path, "choice", text, True)
    elif not value.strip() and kind != "blank text":
        yield Flaw(path, "empty", message("is empty; give it, or leave the field out"))
    elif len(value) > LONGEST_TEXT:
        text = message("has {count:,} characters; give at most {most:,}", count=len(value), most=LONGEST_TEXT)
        yield Flaw(path, "length", text)
    else:
        yield from _form_flaws(kind, value, path)


def _form_flaws(kind: str, value: str, path: str) -> Iterator[Flaw]:
    """What a text of a kind must look like."""
    if kind in _PATTERNS:
        pattern, example = _PATTERNS[kind]
        if not pattern.fullmatch(value):
            text = message("'{value}' is not written as {example}", value=excerpt(value), example=example)
            yield Flaw(path, kind, text)
    elif kind == "time" and time_of(value) is None:
        text = message("'{value}' is no time with a zone; write it as 2025-12-31T00:00:00Z", value=excerpt(value))
        yield Flaw(path, "time", text)
    elif (kind == "country" and not is_country(value)) or (kind == "subdivision" and not is_subdivision(value)):
        text = message("'{value}' is no code of ISO 3166; write it as {example}", value=excerpt(value),
                       example="CN" if kind == "country" else "CN-SC")  # fmt: skip
        yield Flaw(path, "geography", text)


def _figure_flaws(node: Node, value: object, path: str) -> Iterator[Flaw]:
    is_text = isinstance(value, str)
    if node.kind == "decimal" and not is_text:
        yield Flaw(path, "type", message("is {value}; write the number as a text in quotes", value=shown(value)), True)
        return
    if node.kind == "number" and (is_text or isinstance(value, bool) or not isinstance(value, int | float | Decimal)):
        text = message("is {value}; write it as a number without quotes", value=shown(value))
        yield Flaw(path, "type", text, True)
        return
    found = figure_of(value)
    if found is None:
        text = message("'{value}' is no plain number: digits, one point, no exponent, no sign but a minus, at most 1e15",
                       value=shown(value))  # fmt: skip
        yield Flaw(path, "digits", text)
        return
    low, high = Decimal(node.low.strip(">") or "-Infinity"), Decimal(node.high or "Infinity")
    if low <= found <= high and not (node.low.startswith(">") and found == low):
        return
    if node.low.startswith(">"):
        text = message("is {value}, and must be above {low}", value=found, low=node.low[1:])
    elif node.low and node.high:
        text = message("is {value}, outside {low} to {high}", value=found, low=node.low, high=node.high)
    elif node.low:
        text = message("is {value}, below {low}", value=found, low=node.low)
    else:
        text = message("is {value}, above {high}", value=found, high=node.high)
    yield Flaw(path, "range", text, node.bound == SCHEMA)


def _listed(name: str, known: Sequence[str]) -> str:
    first = ", ".join(known[:6]) + (", …" if len(known) > 6 else "")
    return nearest(name[:80], known) or message("known: {listed}", listed=first)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def shown(value: object) -> str:
    """A value as JSON writes it, short."""
    return excerpt(json_word(value), 40)
