"""Formulas of Brightway as openLCA reads them (openLCA 2 manual, Constants, operators and functions for formulas)."""

from __future__ import annotations

import ast

from lca_models.inventory.tables.formulas import FormulaError, parse_formula

_SAME = frozenset({"sqrt", "exp", "abs", "min", "max", "floor", "ceil", "sin", "cos", "tan", "ln"})
_OTHERWISE = {"log": "ln", "log10": "lg", "minimum": "min", "maximum": "max"}
_SIGNS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "^"}
_COMPARISONS: dict[type[ast.cmpop], str] = {ast.Eq: "=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


def as_openlca(text: str) -> str:
    """A formula as openLCA reads it, with brackets around every part, since the precedence of a minus differs.

    What openLCA takes for a truth stands within `if`, so that it is a number. Raises FormulaError for an operation that
    openLCA has not, or rounds otherwise.
    """
    return _said(parse_formula(text), text)


def _said(node: ast.expr, text: str) -> str:
    match node:
        case ast.Constant(value=value):
            return repr(value)
        case ast.Name(id=name):
            return name
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _SIGNS:
            return f"({_said(left, text)} {_SIGNS[type(op)]} {_said(right, text)})"
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return f"(-{_said(inner, text)})"
        case ast.UnaryOp(op=ast.UAdd(), operand=inner):
            return _said(inner, text)
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            return _if(inner, "0", "1", text)
        case ast.IfExp(test=test, body=body, orelse=other):
            return _if(test, _said(body, text), _said(other, text), text)
        case ast.Compare():
            return _if(node, "1", "0", text)
        case ast.BoolOp(op=ast.And(), values=[*_]):
            return _joined(node.values, text, is_and=True)
        case ast.BoolOp(op=ast.Or(), values=[*_]):
            return _joined(node.values, text, is_and=False)
        case ast.Call(func=ast.Name(id="where"), args=[test, body, other]):
            return _if(test, _said(body, text), _said(other, text), text)
        case ast.Call(func=ast.Name(id="hypot"), args=[one, other]):
            return f"sqrt(({_said(one, text)} ^ 2) + ({_said(other, text)} ^ 2))"
        case ast.Call(func=ast.Name(id="log2"), args=[one]):
            return f"(ln({_said(one, text)}) / ln(2))"
        case ast.Call(func=ast.Name(id=name), args=given) if name in _SAME or name in _OTHERWISE:
            return f"{_OTHERWISE.get(name, name)}({'; '.join(_said(one, text) for one in given)})"
    raise FormulaError(text)


def _joined(values: list[ast.expr], text: str, *, is_and: bool) -> str:
    """`and` and `or` as Python has them: the first value that decides, else the last one."""
    *first, last = values
    found = _said(last, text)
    for one in reversed(first):
        said = _said(one, text)
        found = _if(one, found, said, text) if is_and else _if(one, said, found, text)
    return found


def _if(test: ast.expr, then: str, otherwise: str, text: str) -> str:
    """One of two values by a condition; a number is one where it is not 0."""
    match test:
        case ast.Compare(left=left, ops=[ast.NotEq()], comparators=[right]):
            return f"if({_said(left, text)} = {_said(right, text)}; {otherwise}; {then})"
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARISONS:
            return f"if({_said(left, text)} {_COMPARISONS[type(op)]} {_said(right, text)}; {then}; {otherwise})"
        case ast.Compare(left=left, ops=[op, *more], comparators=[right, *others]) if more:
            rest = _if(ast.Compare(right, more, others), then, otherwise, text)
            return _if(ast.Compare(left, [op], [right]), rest, otherwise, text)
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            return _if(inner, otherwise, then, text)
    return f"if({_said(test, text)} = 0; {otherwise}; {then})"
