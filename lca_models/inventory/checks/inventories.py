"""The rules of the tables. Every breach is reported, with its place and remedy; nothing is written when there is one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from lca_models.inventory.checks.amounts import with_evaluated_amounts
from lca_models.inventory.checks.balances import check_balances
from lca_models.inventory.checks.settings import check_rule_table, check_scenarios
from lca_models.inventory.electricity.joining import join_electricity
from lca_models.inventory.electricity.list_formulas import with_list_formulas
from lca_models.inventory.electricity.years import check_years, year_notes
from lca_models.inventory.system.choices import check_choices, check_lists, with_guards
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
from lca_models.inventory.tables.taken_names import TAKEN_NAMES
from lca_models.scope.spelling import suggestion

FORMULA_TOLERANCE = 1e-9  # relative difference between a stored amount and its formula
SHARE_TOLERANCE = 1e-9
_CHECKED_APART = ("processes", "exchanges", "parameters")  # as records, calculated ones among them; so are lists
PRODUCT_PARAMETERS = (
    "rated_energy",
    "usable_share",
    "pack_mass",
    "cycles",
    "end_of_life_retention",
    "warranty_years",
    "plant_province",
)


@dataclass(frozen=True)
class Checked:
    """Records whose tables keep every rule, and the values of their parameters at the defaults."""

    inventories: Inventories
    parameter_values: dict[str, float]
    notes: tuple[str, ...] = ()  # what breaks no rule, but is worth knowing


def load_inventories(root: Path) -> Checked:
    """Records of the tables below `root`, electricity mixes included.

    Raises InventoryError with every problem of every file.
    """
    tables = read_tables(root)
    problems = find_problems(tables)
    if problems:
        raise InventoryError(problem_report(problems))
    tables = with_list_formulas(tables)
    inventories = with_guards(join_electricity(records_of(tables), tables))
    if problems := (*check_rule_table(inventories, tables), *check_scenarios(root, inventories)):
        raise InventoryError(problem_report(problems))
    return Checked(with_evaluated_amounts(inventories), parameter_values(inventories.parameters), year_notes(tables))


def problem_report(problems: tuple[Problem, ...]) -> str:
    """All problems, a line each, under a line that counts them."""
    count = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}"
    files = sorted({problem.place.table for problem in problems})
    where = files[0] if len(files) == 1 else f"{len(files)} files"
    return "\n".join([f"{count} in {where}", *(f"  {problem}" for problem in problems)])


def find_problems(tables: tuple[Table, ...]) -> tuple[Problem, ...]:
    """Breaches of any rule, in the order of files and lines.

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
    found.extend(_check_records(inventories, mentioned=_mentioned(tables), unread_groups=unread))
    found.extend(_check_keys(sound))
    found.extend(_check_factors(tables, sound, inventories))
    found.extend(check_lists(sound))
    if not found:
        found.extend(check_years(sound))
    if not found:
        try:
            found.extend(_check_links(join_electricity(inventories, sound)))
        except InventoryError as error:
            raise InventoryError(f"electricity mixes cannot be calculated: {error}") from None
    else:
        found.extend(_check_links(inventories, lenient=_mentioned(tables)))
    if not found:
        found.extend(check_balances(inventories, tables))
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
                    row.place, f"repeats the {' and '.join(columns)} '{', '.join(key)}' of {first[key]}; delete one"
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
                row.place, f"'{row['flow']}' is not a known elementary flow; {suggestion(row['flow'], flows)}"
            )
        if row["method"] not in methods:
            yield Problem(row.place, f"'{row['method']}' is not in methods.csv; {suggestion(row['method'], methods)}")
    for row in rows_of(sound, "methods"):
        if row["id"] not in characterized:
            yield Problem(
                row.place, f"method '{row['id']}' has no factors, so every score would be 0; give some or delete it"
            )
    for row in rows_of(sound, "elementary_flows"):
        if row["code"] in processes:
            yield Problem(row.place, f"'{row['code']}' is also the code of a process; rename one")
        if row["basic_uncertainty"] not in classes:
            yield Problem(row.place, f"basic_uncertainty '{row['basic_uncertainty']}' is not in pedigree_factors.csv; "
                          f"{suggestion(row['basic_uncertainty'], classes)}")  # fmt: skip


