"""Spreads and compartments of openLCA as Brightway stores them."""

from __future__ import annotations

import math
from typing import Any

from lca_models.inventory.formats.reading.marked_json import is_number
from lca_models.inventory.tables.uncertainty import LOGNORMAL, NORMAL, TRIANGULAR, UNIFORM
from lca_models.scope.wording.messages import message

# Compartments by how openLCA's categories begin, in small letters, behind "Elementary flows".
_COMPARTMENTS = (
    ("emission to air", "air"), ("emissions to air", "air"), ("air", "air"),
    ("emission to water", "water"), ("emissions to water", "water"), ("water", "water"),
    ("emission to soil", "soil"), ("emissions to soil", "soil"), ("soil", "soil"),
    ("resource", "natural resource"), ("raw material", "natural resource"), ("economic", "economic"), ("social", "social"),
)  # fmt: skip
_UNSAID = ("unspecified", "")


def categories_of(category: Any, is_input: bool) -> tuple[str, ...]:
    """The compartment of a flow and what stands below it; of a flow that says none, that of its direction."""
    parts = [part.strip() for part in str(category or "").split("/")]
    if parts and parts[0].lower().startswith("elementary flow"):
        parts = parts[1:]
    first = parts[0].lower() if parts else ""
    for begins, compartment in _COMPARTMENTS:
        if first.startswith(begins):
            return (compartment, *(part for part in parts[1:] if part.lower() not in _UNSAID))
    if first:
        return tuple(parts)
    return ("natural resource",) if is_input else ("air",)


def is_turned(categories: tuple[str, ...], is_input: bool) -> bool:
    """Whether a flow runs against its compartment, as carbon dioxide that is taken from the air: its amount changes sign.

    What a compartment of another name takes or gives, such as land, counts as it stands.
    """
    return categories[0] == "natural resource" if not is_input else categories[0] in ("air", "water", "soil")


def spread_of(given: Any, amount: float) -> tuple[dict[str, Any], str]:
    """A spread as Brightway stores it, and why it is left out where it is; neither for an amount without one."""
    kind = str(getattr(getattr(given, "distribution_type", None), "value", "") or "")
    if not kind:
        return {}, ""
    lost = message("spreads that are none are left out")
    match kind:
        case "LOG_NORMAL_DISTRIBUTION":
            mean, deviation = given.geom_mean, given.geom_sd
            if is_number(mean) and is_number(deviation) and mean != 0 and deviation > 1:
                return {"uncertainty type": LOGNORMAL, "loc": math.log(abs(mean)), "scale": math.log(deviation),
                        "negative": amount < 0}, ""  # fmt: skip
        case "NORMAL_DISTRIBUTION":
            if is_number(given.mean) and is_number(given.sd) and given.sd > 0:
                return {"uncertainty type": NORMAL, "loc": float(given.mean), "scale": float(given.sd)}, ""
        case "TRIANGLE_DISTRIBUTION":
            low, mode, high = given.minimum, given.mode, given.maximum
            if all(map(is_number, (low, mode, high))) and low <= mode <= high and low < high:
                return {"uncertainty type": TRIANGULAR, "loc": float(mode), "minimum": float(low),
                        "maximum": float(high)}, ""  # fmt: skip
        case "UNIFORM_DISTRIBUTION":
            low, high = given.minimum, given.maximum
            if is_number(low) and is_number(high) and low < high:
                return {"uncertainty type": UNIFORM, "loc": amount, "minimum": float(low), "maximum": float(high)}, ""
    return {}, lost
