"""What the formulas of a Brightway project may refer to, and in which order its parameters follow from each other.

A formula of an exchange belongs to a group of activity parameters. It sees the parameters of the group, of the groups in its
order, of the database of the group's processes, and of the project, the nearest first. A group may have any name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from lca_models.inventory.tables.formulas import FormulaError, names_in, order_of

ParameterFormula = tuple[str, Mapping[str, str]]  # text, qualified names by the plain names it may use


class Parameter(Protocol):
    """A parameter. `scope`: empty for the project, a database name, or a group of activity parameters."""

    @property
    def name(self) -> str: ...
    @property
    def scope(self) -> str: ...
    @property
    def formula(self) -> str: ...
    @property
    def qualified_name(self) -> str: ...


class GroupOfParameters(Protocol):
    """A group of activity parameters."""

    @property
    def database(self) -> str: ...  # of its processes
    @property
    def order(self) -> Sequence[str]: ...  # further groups that it reads


Kind = TypeVar("Kind", bound=Parameter, covariant=True)


class Parameters(Protocol[Kind]):
    """What a project says of its parameters."""

    @property
    def parameters(self) -> Sequence[Kind]: ...
    @property
    def groups(self) -> Mapping[str, GroupOfParameters]: ...
    @property
    def databases(self) -> Mapping[str, object]: ...


@dataclass(frozen=True)
class Scope:
    """Qualified parameter names by the plain names a formula may use."""

    names: Mapping[str, str]


def scopes(rows: Parameters[Parameter]) -> dict[str, Scope]:
    """What a formula may refer to: by database (its own parameters, then the project's) and by group.

    A group that has the name of a database is left out: Brightway itself takes it for the database and never computes it.
    """
    own: dict[str, dict[str, str]] = defaultdict(dict)
    for parameter in rows.parameters:
        own[parameter.scope][parameter.name] = parameter.qualified_name
    project = own[""]
    found = {"": Scope(project)}
    for database in rows.databases:
        found[database] = Scope({**project, **own.get(database, {})})
    for name, group in rows.groups.items():
        if name in ("project", *rows.databases):
            continue
        seen = dict(found.get(group.database, found[""]).names)
        for further in reversed(group.order):
            seen |= own.get(further, {})
        found[name] = Scope({**seen, **own.get(name, {})})
    return found


def parameter_formulas(rows: Parameters[Parameter], scope_of: Mapping[str, Scope]) -> dict[str, ParameterFormula]:
    """Formula and scope of every parameter that has one, by qualified name."""
    found: dict[str, ParameterFormula] = {}
    for parameter in rows.parameters:
        if parameter.formula:
            names = scope_of.get(parameter.scope, scope_of[""]).names
            found[parameter.qualified_name] = (parameter.formula, names)
    return found


def parameter_table(rows: Parameters[Kind], without: Collection[str] = ()) -> dict[str, Kind]:
    """Parameters by qualified name, Activity Browser's dummies and those in `without` left out."""
    return {
        p.qualified_name: p
        for p in rows.parameters
        if p.name != "dummy_parameter" and not p.name.startswith("__dummy") and p.qualified_name not in without
    }


def ordered_parameters(
    rows: Parameters[Parameter], without: Collection[str] = ()
) -> tuple[tuple[str, str, Mapping[str, str]], ...]:
    """(qualified name, formula, names by scope) of derived parameters, each after those it needs, but for some.

    Raises FormulaError for formulas that cannot be read, unknown names and circles.
    """
    formulas = parameter_formulas(rows, scopes(rows))
    formulas = {name: formula for name, formula in formulas.items() if name not in without}
    order = order_of({name: _needs(formula) for name, formula in formulas.items()})
    return tuple((name, *formulas[name]) for name in order)


def _needs(formula: ParameterFormula) -> set[str]:
    text, names = formula
    return {names.get(used, used) for used in names_in(text)}


def parameters_behind(names: Iterable[str], formulas: Mapping[str, ParameterFormula]) -> set[str]:
    """Some parameters by qualified name, and all that they follow from; a formula that cannot be read needs nothing."""
    found, waiting = set(names), list(names)
    while waiting:
        formula = formulas.get(waiting.pop())
        new = (_readable_needs(formula) if formula else set()) - found
        found |= new
        waiting += new
    return found


def parameters_upon(names: Iterable[str], formulas: Mapping[str, ParameterFormula]) -> set[str]:
    """Some parameters by qualified name, and all that follow from them."""
    users: dict[str, list[str]] = defaultdict(list)
    for name, formula in formulas.items():
        for used in _readable_needs(formula):
            users[used].append(name)
    found, waiting = set(names), list(names)
    while waiting:
        new = set(users[waiting.pop()]) - found
        found |= new
        waiting += new
    return found


def _readable_needs(formula: ParameterFormula) -> set[str]:
    try:
        return _needs(formula)
    except FormulaError:
        return set()
