"""Energies of many service lives are those of each alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.impact.compiled.model import compile_system
from lca_models.impact.delivered_energy import service_life_energies
from lca_models.impact.footprint import footprint
from lca_models.scope.functional_unit import FadeCurve, ServiceLifeError
from lca_models.scope.scenario import ScenarioError


@given(st.floats(100, 5000), st.floats(0.5, 1.0), st.integers(0, 1))
def test_energies_are_those_of_the_functional_unit(toy_system, cycles, retention, rules):
    names = (toy_system.product.cycles, toy_system.product.end_of_life_retention)
    settings = dict(zip(names, (cycles, retention), strict=True))
    rules_id = sorted(toy_system.known_rules)[rules % len(toy_system.known_rules)]
    one = footprint(toy_system, settings, rules=rules_id)
    values = {name: np.array([value, value]) for name, value in settings.items()}
    rated, delivered = service_life_energies(compile_system(one.system), one.system, values)

    assert rated.tolist() == [one.functional_unit.rated_energy_kwh] * 2
    assert delivered == pytest.approx([one.functional_unit.energy_delivered_kwh] * 2, rel=1e-12)


def test_a_measured_fade_counts_for_each_sample(toy_system):
    """1 to 0.8 over 1000 cycles: 0.95 on average over the first 500, 0.9 over all"""
    curve = FadeCurve((0.0, 1000.0), (1.0, 0.8))
    cycles = toy_system.product.cycles
    rated, delivered = service_life_energies(
        compile_system(toy_system), toy_system, {cycles: np.array([500.0, 1000.0])}, curve
    )
    assert delivered / rated == pytest.approx([500 * 0.95, 1000 * 0.9])


def test_no_energy_and_no_product_are_refused(toy_system):
    from dataclasses import replace

    model = compile_system(toy_system)
    with pytest.raises(ServiceLifeError, match="delivers no energy"):
        service_life_energies(model, toy_system, {toy_system.product.cycles: np.array([0.0])})
    with pytest.raises(ScenarioError, match="need a product"):
        service_life_energies(model, replace(toy_system, product=None))
