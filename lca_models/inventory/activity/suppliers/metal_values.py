"""Virgin and recycled values of a supplier's metals in the Circular Footprint Formula.

The formula counts R1 of recycled content with A of its own burden and 1 - A of what making virgin material would cost:

    (1 - R1) Ev + R1 (A Erecycled + (1 - A) Ev) = Ev - A R1 (Ev - Erecycled)

A supplier's total that holds recycled content as bought (cut-off, A = 1) becomes that of another A by what its metals say.
Quality of recycled metal is taken as that of virgin metal, as the formula does for metals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lca_models.inventory.activity.suppliers.footprint import SupplierFootprint
from lca_models.scope.replacement import RECYCLED

INSIDE, NOT_INSIDE, _ = RECYCLED
CUT_OFF = 1.0  # A where recycled content comes with its own burden alone


def circular_value(
    footprint: SupplierFootprint, value: float, allocation_factor: float, recycled: Mapping[str, float] | None = None
) -> float | None:
    """The figure (kg CO2e per kg) under the Circular Footprint Formula; None where the supplier does not say enough.

    `value`: the same as stated, kg CO2e per kg. `allocation_factor`: A. `recycled`: R1 by metal, in place of what the file
    says. Every metal with recycled content needs content, Ev and Erecycled, and the footprint must say whether recycled
    content is inside its value.
    """
    shares = {one.name: (recycled or {}).get(one.name, one.recycled_share or 0.0) for one in footprint.metals}
    if any(name not in shares for name, share in (recycled or {}).items() if share):
        return None
    held = [one for one in footprint.metals if shares[one.name]]
    if not held:
        return value
    if footprint.recycled_content not in (INSIDE, NOT_INSIDE):
        return None
    counted = CUT_OFF if footprint.recycled_content == INSIDE else 0.0
    found = value
    for one in held:
        if one.content is None or one.virgin is None or one.recycled is None:
            return None
        found += one.content * shares[one.name] * (counted - allocation_factor) * (one.virgin - one.recycled)
    return found


def metal_masses(footprint: SupplierFootprint, mass_kg: float) -> dict[str, float]:
    """The mass (kg) of each metal in a mass of the product, by symbol, for those whose content is stated."""
    return {one.name: one.content * mass_kg for one in footprint.metals if one.content is not None}


def with_recycled(footprint: SupplierFootprint, recycled: Mapping[str, float]) -> SupplierFootprint:
    """The footprint with the recycled content of its metals that a sheet states, by symbol."""
    metals = tuple(replace(one, recycled_share=recycled.get(one.name, one.recycled_share)) for one in footprint.metals)
    return replace(footprint, metals=metals)
