"""Tables of several companies together, E1 to E6: tidy, with a column for the unit, and only what tells of none of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from lca_models.programme.evaluation.declarations import Declaration, Pilot, StageResult
from lca_models.programme.evaluation.disclosure.cells import FEWEST, Given, quartiles, why_hidden
from lca_models.programme.evaluation.disclosure.suppression import TOTAL, Cell
from lca_models.programme.evaluation.indicators.changes import QUANTILES, change_of
from lca_models.programme.evaluation.indicators.dispersion import relative_spread, variance_shares
from lca_models.programme.evaluation.indicators.proportions import Estimate, mean_over_companies, share_of
from lca_models.programme.evaluation.indicators.turnaround import incidence
from lca_models.programme.evaluation.portfolio import EVERYTHING, Portfolio, company_means
from lca_models.programme.evaluation.process import PARTIES, ended, firsts, is_returned, times_of, way
from lca_models.scope.stages import STAGES

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, Any]
# `part`: the stage, party, rule, quantile or group of what an indicator is of.
COLUMNS = ("chemistry", "province", "indicator", "part", "companies", "value", "low", "high", "unit")
PER_KWH, SHARE, SCORE, DAYS, COUNT = "kg CO2-eq per kWh of capacity", "share", "score", "days", "count"


def coverage_table(pilot: Pilot, portfolio: Portfolio) -> pd.DataFrame:
    """E1, who takes part: declarations by chemistry and province, and the share of companies that have one verified."""

    def rows() -> Iterator[Row]:
        for cell in portfolio.shown:
            yield _row(cell, "declarations", portfolio.members[cell], len(portfolio.cells[cell]), COUNT)
        for cell in portfolio.rows_of(0):
            registered = {one.giver for one in pilot.participants if cell[0] in (TOTAL, *one.chemistries)}
            reached = len(portfolio.members[cell])
            yield _row(cell, "companies verified", portfolio.members[cell], share_of(reached, len(registered)), SHARE)

    return _table(rows())


def results_table(pilot: Pilot, portfolio: Portfolio, k: int = FEWEST, seed: int = 0) -> pd.DataFrame:
    """E2, results per kWh of capacity: means of company means by stage with intervals over companies, quartiles, spread."""

    def rows() -> Iterator[Row]:
        for cell in dict.fromkeys((*portfolio.rows_of(0), *portfolio.rows_of(1))):
            ones, who = portfolio.cells[cell], portfolio.members[cell]
            for stage in (*STAGES, TOTAL):
                means = [*company_means(pilot, ones, [_per_kwh(one, stage) for one in ones]).values()]
                yield _row(cell, "mean", who, mean_over_companies(means, range(len(means)), seed=seed), PER_KWH, stage)
                if (shared := _shared_draws(pilot, ones, stage)) is not None:
                    yield _row(cell, "mean, draws shared", who, shared, PER_KWH, stage)
                for name, value in zip(("quartile 1", "median", "quartile 3"), quartiles(means, k) or (), strict=False):
                    yield _row(cell, name, who, value, PER_KWH, stage)
            spread = relative_spread([*company_means(pilot, ones, [one.kg_per_kwh for one in ones]).values()])
            yield _row(cell, "spread", who, spread, SHARE)
        if portfolio.is_shown:
            ones, who = portfolio.cells[EVERYTHING], portfolio.members[EVERYTHING]
            names = {
                "chemistry": [one.chemistry for one in ones],
                "province": [one.province for one in ones],
                "company": [pilot.givers[one.org] for one in ones],
            }
            for factor, share in variance_shares([one.kg_per_kwh for one in ones], names).items():
                yield _row(EVERYTHING, "share of variance", who, share, SHARE, factor)

    return _table(rows())


def quality_table(pilot: Pilot, portfolio: Portfolio, seed: int = 0) -> pd.DataFrame:
    """E3, what results rest on: primary share and rating by chemistry and stage, means of company means."""

    def rows() -> Iterator[Row]:
        for cell in portfolio.rows_of(0):
            for stage in (*STAGES, TOTAL):
                for name, part, unit in (("primary share", "primary_share", SHARE), ("rating", "rating", SCORE)):
                    said = [
                        (one, value) for one in portfolio.cells[cell] if (value := by_kg(one, part, stage)) is not None
                    ]
                    ones, values = [one for one, _ in said], [value for _, value in said]
                    means = company_means(pilot, ones, values)
                    # All companies of the cell, or the others would be those that say nothing.
                    if {*means} == portfolio.members[cell]:
                        found = mean_over_companies([*means.values()], range(len(means)), seed=seed)
                        yield _row(cell, name, portfolio.members[cell], found, unit, stage)

    return _table(rows())


def process_table(pilot: Pilot, k: int = FEWEST, seed: int = 0) -> pd.DataFrame:
    """E4, how all submissions fare: time to verified and whose it was, share returned, and the rules behind it."""
    givers = {pilot.givers[one.org] for one in pilot.declarations}

    def rows() -> Iterator[Row]:
        if len(givers) < k:
            return
        ways = [way(one, pilot.today) for one in pilot.declarations]
        reached = incidence([days for days, _ in ways], [end for _, end in ways])
        yield _row(EVERYTHING, "median days to verified", givers, reached.time_of(), DAYS)
        times = [times_of(one, pilot.today) for one in pilot.declarations]
        for party in PARTIES:
            days = np.array([getattr(one, party) for one in times])
            companies = [pilot.givers[one.org] for one in pilot.declarations]
            yield _row(EVERYTHING, "mean days", givers, mean_over_companies(days, companies, seed=seed), DAYS, party)
        decided = ended(firsts(pilot))
        back = [one for one in decided if is_returned(one)]
        who = {pilot.givers[one.org] for one in decided}
        if len(who) >= k:
            yield _row(EVERYTHING, "returned", who, share_of(len(back), len(decided)), SHARE)
            values, companies = [float(is_returned(one)) for one in decided], [pilot.givers[one.org] for one in decided]
            found = mean_over_companies(values, companies, seed=seed)
            yield _row(EVERYTHING, "returned, over companies", who, found, SHARE)
        for rule, behind in _reasons(pilot, back).items():
            if len(behind) >= k:
                yield _row(EVERYTHING, "returned with a finding", {*behind}, behind.total(), COUNT, rule)

    return _table(rows())


def rules_table(
    pilot: Pilot, portfolio: Portfolio, before: Mapping[str, float], after: Mapping[str, float], k: int = FEWEST
) -> pd.DataFrame:
    """E5, what a change of a rule moves: quantiles of relative changes, how many are beyond 5 %, whether places change.

    `before`, `after`: kg CO2e per pack by submission; what could not be calculated is in neither.
    """

    def rows() -> Iterator[Row]:
        for cell in dict.fromkeys((*portfolio.rows_of(0), *portfolio.rows_of(1))):
            ones = [one for one in portfolio.cells[cell] if one.id in before and one.id in after]
            who = {pilot.givers[one.org] for one in ones}
            # A cell in which a few could not be calculated would tell of them beside another in which they are.
            missing = portfolio.members[cell] - who
            if not who or why_hidden([Given(giver, 1.0) for giver in who], k) or 0 < len(missing) < k:
                continue
            change = change_of([before[one.id] for one in ones], [after[one.id] for one in ones])
            yield _row(cell, "declarations", who, change.n, COUNT)
            # The outer quantiles of few companies are one company's.
            for share in QUANTILES if len(who) >= 2 * k else (0.5,):
                yield _row(cell, "relative change", who, change.quantiles[share], SHARE, f"{share:.0%}")
            yield _row(cell, "beyond 5 %", who, change.beyond_share, SHARE)
            yield _row(cell, "Kendall tau-b", who, change.tau, "1")

    return _table(rows())


def hidden_table(portfolio: Portfolio, *, is_named: bool = False) -> pd.DataFrame:
    """E6, cells that are hidden and why; how many for each reason, unless for whoever may see companies by name.

    Where a cell is known to be hidden for its few companies, it holds 1 to k - 1 of them, and its neighbours follow.
    """
    import pandas as pd

    if not is_named:
        counts = Counter(portfolio.hidden.values())
        return pd.DataFrame([(why, counts[why]) for why in sorted(counts)], columns=["why", "cells"])
    rows = [(*cell, why, len(portfolio.members[cell])) for cell, why in sorted(portfolio.hidden.items())]
    return pd.DataFrame(rows, columns=["chemistry", "province", "why", "companies"])


def by_kg(one: Declaration, part: str, stage: str = TOTAL) -> float | None:
    """`primary_share` or `rating` of a stage or, by |kg|, of all stages that state it; None where nothing is stated."""
    stages = one.stages.values() if stage == TOTAL else [one.stages.get(stage, StageResult(0.0))]
    said = [(abs(each.kg), value) for each in stages if (value := getattr(each, part)) is not None]
    whole = sum(kg for kg, _ in said)
    return sum(kg * value for kg, value in said) / whole if whole else None


def _reasons(pilot: Pilot, back: Sequence[Declaration]) -> dict[str, Counter[str]]:
    """Returned submissions by rule with a finding, counted by company; most first."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for one in back:
        for rule in {*one.broken, *(finding.rule for finding in one.findings)}:
            found[rule][pilot.givers[one.org]] += 1
    return dict(sorted(found.items(), key=lambda item: (-item[1].total(), item[0])))


