"""What the kit's own inventories count for a pack's way to the customer and for its recycling, as factors of a batch.

No number of this module's own: the distribution stage at 1,000 km by one mode and 0 by all others, and the recycling stage by
each route with every pack collected, are results of the compiled system.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from lca_models.programme.batches.ledger import BatchError
from lca_models.programme.batches.stages import Factors
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.stages import DISTRIBUTION, RECYCLING
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from lca_models.impact.study import Study
    from lca_models.scope.calculation_setup import CalculationSetup

PREFIX, SUFFIX = "distribution_", "_km"  # of the parameters that say how far a mode carries a pack
ROUTE, COLLECTED_SHARE = "recycling_route", "collection_rate"
KM = 1000.0


def factors_of(study: Study, setup: CalculationSetup) -> Factors:
    """Factors of a product of the kit under a setup: its two stages per pack, and what replaces them.

    Transport counts per t km of pack, its packaging in it; routes per kg of pack. Raises as `Study.model` does, and
    BatchError for a product that is no pack of the kit.
    """
    mass_kg = float(pack_mass_kg(study, setup))
    model = study.model(setup)
    names = [name for name in model.parameters if name.startswith(PREFIX) and name.endswith(SUFFIX)]
    system = model.specialised([*names, ROUTE, COLLECTED_SHARE])
    distribution, recycling = (system.stages.index(stage) for stage in (DISTRIBUTION, RECYCLING))
    carried = system({name: KM * np.eye(len(names))[place] for place, name in enumerate(names)})
    routes = study.choices["recycling_routes"]
    numbers = np.array([float(one.number) for one in routes])
    treated = system({ROUTE: numbers, COLLECTED_SHARE: np.ones(len(numbers))})
    declared = system()[0, :, 0]
    return Factors(
        exact(declared[distribution]),
        exact(declared[recycling]),
        {
            name.removeprefix(PREFIX).removesuffix(SUFFIX): exact(kg / (mass_kg / 1000 * KM))
            for name, kg in zip(names, carried[:, distribution, 0], strict=True)
        },
        {one.code: exact(kg / mass_kg) for one, kg in zip(routes, treated[:, recycling, 0], strict=True)},
    )


def pack_mass_kg(study: Study, setup: CalculationSetup) -> Decimal:
    """The mass of a pack of the kit under a setup, kg. Raises as `factors_of` does."""
    product = study.resolve(setup).system.product
    if product is None:
        raise BatchError(message("{product} is no battery pack of the kit; name one", product=setup.product))
    return exact(study.model(setup).parameter_values([product.pack_mass])[product.pack_mass][0])


def product_of(study: Study, chemistry: str) -> str:
    """The first product of the kit of a chemistry, by id. Raises BatchError where there is none."""
    found = {one.chemistry.lower(): name for name, one in reversed([*study.products.items()])}
    if chemistry.lower() not in found:
        raise BatchError(message(
            "no product of the kit has the chemistry '{chemistry}'; {near}", chemistry=chemistry,
            near=suggestion(chemistry, found),
        ))  # fmt: skip
    return found[chemistry.lower()]


def exact(value: float) -> Decimal:
    """A double as the shortest decimal that reads back as it: what is added up from here on is not rounded again."""
    return Decimal(repr(float(value)))
