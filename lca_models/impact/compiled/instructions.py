"""The steps of a tape: the operations of formulas, and some of them with a constant in place of an operand.

Their numbers stand in files of compiled systems, so new ones come last.
"""

from __future__ import annotations

from dataclasses import dataclass

from lca_models.inventory.operations import OPERATIONS, Operation

NAMES = (
    "add", "add_c", "subtract", "subtract_from_c", "multiply", "multiply_c", "multiply_add", "multiply_add_c",
    "divide", "divide_c_by", "power", "floor_divide", "remainder", "minimum", "maximum", "hypot",
    "equal", "not_equal", "less", "less_equal", "and", "or", "not", "select",
    "sqrt", "exp", "log", "log10", "log2", "absolute", "floor", "ceil", "round", "sin", "cos", "tan", "constant",
)  # fmt: skip
NUMBER = {name: number for number, name in enumerate(NAMES)}
NOTHING = -1  # an operand that an instruction does not have
CONDITIONAL = frozenset({"and", "or", "select"})  # operations of which only the first operand is needed in any case
DIVISIONS = frozenset({"divide", "floor_divide", "remainder"})


@dataclass(frozen=True)
class Instruction:
    """What a step does with its three registers and its constant."""

    operation: Operation
    places: tuple[int | None, ...]  # per operand: the register that holds it; None for the constant


_WITH_CONSTANT = {
    "add_c": Instruction(OPERATIONS["add"], (0, None)),
    "subtract_from_c": Instruction(OPERATIONS["subtract"], (None, 0)),
    "multiply_c": Instruction(OPERATIONS["multiply"], (0, None)),
    "multiply_add_c": Instruction(OPERATIONS["multiply_add"], (0, None, 2)),
    "divide_c_by": Instruction(OPERATIONS["divide"], (None, 0)),
}
INSTRUCTIONS = tuple(  # by number; a constant is no step
    _WITH_CONSTANT.get(name) or Instruction(OPERATIONS[name], tuple(range(OPERATIONS[name].arity)))
    for name in NAMES
    if name != "constant"
)
