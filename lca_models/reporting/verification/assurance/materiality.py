"""What uncorrected misstatements sum to beside what is material; modelled on audit practice, own inference.

The net of those over and under is shown and decides nothing: errors of different origin do not excuse each other. Effects are
those that each finding states; where two share a cause, the later answer of the verifier says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from lca_models.reporting.verification.case import Engagement
from lca_models.reporting.verification.finding import COULD_NOT_RUN, INFO, QUESTION, Finding
from lca_models.reporting.verification.rules.table import shipped_limits

# Material at any size until corrected: an altered archive or result, a certificate used twice, an offset, evidence that is not
# what was registered.
AT_ANY_SIZE = ("INT-02", "INT-06", "ARI-01", "ARI-02", "CER-01", "NEG-02", "DQ-06")


@dataclass(frozen=True)
class Thresholds:
    """What is material, in kg CO2e per pack."""

    threshold_kg: float  # T
    performance_kg: float  # P: what one line may hold before it is looked at by itself
    trivial_kg: float  # c: below, a misstatement is listed and not summed
    share: float  # of the absolute total, as agreed (0-1)


@dataclass(frozen=True)
class Sampled:
    """What a sample says beside the differences that were found in it, kg CO2e per pack."""

    drawn: int  # lines that chance chose
    looked: int  # of these, with a recorded and a right value
    projected_kg: float = 0.0  # of what nobody looked at; above 0 where the result is too low
    upper_limit_kg: float = 0.0


@dataclass(frozen=True)
class Materiality:
    """Uncorrected misstatements beside the threshold, in kg CO2e per pack."""

    thresholds: Thresholds
    under_kg: float  # the result is too low by this
    over_kg: float  # and too high by this
    largest: Finding | None
    at_any_size: tuple[Finding, ...]  # findings that no amount excuses
    sampled: Sampled | None = None  # what the lines that were looked at say of the others

    @property
    def net_kg(self) -> float:
        """What both sum to; shown, and no part of the judgement."""
        return self.under_kg - self.over_kg

    @property
    def is_material(self) -> bool:
        """Whether one alone or a side in sum is above the threshold, or a finding counts at any size."""
        alone = abs(self.largest.effect_kg or 0.0) if self.largest else 0.0
        beyond = self.sampled.projected_kg if self.sampled else 0.0
        sides = (self.under_kg + max(beyond, 0.0), self.over_kg + max(-beyond, 0.0))
        return max(alone, *sides) > self.thresholds.threshold_kg or bool(self.at_any_size)

    @property
    def needs_more(self) -> bool:
        """Whether the sample leaves more open than the threshold, so that more lines have to be looked at."""
        return bool(self.sampled and self.sampled.upper_limit_kg > self.thresholds.threshold_kg)

    def document(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "threshold_share": self.thresholds.share,
            "threshold_kg": self.thresholds.threshold_kg,
            "performance_threshold_kg": self.thresholds.performance_kg,
            "trivial_kg": self.thresholds.trivial_kg,
            "under_kg": self.under_kg,
            "over_kg": self.over_kg,
            "net_kg": self.net_kg,
            "largest": self.largest.id if self.largest else None,
            "at_any_size": [one.id for one in self.at_any_size],
            "sampled": asdict(self.sampled) if self.sampled else None,
            "is_material": self.is_material,
        }


def thresholds_of(total_kg: float, threshold_share: float, limits: Mapping[str, float] | None = None) -> Thresholds:
    """What is material of a total, kg CO2e per pack.

    `threshold_share`: as agreed, 0-1; `limits`: RULE/NAME -> in place of the limit that is shipped.
    """
    threshold = threshold_share * abs(total_kg)
    return Thresholds(
        threshold,
        _limit("performance_share", limits) * threshold,
        _limit("trivial_share", limits) * threshold,
        threshold_share,
    )


def materiality(
    findings: Iterable[Finding], total_kg: float, engagement: Engagement, sampled: Sampled | None = None
) -> Materiality:
    """What uncorrected findings sum to. `findings`: those that are open or were closed uncorrected, with what they move.

    `sampled`: what looks at the sample say of the rest.
    """
    found = [one for one in findings if one.severity not in (INFO, QUESTION)]
    known = thresholds_of(total_kg, engagement.threshold_share, engagement.limits)
    counted = [one for one in found if one.effect_kg is not None and abs(one.effect_kg) >= known.trivial_kg]
    effects = [one.effect_kg or 0.0 for one in counted]
    return Materiality(
        known,
        sum(effect for effect in effects if effect > 0),
        -sum(effect for effect in effects if effect < 0),
        max(counted, key=lambda one: abs(one.effect_kg or 0.0), default=None),
        tuple(one for one in found if one.rule in AT_ANY_SIZE and one.pointer != COULD_NOT_RUN),
        sampled,
    )


def _limit(name: str, limits: Mapping[str, float] | None) -> float:
    return (limits or {}).get(f"MAT-01/{name}", shipped_limits()["MAT-01", name])
