"""An own product as it is read from its database: parameters by their plain names, and numbers typed over formulas.

A parameter of the database stands in place of that of the project with its name, so that rule sets, settings, provinces and
the record of the product find the same names as in an archetype. One of the project that something here still reads is
`project::NAME`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lca_models.inventory.stored.scopes import ordered_parameters, parameters_behind, parameters_upon
from lca_models.inventory.system.accounted.provenance import provenance
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.rows import IN_PLACE_OF, ExchangeRow, ParameterRow, ProjectRows
from lca_models.inventory.system.soundness import AMOUNT_TOLERANCE, scopes_of
from lca_models.inventory.tables.formulas import FormulaError, evaluate_by, names_in
from lca_models.scope.wording.messages import message

PROJECT = "project"  # Brightway's name for the scope of a project


def with_plain_names(system: ProductSystem, database: str) -> ProductSystem:
    """The system with the parameters of a database by their plain names."""
    scope = f"{database}::"
    own = {name: name.removeprefix(scope) for name in system.parameters if name.startswith(scope)}
    hidden = {plain: f"{PROJECT}::{plain}" for plain in own.values() if plain in system.parameters}
    renamed = {**hidden, **own}
    read = {row.names[name] for row in system.formulas for name in names_in(row.text)}
    formulas = {name: (text, names) for name, text, names in system.derived}
    gone = parameters_upon(hidden, formulas) - parameters_behind(read, formulas)  # what only other products read
    return replace(
        system,
        parameters={renamed.get(name, name): replace(row, name=renamed.get(name, row.name), scope="")
                    for name, row in system.parameters.items() if name not in gone},
        derived=tuple((renamed.get(name, name), text, _renamed(names, renamed))
                      for name, text, names in system.derived if name not in gone),
        formulas=tuple(replace(row, names=_renamed(row.names, renamed)) for row in system.formulas),
    )  # fmt: skip


def _renamed(names: Mapping[str, str], renamed: Mapping[str, str]) -> dict[str, str]:
    return {plain: renamed.get(name, name) for plain, name in names.items()}


def without_replacements(rows: ProjectRows, database: str) -> ProjectRows:
    """The rows with what the purchases of a database bought before suppliers' footprints stood in its place."""
    made = {node.key[1]: node.key for node in rows.nodes if node.key[0] != database}
    made |= {node.key[1]: node.key for node in rows.nodes if node.key[0] == database}
    exchanges = tuple(
        replace(row, input=made[str(row.data[IN_PLACE_OF])])
        if row.process[0] == database and row.data.get(IN_PLACE_OF) in made else row
        for row in rows.exchanges
    )  # fmt: skip
    return replace(rows, exchanges=exchanges)


def with_typed_numbers(rows: ProjectRows, database: str, cited: ProjectRows | None = None) -> ProjectRows:
    """The rows with numbers that somebody typed over formulas of a database in place of these, cited as theirs.

    A number counts where Brightway holds its group for calculated; where it does not, the formula is still to be evaluated,
    and the rows stay as they are, to be refused. What follows from a number is evaluated anew. `cited`: the same rows with
    the provenance of what was edited, which those that nobody typed over keep.
    """
    cited = cited or rows
    if not _is_fresh(rows, database) or not _is_fresh(rows, PROJECT):
        return cited
    stored: dict[str, Any] = {one.qualified_name: one.amount for one in rows.parameters}
    typed = {
        one.qualified_name: was for one in rows.parameters if one.scope == database and one.formula
        if (was := _typed_over(rows, database, one.formula, one.amount, stored)) is not None
    }  # fmt: skip
    parameters = _with_typed(rows, cited, typed) if typed else cited.parameters
    values = {one.qualified_name: one.amount for one in parameters}
    calculated = {**stored, **typed}  # what Brightway last evaluated the formulas of exchanges with
    exchanges: list[ExchangeRow] = []
    parameterized = dict(rows.parameterized)
    for row, said in zip(rows.exchanges, cited.exchanges, strict=True):
        group, formula = rows.parameterized.get(row.id, ("", ""))
        if row.process[0] != database or not formula or not _is_fresh(rows, group):
            exchanges.append(said)
            continue
        was = _typed_over(rows, group, formula, row.amount, calculated)
        if was is not None:
            del parameterized[row.id]
            said = replace(row, formula="", data={**_theirs(row.data, was), "formula": ""})
        elif typed:
            said = replace(said, amount=_value(rows, group, formula, values, said.amount))
        exchanges.append(said)
    return replace(cited, parameters=parameters, exchanges=tuple(exchanges), parameterized=parameterized)


def _is_fresh(rows: ProjectRows, group: str) -> bool:
    return group not in rows.groups or rows.groups[group].fresh


def _value(rows: ProjectRows, scope: str, formula: str, values: Mapping[str, Any], otherwise: Any) -> Any:
    """What a formula gives; something else where nobody can tell, which is refused later."""
    try:
        names = scopes_of(rows)[scope].names
        return evaluate_by(formula, names, values)
    except (FormulaError, KeyError, TypeError):
        return otherwise


def _typed_over(rows: ProjectRows, scope: str, formula: str, amount: Any, values: Mapping[str, Any]) -> float | None:
    """What a formula gives in place of the number that is stored with it; None where it gives that number."""
    expected = _value(rows, scope, formula, values, None)
    try:
        stored = float(amount)
    except (TypeError, ValueError):
        return None
    if expected is None or abs(expected - stored) <= AMOUNT_TOLERANCE * max(abs(expected), abs(stored)):
        return None
    return float(expected)


def _with_typed(rows: ProjectRows, cited: ProjectRows, typed: Mapping[str, float]) -> tuple[ParameterRow, ...]:
    """The parameters with numbers in place of some formulas, and with what follows from them."""
    cut = replace(
        cited,
        parameters=tuple(
            replace(one, formula="", data=_theirs(one.data, typed[one.qualified_name])) if one.qualified_name in typed
            else said
            for one, said in zip(rows.parameters, cited.parameters, strict=True)
        ),
    )  # fmt: skip
    values: dict[str, Any] = {one.qualified_name: one.amount for one in cut.parameters}
    try:
        for name, text, names in ordered_parameters(cut):
            values[name] = evaluate_by(text, names, values)
    except (FormulaError, KeyError, TypeError):  # said where the rows are judged
        return cut.parameters
    return tuple(replace(one, amount=values[one.qualified_name]) for one in cut.parameters)


def _theirs(data: Mapping[str, Any], was: float) -> dict[str, Any]:
    """The fields of a row that somebody typed a number into."""
    source = str(data.get("source") or message("no source"))
    return provenance(data, message("your edit"), f"{was:.6g}", source, yours=True)
