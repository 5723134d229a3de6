"""What the recycled content of a supplier's product saves, by the virgin and recycled values of its metals.

The Circular Footprint Formula counts R1 of recycled content with A of its own burden and 1 - A of what making virgin material
would cost:

    (1 - R1) Ev + R1 (A Erecycled + (1 - A) Ev) = Ev - A R1 (Ev - Erecycled)

R1 (Ev - Erecycled) of all metals is therefore all that is needed to turn a supplier's total from one approach into another.
Quality of recycled metal is taken as that of virgin metal, as the formula does for metals.
"""

from __future__ import annotations

from collections.abc import Mapping

from lca_models.inventory.activity.suppliers.footprint import SupplierFootprint


def recycled_gain(footprint: SupplierFootprint, recycled: Mapping[str, float] | None = None) -> float | None:
    """The sum of content * R1 * (Ev - Erecycled) over the metals, kg CO2e per kg of product; None where it is not known.

    `recycled`: R1 by metal for those whose R1 the supplier does not state. Every metal with recycled content needs content, Ev
    and Erecycled; nothing is gained by recycled metal that costs more than virgin metal, and such a figure is not known either.
    """
    stated = {one.name: one.recycled_share for one in footprint.metals}
    further = recycled or {}
    if any(share and name not in stated for name, share in further.items()):
        return None
    found = 0.0
    for one in footprint.metals:
        share = further.get(one.name, 0.0) if one.recycled_share is None else one.recycled_share
        if not share:
            continue
        if one.content is None or one.virgin is None or one.recycled is None:
            return None
        found += one.content * share * (one.virgin - one.recycled)
    return found if found >= 0 else None
