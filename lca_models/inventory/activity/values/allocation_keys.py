"""By which keys the meters of a plant could be shared, and what a product would have of each."""

from __future__ import annotations

from collections.abc import Callable

from lca_models.inventory.activity.plant.key_ranges import splits_by_key
from lca_models.inventory.activity.plant.kit_inputs import FUEL, POWER, KitInput
from lca_models.inventory.activity.plant.splitting import PlantSplit
from lca_models.inventory.activity.values.collected import own_name
from lca_models.inventory.system.pack import AllocationKey

ENERGIES = {POWER: "cell_plant_electricity", FUEL: "cell_plant_fuel"}


def keys_of(
    split: PlantSplit, product: str, inputs: Callable[[PlantSplit], tuple[KitInput, ...]]
) -> tuple[AllocationKey, ...]:
    """Every key that can share a meter of a plant, the one in use among them; none where each meter has one product.

    `inputs`: what a product takes of a split, in the words of the kit.
    """
    return tuple(
        AllocationKey(
            meter.meter.label or meter.meter.id,
            key,
            is_used,
            float(other.per_good_kwh(product, meter.meter.item)),
            f"{meter.meter.unit}/kWh",
            {parameter_of(one.target): float(one.per_good_kwh) for one in inputs(other)},
        )
        for meter, key, is_used, other in splits_by_key(split)
    )


def parameter_of(target: str) -> str:
    """The parameter of the pack that holds an input of the plant."""
    return ENERGIES.get(target) or own_name("plant", target)
