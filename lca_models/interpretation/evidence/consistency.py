"""Completeness and consistency checks of ISO 14044 (4.5.3.2 and 4.5.3.4) as a table for the reviewer.

A check finds; the reviewer judges. `to discuss` marks what a report has to explain, by the thresholds of this module; it is
no verdict on the study. Shares of emissions count credits by their size, so they lie between 0 and 1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lca_models.impact.assessment import Assessment
from lca_models.impact.completeness import completeness
from lca_models.interpretation.contribution.verification import (
    NOT_CHECKED,
    is_checked,
    shares_text,
    verification_shares,
)
from lca_models.interpretation.evidence.data_quality import evidence_shares
from lca_models.interpretation.evidence.resting import Resting
from lca_models.inventory.tables.records import UNREACHABLE
from lca_models.scope.declared_unit import CODES, find_declared_unit
from lca_models.scope.labels import label, stage_label, word_label
from lca_models.scope.wording.catalogue import catalogue
from lca_models.scope.wording.marks import clauses, enumerated, headed
from lca_models.scope.wording.messages import language_in_use, message

if TYPE_CHECKING:
    import pandas as pd

COMPLETENESS, CONSISTENCY = "ISO 14044 4.5.3.2, completeness", "ISO 14044 4.5.3.4, consistency"
IN_ORDER, TO_DISCUSS = "in order", "to discuss"
COVERED = 0.95  # share of the climate score with data for the category
SMALL = 0.05  # share of emissions or of the score
WEAK_SCORE = 4  # pedigree scores from here to 5 call for a reason
PEDIGREE_PLACES = {"time": 2, "geography": 3, "technology": 4}


@dataclass(frozen=True)
class Finding:
    """One line for the reviewer; `share` is nan where there is none."""

    clause: str
    check: str
    finding: str
    share: float
    verdict: str


def review_table(
    assessments: Mapping[str, Assessment], resting: Mapping[str, Iterable[Resting]] | None = None
) -> pd.DataFrame:
    """Tidy table of completeness and consistency (ISO 14044, 4.5.3) of all products, and of what differs between them.

    `resting`: of a product, what rests on assumptions in each unit (`resting_on_assumptions` of its footprint).
    Columns: product, clause (of the standard), check, finding, share (0-1), unit, verdict. Raises ProjectError for a
    system without a unique solution once rows are left out.
    """
    import pandas as pd

    rows = [
        {"product": product, **vars(found)}
        for product, one in assessments.items()
        for found in (
            *completeness_findings(one),
            *consistency_findings(one),
            *resting_findings((resting or {}).get(product, ())),
        )
    ]
    rows += [{"product": "all compared", **vars(found)} for found in differences(assessments)]
    table = pd.DataFrame(rows)
    table.insert(5, "unit", "share")
    return table


def completeness_findings(assessment: Assessment) -> Iterator[Finding]:
    """Is anything missing: stages, data of the category, inputs and emissions of a process, sources?"""
    system = assessment.system
    by_stage: dict[str, int] = defaultdict(int)
    for stage, amount in zip(system.stages, assessment.purchases, strict=True):
        by_stage[stage] += bool(amount)
    for stage in system.stage_names:
        share = assessment.stages()[stage] / assessment.score if assessment.score else float("nan")
        yield Finding(
            COMPLETENESS,
            message("stage {stage} has data", stage=stage_label(stage, language_in_use())),
            message("{value} rows with an amount", value=by_stage[stage]),
            share,
            IN_ORDER if by_stage[stage] else TO_DISCUSS,
        )
    covered = completeness(assessment)
    yield Finding(
        COMPLETENESS,
        message("processes have data for the impact category"),
        message("share of the climate score behind them"),
        covered,
        IN_ORDER if covered >= COVERED else TO_DISCUSS,
    )
    hollow = _hollow_processes(assessment)
    named = _listed(
        hollow, message("process without any input or emission"), message("processes without any input or emission")
    )
    yield Finding(
        COMPLETENESS,
        message("every process buys or emits something"),
        named,
        float("nan"),
        TO_DISCUSS if hollow else IN_ORDER,
    )
    unsourced = [
        position
        for position, exchange in enumerate(system.exchanges)
        if not system.is_production[position] and not exchange.data.get("source")
    ]
    yield Finding(
        COMPLETENESS,
        message("every row names its source"),
        message("{count} rows without a source", count=len(unsourced)),
        _emission_share(assessment, np.isin(np.arange(len(system.exchanges)), unsourced)),
        TO_DISCUSS if unsourced else IN_ORDER,
    )


def _rule_words(rule: str) -> str:
    """What a process says of its allocation, in the language in use."""
    key = f"allocation.{rule.replace(' ', '_')}"
    return label(key, language_in_use()) if key in catalogue() else rule


def consistency_findings(assessment: Assessment) -> Iterator[Finding]:
    """Are data of one kind throughout: allocation, country, age, technology, evidence, detail of gases?"""
    system = assessment.system
    of_process = np.array([str(node.data.get("allocation") or "none") for node in system.processes])
    shares = {
        name: _emission_share(assessment, (of_process == name)[system.matrix_columns]) for name in set(of_process)
    }
    used = sorted((name for name, share in shares.items() if share > 0), key=lambda name: -shares[name])
    ruled = [name for name in used if name != "none"]
    yield Finding(
        CONSISTENCY,
        message("one allocation rule throughout"),
        enumerated(f"{_rule_words(name)} {shares[name]:.0%}" for name in used) or message("nothing is emitted"),
        sum(shares[name] for name in ruled[1:]),
        TO_DISCUSS if len(ruled) > 1 else IN_ORDER,
    )
    home = np.array([str(node.data.get("location") or "").split("-")[0] for node in system.processes])
    country = _home_country(assessment)
    abroad = _emission_share(assessment, (home != country)[system.matrix_columns])
    yield Finding(
        CONSISTENCY,
        message(
            "data of the country of the product ({value})", value=country or word_label("not stated", language_in_use())
        ),
        message("emissions of processes located elsewhere"),
        abroad,
        _verdict(abroad),
    )
    for name, place in PEDIGREE_PLACES.items():
        weak = _emission_share(assessment, _weak_rows(assessment, place))
        yield Finding(
            CONSISTENCY,
            message("data of the right {name}", name=word_label(name, language_in_use())),
            message("emission rows with a pedigree score of {WEAK_SCORE} or 5", WEAK_SCORE=WEAK_SCORE),
            weak,
            _verdict(weak),
        )
    evidence = evidence_shares(assessment) if assessment.score else {}
    for kind, words in (
        ("assumed", message("rests on assumptions")),
        ("aggregated", message("rests on aggregated processes")),
    ):
        share = evidence.get(kind, float("nan"))
        yield Finding(
            CONSISTENCY,
            message("how much {words}", words=words),
            message("share of the score that vanishes without these rows"),
            share,
            _verdict(share),
        )
    yield from _verification_findings(assessment)
    if yours := evidence.get("user", 0.0):
        yield Finding(
            CONSISTENCY,
            message("how much {words}", words=message("rests on inputs of your own")),
            message("share of the score that vanishes without these rows"),
            yours,
            _verdict(yours),
        )


def resting_findings(resting: Iterable[Resting]) -> Iterator[Finding]:
    """What rests on assumptions in each unit: what passes through them, and what they make of the drawn variance."""
    for one in resting:
        per = find_declared_unit(one.per).heading(language_in_use()) if one.per in CODES else one.per
        words = message("share of the result behind amounts that depend on an assumed input")
        if one.counted_by:
            words = message("the unit itself is counted by {names}", names=enumerated(one.counted_by))
        through = float("nan") if one.through is None else one.through
        check = message("passes through assumptions, {per}", per=per)
        yield Finding(CONSISTENCY, check, words, through, _verdict(through))
        if one.variance is not None and one.interval is not None:
            words = message("share of the drawn variance from assumed inputs, ± {interval:.0%}", interval=one.interval)
            check = message("varies by assumptions, {per}", per=per)
            yield Finding(CONSISTENCY, check, words, one.variance, _verdict(one.variance))


def _verification_findings(assessment: Assessment) -> Iterator[Finding]:
    """How the figures behind the result were checked; nothing of a project whose rows do not say so."""
    shares = verification_shares(assessment)
    if not is_checked(shares):
        return
    for level, check in (
        ("purchase", message("figures of what is bought are checked")),
        ("emission", message("figures of what is emitted are checked")),
    ):
        open_share = shares[level][UNREACHABLE] + shares[level][NOT_CHECKED]
        yield Finding(CONSISTENCY, check, shares_text(shares[level]), open_share, _verdict(open_share))


def differences(assessments: Mapping[str, Assessment]) -> Iterator[Finding]:
    """What the compared products do not share: impact category, rule set, country, stages with data."""
    if len(assessments) < 2:
        return
    aspects = {
        message("the same impact category"): {name: "|".join(one.method) for name, one in assessments.items()},
        message("the same rule set"): {
            name: one.system.rules.id if one.system.rules else "none" for name, one in assessments.items()
        },
        message("the same country"): {
            name: _home_country(one) or message("not stated") for name, one in assessments.items()
        },
        message("the same stages with data"): {
            name: ", ".join(stage for stage, amount in one.stages().items() if amount)
            for name, one in assessments.items()
        },
    }
    for check, values in aspects.items():
        found = sorted(set(values.values()))
        text = found[0] if len(found) == 1 else clauses(headed(name, value) for name, value in values.items())
        yield Finding(CONSISTENCY, check, text, float("nan"), IN_ORDER if len(found) == 1 else TO_DISCUSS)


def _verdict(share: float) -> str:
    return TO_DISCUSS if share > SMALL else IN_ORDER


def _listed(names: list[str], one: str, many: str) -> str:
    if not names:
        return message("no {what}", what=one)
    shown = enumerated([*names[:5], "…"] if len(names) > 5 else names)
    return headed(f"{len(names)} {one if len(names) == 1 else many}", shown)


def _emission_share(assessment: Assessment, belongs: np.ndarray) -> float:
    """Share of all emissions, by size, that belong (one flag per exchange)."""
    sizes = np.abs(assessment.emissions)
    total = float(sizes.sum())
    return float(sizes[belongs].sum()) / total if total else float("nan")


def _hollow_processes(assessment: Assessment) -> list[str]:
    """Codes of processes that are supplied though they neither buy nor emit anything."""
    system = assessment.system
    filled = set(system.matrix_columns[~system.is_production].tolist())
    return [
        node.key[1]
        for column, node in enumerate(system.processes)
        if column not in filled and assessment.supply[column]
    ]


def _home_country(assessment: Assessment) -> str:
    """Country of the process demanded."""
    system = assessment.system
    column = system.process_index.get(system.demand)
    return "" if column is None else str(system.processes[column].data.get("location") or "").split("-")[0]


def _weak_rows(assessment: Assessment, place: int) -> np.ndarray:
    """Per exchange: whether one of its pedigree scores is weak; rows without scores are not."""
    scores = [str(exchange.data.get("pedigree_scores") or "").split("-") for exchange in assessment.system.exchanges]
    return np.array([len(found) > place and int(found[place]) >= WEAK_SCORE for found in scores], dtype=np.bool_)
