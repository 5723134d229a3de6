"""Small product systems with formulas, made in memory; what they hold is what a Brightway project of the same rows would."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lca_models.inventory.system.product_system import ProductSystem, build_product_system
from lca_models.inventory.system.rows import ExchangeRow, Group, MethodRow, Node, ParameterRow, ProjectRows

METHOD = ("climate change", "GWP100", "IPCC AR6")
MANUFACTURING, RECYCLING = "manufacturing", "recycling"


@pytest.fixture(scope="session")
def made_system() -> Callable[..., ProductSystem]:
    """`made_system("user", {"energy": 2.0, "doubled": "2 * energy"}, user=(stage, rows), mix=rows)`.

    A row is (type, input, amount or formula); flow `co2` has factor 1. Amounts of formulas are evaluated here.
    """
    return make_system


def make_system(
    demand: str, parameters: dict[str, Any], *, data: dict[str, Any] | None = None, **processes: Any
) -> ProductSystem:
    rows = make_rows(parameters, data or {}, processes)
    system = build_product_system(rows, ("small", demand), checked=True)
    values = system.parameter_values()
    settled = dict(zip([e.id for e in system.exchanges], system.amounts(values), strict=True))
    exchanges = tuple(
        ExchangeRow(e.id, e.process, e.input, e.type, float(settled.get(e.id, e.amount)), e.formula, e.data)
        for e in rows.exchanges
    )
    settled_parameters = tuple(replace(row, amount=values[row.qualified_name]) for row in rows.parameters)
    return build_product_system(replace(rows, exchanges=exchanges, parameters=settled_parameters), ("small", demand))


def make_rows(parameters: dict[str, Any], data: dict[str, Any], processes: dict[str, Any]) -> ProjectRows:
    nodes = [Node(1, ("small", "co2"), "emission", {"name": "co2", "unit": "kilogram"})]
    exchanges: list[ExchangeRow] = []
    parameterized = {}
    for code, given in processes.items():
        stage, rows = given if isinstance(given, tuple) else ("", given)
        if not any(row[0] == "production" for row in rows):
            rows = [("production", code, 1.0), *rows]
        nodes.append(
            Node(
                len(nodes) + 1,
                ("small", code),
                "processwithreferenceproduct",
                {"name": code, "unit": "unit", "stage": stage},
            )
        )
        for kind, other, amount, *more in rows:
            formula = amount if isinstance(amount, str) else ""
            number = len(exchanges) + 1
            if formula:
                parameterized[number] = (f"small/{code}", formula)
            exchanges.append(
                ExchangeRow(
                    number,
                    ("small", code),
                    ("small", other),
                    kind,
                    1.0 if formula else amount,
                    formula,
                    more[0] if more else {},
                )
            )
    groups = {name: Group(name, True, (), frozenset({tuple(name.split("/"))})) for name, _ in parameterized.values()}
    return ProjectRows(
        folder=Path(),
        nodes=tuple(nodes),
        exchanges=tuple(exchanges),
        parameters=tuple(_parameter(name, value, data.get(name, {})) for name, value in parameters.items()),
        parameterized=parameterized,
        groups=groups,
        methods=(MethodRow(METHOD, {"unit": "kg CO2-eq"}, ((("small", "co2"), 1.0),)),),
        databases={"small": {"backend": "sqlite", "processed": "in memory"}},
        rows_hash="small",
    )


def _parameter(name: str, value: float | str, data: dict[str, Any]) -> ParameterRow:
    """`name` of the project, `database::name` or `database/code::name`; a text is a formula."""
    scope, _, plain = name.rpartition("::")
    formula = value if isinstance(value, str) else ""
    return ParameterRow(plain, scope, 1.0 if formula else float(value), formula, data)
