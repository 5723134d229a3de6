"""Bundles that hold what comparisons read, made of a few numbers."""

import json

from lca_models.reporting.declaration.bundle import Bundle
from lca_models.reporting.declaration.table import ResultTable

KWH = 64.0


def bundle(
    lines,
    *,
    name="a.zip",
    energy=100.0,
    rules="cn-551",
    cycles="2000",
    period="2025-01",
    example=False,
    issued="2026-03-01",
):
    """`lines`: amount and factor by name, all of one stage."""
    rows = tuple((line, "manufacturing", float(amount), float(factor)) for line, (amount, factor) in lines.items())
    kg = sum(amount * factor for _, _, amount, factor in rows)
    tables = (
        ResultTable("contributions", ("line", "stage", "amount_per_pack", "factor_kg_co2e_per_unit"), rows),
        ResultTable("units", ("kind", "term", "value"), (
            ("result", "kwh-capacity", kg / KWH), ("result", "kwh-delivered", kg / energy), ("term", "total_energy", energy))),
        ResultTable("stages", ("stage", "total_kg_co2e_per_pack"), (("manufacturing", kg), ("total", kg))),
        ResultTable("quality", ("name", "factor_rating"), (("purchases", 1.8),)),
        ResultTable("own_data", ("whose", "share"), (("primary_share", 0.25),)),
    )  # fmt: skip
    documents = {
        "setup/setup.json": {"product": name, "rules": rules},
        "setup/rules.json": {"in_force": {"id": rules, "terms": []}},
        "sheet/sheet.json": {"schema": "sheet-1", "cycle_test": {"cycles": {"written": cycles, "place": "B2"}}},
        "versions.json": {"tables": "t"},
        "declaration.json": {"product": {"model": "M"}, "parties": [{"role": "plant", "name": "P"}], "issued": issued,
                             "period": {"first_month": period}, "rules": {"id": rules}, "example": example},
    }  # fmt: skip
    members = {f"results/{one.name}.csv": one.csv() for one in tables}
    return Bundle(members | {path: json.dumps(one).encode() for path, one in documents.items()}, name)
