"""What other keys of allocation would do to a result: each meter of the plant shared by another key, the others as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lca_models.impact.assessment import Assessment
from lca_models.interpretation.evidence.parameter_slopes import ParameterSlopes
from lca_models.inventory.system.pack import AllocationKey

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class KeyEffect:
    """A key, and the result with it in place of the key in use."""

    key: AllocationKey
    effect: float  # more than the result, in its unit
    share: float  # of the result

    def document(self) -> dict[str, Any]:
        """The effect for programs."""
        one = self.key
        return {"meter": one.meter, "key": one.key, "used": one.is_used, "amount": one.amount, "unit": one.unit,
                "effect": self.effect, "share": self.share}  # fmt: skip


def key_effects(assessment: Assessment) -> tuple[KeyEffect, ...]:
    """Every key that could share a meter of the plant, meter by meter; nothing for a product without a plant of its own.

    A result is linear in what a plant uses per kWh, so that slopes give what another key does.
    """
    pack = assessment.system.pack
    if pack is None or not pack.keys or not assessment.score:
        return ()
    slopes = ParameterSlopes(assessment.system, assessment.parameters).of(assessment.slopes)
    given = {one.name for one in pack.parameters if not one.formula}
    found = []
    for one in pack.keys:
        moved = {name: value - assessment.parameters[name] for name, value in one.parameters.items()
                 if name in given and name in assessment.parameters}  # fmt: skip
        effect = 0.0 if one.is_used else sum(slopes[name] * change for name, change in moved.items())
        found.append(KeyEffect(one, effect, effect / assessment.score))
    return tuple(found)


def key_table(effects: tuple[KeyEffect, ...], unit: str) -> pd.DataFrame:
    """Tidy table: meter, key, used, amount, amount_unit, effect, unit, share."""
    import pandas as pd

    columns = ["meter", "key", "used", "amount", "amount_unit", "effect", "unit", "share"]
    rows = [(one.key.meter, one.key.key, one.key.is_used, one.key.amount, one.key.unit, one.effect, unit, one.share)
            for one in effects]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)
