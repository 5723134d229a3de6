"""The one way to write a number, in every file, option and field: `1234.5`, `-0.2`, `1e-6`.

Python, YAML and Excel each read more than that, and not the same: `1_000`, `１２`, `1:30`, `0x1F`, `010`, `yes`. What two
programs read differently is refused, with the way to write it.
"""

from __future__ import annotations

import re
import unicodedata
from math import isfinite
from numbers import Integral, Real

from lca_models.scope.errors import LcaModelsError
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.messages import message

BLANKS = " \t\r\n"  # what may stand around a cell or a value; other blanks are characters that nobody sees
LONGEST = 400  # characters: nobody writes more digits than the largest number has
LARGEST_EXACT = 2**53  # above it a whole number that is written with a point or an exponent would be rounded

_NUMBER = re.compile(r"[+-]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_WITH_UNIT = re.compile(r"[+-]?[0-9][0-9.,' ]*\s*[^\W\d_].*|[+-]?[0-9][0-9.,]*\s*%")
_WHOLE = re.compile(r"[+-]?(?:0|[1-9][0-9]*)")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+")  # thousands, or three decimals
_CONTINENTAL = re.compile(r"[+-]?[0-9]{1,3}(?:(?:\.[0-9]{3})+,[0-9]+|(?:\.[0-9]{3}){2,})")  # 1.234,5 and 1.234.567
_SIGNS = str.maketrans(
    {"\u2212": "-", "\u2013": "-", "\u066b": ".", "\u066c": ",", "_": None, "'": None, "\u2019": None}
)


class NumberError(LcaModelsError, ValueError):
    """A number is written in digits with a point, as 1234.5; the message says how to write what was meant."""


class AmbiguousNumberError(NumberError):
    """A number is written so that nobody can read it as another one; the message names both."""


def read_number(given: object) -> float:
    """The number that a text, a cell or a Python value holds.

    Raises NumberError for a text that is written in another way, for yes and no, and for what is not finite.
    """
    if isinstance(given, str):
        return _read_text(given.strip(BLANKS))
    if isinstance(given, bool) or type(given).__name__ in ("bool_", "bool"):
        raise NumberError(
            message("{value} says yes or no and is not a number; write 1 or 0 where that is meant", value=given)
        )
    if not isinstance(given, Real):
        raise NumberError(message("'{words}' is not a number; write it as 1234.5", words=excerpt(given)))
    try:
        number = float(given)
    except OverflowError:
        number = float("inf")
    if not isfinite(number):
        raise NumberError(message("'{words}' is not a finite number; give one", words=excerpt(given)))
    return number


def typed_number(given: object, unit: str = "") -> float:
    """The number that a person types into a field of a unit, which may stand behind it: `60 kWh`.

    Raises NumberError as `read_number` does, for another unit too.
    """
    text = given.strip(BLANKS) if isinstance(given, str) else given
    if unit and isinstance(text, str) and text.lower().endswith(unit.lower()) and len(text) <= LONGEST:
        text = text[: -len(unit)]
    try:
        return read_number(text)
    except AmbiguousNumberError:
        raise
    except NumberError as error:
        if (
            unit
            and isinstance(text, str)
            and not is_number(text.strip(BLANKS))
            and (found := _WITH_UNIT.fullmatch(text.strip(BLANKS)))
        ):
            raise NumberError(
                message(
                    "'{words}' has another unit; write the number in {unit}", words=excerpt(found.group()), unit=unit
                )
            ) from None
        raise error from None


def read_whole(given: object) -> int:
    """The whole number that a text or a Python value holds; `1e4` is one.

    Raises NumberError for every other number, and for what is none.
    """
    if isinstance(given, str) and len(given) <= LONGEST and _WHOLE.fullmatch(given.strip(BLANKS)):
        return int(given)
    if not isinstance(given, bool) and isinstance(given, Integral):
        return int(given)
    number = read_number(given)
    if not number.is_integer() or abs(number) > LARGEST_EXACT:
        raise NumberError(message("'{words}' is not a whole number; give one", words=excerpt(given)))
    return int(number)


def number_problem(given: object) -> str:
    """What keeps a text or a value from being a number, and how to write it; empty when nothing does."""
    try:
        read_number(given)
    except NumberError as error:
        return str(error)
    return ""


def is_number(text: str) -> bool:
    """Whether a text is written as a number."""
    return len(text) <= LONGEST and _NUMBER.fullmatch(text) is not None


def _read_text(text: str) -> float:
    if not is_number(text):
        raise _refusal(text)
    number = float(text)
    if not isfinite(number):
        raise NumberError(message("'{words}' is not a finite number; give one", words=excerpt(text)))
    if number == 0 and re.search("[1-9]", re.split("[eE]", text)[0]):
        raise NumberError(message("'{words}' is too small for a computer to tell from 0; write 0", words=excerpt(text)))
    return number


def _refusal(text: str) -> NumberError:
    """Why a text is no number, with how to write what it seems to mean."""
    words = excerpt(text)
    if text.strip().lower().lstrip("+-") in ("inf", "infinity", "nan", ".inf", ".nan"):
        return NumberError(message("'{words}' is not a finite number; give one", words=words))
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).translate(_SIGNS)
    plain = "".join(str(unicodedata.decimal(one, one)) for one in plain if not (one.isspace() or one == "\u200b"))
    if _GROUPED.fullmatch(plain) and plain.count(",") == 1 and plain.lstrip("+-")[0] != "0":
        thousands, decimals = plain.replace(",", ""), plain.replace(",", ".")
        return AmbiguousNumberError(
            message(
                "'{words}' can be two numbers; write {thousands} or {decimals}",
                words=words,
                thousands=thousands,
                decimals=decimals,
            )
        )
    if _CONTINENTAL.fullmatch(plain):
        plain = plain.replace(".", "")
    elif ("." in plain and _GROUPED.fullmatch(plain.partition(".")[0])) or (
        plain.count(",") > 1 and _GROUPED.fullmatch(plain)
    ):
        plain = plain.replace(",", "")
    plain = plain.replace(",", ".") if plain.count(",") == 1 else plain
    if "_" not in text:  # 0_1 may be 0.1 as well as 1
        plain = re.sub(r"^([+-]?)0+(?=[0-9])", r"\1", plain)
    if is_number(plain):
        return NumberError(
            message("'{words}' is not a number; write it as {number}", words=words, number=excerpt(plain))
        )
    if plain.endswith("%") and is_number(plain[:-1]):
        share = float(plain[:-1]) / 100
        return NumberError(message("'{words}' is not a number; write {share:g} for a share", words=words, share=share))
    return NumberError(message("'{words}' is not a number; write it as 1234.5", words=words))
