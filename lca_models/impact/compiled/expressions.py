"""Formulas as one graph of operations: equal sub-expressions stand in it once, constants are folded away.

A node is a whole number; its operation and operands are looked up in the graph. Folding obeys arithmetic with one licence:
zero times anything is zero, so that an exchange switched off costs nothing, even where the rest of its formula has no value.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from lca_models.inventory.tables.formulas import CONSTANTS, FormulaError, parse_formula
from lca_models.scope.wording.messages import message

# Operations of a tape, by number. Those ending in _c take a constant in place of their last factor.
OPERATIONS = (
    "add", "add_c", "subtract", "subtract_from_c", "multiply", "multiply_c", "multiply_add", "multiply_add_c",
    "divide", "divide_c_by", "power", "floor_divide", "remainder", "minimum", "maximum", "hypot",
    "equal", "not_equal", "less", "less_equal", "and", "or", "not", "select",
    "sqrt", "exp", "log", "log10", "log2", "absolute", "floor", "ceil", "round", "sin", "cos", "tan", "constant",
)  # fmt: skip
NUMBER = {name: number for number, name in enumerate(OPERATIONS)}
NOTHING = -1  # an operand that an operation does not have

_UNARY_FUNCTIONS = {
    "sqrt": "sqrt", "exp": "exp", "log": "log", "ln": "log", "log10": "log10", "log2": "log2", "abs": "absolute",
    "floor": "floor", "ceil": "ceil", "round": "round", "sin": "sin", "cos": "cos", "tan": "tan",
}  # fmt: skip
_EXACT = {
    "sqrt": math.sqrt, "exp": math.exp, "log": math.log, "log10": math.log10, "log2": math.log2, "absolute": abs,
    "floor": math.floor, "ceil": math.ceil, "round": round, "sin": math.sin, "cos": math.cos, "tan": math.tan,
    "power": lambda a, b: float(a) ** float(b), "floor_divide": lambda a, b: a // b, "remainder": lambda a, b: a % b,
    "minimum": min, "maximum": max, "hypot": math.hypot,
    "equal": lambda a, b: a == b, "not_equal": lambda a, b: a != b, "less": lambda a, b: a < b,
    "less_equal": lambda a, b: a <= b, "not": lambda a: a == 0,
    "and": lambda a, b: b if a else a, "or": lambda a, b: a if a else b,
}  # fmt: skip
_COMPARISONS = {ast.Eq: "equal", ast.NotEq: "not_equal", ast.Lt: "less", ast.LtE: "less_equal"}
_TURNED = {ast.Gt: "less", ast.GtE: "less_equal"}
_COMMUTATIVE = frozenset({"add", "multiply", "minimum", "maximum", "equal", "not_equal", "hypot"})


@dataclass(frozen=True)
class Graph:
    """Nodes in the order they were made, so that operands always come before what uses them."""

    operations: list[int] = field(default_factory=list)  # number in OPERATIONS; NOTHING for an input
    operands: list[tuple[int, int, int]] = field(default_factory=list)
    constants: list[float] = field(default_factory=list)  # of a constant, or of an operation ending in _c
    _known: dict[tuple[object, ...], int] = field(default_factory=dict)

    def input(self, name: str) -> int:
        """The node of a parameter that varies."""
        return self._node(("input", name), NOTHING, (NOTHING, NOTHING, NOTHING), 0.0)

    def constant(self, value: float) -> int:
        """The node of a number."""
        number = float(value) + 0.0  # one zero, whatever its sign
        return self._node(("constant", number), NUMBER["constant"], (NOTHING, NOTHING, NOTHING), number)

    def value(self, node: int) -> float | None:
        """The number a node stands for; None when it varies."""
        return self.constants[node] if self.operations[node] == NUMBER["constant"] else None

    def _node(self, key: tuple[object, ...], operation: int, operands: tuple[int, int, int], constant: float) -> int:
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = len(self.operations)
            self.operations.append(operation)
            self.operands.append(operands)
            self.constants.append(constant)
        return found

    def _make(self, name: str, a: int, b: int = NOTHING, c: int = NOTHING, constant: float = 0.0) -> int:
        if name in _COMMUTATIVE and b < a:
            a, b = b, a
        return self._node((name, a, b, c, constant), NUMBER[name], (a, b, c), constant)

    def add(self, a: int, b: int) -> int:
        """A + b."""
        first, second = self.value(a), self.value(b)
        if first is not None and second is not None:
            return self.constant(first + second)
        if first is not None:
            a, second = b, first
        if second is None:
            return self._sum(a, b)
        return a if second == 0 else self._make("add_c", a, constant=second)

    def _sum(self, a: int, b: int) -> int:
        """A sum of two that vary; a product among them is fused with the addition."""
        for product, other in ((b, a), (a, b)):
            name = OPERATIONS[self.operations[product]] if self.operations[product] >= 0 else ""
            if name == "multiply":
                left, right, _ = self.operands[product]
                return self._make("multiply_add", left, right, other)
            if name == "multiply_c":
                return self._make("multiply_add_c", self.operands[product][0], NOTHING, other, self.constants[product])
        return self._make("add", a, b)

    def subtract(self, a: int, b: int) -> int:
        """A - b."""
        first, second = self.value(a), self.value(b)
        if second is not None:
            return self.add(a, self.constant(-second))
        if first is not None:
            return (
                self.multiply(b, self.constant(-1)) if first == 0 else self._make("subtract_from_c", b, constant=first)
            )
        return self.constant(0) if a == b else self._make("subtract", a, b)

    def multiply(self, a: int, b: int) -> int:
        """A b."""
        first, second = self.value(a), self.value(b)
        if first is not None and second is not None:
            return self.constant(first * second)
        if first is not None:
            a, second = b, first
        if second is None:
            return self._make("multiply", a, b)
        if second == 0:
            return self.constant(0)
        if second == 1:
            return a
        if self.operations[a] == NUMBER["multiply_c"]:
            return self.multiply(self.operands[a][0], self.constant(self.constants[a] * second))
        return self._make("multiply_c", a, constant=second)

    def divide(self, a: int, b: int) -> int:
        """A / b; a division by the constant 0 is a constant without a value."""
        first, second = self.value(a), self.value(b)
        if second is not None:
            if second == 0:
                return self.constant(math.nan)
            return self.constant(first / second) if first is not None else self.multiply(a, self.constant(1 / second))
        if first is not None:
            return self.constant(0) if first == 0 else self._make("divide_c_by", b, constant=first)
        return self._make("divide", a, b)

    def power(self, a: int, b: int) -> int:
        """A to the power of b."""
        match self.value(b):
            case 1.0:
                return a
            case 2.0:
                return self.multiply(a, a)
        return self.apply("power", a, b)

    def select(self, condition: int, then: int, otherwise: int) -> int:
        """`then` where the condition is not 0, `otherwise` elsewhere."""
        known = self.value(condition)
        if known is not None:
            return then if known else otherwise
        return then if then == otherwise else self._make("select", condition, then, otherwise)

    def apply(self, name: str, a: int, b: int = NOTHING) -> int:
        """Any other operation, folded when its operands are constants."""
        first, second = self.value(a), None if b == NOTHING else self.value(b)
        if first is None or (second is None and b != NOTHING):
            return self._make(name, a, b)
        try:
            found = _EXACT[name](first, second) if b != NOTHING else _EXACT[name](first)  # type: ignore[operator]
            return self.constant(float(found))
        except (ArithmeticError, ValueError, TypeError):
            return self.constant(math.nan)

    def formula(self, text: str, names: Mapping[str, int]) -> int:
        """The node of a formula whose plain names stand for nodes.

        Raises FormulaError for an unknown name.
        """
        return self._translate(parse_formula(text), names, text)

    def _translate(self, node: ast.expr, names: Mapping[str, int], text: str) -> int:
        match node:
            case ast.Constant(value=value):
                return self.constant(float(value))  # type: ignore[arg-type]
            case ast.Name(id=name):
                if name in names:
                    return names[name]
                if name in CONSTANTS:
                    return self.constant(CONSTANTS[name])
                raise FormulaError(message("'{words}' refers to the unknown parameter '{name}'", words=text, name=name))
            case ast.BinOp(left=left, op=op, right=right):
                return self._binary(op, self._translate(left, names, text), self._translate(right, names, text))
            case ast.UnaryOp(op=op, operand=operand):
                return self._unary(op, self._translate(operand, names, text))
            case ast.Compare(left=left, ops=ops, comparators=comparators):
                parts = [self._translate(part, names, text) for part in (left, *comparators)]
                return self._chain(ops, parts)
            case ast.BoolOp(op=op, values=values):
                name = "and" if isinstance(op, ast.And) else "or"
                found = self._translate(values[0], names, text)
                for operand in values[1:]:
                    found = self.apply(name, found, self._translate(operand, names, text))
                return found
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self.select(*(self._translate(part, names, text) for part in (test, body, orelse)))
            case ast.Call(func=ast.Name(id=name), args=arguments):
                return self._call(name, [self._translate(argument, names, text) for argument in arguments])
        raise FormulaError(
            message("'{words}' holds something that is not arithmetic ({name})", words=text, name=type(node).__name__)
        )

    def _binary(self, op: ast.operator, a: int, b: int) -> int:
        match op:
            case ast.Add():
                return self.add(a, b)
            case ast.Sub():
                return self.subtract(a, b)
            case ast.Mult():
                return self.multiply(a, b)
            case ast.Div():
                return self.divide(a, b)
            case ast.Pow():
                return self.power(a, b)
            case ast.FloorDiv():
                return self.apply("floor_divide", a, b)
        return self.apply("remainder", a, b)

    def _unary(self, op: ast.unaryop, a: int) -> int:
        match op:
            case ast.USub():
                return self.multiply(a, self.constant(-1))
            case ast.Not():
                return self.apply("not", a)
        return a

    def _chain(self, ops: list[ast.cmpop], parts: list[int]) -> int:
        """`a < b < c` holds where every comparison of neighbours does."""
        found = NOTHING
        for op, left, right in zip(ops, parts, parts[1:], strict=False):
            if type(op) in _TURNED:
                one = self.apply(_TURNED[type(op)], right, left)
            else:
                one = self.apply(_COMPARISONS[type(op)], left, right)
            found = one if found == NOTHING else self.multiply(found, one)
        return found

    def _call(self, name: str, arguments: list[int]) -> int:
        if name in _UNARY_FUNCTIONS:
            return self.apply(_UNARY_FUNCTIONS[name], arguments[0])
        if name == "where":
            return self.select(*arguments)
        operation = {"min": "minimum", "max": "maximum"}.get(name, name)
        found = arguments[0]
        for argument in arguments[1:]:
            found = self.apply(operation, found, argument)
        return found
