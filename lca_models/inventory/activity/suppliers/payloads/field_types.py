"""Types of the fields of footprint files, and what is wrong with a value in words of a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from lca_models.inventory.activity.suppliers.footprint import SupplierFootprint
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.numbers import NumberError, read_number
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from pydantic import ValidationError

LARGEST = 1e15
LONGEST_TEXT = 20_000  # characters
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{0,31}:\S+", re.IGNORECASE)


@dataclass(frozen=True)
class Fault:
    """What is wrong with one field of a file."""

    field: str  # pcf.dqi.temporalDQR
    text: str
    is_unknown_key: bool = False
    code: str = ""  # of the messages of sheets: V40


@dataclass(frozen=True)
class Judged:
    """What one footprint of a file says, and every fault of it; no footprint where there is an error."""

    footprint: SupplierFootprint | None
    errors: list[Fault]
    warnings: list[Fault]


def within(low: float, high: float) -> AfterValidator:
    """A number in a range; raises ValueError for another."""

    def check(value: Decimal) -> Decimal:
        if not low <= value <= high:
            raise ValueError(message("{value} is outside {low:g} to {high:g}", value=value, low=low, high=high))
        return value

    return AfterValidator(check)


def as_decimal_text(value: object) -> Decimal:
    """A decimal number in a text, as PACT 3 writes every number.

    Raises ValueError for a number of JSON, and for a text that is no number.
    """
    if isinstance(value, Decimal | int | float) and not isinstance(value, bool):
        raise ValueError(message('is the number {value}; write it as a text in quotes: "{value}"', value=value))
    return as_number(Decimal(_number(value)) if isinstance(value, str) else value)


def as_number(value: object) -> Decimal:
    """A number of JSON. Raises ValueError for everything else."""
    if isinstance(value, str):
        raise ValueError(message('is the text "{value}"; write it as a number without quotes', value=excerpt(value)))
    if isinstance(value, bool) or not isinstance(value, Decimal | int | float):
        raise ValueError(message("is {value}; give a number", value=excerpt(json_word(value))))
    found = Decimal(value)
    if not found.is_finite() or abs(found) > LARGEST:
        raise ValueError(message("{value} is no figure of a footprint; give a number", value=excerpt(str(value), 24)))
    return found


def _number(text: str) -> str:
    try:
        read_number(text)
    except NumberError as error:
        raise ValueError(str(error)) from None
    return text.strip()


def as_text(value: object) -> str:
    """A text that is not empty. Raises ValueError for everything else."""
    if not isinstance(value, str):
        raise ValueError(message("is {value}; give a text in quotes", value=excerpt(json_word(value))))
    if not value.strip():
        raise ValueError(message("is empty; give it, or leave the field out"))
    return as_any_text(value)


def as_any_text(value: object) -> str:
    """A text, which may be empty. Raises ValueError for everything else, and for one longer than any page."""
    if not isinstance(value, str):
        raise ValueError(message("is {value}; give a text in quotes", value=excerpt(json_word(value))))
    if len(value) > LONGEST_TEXT:
        raise ValueError(
            message("has {count:,} characters; give at most {most:,}", count=len(value), most=LONGEST_TEXT)
        )
    return "".join(one if one.isprintable() else " " for one in value).strip()


def as_uuid(value: object) -> str:
    """A UUID. Raises ValueError for everything else."""
    text = as_text(value)
    if not _UUID.fullmatch(text):
        raise ValueError(message("'{value}' is no UUID (8-4-4-4-12 hexadecimal digits)", value=excerpt(text)))
    return text.lower()


def as_urn(value: object) -> str:
    """A Uniform Resource Name. Raises ValueError for everything else."""
    text = as_text(value)
    if not _URN.fullmatch(text):
        raise ValueError(message("'{value}' is no URN; write it as urn:NAMESPACE:NAME", value=excerpt(text)))
    return text


def as_time(value: object) -> datetime:
    """A day and time with its zone. Raises ValueError for everything else."""
    text = as_text(value)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or "T" not in text.upper() or found.tzinfo is None:
        raise ValueError(
            message("'{value}' is no time with a zone; write it as 2025-12-31T00:00:00Z", value=excerpt(text))
        )
    return found


def as_flag(value: object) -> bool:
    """True or false. Raises ValueError for everything else."""
    if not isinstance(value, bool):
        raise ValueError(message("is {value}; give true or false, without quotes", value=excerpt(json_word(value))))
    return value


DecimalText = Annotated[Decimal, BeforeValidator(as_decimal_text)]
Number = Annotated[Decimal, BeforeValidator(as_number)]
Text = Annotated[str, BeforeValidator(as_text)]
AnyText = Annotated[str, BeforeValidator(as_any_text)]
Uuid = Annotated[str, BeforeValidator(as_uuid)]
Urn = Annotated[str, BeforeValidator(as_urn)]
Time = Annotated[datetime, BeforeValidator(as_time)]
Flag = Annotated[bool, BeforeValidator(as_flag)]


def json_word(value: object) -> str:
    """A value as JSON writes it, of a list or an object only that it is one; an integer too long to write begins with 1."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{…}"
    if isinstance(value, list | tuple):
        return "[…]"
    try:
        return str(value)
    except ValueError:  # an integer of more digits than Python writes
        return "1…"


