"""Whose a number is, and what kind of evidence it rests on: yours, a supplier's, cited, calculated or assumed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lca_models.inventory.system.accounted.provenance import USER, evidence_of, is_assumed
from lca_models.inventory.system.rows import IN_PLACE_OF, ParameterRow
from lca_models.inventory.tables.formulas import names_in
from lca_models.panels.model.tracing.traced import Traced

YOURS, SUPPLIER, CITED, CALCULATED, ASSUMED = "yours", "supplier", "cited", "calculated", "assumed"
KINDS = (YOURS, SUPPLIER, CITED, CALCULATED, ASSUMED)


def kind_of(data: Mapping[str, Any]) -> str:
    """The kind of a row or a parameter by its data, with what a person set as their own."""
    if data.get(IN_PLACE_OF):
        return SUPPLIER
    if data.get("evidence") == USER:
        return YOURS
    if is_assumed(data):
        return ASSUMED
    return CALCULATED if evidence_of(data) in (CALCULATED, "") else CITED


def kind_of_row(found: Traced, place: int) -> str:
    """The kind of an exchange."""
    return kind_of(found.system.exchanges[place].data)


def source_of_row(found: Traced, place: int) -> tuple[str, Any]:
    """The key of the source of an exchange, and its name: title and year; of a person or a supplier the word of the kind."""
    data = found.system.exchanges[place].data
    kind = kind_of(data)
    if kind in (YOURS, SUPPLIER):
        return kind, {"key": f"kind.{kind}"}
    key = str(data.get("source") or "")
    source = found.sources.get(key)
    return key or "none", source_words(source.title, source.year) if source else {"key": "where.no_source"}


def source_words(title: str, year: object) -> list[str]:
    """The name of a source, the same in both languages; with its year where the title does not say it."""
    words = f"{title} ({year})" if year and str(year) not in title else title
    return [words, words]


@dataclass(frozen=True)
class Formula:
    """The formula of a row or a parameter, with the parameters in it by the names that it gives them."""

    text: str
    names: Mapping[str, str]  # plain name -> qualified name


def formula_of_row(found: Traced, place: int) -> Formula | None:
    """The formula of the amount of an exchange; None for a number of its own."""
    for row in found.pack.system.formulas:
        if row.exchange == place:
            return Formula(row.text, {plain: row.names[plain] for plain in names_in(row.text)})
    return None


def formula_of_parameter(found: Traced, name: str) -> Formula | None:
    """The formula of a derived parameter; None for a plain one."""
    for derived, text, names in found.pack.system.derived:
        if derived == name:
            return Formula(text, {plain: names[plain] for plain in names_in(text)})
    return None


def plain_behind(found: Traced, formula: Formula) -> Iterator[str]:
    """The plain parameters that a formula rests on, through those that follow from others."""
    waiting, seen = list(formula.names.values()), set[str]()
    while waiting:
        name = waiting.pop(0)
        if name in seen:
            continue
        seen.add(name)
        inner = formula_of_parameter(found, name)
        if inner is None:
            yield name
        else:
            waiting += inner.names.values()


def set_by_person(found: Traced, formula: Formula) -> list[str]:
    """The parameters behind a formula that the setup sets to another value than the tables and rules have."""
    given = found.footprint.resolved.numbers
    rows = found.pack.system.parameters
    return [name for name in plain_behind(found, formula) if name in given and given[name] != float(rows[name].amount)]


def default_of(found: Traced, name: str) -> ParameterRow:
    """A parameter as tables and rule set have it."""
    return found.pack.system.parameters[name]
