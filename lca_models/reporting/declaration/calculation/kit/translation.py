"""Formulas of the kit as formulas of a workbook: the same arithmetic, without the parts that the given choices leave out.

A choice such as a province is no cell of the workbook. What it multiplies by nothing is left out, so that a formula over all
provinces becomes the one line of the plant's own.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lca_models.inventory.tables.formulas import CONSTANTS, FUNCTIONS, FormulaError, parse_formula
from lca_models.reporting.declaration.calculation.book.grammar import DEEPEST, LONGEST
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.wording.messages import message

SUM, PRODUCT, ATOM = 1, 2, 3  # how tightly a term holds together
MOST_POWER = 4
MOST_LEVELS = 200  # of a tree; a sum of many terms has as many
_FUNCTIONS = {"min": "MIN", "max": "MAX", "minimum": "MIN", "maximum": "MAX", "abs": "ABS"}


class UntranslatableError(LcaModelsError, ValueError):
    """A formula of the kit must need no more than the workbook's few functions to be a formula of it."""


@dataclass(frozen=True)
class Written:
    """A term of a formula as the workbook has it."""

    text: str
    value: float
    is_live: bool = False  # whether it moves with a cell of the maker
    names: frozenset[str] = frozenset()  # qualified names of the parameters in the text
    holds: int = ATOM

    def inside(self, least: int) -> str:
        """Its text where what stands around it holds as tightly as `least`."""
        return self.text if self.holds >= least else f"({self.text})"


def constant(value: float) -> Written:
    """A number."""
    return Written(repr(float(value)).removesuffix(".0"), float(value), holds=ATOM if value >= 0 else SUM)


def translated(
    formula: str,
    names: Mapping[str, str],
    values: Mapping[str, float],
    live: Callable[[str], bool],
    cell: Callable[[str], str] = str,
) -> Written:
    """A formula of the kit in the language of the workbook, with its value.

    `names`: qualified parameters by the names in the formula; `values` of them; `live`: whether one moves with a cell of the
    maker; `cell`: how the workbook calls one. Raises UntranslatableError for what needs other functions, or has no value.
    """
    try:
        found = _Translation(names, values, live, cell).term(parse_formula(formula), 0)
    except (FormulaError, ZeroDivisionError, OverflowError) as error:
        raise UntranslatableError(str(error)) from None
    if len(found.text) > LONGEST or _brackets(found.text) > DEEPEST:
        raise UntranslatableError(message("it is too long, or nested too deeply"))
    return found


def _brackets(text: str) -> int:
    deepest = depth = 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        deepest = max(deepest, depth)
    return deepest


