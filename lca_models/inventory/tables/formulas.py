"""Formulas of parameters: parsed safely, evaluated without Python's own evaluator.

Brightway reads formulas with asteval, which is Python syntax with NumPy names. Only the part of it that is arithmetic is
admitted here, with the same meaning, so that a formula that has a value here has the same in both; what the operations
mean, and when a formula has none, stands in `lca_models.inventory.operations`.
"""

from __future__ import annotations

import ast
import math
import operator
import sys
from collections.abc import Iterator, Mapping, Set
from functools import lru_cache
from itertools import count
from typing import Generic, TypeVar

from lca_models.inventory.operations import OPERATIONS, Operation
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

Kept = TypeVar("Kept")
CONSTANTS = {"pi": math.pi, "e": math.e}
BINARY: dict[type[ast.operator], Operation] = {
    ast.Add: OPERATIONS["add"], ast.Sub: OPERATIONS["subtract"], ast.Mult: OPERATIONS["multiply"],
    ast.Div: OPERATIONS["divide"], ast.FloorDiv: OPERATIONS["floor_divide"], ast.Mod: OPERATIONS["remainder"],
    ast.Pow: OPERATIONS["power"],
}  # fmt: skip
COMPARISONS: dict[type[ast.cmpop], tuple[Operation, bool]] = {  # whether the sides change places
    ast.Eq: (OPERATIONS["equal"], False), ast.NotEq: (OPERATIONS["not_equal"], False),
    ast.Lt: (OPERATIONS["less"], False), ast.LtE: (OPERATIONS["less_equal"], False),
    ast.Gt: (OPERATIONS["less"], True), ast.GtE: (OPERATIONS["less_equal"], True),
}  # fmt: skip
_UNARY = (ast.USub, ast.UAdd, ast.Not)
# Functions by name; those of two operands are folded over as many arguments as there are.
FUNCTIONS: dict[str, Operation] = {
    "sqrt": OPERATIONS["sqrt"], "exp": OPERATIONS["exp"], "log": OPERATIONS["log"], "ln": OPERATIONS["log"],
    "log10": OPERATIONS["log10"], "log2": OPERATIONS["log2"], "abs": OPERATIONS["absolute"], "min": OPERATIONS["minimum"],
    "max": OPERATIONS["maximum"], "minimum": OPERATIONS["minimum"], "maximum": OPERATIONS["maximum"],
    "where": OPERATIONS["select"], "floor": OPERATIONS["floor"], "ceil": OPERATIONS["ceil"], "round": OPERATIONS["round"],
    "sin": OPERATIONS["sin"], "cos": OPERATIONS["cos"], "tan": OPERATIONS["tan"], "hypot": OPERATIONS["hypot"],
}  # fmt: skip
_OF_ANY_NUMBER = frozenset({"min", "max"})  # of arguments, from two on


class FormulaError(LcaModelsError, ValueError):
    """A formula must be arithmetic over known parameters and give a finite number."""


