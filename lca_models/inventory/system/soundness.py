"""What fails silently in a Brightway project: refused by name where a demand reaches it, counted where it does not."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from numbers import Real

from lca_models.inventory.stored.scopes import (
    Scope,
    ordered_parameters,
    parameter_formulas,
    parameters_behind,
    parameters_upon,
    scopes,
)
from lca_models.inventory.system.rows import KNOWN_TYPES, ExchangeRow, Key, ProjectError, ProjectRows
from lca_models.inventory.tables.formulas import CONSTANTS, FUNCTIONS, FormulaError, circle_among, evaluate, names_in
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

Derived = tuple[tuple[str, str, Mapping[str, str]], ...]  # name, formula, names
AMOUNT_TOLERANCE = 1e-9  # relative difference between a stored amount and its formula
MOST_SHOWN = 50
CERTAIN_TYPES = (None, 0, 1)
_REACTIVATE = "bw2data.parameters.add_exchanges_to_group(group, activity), then bw2data.parameters.recalculate()"


@dataclass(frozen=True)
class Fault:
    """What a calculation cannot stand, and where: in a row of a process, in a parameter, or in a whole database."""

    text: str
    process: Key | None = None
    parameter: str = ""  # qualified
    database: str = ""


@dataclass(frozen=True)
class Soundness:
    """What was found outside of what a demand reaches, and what has to be said of what it does reach."""

    dropped: frozenset[str]  # parameters, by qualified name, that have no value here and that nothing reached needs
    warnings: tuple[str, ...]


def check_project(rows: ProjectRows) -> None:
    """Raise ProjectError with every fault of the project, whatever a demand would reach."""
    _refuse([fault.text for fault in rows.keep("faults", lambda: list(_faults(rows)))])


def check_reached(rows: ProjectRows, processes: Collection[Key]) -> Soundness:
    """Raise ProjectError with every fault in some processes and in the parameters that their formulas need.

    Faults elsewhere are counted in one warning.
    """
    scope_of, formulas = scopes_of(rows), _formulas_of(rows)
    reached = [exchange for exchange in rows.judged if exchange.process in processes]
    needed = parameters_behind(_named_parameters(reached, rows, scope_of), formulas)
    databases = {key[0] for key in processes}

    def counts(fault: Fault) -> bool:
        return fault.process in processes if fault.process else fault.parameter in needed or fault.database in databases

    faults = rows.keep("faults", lambda: list(_faults(rows)))
    _refuse([fault.text for fault in faults if counts(fault)])
    unsound = {fault.parameter for fault in faults if fault.parameter}
    warnings = [*_unprocessed(rows, databases), *_said(reached, rows, scope_of)]
    if texts := list(dict.fromkeys(fault.text for fault in faults)):
        warnings.append(
            message(
                "faults of the project that this demand does not reach: {count} (the first: {first})",
                count=len(texts),
                first=texts[0],
            )
        )
    return Soundness(frozenset(parameters_upon(unsound, formulas)), tuple(warnings))


def _formulas_of(rows: ProjectRows) -> dict[str, tuple[str, Mapping[str, str]]]:
    return rows.keep("formulas", lambda: parameter_formulas(rows, scopes_of(rows)))


def scopes_of(rows: ProjectRows) -> dict[str, Scope]:
    """What each formula of the project may refer to, made once."""
    return rows.keep("scopes", lambda: scopes(rows))


def derived_in_order(rows: ProjectRows, without: Collection[str]) -> Derived:
    """Derived parameters in the order of evaluation, but for some. Raises ProjectError for formulas that have none."""
    try:
        return ordered_parameters(rows, without)
    except FormulaError as error:
        raise ProjectError(message("parameters: {error}", error=error)) from None


def _refuse(texts: list[str]) -> None:
    problems = list(dict.fromkeys(texts))
    if not problems:
        return
    more = [message("and {count} more", count=len(problems) - MOST_SHOWN)] if len(problems) > MOST_SHOWN else []
    count = (
        message("1 problem in the Brightway project")
        if len(problems) == 1
        else message("{count} problems in the Brightway project", count=len(problems))
    )
    raise ProjectError("\n".join([count, *(f"  {problem}" for problem in problems[:MOST_SHOWN] + more)]))


def _faults(rows: ProjectRows) -> Iterator[Fault]:
    yield from _database_faults(rows)
    scope_of, values = scopes_of(rows), _values(rows)
    yield from _parameter_faults(rows, scope_of, values)
    yield from _exchange_faults(rows, scope_of, values)


def _database_faults(rows: ProjectRows) -> Iterator[Fault]:
    for name in rows.databases:
        if text := _backend_fault(rows, name):
            yield Fault(text, database=name)


def _backend_fault(rows: ProjectRows, name: str) -> str:
    backend = rows.databases.get(name, {}).get("backend", "sqlite")
    return (
        ""
        if backend == "sqlite"
        else message(
            "database '{name}' has the backend '{backend}', whose rows lie elsewhere; duplicate it "
            "into an sqlite database",
            name=name,
            backend=backend,
        )
    )


def _unprocessed(rows: ProjectRows, names: Collection[str]) -> Iterator[str]:
    for name in sorted(names):
        metadata = rows.databases.get(name, {})
        if metadata.get("dirty") or str(metadata.get("modified", "")) <= str(metadata.get("processed", "")):
            continue
        yield message(
            "database '{name}' was written but not processed since, so bw2calc does not see its "
            "rows; call bw2data.Database('{name}').process()",
            name=name,
        )


def _parameter_faults(rows: ProjectRows, scope_of: Mapping[str, Scope], values: Mapping[str, float]) -> Iterator[Fault]:
    for parameter in rows.parameters:
        name = parameter.qualified_name
        where = f"parameter '{name}'"
        for text in _value_faults(where, parameter.amount, parameter.data.get("codes")):
            yield Fault(text, parameter=name)
        if parameter.name in FUNCTIONS or parameter.name in CONSTANTS:
            text = message(
                "{where} has a name that Brightway's formulas already use; rename it, for example my_{name}",
                where=where,
                name=parameter.name,
            )
            yield Fault(text, parameter=name)
        if parameter.formula:
            names = scope_of.get(parameter.scope, scope_of[""]).names
            for text in _formula_faults(where, parameter.formula, parameter.amount, names, values):
                yield Fault(text, parameter=name)
    yield from _circle_faults(rows)


def _value_faults(where: str, amount: object, codes: object) -> Iterator[str]:
    if not _finite(amount):
        yield message("{where} is {amount!r}, not a finite number; set it", where=where, amount=amount)
    if isinstance(codes, list | tuple) and codes and amount not in codes:
        yield message(
            "{where} is {amount!r}, which chooses nothing; give one of {listed}",
            where=where,
            amount=amount,
            listed=enumerated(f"{code:g}" for code in codes),
        )


def _circle_faults(rows: ProjectRows) -> Iterator[Fault]:
    needs = {}
    for name, (text, names) in _formulas_of(rows).items():
        try:
            needs[name] = {names.get(used, used) for used in names_in(text)}
        except FormulaError:
            continue
    for name in (circle := circle_among(needs)):
        text = message("parameters refer to each other in a circle: {listed}", listed=enumerated(circle))
        yield Fault(text, parameter=name)


def _formula_faults(
    where: str, formula: str, amount: object, names: Mapping[str, str], values: Mapping[str, float]
) -> Iterator[str]:
    """What keeps a formula from giving the amount that is stored with it."""
    try:
        used = names_in(formula)
        if unknown := sorted(used - set(names)):
            yield message(
                "{where} refers to {listed}, which no parameter in its scope is called",
                where=where,
                listed=enumerated(map(repr, unknown)),
            )
            return
        if not all(_finite(values[names[name]]) for name in used):
            return  # said of the parameter
        expected = evaluate(formula, {name: values[names[name]] for name in used})
    except FormulaError as error:
        yield f"{where}: {error}"
        return
    if isinstance(amount, Real) and _finite(amount):
        stored = float(amount)
        if abs(expected - stored) > AMOUNT_TOLERANCE * max(abs(expected), abs(stored)):
            yield message(
                "{where} stores {amount!r} but its formula '{formula}' gives {expected:.12g}; call "
                "bw2data.parameters.recalculate()",
                where=where,
                amount=amount,
                formula=formula,
                expected=expected,
            )


def _finite(amount: object) -> bool:
    return not isinstance(amount, bool) and isinstance(amount, Real) and math.isfinite(float(amount))


def row_name(exchange: ExchangeRow) -> str:
    """How messages name an exchange."""
    return f"'{'/'.join(exchange.process)}' <- '{'/'.join(exchange.input)}'"


def _exchange_faults(rows: ProjectRows, scope_of: Mapping[str, Scope], values: Mapping[str, float]) -> Iterator[Fault]:
    known = {node.key for node in rows.nodes}
    lost = set(rows.parameterized)
    for exchange in rows.judged:
        lost.discard(exchange.id)
        if exchange.input in known and _finite(exchange.amount) and exchange.id not in rows.parameterized:
            continue
        if exchange.type in KNOWN_TYPES:
            for text in _row_faults(exchange, rows, known, scope_of, values):
                yield Fault(text, process=exchange.process)
    for number in sorted(lost):
        group, formula = rows.parameterized[number]
        text = message(
            "group '{group}' still computes '{formula}' for an exchange that no longer exists; "
            "remove_exchanges_from_group, then {REACTIVATE}",
            group=group,
            formula=formula,
            REACTIVATE=_REACTIVATE,
        )
        yield Fault(text)


def _row_faults(
    exchange: ExchangeRow,
    rows: ProjectRows,
    known: Collection[Key],
    scope_of: Mapping[str, Scope],
    values: Mapping[str, float],
) -> Iterator[str]:
    where = row_name(exchange)
    if exchange.input not in known:
        yield _backend_fault(rows, exchange.input[0]) or message(
            "{where} links to a process that does not exist; delete the exchange or restore the process", where=where
        )
    if not _finite(exchange.amount):
        yield message(
            "{where} has the amount {amount!r}, which is not a finite number; give it one",
            where=where,
            amount=exchange.amount,
        )
    elif exchange.id in rows.parameterized:
        yield from _computed_faults(exchange, rows, scope_of, values)


def _computed_faults(
    exchange: ExchangeRow, rows: ProjectRows, scope_of: Mapping[str, Scope], values: Mapping[str, float]
) -> Iterator[str]:
    """What is wrong with the formula that Brightway computes for an exchange."""
    where, (group, formula) = row_name(exchange), rows.parameterized[exchange.id]
    if group not in scope_of or group in rows.databases:
        yield message(
            "{where} is computed by the group '{group}', which Brightway takes for a database; {REACTIVATE} with "
            "another name",
            where=where,
            group=group,
            REACTIVATE=_REACTIVATE,
        )
        return
    names = scope_of[group].names
    for name in sorted((set(FUNCTIONS) | set(CONSTANTS)) & set(names)):
        if re.search(rf"\b{name}\b", formula):
            yield message("{where} refers to the parameter '{name}', which has a name of Brightway's formulas; rename it",
                          where=where, name=name)  # fmt: skip
    faults = list(_formula_faults(where, formula, exchange.amount, names, values))
    if faults and not exchange.formula:
        yield message(
            "{where} has no formula but Brightway still computes '{value}' for it; remove_exchanges_from_group",
            where=where,
            value=formula,
        )
    elif faults and exchange.formula != formula:
        yield message(
            "{where} shows the formula '{formula}' but Brightway computes '{formula_2}'; {REACTIVATE}",
            where=where,
            formula=exchange.formula,
            formula_2=formula,
            REACTIVATE=_REACTIVATE,
        )
    yield from faults


def _values(rows: ProjectRows) -> dict[str, float]:
    """Stored values of all parameters by qualified name."""
    return {parameter.qualified_name: parameter.amount for parameter in rows.parameters}


def _named_parameters(
    exchanges: Collection[ExchangeRow], rows: ProjectRows, scope_of: Mapping[str, Scope]
) -> Iterator[str]:
    """Qualified names of the parameters in the formulas that Brightway computes for some exchanges."""
    for exchange in exchanges:
        group, formula = rows.parameterized.get(exchange.id, ("", ""))
        if formula and group in scope_of:
            names = scope_of[group].names
            try:
                yield from (names[name] for name in names_in(formula) if name in names)
            except FormulaError:
                continue  # a fault of the exchange


def _said(exchanges: Collection[ExchangeRow], rows: ProjectRows, scope_of: Mapping[str, Scope]) -> Iterator[str]:
    """What is no fault, but not what the rows seem to say: each kind once, with a count and the first row."""
    found: dict[str, list[ExchangeRow]] = defaultdict(list)
    for exchange in exchanges:
        if kind := _oddity(exchange, rows, scope_of):
            found[kind].append(exchange)
    if rowed := found["text"]:
        yield message(
            "formulas that are text, as they name no parameter of their scope and belong to no group: {count} "
            "(the first: {first} '{formula}'); the stored amounts count",
            count=len(rowed), first=row_name(rowed[0]), formula=rowed[0].formula,
        )  # fmt: skip
    if rowed := found["inert"]:
        yield message(
            "formulas that Brightway does not compute: {count} (the first: {first} '{formula}'); the stored amounts "
            "count, and no setting moves them; {REACTIVATE}",
            count=len(rowed), first=row_name(rowed[0]), formula=rowed[0].formula, REACTIVATE=_REACTIVATE,
        )  # fmt: skip
    if rowed := found["other"]:
        yield message(
            "exchanges that show another formula than the one that Brightway computes, which counts: {count} (the "
            "first: {first}, '{formula}')",
            count=len(rowed), first=row_name(rowed[0]), formula=rows.parameterized[rowed[0].id][1],
        )  # fmt: skip
    if rowed := found["both"]:
        yield message(
            "exchanges with a formula and a distribution, which vary with their parameters only: {count} (the "
            "first: {first})",
            count=len(rowed), first=row_name(rowed[0]),
        )  # fmt: skip
    if rowed := found["type"]:
        yield message(
            "exchanges of a type without a place in the matrices, left out as in bw2calc: {count} (the first: "
            "{first}, '{type}')",
            count=len(rowed), first=row_name(rowed[0]), type=rowed[0].type,
        )  # fmt: skip


def _oddity(exchange: ExchangeRow, rows: ProjectRows, scope_of: Mapping[str, Scope]) -> str:
    """The kind of what has to be said of an exchange; empty where nothing has."""
    if exchange.type not in KNOWN_TYPES:
        return "type"
    _, formula = rows.parameterized.get(exchange.id, ("", ""))
    if not formula:
        if not exchange.formula:
            return ""
        return "inert" if _names_a_parameter(exchange, rows, scope_of) else "text"
    if exchange.formula != formula:
        return "other"
    kind = exchange.data.get("uncertainty type", exchange.data.get("uncertainty_type"))
    return "" if kind in CERTAIN_TYPES else "both"


def _names_a_parameter(exchange: ExchangeRow, rows: ProjectRows, scope_of: Mapping[str, Scope]) -> bool:
    """Whether a formula that belongs to no group names a parameter that its process could see."""
    group = next((name for name, one in rows.groups.items() if exchange.process in one.members), exchange.process[0])
    names = scope_of.get(group, scope_of[""]).names
    return any(word in names for word in re.findall(r"[^\W\d]\w*", exchange.formula))