def _check_records(
    inventories: Inventories, mentioned: frozenset[str], unread_groups: frozenset[str]
) -> Iterator[Problem]:
    yield from _duplicates(inventories.processes, lambda process: process.code, "process")
    different = tuple({process.code: process for process in reversed(inventories.processes)}.values())[::-1]
    yield from _duplicates(different, lambda p: (p.name, p.unit, p.location), "name, unit and location")
    yield from _duplicates(inventories.parameters, lambda parameter: parameter.name, "parameter")
    for parameter in inventories.parameters:
        yield from _check_parameter(parameter)
    yield from _check_share_groups(inventories.parameters, unread_groups)
    for exchange in inventories.exchanges:
        yield from _check_exchange(exchange)
    yield from _check_formulas(inventories, mentioned)


def _duplicates(records: tuple, key: Callable, what: str) -> Iterator[Problem]:
    first: dict[object, object] = {}
    for record in records:
        if key(record) in first:
            yield Problem(record.place, f"repeats the {what} '{_text(key(record))}' of {first[key(record)]}; "
                          "rename or delete one")  # fmt: skip
        else:
            first[key(record)] = record.place


def _text(key: object) -> str:
    return ", ".join(map(str, key)) if isinstance(key, tuple) else str(key)


def _spread_problem(record: Exchange | Parameter) -> str:
    match record.distribution:
        case "lognormal" | "normal" if not record.scale or record.scale <= 0:
            return f"distribution '{record.distribution}' needs a scale above 0"
        case "triangular" | "uniform" if record.minimum is None or record.maximum is None:
            return f"distribution '{record.distribution}' needs minimum and maximum"
    if record.minimum is not None and record.maximum is not None and record.minimum > record.maximum:
        return f"minimum {record.minimum:g} is above maximum {record.maximum:g}; exchange them"
    if record.minimum is not None and record.amount < record.minimum:
        return f"amount {record.amount:g} is below its minimum {record.minimum:g}; correct one of them"
    if record.maximum is not None and record.amount > record.maximum:
        return f"amount {record.amount:g} is above its maximum {record.maximum:g}; correct one of them"
    return ""


def _check_parameter(parameter: Parameter) -> Iterator[Problem]:
    if message := _spread_problem(parameter):
        yield Problem(parameter.place, about(message, f" for '{parameter.name}'"))
    if parameter.name in TAKEN_NAMES:
        yield Problem(
            parameter.place, f"'{parameter.name}' is a function of Brightway's formulas; rename the parameter"
        )
    if parameter.formula and parameter.kind != "derived":
        yield Problem(parameter.place, f"'{parameter.name}' has a formula; set its kind to derived")
    if parameter.kind == "derived" and not parameter.formula:
        yield Problem(
            parameter.place, f"'{parameter.name}' is derived but has no formula; give one or make it a number"
        )
    if parameter.kind in ("derived", "choice") and parameter.distribution != "determined":
        yield Problem(parameter.place, f"'{parameter.name}' is {parameter.kind}, so its distribution is determined")
    if parameter.kind == "share" and not parameter.group:
        yield Problem(parameter.place, f"share '{parameter.name}' names no group; give the group that sums to 1")
    if parameter.kind == "choice" and not parameter.choices:
        yield Problem(parameter.place, f"choice '{parameter.name}' names no list; write the table it chooses from")
    if group := dict(parameter.further).get("panel"):
        yield from _check_field(parameter, group)
    if parameter.evidence == "assumed" and not parameter.comment:
        yield Problem(parameter.place, f"'{parameter.name}' is assumed; say why in comment")


