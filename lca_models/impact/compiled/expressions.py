"""Formulas as one graph of operations: equal sub-expressions stand in it once, constants are folded away.

A node is a whole number; its operation and operands are looked up in the graph. Folding may drop what has no value: zero times
`1 / x` is 0, so that an exchange switched off costs nothing. What is dropped so is remembered, and the alarm of a tape is no
number where it has no value. Only what is too large for a number is not looked for there.
"""

from __future__ import annotations

import ast
import math
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

from lca_models.impact.compiled.instructions import DIVISIONS, INSTRUCTIONS, NAMES, NOTHING, NUMBER
from lca_models.inventory.operations import OPERATIONS
from lca_models.inventory.tables.formulas import BINARY, COMPARISONS, CONSTANTS, FUNCTIONS, FormulaError, parse_formula
from lca_models.scope.wording.messages import message

_CONSTANT, _NONE = NUMBER["constant"], (NOTHING, NOTHING, NOTHING)
_COMMUTATIVE = frozenset({"add", "multiply", "minimum", "maximum", "equal", "not_equal", "hypot"})
_STEPS = frozenset(name for name, row in OPERATIONS.items() if row.slopes is None) | {"remainder"}


@dataclass(frozen=True)
class Graph:
    """Nodes in the order they were made, so that operands always come before what uses them."""

    operations: list[int] = field(default_factory=list)  # number of an instruction; NOTHING for an input
    operands: list[tuple[int, int, int]] = field(default_factory=list)
    constants: list[float] = field(default_factory=list)  # of a constant, or of an operation ending in _c
    may_fail: list[bool] = field(default_factory=list)  # whether a node may have no value at finite inputs
    required: list[int] = field(default_factory=list)  # nodes that must have a value, whether or not a result shows it
    _rounded: dict[int, tuple[str, int, int]] = field(default_factory=dict)  # how what is rounded otherwise is written
    _exact: dict[int, int] = field(default_factory=dict)  # nodes rounded as they are written, by node
    _dropped: list[int] = field(default_factory=list)  # the same, of the formula or branch that is being read
    _known: dict[tuple[object, ...], int] = field(default_factory=dict)

    def input(self, name: str) -> int:
        """The node of a parameter that varies."""
        return self._node(("input", name), NOTHING, _NONE, 0.0)

    def constant(self, value: float) -> int:
        """The node of a number."""
        number = float(value) + 0.0  # one zero, whatever its sign
        return self._node(("constant", number), _CONSTANT, _NONE, number)

    def value(self, node: int) -> float | None:
        """The number a node stands for; None when it varies."""
        return self.constants[node] if self.operations[node] == _CONSTANT else None

    def _node(self, key: tuple[object, ...], operation: int, operands: tuple[int, int, int], constant: float) -> int:
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = len(self.operations)
            self.operations.append(operation)
            self.operands.append(operands)
            self.constants.append(constant)
            self.may_fail.append(self._fails(operation, operands, constant))
        return found

    def _fails(self, operation: int, operands: tuple[int, int, int], constant: float) -> bool:
        if operation in (NOTHING, _CONSTANT):
            return not math.isfinite(constant)
        if NAMES[operation] in DIVISIONS and (divisor := self.value(operands[1])):
            return self.may_fail[operands[0]] or not math.isfinite(divisor)
        if INSTRUCTIONS[operation].operation.may_fail:
            return True
        return any(self.may_fail[one] for one in operands if one != NOTHING) or not math.isfinite(constant)

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
            name = NAMES[self.operations[product]] if self.operations[product] != NOTHING else ""
            if name == "multiply":
                left, right, _ = self.operands[product]
                return self._make("multiply_add", left, right, other)
            if name == "multiply_c":
                factor, constant = self.operands[product][0], self.constants[product]
                found = self._make("multiply_add_c", factor, NOTHING, other, constant)
                if product in self._rounded:
                    self._rounded.setdefault(found, ("add", product, other))
                return found
        return self._make("add", a, b)

    def subtract(self, a: int, b: int) -> int:
        """A - b."""
        first, second = self.value(a), self.value(b)
        if second is not None:
            return self.add(a, self.constant(-second))
        if first is not None:
            return self._negative(b) if first == 0 else self._make("subtract_from_c", b, constant=first)
        return self._nothing(a) if a == b else self._make("subtract", a, b)

    def _negative(self, a: int) -> int:
        return self.product(a, self.constant(-1))

    def multiply(self, a: int, b: int) -> int:
        """A b, where the constant 0 times anything is 0; a constant merges with that of a product before it."""
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
        merged = self.constants[a] * second if self.operations[a] == NUMBER["multiply_c"] else 0.0
        if merged == 1 or not _is_ordinary(merged):
            return self._make("multiply_c", a, constant=second)
        found = self._make("multiply_c", self.operands[a][0], constant=merged)
        self._rounded.setdefault(found, ("multiply", a, self.constant(second)))
        return found

    def product(self, a: int, b: int) -> int:
        """A b in a formula."""
        if self.value(a) == 0 or self.value(b) == 0:
            return self._nothing(b if self.value(a) == 0 else a)
        return self.multiply(a, b)

    def _nothing(self, node: int) -> int:
        """Zero times a node of a formula: 0, while the node has a value."""
        self._drop(node)
        return self.constant(0)

    def _drop(self, *nodes: int) -> None:
        self._dropped.extend(node for node in nodes if self.may_fail[node])

    def divide(self, a: int, b: int) -> int:
        """A / b; a division by the constant 0 is a constant without a value."""
        first, second = self.value(a), self.value(b)
        if first is not None and second is not None:
            return self.apply("divide", a, b)
        if second == 1:
            return a
        if second == 0:
            return self.constant(math.nan)
        if second is not None and _is_ordinary(1 / second):
            found = self.product(a, self.constant(1 / second))
            if abs(math.frexp(second)[0]) != 0.5:  # no power of two: its inverse is rounded
                self._rounded[found] = ("divide", a, b)
            return found
        if first is None:
            return self._make("divide", a, b)
        found = self._make("divide_c_by", b, constant=first)
        return self._nothing(found) if first == 0 else found

    def power(self, a: int, b: int) -> int:
        """A to the power of b."""
        match self.value(b):
            case 1.0:
                return a
            case 2.0:
                return self.product(a, a)
        return self.apply("power", a, b)

    def select(self, condition: int, then: int, otherwise: int) -> int:
        """`then` where the condition is not 0, `otherwise` elsewhere; the other one is not needed."""
        known = self.value(condition)
        if known is not None:
            return self.constant(math.nan) if not math.isfinite(known) else then if known else otherwise
        if then == otherwise:
            self._drop(condition)
            return then
        return self._make("select", condition, then, otherwise)

    def where(self, condition: int, then: int, otherwise: int) -> int:
        """The same, but both are needed."""
        self._drop(then, otherwise)
        return self.select(condition, then, otherwise)

    def connect(self, name: str, a: int, b: int) -> int:
        """A `and` b, or a `or` b; b is not needed where a decides."""
        known = self.value(a)
        if known is None:
            return self._make(name, a, b)
        if not math.isfinite(known):
            return self.constant(math.nan)
        return b if (known != 0) is (name == "and") else a

    def exact(self, node: int) -> int:
        """The same rounded as it is written, for a step to follow: 49 times the inverse of 7 may be more than 49 / 7."""
        if node == NOTHING or self.operations[node] in (NOTHING, NUMBER["constant"]):
            return node
        if node not in self._exact:
            self._exact[node] = self._as_written(node)
        return self._exact[node]

    def _as_written(self, node: int) -> int:
        if node in self._rounded:
            name, a, b = self._rounded[node]
            a, b = self.exact(a), self.exact(b)
            return self._sum(a, b) if name == "add" else self._make(name, a, b)
        a, b, c = (self.exact(one) for one in self.operands[node])
        if (a, b, c) == self.operands[node]:
            return node
        return self._make(NAMES[self.operations[node]], a, b, c, self.constants[node])

    def apply(self, name: str, a: int, b: int = NOTHING) -> int:
        """Any other operation, folded when its operands are constants."""
        if name in _STEPS:
            a, b = self.exact(a), self.exact(b)
        first, second = self.value(a), None if b == NOTHING else self.value(b)
        if first is None or (second is None and b != NOTHING):
            return self._make(name, a, b)
        try:
            value = OPERATIONS[name].value
            return self.constant(value(first) if second is None else value(first, second))
        except (ArithmeticError, ValueError):
            return self.constant(math.nan)

    def operate(self, name: str, a: int, b: int = NOTHING, c: int = NOTHING) -> int:
        """Any operation by its name, folded as the one of that name above."""
        match name:
            case "multiply":
                return self.multiply(a, b)
            case "add":
                return self.add(a, b)
            case "multiply_add":
                return self.add(self.multiply(a, b), c)
            case "subtract":
                return self.subtract(a, b)
            case "divide":
                return self.divide(a, b)
            case "select":
                return self.select(a, b, c)
            case "and" | "or":
                return self.connect(name, a, b)
        return self.apply(name, a, b)

    def amount(self, text: str, names: Mapping[str, int]) -> int:
        """The node of a formula of an exchange, which must have a value though no result may depend on it."""
        node = self.formula(text, names)
        self.required.append(node)
        return node

    def spoilt(self, node: int, by: int) -> int:
        """A node, and no number where the other has no value."""
        return self._make("multiply_add_c", by, NOTHING, node, 0.0)

    def name(self, node: int) -> str:
        """The operation of a node; empty for an input and a constant."""
        number = self.operations[node]
        return "" if number in (NOTHING, NUMBER["constant"]) else INSTRUCTIONS[number].operation.name

    def formula(self, text: str, names: Mapping[str, int]) -> int:
        """The node of a formula whose plain names stand for nodes.

        Raises FormulaError for an unknown name.
        """
        node = self._translate(parse_formula(text), names, text)
        self.required.extend(self._dropped)
        self._dropped.clear()
        return node

    def _branch(self, node: ast.expr, names: Mapping[str, int], text: str) -> int:
        """What may not be needed: what is dropped in it must have a value only where it is."""
        before = list(self._dropped)
        self._dropped.clear()
        found = self._translate(node, names, text)
        for dropped in self._dropped:
            found = self.add(found, self._make("multiply_c", dropped, constant=0.0))
        self._dropped[:] = before
        return found

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
                parts = [self._translate(part, names, text) for part in (left, comparators[0])]
                return self._chain(ops, parts + [self._branch(part, names, text) for part in comparators[1:]])
            case ast.BoolOp(op=op, values=values):
                name = "and" if isinstance(op, ast.And) else "or"
                first = self._translate(values[0], names, text)
                parts = [first, *(self._branch(operand, names, text) for operand in values[1:])]
                found = parts.pop()
                while parts:  # from the last, so that none is needed where one before it decides
                    found = self.connect(name, parts.pop(), found)
                return found
            case ast.IfExp(test=test, body=body, orelse=orelse):
                condition = self._translate(test, names, text)
                return self.select(condition, *(self._branch(part, names, text) for part in (body, orelse)))
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
                return self.product(a, b)
            case ast.Div():
                return self.divide(a, b)
            case ast.Pow():
                return self.power(a, b)
        return self.apply(BINARY[type(op)].name, a, b)

    def _unary(self, op: ast.unaryop, a: int) -> int:
        match op:
            case ast.USub():
                return self._negative(a)
            case ast.Not():
                return self.apply("not", a)
        return a

    def _chain(self, ops: list[ast.cmpop], parts: list[int]) -> int:
        """`a < b < c` holds where every comparison of neighbours does; none is needed after one that does not."""
        found = NOTHING
        for op, left, right in reversed(list(zip(ops, parts, parts[1:], strict=False))):
            operation, turned = COMPARISONS[type(op)]
            one = self.apply(operation.name, right, left) if turned else self.apply(operation.name, left, right)
            found = one if found == NOTHING else self.connect("and", one, found)
        return found

    def _call(self, name: str, arguments: list[int]) -> int:
        if name == "where":
            return self.where(*arguments)
        operation, found = FUNCTIONS[name], arguments[0]
        if operation.arity == 1:
            return self.apply(operation.name, found)
        for argument in arguments[1:]:
            found = self.apply(operation.name, found, argument)
        return found


def _is_ordinary(number: float) -> bool:
    """Whether a constant that stands for two has all its digits: neither infinite nor below the least full number."""
    return sys.float_info.min <= abs(number) <= sys.float_info.max