@dataclass(frozen=True)
class _Translation:
    names: Mapping[str, str]
    values: Mapping[str, float]
    live: Callable[[str], bool]
    cell: Callable[[str], str]

    def term(self, node: ast.expr, depth: int) -> Written:
        if depth > MOST_LEVELS:
            raise UntranslatableError(message("it is too long, or nested too deeply"))
        found = self._term(node, depth + 1)
        if not found.is_live and not found.value:
            return constant(0)
        return found

    def _term(self, node: ast.expr, depth: int) -> Written:
        match node:
            case ast.Constant(value=value) if isinstance(value, int | float):
                return constant(value)
            case ast.Name(id=name) if name in self.names:
                qualified = self.names[name]
                return Written(self.cell(qualified), float(self.values[qualified]), self.live(qualified),
                               frozenset({qualified}))  # fmt: skip
            case ast.Name(id=name) if name in CONSTANTS:
                return constant(CONSTANTS[name])
            case ast.BinOp(left=left, op=op, right=right):
                return self._operation(op, self.term(left, depth), right, depth)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                inner = self.term(operand, depth)
                return _joined(f"-{inner.inside(ATOM)}", -inner.value, (inner,), SUM)
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.term(operand, depth)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return _condition([self.term(operand, depth)], "{0}=0", lambda a: a == 0)
            case ast.Compare(left=left, ops=ops, comparators=comparators):
                return self._chain(self.term(left, depth), ops, [self.term(one, depth) for one in comparators])
            case ast.BoolOp(op=op, values=operands):
                return self._either(isinstance(op, ast.Or), [self.term(one, depth) for one in operands])
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self._if(self.term(test, depth), body, orelse, depth)
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return self._call(name, arguments, depth)
        raise UntranslatableError(message("it holds {what}", what=type(node).__name__))

    def _operation(self, op: ast.operator, left: Written, second: ast.expr, depth: int) -> Written:
        if isinstance(op, ast.Mult | ast.Div) and _is(left, 0) and not _divides_by_nothing(op, self, second, depth):
            return constant(0)
        right = self.term(second, depth)
        match op:
            case ast.Add():
                if _is(left, 0) or _is(right, 0):
                    return right if _is(left, 0) else left
                return _joined(
                    f"{left.inside(SUM)}+{right.inside(PRODUCT)}", left.value + right.value, (left, right), SUM
                )
            case ast.Sub():
                if _is(right, 0):
                    return left
                return _joined(
                    f"{left.inside(SUM)}-{right.inside(PRODUCT)}", left.value - right.value, (left, right), SUM
                )
            case ast.Mult():
                if _is(right, 0):
                    return constant(0)
                if _is(left, 1) or _is(right, 1):
                    return right if _is(left, 1) else left
                return _joined(f"{left.inside(PRODUCT)}*{right.inside(ATOM)}", left.value * right.value, (left, right),
                               PRODUCT)  # fmt: skip
            case ast.Div():
                if _is(right, 1):
                    return left
                return _joined(f"{left.inside(PRODUCT)}/{right.inside(ATOM)}", left.value / right.value, (left, right),
                               PRODUCT)  # fmt: skip
            case ast.Pow() if not right.is_live and right.value in range(1, MOST_POWER + 1):
                times = int(right.value)
                return _joined(
                    "*".join([left.inside(ATOM)] * times), left.value**times, (left,), PRODUCT if times > 1 else ATOM
                )
        raise UntranslatableError(message("it holds {what}", what=type(op).__name__))

    def _chain(self, first: Written, ops: Sequence[ast.cmpop], following: Sequence[Written]) -> Written:
        found: Written | None = None
        for op, second in zip(ops, following, strict=True):
            sign, compare = _COMPARISONS[type(op)]
            one = _condition([first, second], f"{{0}}{sign}{{1}}", compare)
            found = one if found is None else _both(found, one)
            first = second
        return found if found is not None else first

    def _either(self, is_or: bool, operands: Sequence[Written]) -> Written:
        """`a and b`, `a or b`: the first that decides, as Python has it."""
        found = operands[-1]
        for one in reversed(operands[:-1]):
            if not one.is_live:
                found = one if bool(one.value) is is_or else found
                continue
            decides = f"{one.inside(PRODUCT)}<>0" if is_or else f"{one.inside(PRODUCT)}=0"
            value = one.value if bool(one.value) is is_or else found.value
            found = _joined(f"IF({decides},{one.text},{found.text})", value, (one, found), ATOM)
        return found

    def _if(self, test: Written, body: ast.expr, orelse: ast.expr, depth: int) -> Written:
        if not test.is_live:
            return self.term(body if test.value else orelse, depth)
        yes, no = self.term(body, depth), self.term(orelse, depth)
        words = f"IF({test.inside(PRODUCT)}<>0,{yes.text},{no.text})"
        return _joined(words, yes.value if test.value else no.value, (test, yes, no), ATOM)

    def _call(self, name: str, arguments: Sequence[ast.expr], depth: int) -> Written:
        terms = [self.term(one, depth) for one in arguments]
        if name == "where":
            test, yes, no = terms
            if not test.is_live:
                return yes if test.value else no
            words = f"IF({test.inside(PRODUCT)}<>0,{yes.text},{no.text})"
            return _joined(words, yes.value if test.value else no.value, terms, ATOM)
        if name not in _FUNCTIONS:
            raise UntranslatableError(message("it calls {what}", what=name))
        value = terms[0].value if len(terms) > 1 else FUNCTIONS[name].value(terms[0].value)
        for one in terms[1:]:
            value = float(FUNCTIONS[name].value(value, one.value))
        return _joined(f"{_FUNCTIONS[name]}({','.join(one.text for one in terms)})", value, terms, ATOM)


_COMPARISONS: dict[type[ast.cmpop], tuple[str, Callable[[float, float], bool]]] = {
    ast.Eq: ("=", lambda a, b: a == b), ast.NotEq: ("<>", lambda a, b: a != b), ast.Lt: ("<", lambda a, b: a < b),
    ast.LtE: ("<=", lambda a, b: a <= b), ast.Gt: (">", lambda a, b: a > b), ast.GtE: (">=", lambda a, b: a >= b),
}  # fmt: skip


def _is(term: Written, number: float) -> bool:
    return not term.is_live and term.value == number


def _divides_by_nothing(op: ast.operator, inside: _Translation, second: ast.expr, depth: int) -> bool:
    return isinstance(op, ast.Div) and _is(inside.term(second, depth), 0)


def _joined(text: str, value: float, terms: Sequence[Written], holds: int) -> Written:
    names = frozenset().union(*(one.names for one in terms))
    return Written(text, value, any(one.is_live for one in terms), names, holds)


def _condition(terms: Sequence[Written], words: str, holds: Callable[..., bool]) -> Written:
    value = 1.0 if holds(*(one.value for one in terms)) else 0.0
    if not any(one.is_live for one in terms):
        return constant(value)
    return _joined(f"IF({words.format(*(one.inside(SUM) for one in terms))},1,0)", value, terms, ATOM)


def _both(first: Written, second: Written) -> Written:
    for one, other in ((first, second), (second, first)):
        if not one.is_live:
            return other if one.value else constant(0)
    return _joined(f"{first.text}*{second.text}", first.value * second.value, (first, second), PRODUCT)
