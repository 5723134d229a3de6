"""What a result rests on, and how good it is: shares by evidence, share on aggregated processes, data quality rating.

The share of a class of rows is (h - h with every row of that class set to 0) / h, credits excluded: what would vanish
if these rows did not exist. Shares of different classes overlap along a chain, so they need not sum to 1.

The rating follows the Product Environmental Footprint (PEF): DQR = (TeR + GeR + TiR + P) / 4, 1 best to 5 worst, over the
processes that make the most relevant 80 % of the score. The four come from the pedigree scores of the rows: technology,
geography and time as they stand, precision as the mean of reliability and completeness. A process has the mean of its
rows, weighted by what passes through each; a result the mean of its processes, weighted by their direct emissions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lca_models.impact.assessment import Assessment, solve
from lca_models.interpretation.contribution.verification import verification_shares
from lca_models.inventory.system.accounted.provenance import evidence_of, is_assumed
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.tables.formulas import names_in

if TYPE_CHECKING:
    import pandas as pd

EVIDENCE = ("measured", "literature", "calculated", "assumed", "user")
CRITERIA = ("technology", "geography", "time", "precision")
MOST_RELEVANT_SHARE = 0.8  # of the score, PEF


@dataclass(frozen=True)
class Rating:
    """Data quality, 1 best to 5 worst. The PEF symbols are TeR, GeR, TiR and P."""

    technology: float
    geography: float
    time: float
    precision: float

    @property
    def overall(self) -> float:
        """Data quality rating: DQR."""
        return (self.technology + self.geography + self.time + self.precision) / 4


@dataclass(frozen=True)
class DataQuality:
    """Everything this module says of one result; shares 0-1."""

    evidence: dict[str, float]  # by class, and `aggregated`
    verification: dict[str, dict[str, float]]  # by level of a trace and class of verification; a level sums to 1
    assumed_with_parameters: float  # as the class assumed, with rows whose formula depends on an assumed parameter
    assumed_leverage: float  # relative change of the score over relative change of assumed parameters, summed
    processes: Rating  # of the processes that emit the most relevant part of the score
    purchases: Rating  # of the foreground's purchases that carry the most relevant part


def data_quality(assessment: Assessment) -> DataQuality:
    """What a result rests on, and its data quality rating after the Product Environmental Footprint.

    Raises ProjectError for a system without a unique solution once rows are left out.
    """
    return DataQuality(
        evidence_shares(assessment),
        verification_shares(assessment),
        assumed_share_with_parameters(assessment),
        assumed_leverage(assessment),
        result_rating(assessment),
        purchases_rating(assessment),
    )


def share_resting_on(assessment: Assessment, belongs: Sequence[bool]) -> float:
    """Share of the score, credits excluded, that vanishes when every exchange that belongs (one flag each) is set to 0."""
    if not any(belongs):
        return 0.0
    system = assessment.system
    amounts = assessment.amounts.copy()
    for position, exchange in enumerate(system.exchanges):
        if exchange.type == "substitution":
            amounts[position] = 0.0
    without_credits = solve(system, assessment.parameters, amounts, assessment.method).score
    amounts[np.asarray(belongs, dtype=np.bool_) & ~system.is_production] = 0.0
    remaining = solve(system, assessment.parameters, amounts, assessment.method).score
    return (without_credits - remaining) / without_credits


def evidence_shares(assessment: Assessment) -> dict[str, float]:
    """Share of the score that rests on rows of each evidence class, and on aggregated processes (`aggregated`).

    Shares are 0-1, credits excluded, and overlap along a chain. Raises ProjectError for a system without a unique
    solution once rows are left out.
    """
    exchanges = assessment.system.exchanges
    kinds = np.array([node.data.get("kind", "") for node in assessment.system.processes])
    classes = [evidence_of(exchange.data) for exchange in exchanges]
    shares = {evidence: share_resting_on(assessment, [found == evidence for found in classes]) for evidence in EVIDENCE}
    aggregated = kinds[assessment.system.matrix_columns] == "aggregated"
    return shares | {"aggregated": share_resting_on(assessment, aggregated.tolist())}


def assumed_share_with_parameters(assessment: Assessment) -> float:
    """Share of the score on assumed rows and on rows whose formula depends on an assumed parameter, derived ones followed.

    Choices are no assumptions. The stricter figure, and a crude one: a row counts in full even where the parameter moves it
    by a few per cent only, so one assumed share of the can counts the whole cell. `assumed_leverage` says what the
    parameters really move.
    """
    system = assessment.system
    assumed = assumed_parameters(system)
    belongs = [is_assumed(exchange.data) for exchange in system.exchanges]
    for row in system.formulas:
        if any(row.names[plain] in assumed for plain in names_in(row.text)):
            belongs[row.exchange] = True
    return share_resting_on(assessment, belongs)


def assumed_leverage(assessment: Assessment, step: float = 1e-4) -> float:
    """Sum over assumed parameters p of |dh/h| / |dp/p|, to first order: 0.1 means that 10 % of error in all moves h by 1 %.

    Members of share groups are left out, as one of them cannot move alone; so are parameters whose default is 0.
    """
    system, total = assessment.system, 0.0
    derived = {name for name, _, _ in system.derived}
    given = {name: value for name, value in assessment.parameters.items() if name not in derived}
    for name, row in system.parameters.items():
        base = given.get(name, 0.0)
        if not is_assumed(row.data) or row.data.get("group") or row.data.get("choices") or not base:
            continue
        values = system.parameter_values(given | {name: base * (1 + step)})
        moved = solve(system, values, system.amounts(values), assessment.method, judged=False).score
        total += abs(moved / assessment.score - 1) / step
    return total


def assumed_parameters(system: ProductSystem) -> frozenset[str]:
    """Qualified names of parameters that are assumed or depend on one that is; a choice is none."""
    found = {name for name, row in system.parameters.items() if is_assumed(row.data)}
    for name, text, names in system.derived:
        if any(names[plain] in found for plain in names_in(text)):
            found.add(name)
    return frozenset(found)


def process_ratings(assessment: Assessment) -> pd.DataFrame:
    """Tidy table, largest direct emissions first: process, code, direct, unit, one column per criterion, overall.

    `direct` are the emissions of the process itself; ratings are NaN for a process without scored rows.
    """
    import pandas as pd

    system = assessment.system
    through, scores = np.abs(assessment.contributions), _scores(system)
    scored = ~np.isnan(scores[:, 0])
    weights = np.where(scored, through, 0.0)
    size = len(system.processes)
    total = np.bincount(system.matrix_columns, weights=weights, minlength=size)
    rows_of = np.bincount(system.matrix_columns, weights=scored, minlength=size)
    # A process that nothing passes through still has a rating: the plain mean of its rows.
    weights = np.where(scored & (total[system.matrix_columns] == 0), 1.0, weights)
    total = np.where(total == 0, rows_of, total)
    table = pd.DataFrame({"process": [n.name for n in system.processes], "code": [n.key[1] for n in system.processes]})
    table["direct"] = np.bincount(system.matrix_columns, weights=assessment.emissions, minlength=size)
    table["unit"] = assessment.score_unit
    for position, criterion in enumerate(CRITERIA):
        sums = np.bincount(system.matrix_columns, weights=weights * np.nan_to_num(scores[:, position]), minlength=size)
        table[criterion] = np.divide(sums, total, out=np.full(size, np.nan), where=total > 0)
    table["overall"] = table[list(CRITERIA)].mean(axis=1, skipna=False)
    return table.sort_values("direct", key=abs, ascending=False, ignore_index=True)


def result_rating(assessment: Assessment) -> Rating:
    """Mean rating of the processes whose direct emissions make the most relevant 80 %, weighted by these emissions."""
    table = process_ratings(assessment).dropna(subset="overall")
    return _weighted(np.abs(table["direct"].to_numpy()), table[list(CRITERIA)].to_numpy())


def purchases_rating(assessment: Assessment) -> Rating:
    """Mean rating of the foreground's purchases and emissions that carry the most relevant 80 %, weighted by what they carry.

    The activity data of the study; their contributions add up to the score.
    """
    system = assessment.system
    carried = np.where([bool(stage) for stage in system.stages], np.abs(assessment.contributions), 0.0)
    scores = _scores(system)
    scored = ~np.isnan(scores[:, 0])
    return _weighted(carried[scored], scores[scored])


def _weighted(weights: np.ndarray, scores: np.ndarray) -> Rating:
    """Mean of the rows of `scores` (columns: CRITERIA) that make the most relevant share of `weights`."""
    if not weights.sum():  # nothing that has scores carries anything, as where all amounts are a person's own
        return Rating(*[float("nan")] * len(CRITERIA))
    order = np.argsort(-weights, kind="stable")
    reached = np.cumsum(weights[order]) - weights[order]  # by the rows before
    chosen = order[reached < MOST_RELEVANT_SHARE * weights.sum()]
    technology, geography, time, precision = np.average(scores[chosen], axis=0, weights=weights[chosen])
    return Rating(float(technology), float(geography), float(time), float(precision))


def _scores(system: ProductSystem) -> np.ndarray:
    """Per exchange the four CRITERIA; NaN where a row has no pedigree scores (implied production, rows of others)."""
    scores = np.full((len(system.exchanges), len(CRITERIA)), np.nan)
    for position, exchange in enumerate(system.exchanges):
        text = str(exchange.data.get("pedigree_scores") or "")
        if text and not system.is_production[position]:
            reliability, completeness, temporal, geographical, technological = map(int, text.split("-"))
            scores[position] = (technological, geographical, temporal, (reliability + completeness) / 2)
    return scores
