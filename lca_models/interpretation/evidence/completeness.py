"""How complete an impact category is: the share of the climate score that comes from processes with data for it.

Most sources give greenhouse gases; few give water, sulfur dioxide or dust. A total of such a category is the sum of what
is known, so it says little without this share. Weights are the direct emissions behind the default climate score (AR6
GWP100), without credits. An emission counts as covered when

- the category is a climate category (its unit is the same) and the source gave the gas, not only AR6 GWP100 CO2e;
- or its process has a row of a flow of the category, an amount of 0 included (known to be zero);
- or the category counts fuels by energy, the process is no aggregated one, and the emission is a single gas: it comes of a
  fuel, whose energy stands where the fuel is extracted, or of a mineral, which holds none.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from lca_models.impact.assessment import Assessment
from lca_models.impact.methods import DEFAULT_METHOD
from lca_models.inventory.system.product_system import ProductSystem

FUEL_UNIT = "megajoule"  # Brightway's name of the unit of elementary flows that hold a fuel by its energy


def completeness(assessment: Assessment) -> float:
    """Share (0-1) of the climate score, credits excluded, that processes with data for the category of `assessment` emit."""
    system = assessment.system
    if DEFAULT_METHOD not in system.factors:
        return float("nan")
    flows = np.where(system.is_biosphere, system.matrix_rows, 0)
    climate = assessment.quantities * system.factors[DEFAULT_METHOD][flows]
    weights = np.where(system.is_biosphere, climate, 0.0).clip(min=0.0)
    total = weights.sum()
    return float(weights[_covered(system, assessment.method, flows)].sum() / total) if total else 1.0


def _covered(system: ProductSystem, method: tuple[str, ...], flows: np.ndarray) -> np.ndarray:
    """Per exchange: whether the category has data for the process behind it. `flows`: row of B, 0 for products."""
    metadata = system.method_metadata
    if metadata[method].get("unit") == metadata[DEFAULT_METHOD].get("unit"):
        return np.asarray(~_is_among(system, _inexact_flows(metadata[method]))[flows])
    counted = system.factors[method] != 0
    reporting = np.zeros(len(system.processes), dtype=np.bool_)
    reporting[system.matrix_columns[system.is_biosphere & counted[flows]]] = True
    covered = reporting[system.matrix_columns]
    units = {system.flows[row].data.get("unit") for row in np.flatnonzero(counted)}
    if units == {FUEL_UNIT}:
        lumped = set().union(*(_inexact_flows(entry) for entry in metadata.values()))
        opened = np.array([node.data.get("kind", "") != "aggregated" for node in system.processes], dtype=np.bool_)
        covered = covered | (opened[system.matrix_columns] & ~_is_among(system, lumped)[flows])
    return np.asarray(covered)


def _inexact_flows(metadata: Mapping[str, object]) -> set[str]:
    """Codes of flows that a category could not re-characterise, as they are CO2e without gases."""
    listed = metadata.get("inexact_flows")
    return {str(code) for code in listed} if isinstance(listed, list) else set()


def _is_among(system: ProductSystem, codes: set[str]) -> np.ndarray:
    """Per flow of the system."""
    return np.array([node.key[1] in codes for node in system.flows], dtype=np.bool_)