class Alike(Generic[Kept]):
    """A key of a cache: the same for things whose parts are the same objects, which are long and never change."""

    def __init__(self, of: Kept, *parts: object) -> None:
        self.of, self._parts = of, parts or (of,)

    def __hash__(self) -> int:
        return hash(tuple(map(id, self._parts)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Alike) and all(map(operator.is_, self._parts, other._parts))


def is_asked_often(one: Alike[Kept]) -> bool:
    """Whether a thing, or its like, has been asked of twice before: what is looked at once is not worth preparing for.

    Its values and its amounts are two questions.
    """
    return next(_questions(one)) >= 2


@lru_cache(maxsize=64)
def _questions(one: Alike[Kept]) -> Iterator[int]:
    return count()


def parse_formula(text: str) -> ast.expr:
    """The syntax tree of a formula in which only arithmetic is left.

    Raises FormulaError for everything else: attributes, strings, calls of unknown functions, `^`, assignments.
    """
    return _parsed(text)[0]


def names_in(text: str) -> frozenset[str]:
    """Parameter names a formula refers to.

    Raises FormulaError as `parse_formula` does.
    """
    return _parsed(text)[1]


@lru_cache(maxsize=65536)
def _parsed(text: str) -> tuple[ast.expr, frozenset[str]]:
    names: set[str] = set()
    try:
        tree = ast.parse(text.strip(), mode="eval").body
        _admit(tree, text, names)
    except (RecursionError, MemoryError):
        raise FormulaError(
            message("'{value}…' is nested too deeply; split it over several parameters", value=text[:60])
        ) from None
    except FormulaError:
        raise
    except (SyntaxError, ValueError) as error:
        shown = text if len(text) <= 120 else f"{text[:60]}…"
        raise FormulaError(
            message("'{shown}' is not a formula ({value})", shown=shown, value=getattr(error, "msg", None) or error)
        ) from None
    return tree, frozenset(names.difference(FUNCTIONS, CONSTANTS))


def _admit(node: ast.expr, text: str, names: set[str]) -> None:
    """Refuse what is no arithmetic, and collect the names."""
    match node:
        case ast.Constant(value=value):
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise FormulaError(
                    message(
                        "'{words}' holds {value!r}; only numbers and parameter names are allowed",
                        words=text,
                        value=value,
                    )
                )
            if abs(value) > sys.float_info.max:
                largest = sys.float_info.max
                raise FormulaError(
                    message(
                        "'{words}' holds a number above {largest:.2g}, the largest there is",
                        words=text,
                        largest=largest,
                    )
                )
        case ast.Name(id=name):
            names.add(name)
        case ast.BinOp(left=left, op=op, right=right):
            if isinstance(op, ast.BitXor):
                raise FormulaError(message("'{words}' uses ^, which is not a power in Brightway; write **", words=text))
            if type(op) not in BINARY:
                raise FormulaError(message("'{words}' uses an operator that is not arithmetic", words=text))
            _admit(left, text, names)
            _admit(right, text, names)
        case ast.UnaryOp(op=op, operand=negated):
            if type(op) not in _UNARY:
                raise FormulaError(message("'{words}' uses an operator that is not arithmetic", words=text))
            _admit(negated, text, names)
        case ast.BoolOp(values=values):
            for operand in values:
                _admit(operand, text, names)
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            if any(type(op) not in COMPARISONS for op in ops):
                raise FormulaError(message("'{words}' uses a comparison that is not arithmetic", words=text))
            for part in (left, *comparators):
                _admit(part, text, names)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            for part in (test, body, orelse):
                _admit(part, text, names)
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in FUNCTIONS:
            needed = FUNCTIONS[name].arity
            if len(arguments) < needed or (len(arguments) > needed and name not in _OF_ANY_NUMBER):
                raise FormulaError(
                    message(
                        "'{words}' calls {name} with {count} arguments", words=text, name=name, count=len(arguments)
                    )
                )
            for argument in arguments:
                _admit(argument, text, names)
        case ast.Call(func=ast.Name(id=name)):
            raise FormulaError(
                message(
                    "'{words}' calls '{name}'; known functions: {listed}",
                    words=text,
                    name=name,
                    listed=enumerated(sorted(FUNCTIONS)),
                )
            )
        case _:
            raise FormulaError(
                message(
                    "'{words}' holds something that is not arithmetic ({name})", words=text, name=type(node).__name__
                )
            )


def evaluate(text: str, values: Mapping[str, float]) -> float:
    """The value of a formula at given parameter values.

    Raises FormulaError for unknown names, division by zero and results that are not finite numbers.
    """
    names = _sorted_names(text)
    try:
        return _evaluate(text, tuple([values[name] for name in names]))
    except KeyError as error:
        raise FormulaError(
            message("'{words}' refers to the unknown parameter '{value}'", words=text, value=error.args[0])
        ) from None


def evaluate_by(text: str, names: Mapping[str, str], values: Mapping[str, float]) -> float:
    """The value of a formula at values of parameters by their full names; `names`: those by the names in the formula.

    Raises FormulaError as `evaluate` does, and KeyError for a name that has no full one, or no value.
    """
    return _evaluate(text, tuple([values[names[one]] for one in _sorted_names(text)]))


def full_names(text: str, names: Mapping[str, str]) -> frozenset[str]:
    """Full names of the parameters that a formula reads; `names`: those by the names in the formula.

    Raises FormulaError as `parse_formula` does.
    """
    return frozenset([names[one] for one in names_in(text)])


@lru_cache(maxsize=65536)
def _sorted_names(text: str) -> tuple[str, ...]:
    return tuple(sorted(names_in(text)))


@lru_cache(maxsize=32768)
def _evaluate(text: str, given: tuple[float, ...]) -> float:
    """The value at numbers in the order of `_sorted_names`; kept, because one setting leaves most formulas as they are."""
    values = dict(zip(_sorted_names(text), map(float, given), strict=True))
    try:
        result = _value(parse_formula(text), values)
    except ZeroDivisionError:
        zeros = sorted(name for name in names_in(text) if values.get(name) == 0)
        cause = message(" (zero: {listed})", listed=enumerated(zeros)) if zeros else ""
        raise FormulaError(message("'{words}' divides by zero{cause}", words=text, cause=cause)) from None
    except RecursionError:
        raise FormulaError(
            message("'{value}…' is nested too deeply; split it over several parameters", value=text[:60])
        ) from None
    except _UndefinedError as error:
        raise FormulaError(message("'{words}' has no value here ({error})", words=text, error=error)) from None
    if not math.isfinite(result):
        raise FormulaError(message("'{words}' is not a finite number at these parameters", words=text))
    return result


class _UndefinedError(FormulaError):
    """An operation needs operands of its domain."""


def _result(operation: Operation, *operands: float) -> float:
    """The result of one operation; infinite or no number where one of its operands is, or it is too large."""
    try:
        return operation.value(*operands)
    except OverflowError:
        shown = ", ".join(f"{operand:g}" for operand in operands)
        raise _UndefinedError(message("{name} of {shown} is too large", name=operation.name, shown=shown)) from None
    except ValueError:
        places = "abc"[: len(operands)]
        call = f"{operation.name}({', '.join(places)})"
        shown = ", ".join(f"{place} = {operand:g}" for place, operand in zip(places, operands, strict=True))
        raise _UndefinedError(
            message("{call} needs {needs}; here {shown}", call=call, needs=operation.needs or "|a| < inf", shown=shown)
        ) from None


def _value(node: ast.expr, values: Mapping[str, float]) -> float:
    match node:
        case ast.Constant(value=value):
            return float(value)  # type: ignore[arg-type]
        case ast.Name(id=name):
            return values[name] if name in values else CONSTANTS[name]
        case ast.BinOp(left=left, op=op, right=right):
            return _result(BINARY[type(op)], _value(left, values), _value(right, values))
        case ast.UnaryOp(op=op, operand=operand):
            inner = _value(operand, values)
            match op:
                case ast.Not():
                    return _result(OPERATIONS["not"], inner)
                case ast.USub():
                    return -inner
            return inner
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            return _chain(_value(left, values), ops, comparators, values)
        case ast.BoolOp(op=op, values=operands):
            result = _value(operands[0], values)
            for following in operands[1:]:
                if not math.isfinite(result) or bool(result) is isinstance(op, ast.Or):
                    break  # the rest is not needed
                result = _value(following, values)
            return result
        case ast.IfExp(test=test, body=body, orelse=orelse):
            condition = _value(test, values)
            return condition * 0.0 + _value(body if condition else orelse, values)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _call(name, [_value(argument, values) for argument in arguments])
    raise FormulaError(message("unexpected {name}", name=type(node).__name__))


def _chain(first: float, ops: list[ast.cmpop], following: list[ast.expr], values: Mapping[str, float]) -> float:
    """`a < b < c`: whether every comparison of neighbours holds; what follows one that does not is not needed."""
    holds = 1.0
    for op, one in zip(ops, following, strict=True):
        second = _value(one, values)
        operation, turned = COMPARISONS[type(op)]
        holds = _result(operation, second, first) if turned else _result(operation, first, second)
        if holds != 1:
            break
        first = second
    return holds


def _call(name: str, arguments: list[float]) -> float:
    operation = FUNCTIONS[name]
    if name == "where":  # a function: Brightway needs all its arguments, whichever it takes
        return _result(operation, *arguments) + arguments[1] * 0.0 + arguments[2] * 0.0
    if operation.arity == 1:
        return _result(operation, *arguments)
    found = arguments[0]
    for argument in arguments[1:]:
        found = _result(operation, found, argument)
    return found


def evaluation_order(formulas: Mapping[str, str]) -> list[str]:
    """Names of parameters with a formula, each after those it needs.

    Raises FormulaError for a formula that cannot be read, and when parameters refer to each other in a circle.
    """
    return order_of({name: names_in(text) for name, text in formulas.items()})


def order_of(needs: Mapping[str, Set[str]]) -> list[str]:
    """Names, each after those among them that it needs.

    Raises FormulaError when they need each other in a circle.
    """
    order: list[str] = []
    waiting = dict(needs)
    while waiting:
        unsettled = set(waiting)
        settled = [name for name, used in waiting.items() if unsettled.isdisjoint(used)]
        if not settled:
            raise FormulaError(
                message(
                    "parameters refer to each other in a circle: {listed}", listed=enumerated(circle_among(waiting))
                )
            )
        order += settled
        for name in settled:
            del waiting[name]
    return order


def circle(formulas: Mapping[str, str]) -> list[str]:
    """Names of parameters that refer to each other in a circle, those that only depend on it left out."""
    return circle_among({name: names_in(text) for name, text in formulas.items()})


def circle_among(needs: Mapping[str, Set[str]]) -> list[str]:
    """Names that need each other, those that only need such left out; none where there is an order."""
    names = set(needs)
    while settled := {name for name in names if names.isdisjoint(needs[name])}:
        names -= settled
    while True:
        referred = {name for one in names for name in needs[one]} & names
        if referred == names:
            return sorted(names)
        names = referred


def evaluate_parameters(amounts: Mapping[str, float], formulas: Mapping[str, str]) -> dict[str, float]:
    """Values of all parameters: plain amounts, then formulas in the order they need each other."""
    values = {name: float(amount) for name, amount in amounts.items() if name not in formulas}
    for name in evaluation_order(formulas):
        values[name] = evaluate(formulas[name], values)
    return values
