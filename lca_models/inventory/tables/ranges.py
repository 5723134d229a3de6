"""What a formula can come to while its parameters lie in ranges: interval arithmetic (Moore 1966, Interval Analysis, ch. 2-3).

A range holds every value there is, and often more, as each mention of a parameter is taken for itself (`a - a` is not 0). So
it proves that an amount is never negative, and never that it is. A formula that has no value somewhere has none of it there.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

from lca_models.inventory.operations import OPERATIONS
from lca_models.inventory.tables.formulas import CONSTANTS, parse_formula

Range = tuple[float, float]
Take = Callable[[Mapping[str, Range]], Range]  # the range of a formula, from those of the names in it
Join = Callable[[Range, Range], Range]
Demand = Callable[[Mapping[str, Range]], bool]
Derived = tuple[str, str, Mapping[str, str]]  # name, formula, full names by those in the formula
ANY: Range = (-math.inf, math.inf)
LARGE = 1e150  # the square of a larger number is none
_SWITCH: Range = (0.0, 1.0)
_LEAST_ARGUMENT = {"sqrt": (0.0, False), **dict.fromkeys(("log", "ln", "log10", "log2"), (0.0, True))}  # is 0 none?


def range_of(text: str, ranges: Mapping[str, Range]) -> Range:
    """The least range known to hold every value of a formula; `ranges` of the names in it.

    Raises FormulaError as `parse_formula` does.
    """
    return _read(text)(ranges)


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


class Doubts:
    """Which derived parameters may lack a value, asked for one set of ranges after the other.

    A formula is read once, and worked out again where a range in it is another one than when it was last asked.
    """

    def __init__(self, derived: Sequence[Derived]) -> None:
        self._rows = tuple(
            (name, frozenset(names.values()), names, _read(text), _demanded(text)) for name, text, names in derived
        )
        self._last: tuple[dict[str, Range], dict[str, bool]] = {}, {}  # ranges of all, and of which there is doubt

    def within(self, plain: Mapping[str, Range]) -> list[str]:
        """Derived parameters that may lack a value somewhere in the ranges of the plain ones, in the order given."""
        former, doubts = self._last
        known, found = dict(plain), {}
        changed = {name for name, own in plain.items() if former.get(name) != own}
        for name, needs, names, take, demands in self._rows:
            if name in doubts and changed.isdisjoint(needs):
                known[name], found[name] = former[name], doubts[name]
                continue
            own = _renamed(names, known)
            known[name] = low, high = take(own)
            found[name] = not (abs(low) < LARGE and abs(high) < LARGE and all(holds(own) for holds in demands))
            if former.get(name) != known[name]:
                changed.add(name)
        self._last = known, found  # at once, so that another thread finds either state whole
        return [name for name, is_doubtful in found.items() if is_doubtful]


@lru_cache(maxsize=65536)
def _read(text: str) -> Take:
    """What tells the range of a formula: read once, asked again and again."""
    return _taken(parse_formula(text))


@lru_cache(maxsize=65536)
def _demanded(text: str) -> tuple[Demand, ...]:
    """All that must hold for a formula to have a value everywhere."""
    return tuple(_demands(parse_formula(text)))


def _demands(tree: ast.expr) -> Iterator[Demand]:
    """What must hold for every part of a formula to have a value everywhere, branches that are not taken included."""
    for one in ast.walk(tree):
        match one:
            case ast.BinOp(op=ast.Div() | ast.FloorDiv() | ast.Mod(), right=divisor):
                yield partial(_is_never_0, _taken(divisor))
            case ast.BinOp(left=base, op=ast.Pow(), right=exponent):
                yield partial(_has_power, _taken(base), _taken(exponent))
            case ast.Call(func=ast.Name(id=name), args=arguments) if name in _LEAST_ARGUMENT:
                yield partial(_is_at_least, *_LEAST_ARGUMENT[name], _taken(arguments[0]))
            case ast.Call(func=ast.Name(id="tan")):
                yield lambda ranges: False


def _is_never_0(divisor: Take, ranges: Mapping[str, Range]) -> bool:
    low, high = divisor(ranges)
    return not low <= 0 <= high


def _has_power(base: Take, exponent: Take, ranges: Mapping[str, Range]) -> bool:
    low, power = base(ranges)[0], exponent(ranges)
    return low > 0 or (power[0] == power[1] and power[0] >= 0 and (low >= 0 or power[0] % 1 == 0))


def _is_at_least(least: float, is_open: bool, argument: Take, ranges: Mapping[str, Range]) -> bool:
    low = argument(ranges)[0]
    return not (low < least or (is_open and low == least))


def _taken(node: ast.expr) -> Take:
    """What tells the range of a part of a formula from the ranges of the names in it."""
    make = _TAKERS.get(type(node))
    return partial(_constant, ANY) if make is None else make(node)


def _of_unary(node: ast.UnaryOp) -> Take:
    kind = type(node.op)
    if kind is ast.Not:
        return partial(_constant, _SWITCH)
    return partial(_turned, _taken(node.operand)) if kind is ast.USub else _taken(node.operand)


def _of_comparison(node: ast.Compare) -> Take:
    join = _COMPARED.get(type(node.ops[0])) if len(node.ops) == 1 else None
    if join is None:
        return partial(_constant, _SWITCH)
    return partial(_compared, join, _taken(node.left), _taken(node.comparators[0]))


def _constant(value: Range, ranges: Mapping[str, Range]) -> Range:
    return value


def _named(name: str, otherwise: Range, ranges: Mapping[str, Range]) -> Range:
    return ranges.get(name, otherwise)


def _arithmetic(join: Join, left: Take, right: Take, ranges: Mapping[str, Range]) -> Range:
    low, high = found = join(left(ranges), right(ranges))
    return found if low == low and high == high else ANY


def _compared(join: Join, left: Take, right: Take, ranges: Mapping[str, Range]) -> Range:
    return join(left(ranges), right(ranges))


def _many(join: Callable[[list[Range]], Range], parts: Sequence[Take], ranges: Mapping[str, Range]) -> Range:
    return join([one(ranges) for one in parts])


def _turned(part: Take, ranges: Mapping[str, Range]) -> Range:
    low, high = part(ranges)
    return -high, -low


def _is_equal(a: Range, b: Range) -> Range:
    """Both, or the one that every value gives; a choice that is set is compared with a number this way."""
    if a[0] == a[1] == b[0] == b[1]:
        return 1.0, 1.0
    return (0.0, 0.0) if a[1] < b[0] or b[1] < a[0] else _SWITCH


def _is_unequal(a: Range, b: Range) -> Range:
    low, high = _is_equal(a, b)
    return 1 - high, 1 - low


def _either(found: list[Range]) -> Range:
    return min(low for low, _ in found), max(high for _, high in found)


def _sum(a: Range, b: Range) -> Range:
    return a[0] + b[0], a[1] + b[1]


def _difference(a: Range, b: Range) -> Range:
    return a[0] - b[1], a[1] - b[0]


def _quotient(a: Range, b: Range) -> Range:
    return _product(a, _inverse(b))


def _remainder(a: Range, b: Range) -> Range:
    return (0.0, b[1]) if b[0] >= 0 else ANY  # the sign of a remainder is that of the divisor


def _whole_quotient(a: Range, b: Range) -> Range:
    return (0.0, math.inf) if a[0] >= 0 and b[0] >= 0 else ANY


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


_OF_TWO: dict[type[ast.operator], Join] = {
    ast.Add: _sum, ast.Sub: _difference, ast.Mult: _product, ast.Div: _quotient, ast.Pow: _power, ast.Mod: _remainder,
    ast.FloorDiv: _whole_quotient,
}  # fmt: skip
_COMPARED: dict[type[ast.cmpop], Join] = {ast.Eq: _is_equal, ast.NotEq: _is_unequal}


_TAKERS: dict[type[ast.expr], Callable[[Any], Take]] = {
    ast.Constant: lambda node: partial(_constant, (float(node.value),) * 2),
    ast.Name: lambda node: partial(_named, node.id, (CONSTANTS[node.id],) * 2 if node.id in CONSTANTS else ANY),
    ast.BinOp: lambda node: partial(_arithmetic, _OF_TWO[type(node.op)], _taken(node.left), _taken(node.right)),
    ast.UnaryOp: _of_unary,
    ast.Compare: _of_comparison,
    ast.BoolOp: lambda node: partial(_many, _either, [_taken(one) for one in node.values]),
    ast.IfExp: lambda node: partial(_many, _either, [_taken(node.body), _taken(node.orelse)]),
    ast.Call: lambda node: partial(_many, partial(_call, node.func.id), [_taken(one) for one in node.args]),
}


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
