"""Values of a workbook's formulas, worked out from the formulas alone: in the order in which they need each other.

Every cell is worked out once. A fault such as a division by zero stays in its cell and goes on to those that read it, as in
a spreadsheet. What would take long, or is in a circle, is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from typing import TypeGuard

from lca_models.reporting.declaration.calculation.book.grammar import (
    Call,
    Name,
    Number,
    Operation,
    Range,
    Term,
    Words,
    WorkbookError,
    parse,
)
from lca_models.reporting.declaration.calculation.book.pages import Content, column_letters
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.wording.messages import message

MOST_CELLS, MOST_READS = (
    500_000,
    5_000_000,
)  # of a workbook; cells that its formulas read, those of ranges counted one by one
DIVISION, VALUE, NOT_AVAILABLE, NAME, REFERENCE, TOO_LARGE = (
    "#DIV/0!", "#VALUE!", "#N/A", "#NAME?", "#REF!", "#NUM!",
)  # fmt: skip
Key = tuple[str, int, int]  # page, row and column, counted from 1


@dataclass(frozen=True)
class Fault:
    """What stands in a cell whose formula has no value."""

    words: str


Value = Content | Fault


class _Faulty(LcaModelsError):  # noqa: N818 - a value on its way, not an error of this program
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


@dataclass(frozen=True)
class Formulas:
    """A workbook as it is evaluated."""

    contents: Mapping[Key, Content]  # cells without a formula
    formulas: Mapping[Key, str]  # without the equals sign
    names: Mapping[str, str]  # places by name

    @cached_property
    def named(self) -> dict[str, Range]:
        """Ranges of the names, by name in small letters. Raises WorkbookError for a name of something else."""
        found = {}
        for name, place in self.names.items():
            term = parse(place, "")
            if not isinstance(term, Range) or not term.page:
                raise WorkbookError(message("the name '{name}' is of no cells", name=name))
            found[name.lower()] = term
        return found

    def values(self) -> dict[Key, Value]:
        """Every cell with its value. Raises WorkbookError for what is refused."""
        if len(self.contents) + len(self.formulas) > MOST_CELLS:
            raise WorkbookError(message("a workbook has at most {most:,} cells", most=MOST_CELLS))
        trees = {key: parse(text, key[0]) for key, text in self.formulas.items()}
        found: dict[Key, Value] = dict(self.contents)
        worker = _Worker(found, self.named)
        for key in self._order(trees):
            try:
                found[key] = worker.cell(trees[key])
            except _Faulty as fault:
                found[key] = fault.fault
        return found

    def _order(self, trees: Mapping[Key, Term]) -> Iterator[Key]:
        """Formulas, each after those that it reads."""
        reads, left = dict[Key, list[Key]](), MOST_READS
        for key, tree in trees.items():
            reads[key], left = self._reads(tree, trees, left)
        done: set[Key] = set()
        for start in trees:
            if start in done:
                continue
            open_cells: dict[Key, Iterator[Key]] = {start: iter(reads[start])}
            while open_cells:
                key = next(reversed(open_cells))
                following = next((one for one in open_cells[key] if one not in done), None)
                if following is None:
                    del open_cells[key]
                    done.add(key)
                    yield key
                elif following in open_cells:
                    raise WorkbookError(message("the formula of {place} reads itself", place=place_words(following)))
                else:
                    open_cells[following] = iter(reads[following])

    def _reads(self, tree: Term, trees: Mapping[Key, Term], left: int) -> tuple[list[Key], int]:
        """The cells with a formula that a formula reads, and how many more cells may be read after it."""
        found, waiting = list[Key](), [tree]
        while waiting:
            term = waiting.pop()
            if isinstance(term, Operation):
                waiting += term.operands
            elif isinstance(term, Call):
                waiting += term.arguments
            elif isinstance(term, Name):
                waiting += [self.named[term.value.lower()]] if term.value.lower() in self.named else []
            elif isinstance(term, Range):
                left -= term.size
                if left < 0:
                    raise WorkbookError(
                        message("the formulas of a workbook read at most {most:,} cells", most=MOST_READS)
                    )
                found += [key for key in keys_of(term) if key in trees]
        return found, left


def place_words(key: Key) -> str:
    """A cell as people name it: meters!D2."""
    return f"{key[0]}!{column_letters(key[2] - 1)}{key[1]}"


def keys_of(cells: Range) -> Iterator[Key]:
    """The cells of a range, row by row."""
    for row in range(cells.row, cells.last_row + 1):
        for column in range(cells.column, cells.last_column + 1):
            yield cells.page, row, column


class _Worker:
    """Values of trees at the values of the cells that they read."""

    def __init__(self, values: Mapping[Key, Value], named: Mapping[str, Range]) -> None:
        self.values, self.named = values, named

    def cell(self, tree: Term) -> Value:
        found = self.value(tree)
        if isinstance(found, float) and not isfinite(found):
            raise _Faulty(Fault(TOO_LARGE))
        return 0.0 if found is None else found

    def value(self, term: Term) -> Content:
        """Of one cell, not of a range. Raises _Faulty."""
        if isinstance(term, Number | Words):
            return term.value
        if isinstance(term, Operation):
            return self._operation(term)
        if isinstance(term, Call):
            return _FUNCTIONS[term.function](self, term.arguments)
        cells = self.cells(term)
        if cells.size != 1:
            raise _Faulty(Fault(VALUE))
        return self.at((cells.page, cells.row, cells.column))

    def at(self, key: Key) -> Content:
        found = self.values.get(key)
        if isinstance(found, Fault):
            raise _Faulty(found)
        return found

    def number(self, term: Term) -> float:
        return _number(self.value(term))

    def cells(self, term: Term) -> Range:
        if isinstance(term, Name):
            found = self.named.get(term.value.lower())
            if found is None:
                raise _Faulty(Fault(NAME))
            return found
        if not isinstance(term, Range):
            raise _Faulty(Fault(VALUE))
        return term

    def contents(self, term: Term) -> list[Content]:
        return [self.at(key) for key in keys_of(self.cells(term))]

    def numbers(self, arguments: Sequence[Term]) -> Iterator[float]:
        """Numbers of ranges, without texts and empty cells, and of single terms."""
        for one in arguments:
            if isinstance(one, Range | Name):
                yield from (float(found) for found in self.contents(one) if _is_number(found))
            else:
                yield self.number(one)

    def _operation(self, term: Operation) -> Content:
        """A chain of signs from left to right, however long: 1+1+1 is no nest."""
        if term.sign == "neg":
            return -self.number(term.operands[0])
        chain, first = list[Operation](), term.operands[0]
        chain.append(term)
        while isinstance(first, Operation) and first.sign != "neg":
            chain.append(first)
            first = first.operands[0]
        found = self.value(first)
        for one in reversed(chain):
            found = _result(one.sign, found, self.value(one.operands[1]))
        return found


def _result(sign: str, first: Content, second: Content) -> Content:
    if sign in _COMPARISONS:
        return _COMPARISONS[sign](_compared(first, second))
    a, b = _number(first), _number(second)
    if sign == "/" and b == 0:
        raise _Faulty(Fault(DIVISION))
    return a / b if sign == "/" else a + b if sign == "+" else a - b if sign == "-" else a * b


_COMPARISONS: dict[str, Callable[[int], bool]] = {
    "<": lambda order: order < 0, "<=": lambda order: order <= 0, ">": lambda order: order > 0,
    ">=": lambda order: order >= 0, "=": lambda order: order == 0, "<>": lambda order: order != 0,
}  # fmt: skip


def _is_number(content: Content) -> TypeGuard[float]:
    return isinstance(content, float | int) and not isinstance(content, bool)


def _number(content: Content) -> float:
    if content is None:
        return 0.0
    if isinstance(content, str):
        raise _Faulty(Fault(VALUE))
    if not isfinite(content):
        raise _Faulty(Fault(TOO_LARGE))
    return float(content)


def _compared(first: Content, second: Content) -> int:
    """The order of two contents: numbers before texts, which are the same in any case of letters."""
    if first is None:
        first = "" if isinstance(second, str) else 0.0
    if second is None:
        second = "" if isinstance(first, str) else 0.0
    if isinstance(first, str) and isinstance(second, str):
        one, other = first.lower(), second.lower()
        return (one > other) - (one < other)
    if isinstance(first, str) or isinstance(second, str):
        return 1 if isinstance(first, str) else -1
    return (first > second) - (first < second)


def _needs(arguments: Sequence[Term], *counts: int) -> None:
    if len(arguments) not in counts:
        raise _Faulty(Fault(VALUE))


def _if(worker: _Worker, arguments: Sequence[Term]) -> Content:
    _needs(arguments, 2, 3)
    if worker.number(arguments[0]):
        return worker.value(arguments[1])
    return worker.value(arguments[2]) if len(arguments) == 3 else False


def _index(worker: _Worker, arguments: Sequence[Term]) -> Content:
    _needs(arguments, 2)
    cells, place = worker.cells(arguments[0]), int(worker.number(arguments[1]))
    if not 1 <= place <= cells.size or (cells.row != cells.last_row and cells.column != cells.last_column):
        raise _Faulty(Fault(REFERENCE))
    is_row = cells.row == cells.last_row
    return worker.at(
        (cells.page, cells.row + (0 if is_row else place - 1), cells.column + (place - 1 if is_row else 0))
    )


def _match(worker: _Worker, arguments: Sequence[Term]) -> Content:
    _needs(arguments, 3)
    wanted, exactly = worker.value(arguments[0]), worker.number(arguments[2])
    if exactly != 0:
        raise _Faulty(Fault(VALUE))
    for place, one in enumerate(worker.contents(arguments[1]), start=1):
        if one is not None and _compared(wanted, one) == 0:
            return float(place)
    raise _Faulty(Fault(NOT_AVAILABLE))


def _sumifs(worker: _Worker, arguments: Sequence[Term]) -> Content:
    _needs(arguments, *range(3, 255, 2))
    summed = worker.contents(arguments[0])
    holds = [True] * len(summed)
    for place in range(1, len(arguments), 2):
        looked_at, wanted = worker.contents(arguments[place]), worker.value(arguments[place + 1])
        if isinstance(wanted, str) and (wanted[:1] in "<>=" or set(wanted) & set("*?~")):
            raise WorkbookError(message("a sum over '{words}' is none that this kit writes", words=wanted))
        if len(looked_at) != len(summed):
            raise _Faulty(Fault(VALUE))
        holds = [
            holding and one is not None and _compared(one, wanted) == 0
            for holding, one in zip(holds, looked_at, strict=True)
        ]
    return sum((float(one) for one, holding in zip(summed, holds, strict=True)
                if holding and _is_number(one)), start=0.0)  # fmt: skip


def _sumproduct(worker: _Worker, arguments: Sequence[Term]) -> Content:
    columns = [[float(one) if _is_number(one) else 0.0
                for one in worker.contents(term)] for term in arguments]  # fmt: skip
    if len({len(one) for one in columns}) > 1:
        raise _Faulty(Fault(VALUE))
    total = 0.0
    for row in zip(*columns, strict=True):
        product = 1.0
        for one in row:
            product *= one
        total += product
    return total


def _abs(worker: _Worker, arguments: Sequence[Term]) -> Content:
    _needs(arguments, 1)
    return abs(worker.number(arguments[0]))


_FUNCTIONS: dict[str, Callable[[_Worker, Sequence[Term]], Content]] = {
    "SUM": lambda worker, arguments: sum(worker.numbers(arguments), start=0.0),
    "MAX": lambda worker, arguments: max(worker.numbers(arguments), default=0.0),
    "MIN": lambda worker, arguments: min(worker.numbers(arguments), default=0.0),
    "COUNT": lambda worker, arguments: float(len(list(worker.numbers(arguments)))),
    "ABS": _abs, "IF": _if, "INDEX": _index, "MATCH": _match, "SUMIFS": _sumifs, "SUMPRODUCT": _sumproduct,
}  # fmt: skip
