"""The page of the product and the energy that it delivers."""

from dataclasses import replace

import pytest

from lca_models.reporting.declaration.calculation.book.pages import Book
from lca_models.reporting.declaration.calculation.book.writing import formulas_of
from lca_models.reporting.declaration.calculation.inputs.filling import Filling
from lca_models.reporting.declaration.calculation.inputs.product import fill_product, fill_service_life
from lca_models.reporting.declaration.calculation.kit.live import live_parameters
from lca_models.reporting.declaration.calculation.results.parameters import fill_parameters
from lca_models.scope.functional_unit import FadeCurve


def energy_delivered(declared, result):
    into = Filling(Book(), declared.sheet, result)
    fill_product(into)
    fill_service_life(into)
    fill_parameters(into, live_parameters(result))
    place = into.book.names["E_total_kwh"].rpartition("C")[2]
    return formulas_of(into.book).values()[("product", int(place), 3)]


def test_energy_delivered_is_that_of_the_rule_set(lfp_declared):
    """64 kWh x 2000 cycles x (1 + 0.8) / 2"""
    assert energy_delivered(lfp_declared, lfp_declared.result) == pytest.approx(115_200, rel=1e-12)


def test_a_measured_fade_is_averaged_point_by_point(lfp_declared):
    found = lfp_declared.result.resolved
    curve = FadeCurve((0.0, 500.0, 2500.0), (1.0, 0.9, 0.8))
    result = replace(lfp_declared.result, resolved=replace(found, asked=replace(found.asked, fade_curve=curve)))

    assert energy_delivered(lfp_declared, result) == pytest.approx(
        result.functional_unit.energy_delivered_kwh, rel=1e-12
    )