def _check_field(parameter: Parameter, group: str) -> Iterator[Problem]:
    """A parameter in a group of the page can be moved there."""
    limited = parameter.kind in ("number", "share") and None not in (parameter.minimum, parameter.maximum)
    if parameter.kind != "choice" and not limited:
        yield Problem(parameter.place, f"'{parameter.name}' stands in the page, but a person cannot move it; give a choice, "
                      "or a number with minimum and maximum")  # fmt: skip
    elif group == "plants" and parameter.choices != "provinces":
        yield Problem(parameter.place, f"'{parameter.name}' stands among the plants of the page; make it a choice of "
                      "provinces")  # fmt: skip


def _check_share_groups(parameters: tuple[Parameter, ...], unread_groups: frozenset[str]) -> Iterator[Problem]:
    groups: dict[str, list[Parameter]] = defaultdict(list)
    for parameter in parameters:
        if parameter.group and parameter.group not in unread_groups:
            groups[parameter.group].append(parameter)
    for group, members in groups.items():
        total = sum(member.amount for member in members)
        if abs(total - 1) > SHARE_TOLERANCE:
            yield Problem(members[0].place, f"shares of group '{group}' sum to {total:.9g}, not 1; correct one of "
                          + ", ".join(f"{member.name} {member.amount:g}" for member in members))  # fmt: skip


def _check_exchange(exchange: Exchange) -> Iterator[Problem]:
    subject = f"'{exchange.process}' <- '{exchange.input}'"
    if exchange.amount < 0:
        remedy = "give a credit as type substitution" if exchange.type == "technosphere" else "give the opposite flow"
        yield Problem(exchange.place, f"amount {exchange.amount:g} is negative for {subject}; {remedy}")
    if message := _spread_problem(exchange):
        yield Problem(exchange.place, about(message, f" for {subject}"))
    if exchange.formula and exchange.distribution != "determined":
        yield Problem(exchange.place, f"{subject} has a formula and a distribution; set it to determined and give "
                      "the spread to its parameters")  # fmt: skip
    if exchange.evidence == "assumed" and not exchange.comment:
        yield Problem(exchange.place, f"{subject} is assumed; say why in comment")


def _check_formulas(inventories: Inventories, mentioned: frozenset[str]) -> Iterator[Problem]:
    homes = {parameter.name: parameter.database for parameter in inventories.parameters}
    unknown = False
    records: tuple[Parameter | Exchange, ...] = (*inventories.parameters, *inventories.exchanges)
    for record in records:
        home = record.database if isinstance(record, Parameter) else record.place.table.partition("/")[0]
        names = {name for name, database in homes.items() if database in ("", home)}
        for name in sorted(names_in(record.formula) - names) if record.formula else ():
            unknown = True
            if name not in mentioned:
                yield Problem(record.place, f"formula '{record.formula}' refers to the unknown parameter '{name}'; "
                              f"{suggestion(name, names)}")  # fmt: skip
    if unknown:
        return
    derived = {parameter.name: parameter for parameter in inventories.parameters if parameter.formula}
    formulas = {name: parameter.formula for name, parameter in derived.items()}
    try:
        order = evaluation_order(formulas)
    except FormulaError as error:
        yield Problem(derived[circle(formulas)[0]].place, f"{error}; break it with a number")
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
        yield Problem(record.place, f"formula {error}; correct it or the parameters")
        return
    if abs(expected - record.amount) > FORMULA_TOLERANCE * max(abs(expected), abs(record.amount)):
        yield Problem(record.place, f"amount {record.amount!r} differs from its formula '{record.formula}', which gives "
                      f"{expected:.12g}; correct one, or run lca-models check --update-amounts")  # fmt: skip


