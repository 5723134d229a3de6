"""Formulas of parameters: parsed safely, evaluated without Python's own evaluator.

Brightway reads formulas with asteval, which is Python syntax with NumPy names. Only the part of it that is arithmetic is
admitted here, with the same meaning, so that a formula that passes gives the same number in both.
"""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping
from functools import lru_cache

from lca_models.scope.errors import LcaModelsError
from lca_models.scope.wording.messages import message

CONSTANTS = {"pi": math.pi, "e": math.e}

_BINARY: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: lambda base, exponent: float(base) ** float(exponent),  # whole numbers could grow without end
}
_UNARY: dict[type[ast.unaryop], Callable[[float], float]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Not: operator.not_,
}
_COMPARE: dict[type[ast.cmpop], Callable[[float, float], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


def _where(condition: float, then: float, otherwise: float) -> float:
    return then if condition else otherwise


# name -> (function, least and greatest number of arguments; None: any)
FUNCTIONS: dict[str, tuple[Callable[..., float], int, int | None]] = {
    "sqrt": (math.sqrt, 1, 1),
    "exp": (math.exp, 1, 1),
    "log": (math.log, 1, 1),
    "ln": (math.log, 1, 1),
    "log10": (math.log10, 1, 1),
    "log2": (math.log2, 1, 1),
    "abs": (abs, 1, 1),
    "min": (min, 2, None),
    "max": (max, 2, None),
    "minimum": (min, 2, 2),
    "maximum": (max, 2, 2),
    "where": (_where, 3, 3),
    "floor": (math.floor, 1, 1),
    "ceil": (math.ceil, 1, 1),
    "round": (round, 1, 1),
    "sin": (math.sin, 1, 1),
    "cos": (math.cos, 1, 1),
    "tan": (math.tan, 1, 1),
    "hypot": (math.hypot, 2, 2),
}


class FormulaError(LcaModelsError, ValueError):
    """A formula must be arithmetic over known parameters and give a finite number."""


@lru_cache(maxsize=65536)
def parse_formula(text: str) -> ast.expr:
    """The syntax tree of a formula in which only arithmetic is left.

    Raises FormulaError for everything else: attributes, strings, calls of unknown functions, `^`, assignments.
    """
    try:
        tree = ast.parse(text.strip(), mode="eval").body
        _admit(tree, text)
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
    return tree


def _admit(node: ast.expr, text: str) -> None:
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
        case ast.Name():
            pass
        case ast.BinOp(left=left, op=op, right=right):
            if isinstance(op, ast.BitXor):
                raise FormulaError(message("'{words}' uses ^, which is not a power in Brightway; write **", words=text))
            if type(op) not in _BINARY:
                raise FormulaError(message("'{words}' uses an operator that is not arithmetic", words=text))
            _admit(left, text)
            _admit(right, text)
        case ast.UnaryOp(op=op, operand=negated):
            if type(op) not in _UNARY:
                raise FormulaError(message("'{words}' uses an operator that is not arithmetic", words=text))
            _admit(negated, text)
        case ast.BoolOp(values=values):
            for operand in values:
                _admit(operand, text)
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            if any(type(op) not in _COMPARE for op in ops):
                raise FormulaError(message("'{words}' uses a comparison that is not arithmetic", words=text))
            for part in (left, *comparators):
                _admit(part, text)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            for part in (test, body, orelse):
                _admit(part, text)
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in FUNCTIONS:
            _, least, most = FUNCTIONS[name]
            if len(arguments) < least or (most is not None and len(arguments) > most):
                raise FormulaError(
                    message(
                        "'{words}' calls {name} with {count} arguments", words=text, name=name, count=len(arguments)
                    )
                )
            for argument in arguments:
                _admit(argument, text)
        case ast.Call(func=ast.Name(id=name)):
            raise FormulaError(
                message(
                    "'{words}' calls '{name}'; known functions: {listed}",
                    words=text,
                    name=name,
                    listed=", ".join(sorted(FUNCTIONS)),
                )
            )
        case _:
            raise FormulaError(
                message(
                    "'{words}' holds something that is not arithmetic ({name})", words=text, name=type(node).__name__
                )
            )


@lru_cache(maxsize=65536)
def names_in(text: str) -> frozenset[str]:
    """Parameter names a formula refers to."""
    found = {node.id for node in ast.walk(parse_formula(text)) if isinstance(node, ast.Name)}
    return frozenset(found - set(FUNCTIONS) - set(CONSTANTS))


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


@lru_cache(maxsize=65536)
def _sorted_names(text: str) -> tuple[str, ...]:
    return tuple(sorted(names_in(text)))


@lru_cache(maxsize=32768)
def _evaluate(text: str, given: tuple[float, ...]) -> float:
    """The value at numbers in the order of `_sorted_names`; kept, because one setting leaves most formulas as they are."""
    values = dict(zip(_sorted_names(text), given, strict=True))
    try:
        result = float(_value(parse_formula(text), values))
    except ZeroDivisionError:
        zeros = sorted(name for name in names_in(text) if values.get(name) == 0)
        cause = f" (zero: {', '.join(zeros)})" if zeros else ""
        raise FormulaError(message("'{words}' divides by zero{cause}", words=text, cause=cause)) from None
    except RecursionError:
        raise FormulaError(
            message("'{value}…' is nested too deeply; split it over several parameters", value=text[:60])
        ) from None
    except (OverflowError, ValueError, TypeError) as error:
        raise FormulaError(message("'{words}' has no value here ({error})", words=text, error=error)) from None
    if not math.isfinite(result):
        raise FormulaError(message("'{words}' is not a finite number at these parameters", words=text))
    return result


def _value(node: ast.expr, values: Mapping[str, float]) -> float:
    match node:
        case ast.Constant(value=value):
            return value  # type: ignore[return-value]
        case ast.Name(id=name):
            if name in values:
                return values[name]
            return CONSTANTS[name]
        case ast.BinOp(left=left, op=op, right=right):
            return _BINARY[type(op)](_value(left, values), _value(right, values))
        case ast.UnaryOp(op=op, operand=operand):
            return _UNARY[type(op)](_value(operand, values))
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            current = _value(left, values)
            for comparison, comparator in zip(ops, comparators, strict=True):
                following = _value(comparator, values)
                if not _COMPARE[type(comparison)](current, following):
                    return False
                current = following
            return True
        case ast.BoolOp(op=op, values=operands):
            result: float = 0.0
            for operand in operands:
                result = _value(operand, values)
                if bool(result) is isinstance(op, ast.Or):
                    break
            return result
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return _value(body if _value(test, values) else orelse, values)
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return FUNCTIONS[name][0](*(_value(argument, values) for argument in arguments))
    raise FormulaError(message("unexpected {name}", name=type(node).__name__))


def evaluation_order(formulas: Mapping[str, str]) -> list[str]:
    """Names of parameters with a formula, each after those it needs.

    Raises FormulaError when parameters refer to each other in a circle.
    """
    order: list[str] = []
    waiting = dict(formulas)
    while waiting:
        next_names = [name for name, text in waiting.items() if not names_in(text) & set(waiting)]
        if not next_names:
            raise FormulaError(
                message("parameters refer to each other in a circle: {listed}", listed=", ".join(circle(waiting)))
            )
        for name in next_names:
            order.append(name)
            del waiting[name]
    return order


def circle(formulas: Mapping[str, str]) -> list[str]:
    """Names of parameters that refer to each other in a circle, those that only depend on it left out."""
    names = set(formulas)
    while True:
        referred = {name for one in names for name in names_in(formulas[one])} & names
        if referred == names:
            return sorted(names)
        names = referred


def evaluate_parameters(amounts: Mapping[str, float], formulas: Mapping[str, str]) -> dict[str, float]:
    """Values of all parameters: plain amounts, then formulas in the order they need each other."""
    values = {name: float(amount) for name, amount in amounts.items() if name not in formulas}
    for name in evaluation_order(formulas):
        values[name] = evaluate(formulas[name], values)
    return values
