"""The portfolio: several companies together, as the evaluation of the programme tells them and no other way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Response

from lca_models.programme.evaluation.aggregates import SHARE
from lca_models.programme.evaluation.disclosure.suppression import TOTAL
from lca_models.programme.evaluation.evaluating import evaluate
from lca_models.programme.evaluation.process import PARTIES
from lca_models.programme.roles.access import ALL, scopes_of
from lca_models.programme.service.pages.rendering import rendered
from lca_models.programme.service.pages.visiting import PREFIX, SignedIn
from lca_models.programme.submissions.listing import counts_by_state

if TYPE_CHECKING:
    import pandas as pd

router = APIRouter(include_in_schema=False)
PORTFOLIO = f"{PREFIX}/portfolio"
PROCESS = {  # indicators that are shown with what they are of, and their labels
    ("median days to verified", TOTAL): "people.median_days",
    **{("mean days", party): f"people.days_{party}" for party in PARTIES},
    ("returned", TOTAL): "people.returned_share",
}


@dataclass(frozen=True)
class Line:
    """Companies of a chemistry or a province together; None where nothing may be said."""

    name: str  # empty: all of them
    companies: int
    declarations: float | None
    kg_per_kwh: float | None  # mean of company means, kg CO2e per kWh of capacity, and its interval over companies
    low: float | None
    high: float | None
    primary_share: float | None


@dataclass(frozen=True)
class Said:
    """An indicator of the process of all submissions."""

    label: str  # key of the catalogue
    value: str


@router.get(PORTFOLIO)
def portfolio(seen: SignedIn) -> Response:
    """Aggregates of the registry as it is now."""
    with seen.speaking():
        found = evaluate(seen.registry, actor=seen.who)
    counts = counts_by_state(seen.registry, seen.who) if ALL in scopes_of(seen.who, "status.read") else {}
    return rendered(
        seen, "portfolio", found=found, counts=counts, chemistries=lines(found.tables, "chemistry"),
        provinces=lines(found.tables, "province"), process=said(found.tables["process"]),
        hidden=_hidden(found.tables["hidden"]),
    )  # fmt: skip


def lines(tables: Mapping[str, pd.DataFrame], axis: str) -> tuple[Line, ...]:
    """Lines by `chemistry` or `province` that may be shown, all companies last."""
    other = "province" if axis == "chemistry" else "chemistry"
    shown: dict[str, dict[str, Any]] = {}
    for table, indicator in (("coverage", "declarations"), ("results", "mean"), ("quality", "primary share")):
        for row in tables[table].to_dict("records"):
            if (row["indicator"], row["part"], row[other]) == (indicator, TOTAL, TOTAL):
                shown.setdefault(str(row[axis]), {})[indicator] = row
    return tuple(_line(name, rows) for name, rows in sorted(shown.items(), key=lambda one: (one[0] == TOTAL, one[0])))


def said(table: pd.DataFrame) -> tuple[Said, ...]:
    """Indicators of the process, with their numbers as people read them."""
    return tuple(
        Said(
            PROCESS[row["indicator"], row["part"]],
            f"{100 * row['value']:.0f} %" if row["unit"] == SHARE else f"{row['value']:.1f}",
        )
        for row in table.to_dict("records")
        if (row["indicator"], row["part"]) in PROCESS and isfinite(row["value"])
    )


def _hidden(table: pd.DataFrame) -> int:
    """How many cells are hidden; the table holds a line for each, or for each reason."""
    return int(table["cells"].sum()) if "cells" in table else len(table)


def _line(name: str, rows: Mapping[str, Mapping[str, Any]]) -> Line:
    mean, count, primary = (rows.get(one, {}) for one in ("mean", "declarations", "primary share"))
    companies = int(next(iter(rows.values()))["companies"])
    return Line(
        "" if name == TOTAL else name, companies, _finite(count, "value"), _finite(mean, "value"), _finite(mean, "low"),
        _finite(mean, "high"), _finite(primary, "value"),
    )  # fmt: skip


def _finite(row: Mapping[str, Any], column: str) -> float | None:
    value = row.get(column)
    return float(value) if value is not None and isfinite(value) else None
