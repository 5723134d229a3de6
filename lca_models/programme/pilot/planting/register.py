"""What plants each kind, and which kinds are of a whole plant: all its sheets hold them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from lca_models.programme.pilot.planting import energy, product, supply
from lca_models.programme.pilot.planting.change import Plant

OF_PLANT = frozenset(
    {*energy.PLANTS, "H18", "F1", "F2"}
)  # meters, output, allocation, ledger: one for all packs of a plant


@cache
def plants() -> Mapping[str, Plant]:
    """The function of every kind, by its id."""
    return {**energy.PLANTS, **product.PLANTS, **supply.PLANTS}