def _check_links(inventories: Inventories, lenient: frozenset[str] = frozenset()) -> Iterator[Problem]:
    """Rules between processes. Codes in `lenient` exist but could not be read, so links to them are passed over."""
    units = {process.code: process.unit for process in inventories.processes}
    flows = {flow.code: flow.unit for flow in inventories.elementary_flows}
    processes = {process.code: process for process in inventories.processes}
    folders = {process.code: process.database for process in inventories.processes}
    pairs: dict[tuple[str, str], Exchange] = {}
    buyers = {exchange.process for exchange in inventories.exchanges}
    for exchange in inventories.exchanges:
        known = flows if exchange.type == "biosphere" else units
        what = "elementary flow" if exchange.type == "biosphere" else "process"
        for code, table, noun in ((exchange.process, units, "process"), (exchange.input, known, what)):
            if code not in table and code not in lenient and not (lenient and code.startswith("electricity_")):
                yield Problem(exchange.place, f"'{code}' is not a known {noun}; {suggestion(code, table)}")
        if exchange.input in known and known[exchange.input] != exchange.unit:
            yield Problem(exchange.place, f"unit '{exchange.unit}' for '{exchange.process}' <- '{exchange.input}' "
                          f"differs from the unit '{known[exchange.input]}' of the {what}; convert the amount")  # fmt: skip
        pair = (exchange.process, exchange.input)
        if pair in pairs:
            yield Problem(exchange.place, f"repeats '{exchange.process}' <- '{exchange.input}' of {pairs[pair].place}; "
                          "add the amounts in one row")  # fmt: skip
        pairs.setdefault(pair, exchange)
        if exchange.type == "production" and exchange.input != exchange.process:
            yield Problem(exchange.place, f"'{exchange.process}' produces '{exchange.input}', the product of another process; "
                          "give a credit as type substitution")  # fmt: skip
        if exchange.process in processes:
            yield from _check_place_of(exchange, processes, folders)
    for process in inventories.processes:
        if process.code not in buyers and process.code not in lenient:
            yield Problem(process.place, f"process '{process.code}' has no exchanges; give some or delete it")
    yield from _check_products(inventories, processes, lenient)
    yield from check_choices(inventories, complete=not lenient)


def _check_place_of(exchange: Exchange, processes: dict, folders: dict[str, str]) -> Iterator[Problem]:
    process, bought = processes[exchange.process], processes.get(exchange.input)
    if exchange.place.table.startswith(tuple(set(folders.values()))) and not exchange.place.table.startswith(
        f"{process.database}/"
    ):
        yield Problem(exchange.place, f"'{process.code}' belongs to {process.database}/; move the row there")
    if process.kind == "aggregated" and exchange.type != "biosphere":
        yield Problem(exchange.place, f"aggregated process '{process.code}' buys '{exchange.input}'; "
                      "make it a unit process or keep only elementary flows")  # fmt: skip
    if exchange.stage and not process.stage:
        yield Problem(exchange.place, f"background process '{process.code}' gives a stage to '{exchange.input}'; "
                      "delete it, or give the process a stage")  # fmt: skip
    if bought is not None and bought.stage and not process.stage:
        yield Problem(exchange.place, f"background process '{process.code}' buys the foreground process "
                      f"'{bought.code}'; give it a stage or buy a background process")  # fmt: skip
    if bought is not None and bought.stage and exchange.type == "substitution":
        yield Problem(exchange.place, f"'{process.code}' avoids the foreground process '{bought.code}'; credits need a "
                      "background process")  # fmt: skip


def _check_products(inventories: Inventories, processes: dict, lenient: frozenset[str]) -> Iterator[Problem]:
    names = {parameter.name for parameter in inventories.parameters}
    for product in inventories.products:
        if product.process not in processes and product.process not in lenient:
            yield Problem(product.place, f"product '{product.id}' is made by '{product.process}', which is no process; "
                          f"{suggestion(product.process, processes)}")  # fmt: skip
        for column in PRODUCT_PARAMETERS:
            name = getattr(product, column)
            if name not in names and name not in lenient:
                yield Problem(product.place, f"{column} of product '{product.id}' is '{name}', which is no parameter; "
                              f"{suggestion(name, names)}")  # fmt: skip
