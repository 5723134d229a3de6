"""The bundles of a folder side by side: results by stage, quality, primary data, where each stands, and until when it holds.

Nothing is verified here: figures are those that the bundles state.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lca_models.reporting.declaration.archive import ArchiveError, read_archive_file
from lca_models.reporting.declaration.bundle import DECLARATION, Bundle
from lca_models.reporting.verification.received import Received, received
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    import pandas as pd

VALID_YEARS = 3  # after the end of the data: PACT
EXAMPLE, DECLARED, UNDER_WORK, VERIFIED, EXPIRED = "example", "declared", "under verification", "verified", "expired"
FINDINGS = ".findings.json"  # what a findings file beside BUNDLE.zip is called: BUNDLE.findings.json


@dataclass(frozen=True)
class Holding:
    """One bundle of a portfolio."""

    file: str
    model: str
    plant: str
    period: str  # first month of twelve
    rules: str
    issued: date
    holds_until: date | None  # None where the sheet says no period
    status: str
    total_kg: float  # CO2e per pack
    per_kwh: float  # kg CO2e per kWh of capacity
    per_kwh_delivered: float
    stages: Mapping[str, float]  # kg CO2e per pack
    rating: float | None  # of the purchases behind 80 % of the result, 1 best
    primary_share: float | None  # 0-1


@dataclass(frozen=True)
class Portfolio:
    """The bundles of a folder, and those that cannot be read."""

    folder: Path
    holdings: tuple[Holding, ...]
    problems: tuple[str, ...]

    def table(self) -> pd.DataFrame:
        """A row a bundle; amounts in kg CO2e, shares 0-1."""
        import pandas as pd

        stages = dict.fromkeys(stage for one in self.holdings for stage in one.stages)
        rows = [
            {"file": one.file, "model": one.model, "plant": one.plant, "period": one.period, "rules": one.rules,
             "status": one.status, "issued": one.issued.isoformat(),
             "holds_until": one.holds_until.isoformat() if one.holds_until else "",
             "kg_co2e_per_pack": one.total_kg, "kg_co2e_per_kwh_capacity": one.per_kwh,
             "kg_co2e_per_kwh_delivered": one.per_kwh_delivered,
             **{f"{stage}, kg_co2e_per_pack": one.stages.get(stage) for stage in stages},
             "rating": one.rating, "primary_share": one.primary_share}
            for one in self.holdings
        ]  # fmt: skip
        return pd.DataFrame(rows)

    def document(self) -> dict[str, Any]:
        """The same for programs."""
        return {"schema": "portfolio-1", "folder": str(self.folder), "problems": list(self.problems),
                "bundles": self.table().astype(object).where(self.table().notna(), None).to_dict("records")}  # fmt: skip


def portfolio_of(folder: Path, today: date) -> Portfolio:
    """The bundles of a folder in the order of their names; `today`: what validity is judged by.

    Raises ScenarioError for a folder without bundles.
    """
    files = sorted(folder.glob("*.zip"))
    if not files:
        raise ScenarioError(message("{folder} holds no bundle (.zip); name a folder with bundles", folder=folder))
    holdings, problems = [], []
    for file in files:
        try:
            got = received(read_archive_file(file), file.name)
            holdings.append(_holding(got, _said_of(file, got.hash), today))
        except (ArchiveError, LcaModelsError, KeyError, ValueError, TypeError, AttributeError, OSError) as error:
            words = " ".join(str(error).split())[:200] or type(error).__name__
            problems.append(message("{file} cannot be read as a bundle ({error})", file=file.name, error=words))
    return Portfolio(folder, tuple(holdings), tuple(problems))


def _holding(got: Received, said: str, today: date) -> Holding:
    bundle, declaration = got.bundle, got.bundle.json(DECLARATION)
    product, period = declaration["product"], dict(declaration.get("period") or {}).get("first_month") or ""
    until = _holds_until(str(period))
    figures = {row["term"]: float(row["value"]) for row in bundle.table("units") if row["kind"] == "result"}
    stages = {row["stage"]: float(row["total_kg_co2e_per_pack"]) for row in bundle.table("stages")}
    total = stages.pop("total")
    is_over = until is not None and until < today
    return Holding(
        bundle.name,
        str(product.get("model") or ""),
        next(
            (str(one.get("name") or "") for one in declaration.get("parties") or () if one.get("role") == "plant"), ""
        ),
        str(period),
        str(dict(declaration.get("rules") or {}).get("id") or ""),
        date.fromisoformat(str(declaration["issued"])[:10]),
        until,
        EXAMPLE if declaration.get("example") is True else EXPIRED if is_over else said,
        total,
        figures["kwh-capacity"],
        figures["kwh-delivered"],
        stages,
        _first(bundle, "quality", "name", "purchases", "factor_rating"),
        _first(bundle, "own_data", "whose", "primary_share", "share"),
    )


def _holds_until(first_month: str) -> date | None:
    """The last day, three years after the last of the twelve months."""
    if not first_month:
        return None
    year, month = (int(part) for part in first_month.split("-")[:2])
    return date(year + 1 + VALID_YEARS, month, 1) - timedelta(days=1)


def _said_of(file: Path, manifest: str) -> str:
    """Where the verification stands, by the findings file beside the bundle, if it is about this one."""
    beside = file.with_name(file.name[: -len(".zip")] + FINDINGS)
    if not beside.is_file():
        return DECLARED
    from lca_models.reporting.verification.assurance.findings_file import read_findings
    from lca_models.reporting.verification.assurance.opinion import UNMODIFIED

    findings = read_findings(beside)
    if findings.current_bundle != manifest:
        return DECLARED
    if findings.opinion is None:
        return UNDER_WORK
    return VERIFIED if findings.opinion.kind == UNMODIFIED else f"{VERIFIED}: {findings.opinion.kind}"


def _first(bundle: Bundle, table: str, column: str, name: str, wanted: str) -> float | None:
    rows: Iterable[dict[str, str]] = bundle.table(table)
    found: Iterator[str] = (row[wanted] for row in rows if row[column] == name)
    text = next(found, "")
    return float(text) if text else None