def faults_of(error: ValidationError, places: Mapping[str, str], former: Mapping[str, str]) -> Iterator[Fault]:
    """What pydantic found, in words of a person.

    `places`: where each known field stands, by name. `former`: names of earlier editions, with what is written now.
    """
    found = error.errors(include_url=False)
    yield from _missing([one["loc"] for one in found if one["type"] == "missing"])
    for one in found:
        field, kind = _field(one["loc"]), one["type"]
        if kind == "extra_forbidden":
            yield Fault(field, _unknown(str(one["loc"][-1]), places, former), True)
        elif kind == "missing":
            continue
        elif kind == "value_error":
            yield Fault(field, str(one["ctx"]["error"]))
        elif kind == "literal_error":
            known = [word.strip("'") for word in re.split(r", | or ", str(one["ctx"]["expected"]))]
            yield Fault(field, message("is {value}; {near}", value=excerpt(json_word(one["input"])),
                                       near=suggestion(json_word(one["input"]), known)))  # fmt: skip
        elif kind in ("list_type", "tuple_type"):
            yield Fault(
                field, message("is {value}; give a list in square brackets", value=excerpt(json_word(one["input"])))
            )
        elif kind == "too_short":
            yield Fault(field, message("is an empty list; give one entry at least, or leave the field out"))
        elif kind in ("model_type", "model_attributes_type", "dict_type"):
            yield Fault(field, message("is {value}; give an object in braces", value=excerpt(json_word(one["input"]))))
        else:
            yield Fault(field, message("is {value}, which is not possible", value=excerpt(json_word(one["input"]))))


def _field(path: Sequence[int | str]) -> str:
    """A field as a person names it: pcf.productOrSectorSpecificRules[0]."""
    return ".".join(part if isinstance(part, str) else f"[{part}]" for part in path).replace(".[", "[")


def _missing(paths: Sequence[Sequence[int | str]]) -> Iterator[Fault]:
    """Missing fields; several of one object in one line."""
    by_object: dict[str, list[str]] = {}
    for path in paths:
        by_object.setdefault(_field(path[:-1]), []).append(str(path[-1]))
    for place, names in by_object.items():
        if len(names) == 1:
            field = f"{place}.{names[0]}" if place else names[0]
            yield Fault(field, message("is missing, and every footprint of this kind has it; ask the supplier for it"))
        else:
            yield Fault(place, message("lacks {fields}, which every footprint of this kind has; ask the supplier for them",
                                       fields=enumerated(names)))  # fmt: skip


def _unknown(name: str, places: Mapping[str, str], former: Mapping[str, str]) -> str:
    """A name that is none here: of another edition, of another place, or misspelt."""
    if name in former:
        return former[name]
    if name in places:
        return message("does not stand here; it belongs into {place}", place=places[name])
    return message("is no field; {near}", near=suggestion(name, places))


def without_nulls(tree: Any, place: str = "") -> tuple[Any, list[str]]:
    """A tree without keys that are null, which many programs write for what is not stated, and the names of those keys."""
    if isinstance(tree, list):
        pairs = [without_nulls(one, f"{place}[{at}]") for at, one in enumerate(tree)]
        return [one for one, _ in pairs], [name for _, names in pairs for name in names]
    if not isinstance(tree, Mapping):
        return tree, []
    kept, names = {}, []
    for key, value in tree.items():
        inside = f"{place}.{excerpt(key)}".lstrip(".")
        if value is None:
            names.append(inside)
            continue
        kept[key], further = without_nulls(value, inside)
        names += further
    return kept, names
