"""What a system is given stands behind what it has."""

import numpy as np
import pytest

from lca_models.impact.assessment import assess
from lca_models.impact.methods import DEFAULT_METHOD
from lca_models.inventory.system.replaced.growth import Growth
from lca_models.inventory.system.rows import ExchangeRow, Node


def test_a_system_that_is_given_nothing_is_the_same(toy_system):
    same = Growth(toy_system).system()

    assert assess(same).score == pytest.approx(assess(toy_system).score, rel=1e-15)
    assert np.array_equal(same.matrix_rows, toy_system.matrix_rows)


def test_an_emission_that_is_added_counts_in_the_methods_of_its_flow(toy_system):
    """3 kg more with factor 1 in the climate category, in the process of the pack"""
    growth = Growth(toy_system)
    flow = ("more", "gas")
    growth.add_flow(Node(growth.number(), flow, "emission", {"name": "gas", "unit": "kilogram"}), [DEFAULT_METHOD])
    row = ExchangeRow(growth.number(), ("manufacturing", "pack_toy"), flow, "biosphere", 3.0, "", {})
    growth.add_exchange(row, 3.0, stage="manufacturing")
    found = growth.system()

    assert assess(found).stages()["manufacturing"] == pytest.approx(5 + 3)
    assert assess(found, method="gwp100-ar5").score == pytest.approx(assess(toy_system, method="gwp100-ar5").score)
