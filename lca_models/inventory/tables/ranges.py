"""What a formula can come to while its parameters lie in ranges: interval arithmetic (Moore 1966, Interval Analysis, ch. 2-3).

A range holds every value there is, and often more, as each mention of a parameter is taken for itself (`a - a` is not 0). So
it proves that an amount is never negative, and never that it is. A formula that has no value somewhere has none of it there.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Iterable, Mapping, Sequence

from lca_models.inventory.operations import OPERATIONS
from lca_models.inventory.tables.formulas import CONSTANTS, parse_formula

Range = tuple[float, float]
Derived = tuple[str, str, Mapping[str, str]]  # name, formula, full names by those in the formula
ANY: Range = (-math.inf, math.inf)
LARGE = 1e150  # the square of a larger number is none
_SWITCH: Range = (0.0, 1.0)
_LEAST_ARGUMENT = {"sqrt": (0.0, False), **dict.fromkeys(("log", "ln", "log10", "log2"), (0.0, True))}  # is 0 none?


def range_of(text: str, ranges: Mapping[str, Range]) -> Range:
    """The least range known to hold every value of a formula; `ranges` of the names in it.

    Raises FormulaError as `parse_formula` does.
    """
    return _range(parse_formula(text), ranges)


def to_watch(
    amounts: Sequence[tuple[str, Mapping[str, str]]], derived: Sequence[Derived], plain: Mapping[str, Range]
) -> tuple[list[int], list[str]]:
    """What to look at so that no amount is negative unseen: positions of amounts, and names of derived parameters.

    `amounts`: formulas with the full names of theirs; `plain`: ranges of all plain parameters. An amount that is
    never negative while some derived parameters are not, is left to those, and they to others they rest on; so a
    handful stands for hundreds of amounts.
    """
    sure, hoped = dict(plain), dict(plain)  # hoped: no derived parameter is negative
    for name, text, names in derived:
        sure[name] = range_of(text, _renamed(names, sure))
        low, high = range_of(text, _renamed(names, hoped))
        hoped[name] = max(low, 0.0), max(high, 0.0)
    watched: list[int] = []
    waiting: list[str] = []
    for place, (text, names) in enumerate(amounts):
        if range_of(text, _renamed(names, sure))[0] >= 0:
            continue
        if range_of(text, _renamed(names, hoped))[0] >= 0:
            waiting += names.values()
        else:
            watched.append(place)
    return watched, _roots(waiting, {name: (text, names) for name, text, names in derived}, sure, hoped)


def _roots(
    waiting: list[str],
    derived: Mapping[str, tuple[str, Mapping[str, str]]],
    sure: Mapping[str, Range],
    hoped: Mapping[str, Range],
) -> list[str]:
    """Derived parameters that keep some others from being negative."""
    found: dict[str, None] = {}
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen or name not in derived or sure[name][0] >= 0:
            continue
        seen.add(name)
        text, names = derived[name]
        if range_of(text, _renamed(names, hoped))[0] >= 0:
            waiting += names.values()
        else:
            found[name] = None
    return sorted(found)


def _renamed(names: Mapping[str, str], ranges: Mapping[str, Range]) -> dict[str, Range]:
    return {short: ranges.get(full, ANY) for short, full in names.items()}


def without_value(derived: Sequence[Derived], plain: Mapping[str, Range]) -> list[str]:
    """Derived parameters that may lack a value somewhere in the ranges of the plain ones, in the order given."""
    known, found = dict(plain), []
    for name, text, names in derived:
        own = _renamed(names, known)
        known[name] = range_of(text, own)
        is_sure = _has_value(parse_formula(text), own) and all(abs(end) < LARGE for end in known[name])
        if not is_sure:
            found.append(name)
    return found


def _has_value(node: ast.expr, ranges: Mapping[str, Range]) -> bool:
    """Whether every part of a formula has a value everywhere in the ranges, branches that are not taken included."""
    for one in ast.walk(node):
        match one:
            case ast.BinOp(op=ast.Div() | ast.FloorDiv() | ast.Mod(), right=divisor):
                low, high = _range(divisor, ranges)
                if low <= 0 <= high:
                    return False
            case ast.BinOp(left=base, op=ast.Pow(), right=exponent):
                low, power = _range(base, ranges)[0], _range(exponent, ranges)
                if not (low > 0 or (power[0] == power[1] and power[0] >= 0 and (low >= 0 or power[0] % 1 == 0))):
                    return False
            case ast.Call(func=ast.Name(id=name), args=arguments) if name in _LEAST_ARGUMENT:
                least, is_open = _LEAST_ARGUMENT[name]
                low = _range(arguments[0], ranges)[0]
                if low < least or (is_open and low == least):
                    return False
            case ast.Call(func=ast.Name(id="tan")):
                return False
    return True


def _range(node: ast.expr, ranges: Mapping[str, Range]) -> Range:
    match node:
        case ast.Constant(value=value):
            return float(value), float(value)  # type: ignore[arg-type]
        case ast.Name(id=name):
            return ranges[name] if name in ranges else (CONSTANTS[name],) * 2 if name in CONSTANTS else ANY
        case ast.BinOp(left=left, op=op, right=right):
            found = _binary(op, _range(left, ranges), _range(right, ranges))
            return ANY if any(map(math.isnan, found)) else found
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            low, high = _range(operand, ranges)
            return -high, -low
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _range(operand, ranges)
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _comparison(op, _range(left, ranges), _range(right, ranges))
        case ast.UnaryOp(op=ast.Not()) | ast.Compare():
            return _SWITCH
        case ast.BoolOp(values=values):
            return _either(_range(one, ranges) for one in values)
        case ast.IfExp(body=body, orelse=orelse):
            return _either(_range(one, ranges) for one in (body, orelse))
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _call(name, [_range(one, ranges) for one in arguments])
    return ANY


def _comparison(op: ast.cmpop, a: Range, b: Range) -> Range:
    """Both, or the one that every value gives; a choice that is set is compared with a number this way."""
    is_apart, is_one = a[1] < b[0] or b[1] < a[0], a[0] == a[1] == b[0] == b[1]
    match op:
        case ast.Eq() if is_apart or is_one:
            return (float(is_one),) * 2
        case ast.NotEq() if is_apart or is_one:
            return (float(is_apart),) * 2
    return _SWITCH


def _either(found: Iterable[Range]) -> Range:
    every = list(found)
    return min(low for low, _ in every), max(high for _, high in every)


def _binary(op: ast.operator, a: Range, b: Range) -> Range:
    match op:
        case ast.Add():
            return a[0] + b[0], a[1] + b[1]
        case ast.Sub():
            return a[0] - b[1], a[1] - b[0]
        case ast.Mult():
            return _product(a, b)
        case ast.Div():
            return _product(a, _inverse(b))
        case ast.Pow():
            return _power(a, b)
        case ast.Mod() if b[0] >= 0:
            return 0.0, b[1]  # the sign of a remainder is that of the divisor
        case ast.FloorDiv() if a[0] >= 0 and b[0] >= 0:
            return 0.0, math.inf
    return ANY


def _product(a: Range, b: Range) -> Range:
    ends = [x * y if x and y else 0.0 for x in a for y in b]  # what is 0 stays 0 beside any number
    return min(ends), max(ends)


def _inverse(b: Range) -> Range:
    """1 / b where b is not 0, which has no value."""
    if b[0] >= 0:
        return (1 / b[1] if b[1] else math.inf), (1 / b[0] if b[0] else math.inf)
    if b[1] <= 0:
        return (1 / b[1] if b[1] else -math.inf), (1 / b[0])
    return ANY


def _power(a: Range, b: Range) -> Range:
    # Rising or falling in each of the two, so that its ends lie at the corners.
    if a[0] > 0 or (a[0] == 0 and b[0] == b[1] and b[0] >= 0):
        try:
            ends = [x**y for x in a for y in b]
        except OverflowError:
            return 0.0, math.inf
        return min(ends), max(ends)
    is_even = b[0] == b[1] and b[0] % 2 == 0
    return (0.0, math.inf) if a[0] >= 0 or is_even else ANY


def _call(name: str, arguments: list[Range]) -> Range:
    match name:
        case "min" | "minimum":
            return min(low for low, _ in arguments), min(high for _, high in arguments)
        case "max" | "maximum":
            return max(low for low, _ in arguments), max(high for _, high in arguments)
        case "where":
            return _either(arguments[1:])
        case "sqrt" | "exp" | "log" | "ln" | "log10" | "log2":
            return tuple(_rising(name, end) for end in arguments[0])  # type: ignore[return-value]
        case "abs":
            low, high = arguments[0]
            return (0.0 if low <= 0 <= high else min(abs(low), abs(high))), max(abs(low), abs(high))
        case "hypot":
            return 0.0, math.inf
        case "floor" | "ceil" | "round" if arguments[0][0] >= 0:
            return 0.0, math.inf
        case "sin" | "cos":
            return -1.0, 1.0
    return ANY


def _rising(name: str, end: float) -> float:
    """A function that never falls, at an end of a range; where it has no value there, at the least it can be."""
    if end == math.inf:
        return math.inf
    try:
        found = float(OPERATIONS[{"ln": "log"}.get(name, name)].value(end))
    except OverflowError:
        return math.inf
    except ValueError:
        found = math.nan
    return found if found == found else 0.0 if name in ("sqrt", "exp") else -math.inf
