"""A result by stage as a registry keeps it: kilograms, interval, share of own data, grade; decimals in text."""

from __future__ import annotations

from collections.abc import Mapping

from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.results.members import result_table
from lca_models.reporting.payloads.decimals import decimal_text
from lca_models.scope.stages import STAGES

DIGITS = 15  # of a double
OWN = ("measured", "supplier")  # whose data are primary: meters, invoices and documents, footprints of suppliers


def stage_rows(declared: Declared) -> tuple[Mapping[str, str | None], ...]:
    """By stage: kg CO2e per pack, the middle 90 % of draws, the share of kilograms that rests on own data (0-1), and the mean
    grade of the amounts weighted by kilograms (1 best, 5 worst). None where there is none.

    Raises what the tables of results raise.
    """
    amounts = declared.result.stages
    between = {
        row["result"]: (row["p5"], row["p95"])
        for row in result_table(declared, "intervals").records() if row["per"] == "pack"
    }  # fmt: skip
    shares = dict.fromkeys(STAGES, 0.0)
    for row in result_table(declared, "own_data").records():
        if row["kind"] == "part" and row["whose"] in OWN:
            shares[str(row["stage"])] += float(row["share"] or 0.0)
    grades = {
        row["stage"]: row["grade"] for row in result_table(declared, "quality").records() if row["kind"] == "stage"
    }
    return tuple(
        {
            "stage": stage,
            "amount_kg": decimal_text(amounts.get(stage, 0.0), DIGITS),
            "low": _decimal(between.get(stage, (None, None))[0]),
            "high": _decimal(between.get(stage, (None, None))[1]),
            "primary_share": decimal_text(shares[stage], DIGITS),
            "rating": _decimal(grades.get(stage)),
        }
        for stage in STAGES
    )


def _decimal(value: object) -> str | None:
    return decimal_text(value, DIGITS) if isinstance(value, float) else None
