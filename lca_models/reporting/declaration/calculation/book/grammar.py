"""The closed language of the formulas that this kit writes: what it holds is read, anything else is refused by name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from lca_models.scope.errors import LcaModelsError
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.messages import message

FUNCTIONS = ("SUM", "SUMIFS", "SUMPRODUCT", "INDEX", "MATCH", "IF", "MAX", "MIN", "ABS", "COUNT")
LONGEST, DEEPEST = (
    8192,
    60,
)  # signs of a formula, and levels of brackets and of signs before a number: Excel's 8,192 and 64
ROWS, COLUMNS = 1_048_576, 16_384

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)
    | (?P<text>"(?:[^"]|"")*")
    | (?P<page>(?:'[^']+'|[^\W\d]\w*)!)
    | (?P<word>\$?[^\W\d]\w*(?:\$\d+)?|\$[A-Za-z]{1,3}\$?\d+)
    | (?P<sign><=|>=|<>|[-+*/<>=(),:])
    )""",
    re.VERBOSE,
)
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})", re.ASCII)


class WorkbookError(LcaModelsError, ValueError):
    """A workbook of calculation holds numbers, texts and the formulas that this kit writes, and nothing else."""


@dataclass(frozen=True)
class Number:
    """A number."""

    value: float


@dataclass(frozen=True)
class Words:
    """A text."""

    value: str


@dataclass(frozen=True)
class Range:
    """Cells of a page: one, or a rectangle of them; rows and columns counted from 1."""

    page: str
    row: int
    column: int
    last_row: int
    last_column: int

    @property
    def size(self) -> int:
        """How many cells."""
        return (self.last_row - self.row + 1) * (self.last_column - self.column + 1)


@dataclass(frozen=True)
class Name:
    """A named cell or range."""

    value: str


@dataclass(frozen=True)
class Operation:
    """An operator between two terms, or `neg` before one; a comparison gives 1 or 0 as a condition."""

    sign: str
    operands: tuple[Term, ...]


@dataclass(frozen=True)
class Call:
    """A function of the list."""

    function: str
    arguments: tuple[Term, ...]


Term = Number | Words | Range | Name | Operation | Call
_LEVELS = (("<", "<=", ">", ">=", "=", "<>"), ("+", "-"), ("*", "/"))


@lru_cache(maxsize=16384)
def parse(formula: str, page: str) -> Term:
    """The tree of a formula on a page, without its equals sign.

    Raises WorkbookError for whatever is none of the language, and for a formula that is too long or too deep.
    """
    if len(formula) > LONGEST:
        raise WorkbookError(
            message("a formula has {count:,} signs, of at most {most:,}", count=len(formula), most=LONGEST)
        )
    reader = _Reader(_tokens(formula), page, formula)
    found = reader.level(0, 0)
    if reader.at < len(reader.tokens):
        raise reader.refused(reader.tokens[reader.at][1])
    return found


def place_of(words: str, page: str) -> Range | None:
    """The cell that a word such as $D$2 is; None where it is a name."""
    found = _PLACE.fullmatch(words)
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    return Range(page, row, column, row, column) if column <= COLUMNS and row <= ROWS else None


def _tokens(formula: str) -> list[tuple[str, str]]:
    found, at, end = list[tuple[str, str]](), 0, len(formula.rstrip())
    while at < end:
        one = _TOKEN.match(formula, at)
        if one is None or one.end() == at:
            raise WorkbookError(
                message("the formula '{formula}' holds '{sign}', which this kit does not write",
                        formula=excerpt(formula), sign=excerpt(formula[at : at + 1]))
            )  # fmt: skip
        found.append((one.lastgroup or "", one[one.lastgroup or 0]))
        at = one.end()
    return found


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]], page: str, formula: str) -> None:
        self.tokens, self.page, self.formula, self.at = tokens, page, formula, 0

    def refused(self, words: str) -> WorkbookError:
        return WorkbookError(
            message("the formula '{formula}' holds '{sign}', which this kit does not write",
                    formula=excerpt(self.formula), sign=excerpt(words))
        )  # fmt: skip

    def next_is(self, *signs: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at][0] == "sign" and self.tokens[self.at][1] in signs

    def take(self) -> tuple[str, str]:
        if self.at == len(self.tokens):
            raise WorkbookError(message("the formula '{formula}' ends too early", formula=excerpt(self.formula)))
        self.at += 1
        return self.tokens[self.at - 1]

    def demand(self, sign: str) -> None:
        found = self.take()
        if found != ("sign", sign):
            raise self.refused(found[1])

    def level(self, number: int, depth: int) -> Term:
        if depth > DEEPEST:
            raise WorkbookError(message("the formula '{formula}' is nested too deeply", formula=excerpt(self.formula)))
        if number == len(_LEVELS):
            return self.signed(depth)
        found = self.level(number + 1, depth)
        while self.next_is(*_LEVELS[number]):
            sign = self.take()[1]
            found = Operation(sign, (found, self.level(number + 1, depth)))
        return found

    def signed(self, depth: int) -> Term:
        negative = False
        while self.next_is("-", "+"):
            negative ^= self.take()[1] == "-"
        found = self.atom(depth)
        return Operation("neg", (found,)) if negative else found

    def atom(self, depth: int) -> Term:
        kind, words = self.take()
        if kind == "number":
            return Number(float(words))
        if kind == "text":
            return Words(words[1:-1].replace('""', '"'))
        if (kind, words) == ("sign", "("):
            found = self.level(0, depth + 1)
            self.demand(")")
            return found
        if kind == "page":
            return self.cells(words[:-1].strip("'"), self.take()[1])
        if kind != "word":
            raise self.refused(words)
        if self.next_is("("):
            return self.call(words.upper(), depth)
        if place_of(words, self.page) is not None:
            return self.cells(self.page, words)
        return Name(words)

    def cells(self, page: str, words: str) -> Range:
        first = last = place_of(words, page)
        if self.next_is(":"):
            self.take()
            words = self.take()[1]
            last = place_of(words, page)
        if first is None or last is None:
            raise self.refused(words)
        return Range(page, min(first.row, last.row), min(first.column, last.column), max(first.row, last.row),
                     max(first.column, last.column))  # fmt: skip

    def call(self, function: str, depth: int) -> Term:
        if function not in FUNCTIONS:
            raise self.refused(function)
        self.demand("(")
        arguments = [self.level(0, depth + 1)]
        while self.next_is(","):
            self.take()
            arguments.append(self.level(0, depth + 1))
        self.demand(")")
        return Call(function, tuple(arguments))
