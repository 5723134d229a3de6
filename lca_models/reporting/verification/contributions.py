"""The witness of contributions: bw2analyzer on bw2calc's solution of the Brightway project, beside those of this kit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from lca_models.impact.assessment import Assessment
from lca_models.inventory.brightway.silence import silence
from lca_models.inventory.system.rows import Key, Node
from lca_models.reporting.text.columns import left
from lca_models.reporting.verification.witnesses import Witness, lca_of_project, recompute_with_numpy
from lca_models.scope.labels import word_label
from lca_models.scope.quantity import unit_label
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.messages import in_language, language_in_use, message

if TYPE_CHECKING:
    import pandas as pd

PARTS = PROCESS, FLOW = ("process", "flow")
NAME = 54  # columns of a name
ALLOWED = 1e-6  # of the score; Brightway keeps its matrices in single precision


@dataclass(frozen=True)
class Contribution:
    """What one process emits, or one elementary flow adds in all, by this kit and by bw2analyzer; in the unit of the score."""

    part: str  # of PARTS
    key: Key
    name: str
    name_zh: str
    kit: float
    witness: float


@dataclass(frozen=True)
class Verification:
    """One result recalculated from the Brightway project as it stands: total and contributions."""

    unit: str
    bw2calc: Witness
    numpy: Witness
    contributions: tuple[Contribution, ...]  # processes, then flows, each largest first

    def difference(self, one: Contribution) -> float:
        """|kit - witness| of a contribution, as share of the score."""
        scale = max(abs(self.bw2calc.kit), abs(self.bw2calc.other), np.finfo(float).tiny)
        return abs(one.kit - one.witness) / scale

    @cached_property
    def widest(self) -> Contribution:
        """The contribution that differs most."""
        return max(self.contributions, key=self.difference)

    @property
    def largest_difference(self) -> float:
        """The largest difference of total and contributions, as share of the score."""
        return max(self.bw2calc.relative_difference, self.numpy.relative_difference, self.difference(self.widest))

    @property
    def holds(self) -> bool:
        """Whether every difference is within ALLOWED."""
        return self.largest_difference <= ALLOWED

    def table(self) -> pd.DataFrame:
        """Tidy table: part (process or flow), database, code, name, kit, bw2analyzer, unit, difference (share of the score)."""
        import pandas as pd

        rows = [
            (one.part, *one.key, one.name, one.kit, one.witness, self.unit, self.difference(one))
            for one in self.contributions
        ]
        return pd.DataFrame(
            rows, columns=["part", "database", "code", "name", "kit", "bw2analyzer", "unit", "difference"]
        )

    def document(self) -> dict[str, Any]:
        """As JSON: the total by each program, the largest difference and what is allowed, the contributions."""
        return {
            "unit": self.unit,
            "total": {"lca_models": self.bw2calc.kit, "bw2calc": self.bw2calc.other, "numpy": self.numpy.other},
            "largest_difference": self.largest_difference,
            "allowed": ALLOWED,
            "holds": self.holds,
            "contributions": self.table().to_dict("records"),
        }

    def text(self, top: int = 5) -> str:
        """For a terminal: the totals, the `top` largest processes and flows on both sides, the largest difference."""
        language = language_in_use()
        lines = [
            f"{left(word_label('total', language), NAME)}{self.bw2calc.kit:>14.8g}  {unit_label(self.unit, language)}",
            f"{'  bw2calc':<54}{self.bw2calc.other:>14.8g}  {self.bw2calc.relative_difference:.1e}",
            f"{'  NumPy':<54}{self.numpy.other:>14.8g}  {self.numpy.relative_difference:.1e}",
            f"{left(message('contributions'), NAME)}{'lca_models':>14}{'bw2analyzer':>16}",
        ]
        for part in PARTS:
            for one in [one for one in self.contributions if one.part == part][:top]:
                name = f"  {word_label(part, language)} {in_language(one.name, one.name_zh)}"
                lines.append(
                    f"{left(name[: NAME - 1], NAME)}{one.kit:>14.8g}{one.witness:>16.8g}  {self.difference(one):.1e}"
                )
        return "\n".join(
            [
                *lines,
                message(
                    "largest difference {largest_difference:.1e} of the total; {ALLOWED:.0e} is allowed",
                    largest_difference=self.largest_difference,
                    ALLOWED=ALLOWED,
                ),
            ]
        )


def verify(assessment: Assessment, base: Path, project: str) -> Verification:
    """Total and contributions of a result beside bw2calc, NumPy and bw2analyzer.

    `assessment`: at the project's own parameter values, as bw2calc knows no others. `base`: Brightway's base folder.
    Raises ValueError when there is no such project.
    """
    system = assessment.system
    lca = lca_of_project(base, project, system.demand, system.demand_amount, assessment.method)
    with silence():
        from bw2analyzer import ContributionAnalysis

        analysis, all_of_them = ContributionAnalysis(), max(lca.characterized_inventory.shape)
        processes = analysis.annotated_top_processes(lca, limit=all_of_them)
        flows = analysis.annotated_top_emissions(lca, limit=all_of_them)
    return Verification(
        assessment.score_unit,
        Witness(assessment.score, float(lca.score)),
        recompute_with_numpy(assessment),
        (
            *_beside(PROCESS, system.processes, assessment.process_scores, processes),
            *_beside(FLOW, system.flows, assessment.flow_scores, flows),
        ),
    )


def _beside(
    part: str, nodes: tuple[Node, ...], amounts: np.ndarray, found: list[tuple[float, float, Any]]
) -> tuple[Contribution, ...]:
    """Both sides of every process or flow that either of them knows with an amount, largest first."""
    kit = {node.key: float(amount) for node, amount in zip(nodes, amounts, strict=True)}
    names = {node.key: (node.name, node.name_words(CHINESE)) for node in nodes}
    witness = {tuple(activity.key): (float(score), str(activity["name"])) for score, _, activity in found}
    rows = [
        Contribution(
            part,
            key,
            *(names.get(key) or (witness[key][1], witness[key][1])),
            kit.get(key, 0.0),
            witness.get(key, (0.0, ""))[0],
        )
        for key in dict.fromkeys([*kit, *witness])
    ]
    known = [one for one in rows if one.kit or one.witness]
    return tuple(sorted(known, key=lambda one: -max(abs(one.kit), abs(one.witness))))
