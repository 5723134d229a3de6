"""The rules of the tables. Every breach is reported, with its place and remedy; nothing is written when there is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from lca_models.inventory.checks.amounts import with_evaluated_amounts
from lca_models.inventory.checks.backgrounds import check_backgrounds
from lca_models.inventory.checks.balances import check_balances
from lca_models.inventory.checks.fates import check_fates
from lca_models.inventory.checks.input_names import check_input_names
from lca_models.inventory.checks.links import check_links
from lca_models.inventory.checks.parameters import (
    check_parameter,
    check_share_groups,
    check_verification,
    spread_problem,
)
from lca_models.inventory.checks.recycling import check_recycling
from lca_models.inventory.checks.settings import check_rule_table, check_scenarios, scenario_notes
from lca_models.inventory.electricity.joining import join_electricity, residual_notes
from lca_models.inventory.electricity.list_formulas import with_list_formulas
from lca_models.inventory.electricity.years import check_years, year_notes
from lca_models.inventory.system.choices import check_lists, with_guards
from lca_models.inventory.tables.cells import Problem, about, check_cells
from lca_models.inventory.tables.formulas import (
    FormulaError,
    circle,
    evaluate,
    evaluate_parameters,
    evaluation_order,
    names_in,
)
from lca_models.inventory.tables.reading import InventoryError, Place, Table, read_tables, rows_of
from lca_models.inventory.tables.records import LIST_COLUMNS, Exchange, Inventories, Parameter, records_of
from lca_models.inventory.tables.schema import key_of, schema_of
from lca_models.scope.grammar.spelling import first_problems, suggestion
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

FORMULA_TOLERANCE = 1e-9  # relative difference between a stored amount and its formula
LISTED = 1000  # problems: nobody reads more before they correct some
_CHECKED_APART = ("processes", "exchanges", "parameters")  # as records, calculated ones among them; so are lists


@dataclass(frozen=True)
class Checked:
    """Records whose tables keep every rule, and the values of their parameters at the defaults."""

    inventories: Inventories
    parameter_values: dict[str, float]
    tables: tuple[Table, ...]  # with the formulas that are made of lists
    notes: tuple[str, ...] = ()  # what breaks no rule, but is worth knowing


def load_inventories(root: Path, *, is_former: bool = False) -> Checked:
    """Records of the tables below `root`, electricity mixes included.

    `is_former`: those of a former version are only calculated at their defaults, so limits are not asked for. Raises
    InventoryError with every problem of every file.
    """
    tables = read_tables(root)
    problems = find_problems(tables, is_former=is_former)
    if problems:
        raise InventoryError(problem_report(problems))
    tables, records, inventories = _joined(tables)
    if problems := (*check_rule_table(inventories, tables), *check_scenarios(root, inventories)):
        raise InventoryError(problem_report(problems))
    notes = (*year_notes(tables), *residual_notes(records, tables), *scenario_notes(root, inventories))
    return Checked(with_evaluated_amounts(inventories), parameter_values(inventories.parameters), tables, notes)


def unchecked_inventories(tables: tuple[Table, ...]) -> Inventories:
    """Records of tables as they are calculated, for rows of versions that were checked each: only what has no value is refused.

    Raises InventoryError, FormulaError, KeyError or ValueError where rows need others that are not there.
    """
    return with_evaluated_amounts(_joined(tables)[2])


def _joined(tables: tuple[Table, ...]) -> tuple[tuple[Table, ...], Inventories, Inventories]:
    """Tables with the formulas of their lists, their records, and these with electricity."""
    whole = with_list_formulas(tuple(map(_in_order, tables)))
    records = records_of(whole)
    return whole, records, with_guards(join_electricity(records, whole))


def _in_order(table: Table) -> Table:
    """A list in the order of its numbers, so that formulas made of it do not depend on how its rows are sorted."""
    if table.folder or not set(LIST_COLUMNS) <= set(table.columns):
        return table
    return replace(table, rows=tuple(sorted(table.rows, key=lambda row: float(row["number"]))))


def problem_report(problems: tuple[Problem, ...]) -> str:
    """All problems, a line each, under a line that counts them."""
    count = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}"
    files = sorted({problem.place.table for problem in problems})
    where = files[0] if len(files) == 1 else f"{len(files)} files"
    return "\n".join(
        [
            message("{count} in {where}", count=count, where=where),
            *first_problems(problems, lambda one: f"  {one}", LISTED),
        ]
    )


def find_problems(tables: tuple[Table, ...], *, is_former: bool = False) -> tuple[Problem, ...]:
    """Breaches of any rule, in the order of files and lines; of a former version without rules of limits.

    Rules across rows are checked on the rows whose own cells are right, so one slip is reported once.
    """
    found = list(check_cells(tables))
    broken = {problem.place for problem in found}
    sound = tuple(
        Table(
            table.path,
            table.kind,
            table.columns,
            () if any(place.table == table.path and place.line == 1 for place in broken)
            else tuple(row for row in table.rows if row.place not in broken),
        )
        for table in tables
    )  # fmt: skip
    sound = with_list_formulas(sound, tables)
    inventories = records_of(sound)
    unread = frozenset(row["group"] for table in tables for row in table.rows if row.place in broken)
    found.extend(_check_records(inventories, _mentioned(tables), unread, is_former=is_former))
    found.extend(_check_keys(sound))
    found.extend(_check_factors(tables, sound, inventories))
    found.extend(check_lists(sound))
    if not found:
        found.extend(check_years(sound))
    if not found:
        try:
            joined = join_electricity(inventories, sound)
            found.extend(check_links(joined))
            found.extend(check_backgrounds(joined, tables))
            found.extend(check_input_names(joined, sound))
        except InventoryError as error:
            raise InventoryError(message("electricity mixes cannot be calculated: {error}", error=error)) from None
    else:
        found.extend(check_links(inventories, lenient=_mentioned(tables)))
    if not found:
        found.extend(check_balances(inventories, tables))
        found.extend(check_recycling(inventories, tables))
        found.extend(check_fates(inventories, tables))
    return tuple(sorted(set(found), key=lambda problem: (problem.place.table, problem.place.line, problem.message)))


def _mentioned(tables: tuple[Table, ...]) -> frozenset[str]:
    """Every code and name that any row defines, broken rows included: a link to one of them is not dangling."""
    return frozenset(
        row[column] for table in tables for row in table.rows for column in ("code", "name") if row[column]
    )


def parameter_values(parameters: tuple[Parameter, ...]) -> dict[str, float]:
    """Values of all parameters at their defaults."""
    return evaluate_parameters(
        {parameter.name: parameter.amount for parameter in parameters},
        {parameter.name: parameter.formula for parameter in parameters if parameter.formula},
    )


def _check_keys(tables: tuple[Table, ...]) -> Iterator[Problem]:
    """Two rows with the same key, in one table or in two: one of them would stay unread, or be counted twice."""
    schema = schema_of(row.cells for row in rows_of(tables, "columns"))
    for kind, described in schema.items():
        columns = key_of(kind, schema)
        if not columns or kind in _CHECKED_APART or set(LIST_COLUMNS) <= {column.name for column in described}:
            continue
        first: dict[tuple[str, ...], Place] = {}
        for row in rows_of(tables, kind):
            key = tuple(row[column] for column in columns)
            if key in first:
                yield Problem(
                    row.place,
                    message(
                        "repeats the {listed} '{listed_2}' of {value}; delete one",
                        listed=message(" and ").join(columns),
                        listed_2=enumerated(key),
                        value=first[key],
                    ),
                )
            first.setdefault(key, row.place)


def _check_factors(tables: tuple[Table, ...], sound: tuple[Table, ...], inventories: Inventories) -> Iterator[Problem]:
    """Links of the tables of methods and elementary flows; `sound` holds the rows whose cells are right."""
    flows = {row["code"] for row in rows_of(tables, "elementary_flows")}
    methods = {row["id"] for row in rows_of(tables, "methods")}
    characterized = {row["method"] for row in rows_of(tables, "characterization_factors")}
    processes = {process.code for process in inventories.processes}
    classes = {score for _, indicator, score in inventories.pedigree_factors if indicator == "basic"}
    for row in rows_of(sound, "characterization_factors"):
        if row["flow"] not in flows:
            yield Problem(
                row.place,
                message(
                    "'{flow}' is not a known elementary flow; {near}",
                    flow=row["flow"],
                    near=suggestion(row["flow"], flows),
                ),
            )
        if row["method"] not in methods:
            yield Problem(
                row.place,
                message(
                    "'{method}' is not in methods.csv; {near}",
                    method=row["method"],
                    near=suggestion(row["method"], methods),
                ),
            )
    for row in rows_of(sound, "methods"):
        if row["id"] not in characterized:
            yield Problem(
                row.place,
                message(
                    "method '{id}' has no factors, so every score would be 0; give some or delete it", id=row["id"]
                ),
            )
    for row in rows_of(sound, "elementary_flows"):
        if row["code"] in processes:
            yield Problem(row.place, message("'{code}' is also the code of a process; rename one", code=row["code"]))
        if row["basic_uncertainty"] not in classes:
            yield Problem(
                row.place,
                message(
                    "basic_uncertainty '{basic_uncertainty}' is not in pedigree_factors.csv; {near}",
                    basic_uncertainty=row["basic_uncertainty"],
                    near=suggestion(row["basic_uncertainty"], classes),
                ),
            )


def _check_records(
    inventories: Inventories, mentioned: frozenset[str], unread_groups: frozenset[str], *, is_former: bool
) -> Iterator[Problem]:
    yield from _duplicates(inventories.processes, lambda process: process.code, "process")
    different = tuple({process.code: process for process in reversed(inventories.processes)}.values())[::-1]
    yield from _duplicates(different, lambda p: (p.name, p.unit, p.location), message("name, unit and location"))
    yield from _duplicates(inventories.parameters, lambda parameter: parameter.name, "parameter")
    for parameter in inventories.parameters:
        yield from check_parameter(parameter, is_former=is_former)
    yield from check_share_groups(inventories.parameters, unread_groups)
    for exchange in inventories.exchanges:
        yield from _check_exchange(exchange)
    yield from _check_formulas(inventories, mentioned)


def _duplicates(records: tuple, key: Callable, what: str) -> Iterator[Problem]:
    first: dict[object, object] = {}
    for record in records:
        if key(record) in first:
            yield Problem(
                record.place,
                message(
                    "repeats the {what} '{words}' of {value}; rename or delete one",
                    what=what,
                    words=_text(key(record)),
                    value=first[key(record)],
                ),
            )
        else:
            first[key(record)] = record.place


def _text(key: object) -> str:
    return ", ".join(map(str, key)) if isinstance(key, tuple) else str(key)


def _check_exchange(exchange: Exchange) -> Iterator[Problem]:
    subject = f"'{exchange.process}' <- '{exchange.input}'"
    if exchange.amount < 0:
        remedy = (
            message("give a credit as type substitution")
            if exchange.type == "technosphere"
            else message("give the opposite flow")
        )
        yield Problem(
            exchange.place,
            message(
                "amount {amount:g} is negative for {subject}; {remedy}",
                amount=exchange.amount,
                subject=subject,
                remedy=remedy,
            ),
        )
    if fault := spread_problem(exchange):
        yield Problem(exchange.place, about(fault, f" for {subject}"))
    if exchange.formula and exchange.distribution != "determined":
        yield Problem(
            exchange.place,
            message(
                "{subject} has a formula and a distribution; set it to determined and give the spread to "
                "its parameters",
                subject=subject,
            ),
        )
    if exchange.evidence == "assumed" and not exchange.comment:
        yield Problem(exchange.place, message("{subject} is assumed; say why in comment", subject=subject))
    yield from check_verification(exchange, subject)


def _check_formulas(inventories: Inventories, mentioned: frozenset[str]) -> Iterator[Problem]:
    homes = {parameter.name: parameter.database for parameter in inventories.parameters}
    known: dict[str, set[str]] = {}  # by database; made once for each, not for each of thousands of rows
    unknown = False
    records: tuple[Parameter | Exchange, ...] = (*inventories.parameters, *inventories.exchanges)
    for record in records:
        home = record.database if isinstance(record, Parameter) else record.place.table.partition("/")[0]
        if home not in known:
            known[home] = {name for name, database in homes.items() if database in ("", home)}
        names = known[home]
        for name in sorted(names_in(record.formula) - names) if record.formula else ():
            unknown = True
            if name not in mentioned:
                yield Problem(
                    record.place,
                    message(
                        "formula '{formula}' refers to the unknown parameter '{name}'; {near}",
                        formula=record.formula,
                        name=name,
                        near=suggestion(name, names),
                    ),
                )
    if unknown:
        return
    derived = {parameter.name: parameter for parameter in inventories.parameters if parameter.formula}
    formulas = {name: parameter.formula for name, parameter in derived.items()}
    try:
        order = evaluation_order(formulas)
    except FormulaError as error:
        yield Problem(derived[circle(formulas)[0]].place, message("{error}; break it with a number", error=error))
        return
    values = {parameter.name: parameter.amount for parameter in inventories.parameters if not parameter.formula}
    for name in order:
        if names_in(formulas[name]) <= set(values):  # otherwise what it needs is reported already
            yield from _check_amount(derived[name], values)
            with suppress(FormulaError):
                values[name] = evaluate(formulas[name], values)
    for exchange in inventories.exchanges:
        if exchange.formula and names_in(exchange.formula) <= set(values):
            yield from _check_amount(exchange, values)


def _check_amount(record: Parameter | Exchange, values: dict[str, float]) -> Iterator[Problem]:
    try:
        expected = evaluate(record.formula, values)
    except FormulaError as error:
        yield Problem(record.place, message("formula {error}; correct it or the parameters", error=error))
        return
    if abs(expected - record.amount) > FORMULA_TOLERANCE * max(abs(expected), abs(record.amount)):
        yield Problem(
            record.place,
            message(
                "amount {amount!r} differs from its formula '{formula}', which gives {expected:.12g}; "
                "correct one, or run lca-models check --update-amounts",
                amount=record.amount,
                formula=record.formula,
                expected=expected,
            ),
        )
