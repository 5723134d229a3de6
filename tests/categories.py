"""Impact categories for systems of tests: a unit of their own, and factors of a few flows."""

from dataclasses import replace

import numpy as np

from lca_models.inventory.system.product_system import ProductSystem


def with_category(system: ProductSystem, name: str, unit: str, **factors: float) -> ProductSystem:
    """The system with one more category, which goes by its name; `factors` by code of the flow, all others 0."""
    row = np.array([factors.get(flow.key[1], 0.0) for flow in system.flows])
    before = system.before_rules and with_category(system.before_rules, name, unit, **factors)
    return replace(
        system,
        factors={**system.factors, (name,): row},
        method_metadata={**system.method_metadata, (name,): {"unit": unit}},
        before_rules=before,
    )