def _per_kwh(one: Declaration, stage: str) -> float:
    kg = one.total_kg if stage == TOTAL else one.stages.get(stage, StageResult(0.0)).kg
    return kg / one.rated_kwh


def _shared_draws(pilot: Pilot, ones: Sequence[Declaration], stage: str) -> Estimate | None:
    """The mean of a stage with the interval that it has where draws of all declarations go the same way.

    Background factors are the same for all of them, so that many declarations are not surer than one; what is drawn for each
    alone makes the interval narrower than this. None where some declaration states no interval.
    """
    stages = [one.stages.get(stage) for one in ones]
    if stage == TOTAL or any(one is None or one.low is None or one.high is None for one in stages):
        return None
    ends = [[getattr(one.stages[stage], end) / one.rated_kwh for one in ones] for end in ("kg", "low", "high")]
    return Estimate(*(float(np.mean([*company_means(pilot, ones, values).values()])) for values in ends))


def _row(cell: Cell, indicator: str, who: Any, value: Estimate | float, unit: str, part: str = TOTAL) -> Row:
    found = value if isinstance(value, Estimate) else Estimate(float(value), float("nan"), float("nan"))
    numbers = (len(who), found.value, found.low, found.high)
    return dict(zip(COLUMNS, (*cell, indicator, part, *numbers, unit), strict=True))


def _table(rows: Iterator[Row]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame([*rows], columns=[*COLUMNS])
