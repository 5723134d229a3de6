"""Companies by name, for the authority alone, and each for itself: readiness in parts, and results to ask about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from typing import TYPE_CHECKING

import numpy as np

from lca_models.programme.evaluation.aggregates import PER_KWH, by_kg
from lca_models.programme.evaluation.declarations import Declaration, Pilot
from lca_models.programme.evaluation.indicators.outliers import compare_with_peers
from lca_models.programme.evaluation.indicators.readiness import PARTS, Company, parts_of, rank_intervals
from lca_models.programme.evaluation.indicators.weights import ResultLine, evidence_share, primary_share, quality
from lca_models.programme.evaluation.process import ended, firsts, is_returned

if TYPE_CHECKING:
    import pandas as pd


def companies_table(
    pilot: Pilot, lines: Mapping[str, Sequence[ResultLine]] | None = None, seed: int = 0
) -> pd.DataFrame:
    """One row a company: its parts of readiness (0-1) and their mean, and the ranks that 90 % of all weights give it.

    `lines`: of results by submission; where they are not there, primary share and quality are those of the stages, and no
    evidence is known. Columns: company, name_en, name_zh, the parts, mean, rank_low, rank_high.
    """
    import pandas as pd

    parts = [parts_of(_company(pilot, one.org, one.chemistries, lines or {})) for one in pilot.participants]
    ranks = rank_intervals(np.array([astuple(one) for one in parts]).reshape(-1, len(PARTS)), seed)
    rows = [
        (who.org, who.name_en, who.name_zh, *astuple(part), part.mean, int(low), int(high))
        for who, part, (low, high) in zip(pilot.participants, parts, ranks, strict=True)
    ]
    return pd.DataFrame(rows, columns=["company", "name_en", "name_zh", *PARTS, "mean", "rank_low", "rank_high"])


def questions_table(pilot: Pilot, archetypes: Mapping[tuple[str, str], float]) -> pd.DataFrame:
    """Verified results far from their peers, to ask about: never a verdict.

    `archetypes`: kg CO2e per kWh of capacity by chemistry and province; declarations without one are not compared. Columns:
    submission, company, chemistry, province, declared, archetype, ratio, distance (spreads from the middle), unit.
    """
    import pandas as pd

    ones = [one for one in pilot.verified if (one.chemistry, one.province) in archetypes]
    usual = [archetypes[one.chemistry, one.province] for one in ones]
    peers = compare_with_peers([one.kg_per_kwh for one in ones], usual, [one.chemistry for one in ones])
    rows = [
        (one.id, one.org, one.chemistry, one.province, one.kg_per_kwh, usual[place], float(np.exp(peers.ratio[place])),
         float(peers.distance[place]), PER_KWH)
        for place, one in enumerate(ones) if peers.is_far[place]
    ]  # fmt: skip
    names = ["submission", "company", "chemistry", "province", "declared", "archetype", "ratio", "distance", "unit"]
    return pd.DataFrame(rows, columns=names)


def _company(pilot: Pilot, org: str, used: frozenset[str], lines: Mapping[str, Sequence[ResultLine]]) -> Company:
    verified = [one for one in pilot.verified if one.org == org]
    known = {one.id: lines[one.id] for one in verified if lines.get(one.id)}
    primary = {one.id: by_kg(one, "primary_share") for one in verified}
    rating = {one.id: by_kg(one, "rating") for one in verified}
    decided = ended([one for one in firsts(pilot) if one.org == org])
    return Company(
        len({one.model for one in verified}),
        len({one.chemistry for one in verified} & used),
        len(used),
        _mean(verified, primary | {own: primary_share(ones) for own, ones in known.items()}),
        _mean(verified, rating | {own: quality(ones) for own, ones in known.items()}),
        sum(not is_returned(one) for one in decided),
        len(decided),
        _mean(verified, {own: evidence_share(ones) for own, ones in known.items()}),
    )


def _mean(ones: Sequence[Declaration], values: Mapping[str, float | None]) -> float:
    """The mean by |kg| over declarations that have a value; no number where none has."""
    said = [(abs(one.total_kg), value) for one in ones if (value := values.get(one.id)) is not None]
    whole = sum(kg for kg, _ in said)
    return sum(kg * value for kg, value in said) / whole if whole else float("nan")
