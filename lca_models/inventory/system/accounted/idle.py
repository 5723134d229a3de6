"""Why a setting changes nothing here, read from the structure.

Whether formulas of the product system reach the parameter, which factor of zero, branch not taken or purchase of nothing
keeps it out, and which parameters that rests on. Whether a result moves is for the impact assessment to say.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lca_models.inventory.system.accounted.given import TABLES, Author, author_of, shown_value
from lca_models.inventory.system.choices import offered_choices
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.rows import PRODUCTION_TYPES, Key, ProjectError
from lca_models.inventory.tables.formulas import FormulaError, evaluate_by, names_in, parse_formula
from lca_models.scope.wording.messages import message

MOST_GUARDS, MOST_TRIED = 3, 12  # named in one reason, and tried for it


def why_idle(
    system: ProductSystem,
    name: str,
    now: Mapping[str, float],
    before: Mapping[str, float],
    authors: Mapping[str, Author],
    also_read: Iterable[str] = (),
) -> str:
    """Why a setting changes nothing, given all values with it and without it.

    `authors`: of the parameters that a setup sets. `also_read`: parameters that the result reads beside the formulas of the
    system. The reason is words without a full stop.
    """
    if now[name] == before[name]:
        return message("it is so already")
    changed = frozenset(one for one, value in now.items() if value != before[one])
    search = _Search(system, now, before, changed)
    if not search.is_reached and not changed & frozenset(also_read):
        return message("nothing that {product} needs depends on it",
                       product=system.product.id if system.product else "/".join(system.demand))  # fmt: skip
    guards = sorted(search.guards() - {name}, key=lambda one: _rank(system, one, authors))[:MOST_TRIED]
    # Alone or with others: where one of them alone would let the setting in, those that would not are no reason.
    if guards := [one for one in guards if search.opens(one)] or guards:
        return message("kept out by {guards}", guards=guard_words(system, guards, now, authors))
    if search.moves_amounts:
        return message("what it moves counts nothing in this impact category")
    return message("the result does not depend on it here")


def _rank(system: ProductSystem, name: str, authors: Mapping[str, Author]) -> tuple[bool, bool, str]:
    """What a setup says first, then choices."""
    return name not in authors, system.parameters[name].data.get("kind") != "choice", name


def moves_amounts(system: ProductSystem, now: Mapping[str, float], before: Mapping[str, float]) -> bool:
    """Whether an amount of a process that the demand uses differs between two sets of values of all parameters."""
    return _Search(system, now, before, frozenset()).moves_amounts


def guard_words(
    system: ProductSystem, guards: Iterable[str], values: Mapping[str, float], authors: Mapping[str, Author]
) -> str:
    """Parameters that keep another one out, each with its value and who says so."""
    named = []
    for one in sorted(guards, key=lambda name: _rank(system, name, authors))[:MOST_GUARDS]:
        author = authors.get(one) or author_of(system, one)
        words = message("default") if author.kind == TABLES else author.words()
        named.append(f"{one}={shown_value(system, one, values[one])} ({words})")
    return message(" and ").join(named)


def other_values(system: ProductSystem, name: str, value: float) -> list[float]:
    """Values that a parameter could have in place of one: the other entries of its list, its limits, and 1 in place of 0."""
    row = system.parameters[name]
    if row.formula:
        return []
    if row.data.get("kind") == "choice":
        found = [float(one.number) for one in offered_choices(row, system.choices)]
    else:
        found = [
            float(one)
            for one in (*(row.data.get("limits") or ()), 1.0 if value == 0 else 0.5 * value)
            if one is not None
        ]
    return [one for one in found if one != value]


@dataclass(frozen=True)
class _Search:
    """What becomes of parameters that changed on their way to the amounts of a product system."""

    system: ProductSystem
    now: Mapping[str, float]
    before: Mapping[str, float]
    changed: frozenset[str]  # names of parameters with another value, derived ones too

    @property
    def is_reached(self) -> bool:
        """Whether a formula of the product system, or its service life, reads a parameter that follows the setting."""
        read = {row.names[plain] for row in self.system.formulas for plain in names_in(row.text)}
        for name, text, names in reversed(self.system.derived):
            if name in read:
                read |= {names[plain] for plain in names_in(text)}
        return bool(read & self.changed)

    @property
    def moves_amounts(self) -> bool:
        """Whether an amount of a process that is used changes."""
        moved = {self.system.exchanges[place].process for place in self._moved()}
        return bool(moved) and not moved.isdisjoint(self._used())

    def guards(self) -> frozenset[str]:
        """Plain parameters that keep what changed from the result; none where nothing of the kind is found."""
        system, found = self.system, set[str]()
        for name, text, names in system.derived:
            if name not in self.changed:
                found |= self._blockers(text, names)
        moved = self._moved()
        for row in system.formulas:
            if row.exchange not in moved:
                found |= self._blockers(row.text, row.names)
        used = self._used()
        for process in {system.exchanges[place].process for place in moved}:
            if process not in used:
                found |= self._unused(process, used)
        return self._plain(found)

    def opens(self, guard: str) -> bool:
        """Whether the setting would move an amount that is used if a parameter had another value."""
        for value in other_values(self.system, guard, self.now[guard]):
            try:
                now, before = (self._with(values, guard, value) for values in (self.now, self.before))
                if _Search(self.system, now, before, self.changed).moves_amounts:
                    return True
            except ProjectError:  # no value there: nothing is shown by it
                continue
        return False

    def _with(self, values: Mapping[str, float], name: str, value: float) -> dict[str, float]:
        derived = {one for one, _, _ in self.system.derived}
        return self.system.parameter_values(
            {one: number for one, number in values.items() if one not in derived} | {name: value}
        )

    @cached_property
    def _amounts(self) -> np.ndarray:
        """Per exchange: its amount with the setting."""
        return self.system.amounts(self.now)

    def _moved(self) -> frozenset[int]:
        """Exchanges whose amount changes."""
        now, before = self._amounts, self.system.amounts(self.before)
        return frozenset(row.exchange for row in self.system.formulas if now[row.exchange] != before[row.exchange])

    def _used(self) -> frozenset[Key]:
        """Processes that the demand reaches through amounts that are not 0."""
        system, amounts = self.system, self._amounts
        makers = {row.input: row.process for row in system.exchanges if row.type in PRODUCTION_TYPES}
        bought: dict[Key, list[Key]] = {}
        for row, amount, outside in zip(system.exchanges, amounts, system.is_biosphere, strict=True):
            if amount and not outside and row.input in makers:
                bought.setdefault(row.process, []).append(makers[row.input])
        start = makers.get(system.demand, system.demand)
        found, waiting = {start}, [start]
        while waiting:
            for one in bought.get(waiting.pop(), ()):
                if one not in found:
                    found.add(one)
                    waiting.append(one)
        return frozenset(found)

    def _unused(self, process: Key, used: frozenset[Key]) -> set[str]:
        """Names in what makes the purchases that lead to a process come to nothing."""
        system, found, seen, waiting = self.system, set[str](), {process}, [process]
        amounts = self._amounts
        formulas = {row.exchange: row for row in system.formulas}
        while waiting:
            one = waiting.pop()
            made = {row.input for row in system.exchanges if row.process == one and row.type in PRODUCTION_TYPES}
            for place, row in enumerate(system.exchanges):
                if row.input not in made or row.process == one or row.type in PRODUCTION_TYPES:
                    continue
                if amounts[place] == 0 and place in formulas:
                    formula = formulas[place]
                    found |= {
                        formula.names[plain] for plain in _zeros(parse_formula(formula.text), self._of(formula.names))
                    }
                if row.process not in used and row.process not in seen:
                    seen.add(row.process)
                    waiting.append(row.process)
        return found

    def _blockers(self, text: str, names: Mapping[str, str]) -> set[str]:
        """Names that keep a formula at its value although a parameter in it changed."""
        if not any(names[plain] in self.changed for plain in names_in(text)):
            return set()
        plains = frozenset(plain for plain in names_in(text) if names[plain] in self.changed)
        found = _blockers(parse_formula(text), plains, self._of(names), _Values(self.before, names))
        return {names[plain] for plain in found} - self.changed

    def _of(self, names: Mapping[str, str]) -> _Values:
        return _Values(self.now, names)

    def _plain(self, names: set[str]) -> frozenset[str]:
        """The same with plain parameters in place of derived ones, those alone that make them what they are."""
        formulas = {name: (text, own) for name, text, own in self.system.derived}
        found, waiting, seen = set[str](), list(names), set(names)
        while waiting:
            name = waiting.pop()
            if name not in formulas:
                found.add(name)
                continue
            text, own = formulas[name]
            inner = _zeros(parse_formula(text), self._of(own)) if self.now[name] == 0 else names_in(text)
            for one in {own[plain] for plain in inner} - seen:
                seen.add(one)
                waiting.append(one)
        return frozenset(found)


@dataclass(frozen=True)
class _Values:
    """Values by the names of one formula."""

    values: Mapping[str, float]
    names: Mapping[str, str]

    def of(self, node: ast.expr) -> float | None:
        """The value of a part of the formula; None where it has none."""
        text = ast.unparse(node)
        try:
            return evaluate_by(text, self.names, self.values)
        except FormulaError:
            return None


def _names(node: ast.expr) -> frozenset[str]:
    return names_in(ast.unparse(node))


def _parts(node: ast.expr) -> list[ast.expr]:
    return [one for one in ast.iter_child_nodes(node) if isinstance(one, ast.expr) and not _is_function(node, one)]


def _is_function(node: ast.expr, part: ast.expr) -> bool:
    return isinstance(node, ast.Call) and part is node.func


def _blockers(node: ast.expr, changed: frozenset[str], now: _Values, before: _Values) -> set[str]:
    """Names beside the changed ones that keep this part at its value: factors of zero, conditions, the other of two bounds."""
    if not (_names(node) & changed):
        return set()
    moving = [one for one in _parts(node) if _names(one) & changed]
    still = [one for one in _parts(node) if not (_names(one) & changed)]
    found = set[str]()
    for one in moving:
        found |= _blockers(one, changed, now, before)
    moves = any(now.of(one) != before.of(one) for one in moving)
    if not moves or now.of(node) != before.of(node):
        return found
    match node:
        case ast.BinOp(op=ast.Mult() | ast.Div()):
            for one in still:
                if now.of(one) == 0:
                    found |= _zeros(one, now)
            if not still:  # both sides change, one of them is 0 all the while
                for one in moving:
                    if now.of(one) == 0 == before.of(one):
                        found |= _zeros(one, now) - changed
        case ast.IfExp() | ast.BoolOp() | ast.Call():
            for one in still:
                found |= _names(one)
    return found


def _zeros(node: ast.expr, now: _Values) -> set[str]:
    """Names in the factors that make a part of a formula 0."""
    if now.of(node) != 0:
        return set()
    match node:
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return _zeros(left, now) | _zeros(right, now)
        case ast.BinOp(left=left, op=ast.Div()):
            return _zeros(left, now)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _zeros(left, now) | _zeros(right, now)
    return set(_names(node))
