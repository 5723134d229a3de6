"""What fails silently in a Brightway project, refused by name before anything is calculated."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from numbers import Real

from lca_models.inventory.system.rows import (
    NEGATIVE_TYPES,
    POSITIVE_TYPES,
    PROCESS_TYPES,
    PRODUCTION_TYPES,
    ExchangeRow,
    ParameterRow,
    ProjectError,
    ProjectRows,
)
from lca_models.inventory.tables.formulas import FormulaError, evaluate, names_in, order_of
from lca_models.inventory.tables.taken_names import TAKEN_NAMES
from lca_models.scope.wording.messages import message

AMOUNT_TOLERANCE = 1e-9  # relative difference between a stored amount and its formula
_REACTIVATE = "bw2data.parameters.add_exchanges_to_group(group, activity), then bw2data.parameters.recalculate()"


@dataclass(frozen=True)
class Scope:
    """Qualified parameter names by the plain names a formula may use."""

    names: Mapping[str, str]


def scopes(rows: ProjectRows) -> dict[str, Scope]:
    """What a formula may refer to: by database (its own parameters, then the project's) and by activity group.

    A group sees its own parameters, those of the groups in its order, its database's and the project's.
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
        database = min(group.members, default=("", ""))[0]
        seen = dict(found.get(database, found[""]).names)
        for further in reversed(group.order):
            seen |= own.get(further, {})
        found[name] = Scope({**seen, **own.get(name, {})})
    return found


def parameter_formulas(rows: ProjectRows, scope_of: Mapping[str, Scope]) -> dict[str, tuple[str, Mapping[str, str]]]:
    """Formula and scope of every parameter that has one, by qualified name."""
    found: dict[str, tuple[str, Mapping[str, str]]] = {}
    for parameter in rows.parameters:
        if parameter.formula:
            names = dict(scope_of.get(parameter.scope, scope_of[""]).names)
            found[parameter.qualified_name] = (parameter.formula, names)
    return found


def ordered_parameters(rows: ProjectRows) -> tuple[tuple[str, str, Mapping[str, str]], ...]:
    """(qualified name, formula, names by scope) of derived parameters, each after those it needs.

    Raises ProjectError for formulas that cannot be read, unknown names and circles.
    """
    formulas = parameter_formulas(rows, scopes(rows))
    try:
        order = order_of(
            {name: {names.get(used, used) for used in names_in(text)} for name, (text, names) in formulas.items()}
        )
    except FormulaError as error:
        raise ProjectError(message("parameters: {error}", error=error)) from None
    return tuple((name, *formulas[name]) for name in order)


def check_project(rows: ProjectRows) -> None:
    """Raise ProjectError with every silent failure found in the project."""
    problems = [
        *_check_databases(rows),
        *_check_factors(rows),
        *_check_parameters(rows),
        *_check_exchanges(rows),
        *_check_production(rows),
    ]
    if problems:
        shown = problems[:50] + ([message("and {count} more", count=len(problems) - 50)] if len(problems) > 50 else [])
        count = (
            message("1 problem in the Brightway project")
            if len(problems) == 1
            else message("{count} problems in the Brightway project", count=len(problems))
        )
        raise ProjectError("\n".join([count, *(f"  {problem}" for problem in shown)]))


def _check_databases(rows: ProjectRows) -> Iterator[str]:
    for name, metadata in rows.databases.items():
        if metadata.get("backend", "sqlite") != "sqlite":
            yield message(
                "database '{name}' has the backend '{backend}', whose rows lie elsewhere; duplicate it "
                "into an sqlite database",
                name=name,
                backend=metadata["backend"],
            )
        elif not metadata.get("dirty") and metadata.get("modified", "") >= metadata.get("processed", ""):
            yield message(
                "database '{name}' was written but not processed since, so bw2calc does not see its "
                "rows; call bw2data.Database('{name}').process()",
                name=name,
            )


def _check_factors(rows: ProjectRows) -> Iterator[str]:
    ids = {node.id for node in rows.nodes}
    keys = {node.key for node in rows.nodes}
    for method in rows.methods:
        lost = [flow for flow, _ in method.factors if flow not in ids and flow not in keys]
        if lost:
            yield message(
                "method {listed} characterizes {count} flows that no longer exist (their database was "
                "rewritten, which renews ids; Brightway would score them 0); write the method again",
                listed="|".join(method.name),
                count=len(lost),
            )


def _check_parameters(rows: ProjectRows) -> Iterator[str]:
    for parameter in rows.parameters:
        where = f"parameter '{parameter.qualified_name}'"
        if parameter.name in TAKEN_NAMES:
            yield message(
                "{where} has a name that Brightway's formulas already use; rename it, for example my_{name}",
                where=where,
                name=parameter.name,
            )
        if not _finite(parameter.amount):
            yield message("{where} is {amount!r}, not a finite number; set it", where=where, amount=parameter.amount)
        if parameter.formula and parameter.data.get("uncertainty type", 0) not in (0, 1):
            yield message("{where} has a formula and a distribution; keep one of them", where=where)
        codes = parameter.data.get("codes")
        if codes and parameter.amount not in codes:
            yield message(
                "{where} is {amount!r}, which chooses nothing; give one of {listed}",
                where=where,
                amount=parameter.amount,
                listed=", ".join(f"{code:g}" for code in codes),
            )
    scope_of, values = scopes(rows), _values(rows)
    for parameter in rows.parameters:
        if parameter.formula:
            names = scope_of.get(parameter.scope, scope_of[""]).names
            where = f"parameter '{parameter.qualified_name}'"
            problems = [*_check_names(where, parameter.formula, names)]
            yield from problems or _check_amount(where, parameter.formula, parameter.amount, names, values)


def _check_names(where: str, formula: str, names: Mapping[str, str]) -> Iterator[str]:
    try:
        unknown = sorted(names_in(formula) - set(names))
    except FormulaError as error:
        yield f"{where}: {error}"
        return
    if unknown:
        yield message(
            "{where} refers to {listed}, which no parameter in its scope is called",
            where=where,
            listed=", ".join(map(repr, unknown)),
        )


def _finite(amount: object) -> bool:
    return not isinstance(amount, bool) and isinstance(amount, Real) and math.isfinite(float(amount))


def row_name(exchange: ExchangeRow) -> str:
    """How messages name an exchange."""
    return f"'{'/'.join(exchange.process)}' <- '{'/'.join(exchange.input)}'"


def _check_exchanges(rows: ProjectRows) -> Iterator[str]:
    scope_of = scopes(rows)
    values = _values(rows)
    known = {node.key for node in rows.nodes}
    for exchange in rows.exchanges:
        where = row_name(exchange)
        if exchange.input not in known:
            yield message(
                "{where} links to a process that does not exist; delete the exchange or restore the process",
                where=where,
            )
        if not _finite(exchange.amount):
            yield message(
                "{where} has the amount {amount!r}, which is not a finite number; write 1.0*(…) around a "
                "comparison and `a if c else b` for where()",
                where=where,
                amount=exchange.amount,
            )
            continue
        yield from _check_formula(exchange, rows, scope_of, values)
    for number in rows.parameterized.keys() - {exchange.id for exchange in rows.exchanges}:
        group, formula = rows.parameterized[number]
        yield message(
            "group '{group}' still computes '{formula}' for an exchange that no longer exists; "
            "remove_exchanges_from_group, then {REACTIVATE}",
            group=group,
            formula=formula,
            REACTIVATE=_REACTIVATE,
        )


def _check_formula(
    exchange: ExchangeRow, rows: ProjectRows, scope_of: Mapping[str, Scope], values: Mapping[str, float]
) -> Iterator[str]:
    where = row_name(exchange)
    active = rows.parameterized.get(exchange.id)
    if not exchange.formula:
        if active:
            yield message(
                "{where} has no formula but Brightway still computes '{value}' for it; remove_exchanges_from_group",
                where=where,
                value=active[1],
            )
        return
    if active is None:
        yield message(
            "{where} has the formula '{formula}', which is inert in Brightway; {REACTIVATE}",
            where=where,
            formula=exchange.formula,
            REACTIVATE=_REACTIVATE,
        )
        return
    group, formula = active
    if formula != exchange.formula:
        yield message(
            "{where} shows the formula '{formula}' but Brightway computes '{formula_2}'; {REACTIVATE}",
            where=where,
            formula=exchange.formula,
            formula_2=formula,
            REACTIVATE=_REACTIVATE,
        )
        return
    if group not in rows.groups or exchange.process not in rows.groups[group].members:
        yield message(
            "{where} is computed by the group '{group}', which is not its process's; {REACTIVATE}",
            where=where,
            group=group,
            REACTIVATE=_REACTIVATE,
        )
        return
    if not rows.groups[group].fresh:
        yield message(
            "{where}: group '{group}' waits for bw2data.parameters.recalculate(); call it", where=where, group=group
        )
        return
    if exchange.data.get("uncertainty type", 0) not in (0, 1):
        yield message(
            "{where} has a formula and a distribution; Brightway would draw around the old amount. "
            "Move the spread to a parameter, or delete the formula",
            where=where,
        )
    names = scope_of.get(group, scope_of.get(exchange.process[0], scope_of[""])).names
    problems = list(_check_names(where, formula, names))
    yield from problems
    if problems:
        return
    yield from _check_amount(where, formula, exchange.amount, names, values)


def _check_amount(
    where: str, formula: str, amount: float, names: Mapping[str, str], values: Mapping[str, float]
) -> Iterator[str]:
    try:
        expected = evaluate(formula, {name: values[names[name]] for name in names_in(formula)})
    except FormulaError as error:
        yield f"{where}: {error}"
        return
    if _finite(amount) and abs(expected - amount) > AMOUNT_TOLERANCE * max(abs(expected), abs(amount)):
        yield message(
            "{where} stores {amount!r} but its formula '{formula}' gives {expected:.12g}; call "
            "bw2data.parameters.recalculate()",
            where=where,
            amount=amount,
            formula=formula,
            expected=expected,
        )


def _values(rows: ProjectRows) -> dict[str, float]:
    """Stored values of all parameters by qualified name."""
    return {parameter.qualified_name: parameter.amount for parameter in rows.parameters}


def _check_production(rows: ProjectRows) -> Iterator[str]:
    positive: dict[tuple[str, str], set[str]] = defaultdict(set)
    for exchange in rows.exchanges:
        if exchange.type in POSITIVE_TYPES:
            positive[exchange.process].add(exchange.type)
        elif exchange.type not in NEGATIVE_TYPES and exchange.type != "biosphere":
            yield message(
                "{row_name} has the type '{type}', which has no place in the matrices",
                row_name=row_name(exchange),
                type=exchange.type,
            )
    for node in rows.nodes:
        if node.type in PROCESS_TYPES and positive[node.key] and not positive[node.key] & PRODUCTION_TYPES:
            yield message(
                "process '{listed}' has a substitution but no production exchange, so Brightway gives it "
                "no product; add a production exchange",
                listed="/".join(node.key),
            )


def parameter_table(rows: ProjectRows) -> dict[str, ParameterRow]:
    """Parameters by qualified name, Activity Browser's dummies left out."""
    return {
        p.qualified_name: p for p in rows.parameters if p.name != "dummy_parameter" and not p.name.startswith("__dummy")
    }
