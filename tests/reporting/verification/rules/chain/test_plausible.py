"""A pack beside its archetype, and beside the other bundles of a folder."""

import json
from dataclasses import replace

import pytest

from lca_models.reporting.declaration.bundle import DECLARATION, Bundle
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import MAJOR, NotApplicableError
from lca_models.reporting.verification.rules.chain.plausible import RULES
from tests.reporting.verification.rules.result.cases import ENGAGED


def seen(rule, case):
    return list(RULES[rule](case))


def declaring(model, energy, mass):
    document = {"product": {"model": model, "rated_energy_kwh": energy, "mass_kg": mass}}
    return Bundle({DECLARATION: json.dumps(document).encode()}, model)


def test_the_example_looks_like_its_archetype(lfp_declared):
    case = Case(Bundle({}), lfp_declared, ENGAGED)
    assert not seen("PLA-01", case)
    assert not seen("PLA-02", case)
    with pytest.raises(NotApplicableError):
        seen("REC-04", case)


@pytest.mark.parametrize(("grave_low", "severity"), [(0.25, ""), (1.2, MAJOR)])
def test_outside_its_band_it_asks_and_far_outside_it_is_grave(lfp_declared, grave_low, severity):
    """about as much as the archetype, where 1.5 times is the least"""
    limits = {"PLA-01/low": 1.5, "PLA-01/grave low": grave_low}
    case = Case(Bundle({}), lfp_declared, replace(ENGAGED, limits=limits))

    assert {one.severity for one in seen("PLA-01", case)} == {severity}


def test_a_pack_too_light_for_its_energy_asks(lfp_declared):
    """64 kWh in 457 kg are 140 Wh/kg"""
    case = Case(Bundle({}), lfp_declared, replace(ENGAGED, limits={"PLA-02/pack high": 130.0}))
    assert [round(one.values["a"]) for one in seen("PLA-02", case)] == [140]


def test_figures_of_a_sister_are_told(lfp_declared):
    """own model, its energy of 64 kWh, but the mass of the sister"""
    mine, sister = declaring("A", 64, 400), declaring("B", 80, 405)
    other = declaring("C", 65, 402)

    def case(**folder):
        return Case(mine, lfp_declared, ENGAGED, folder=folder)

    assert [one.values["other"] for one in seen("PLA-03", case(b=sister))] == ["B"]
    assert not seen("PLA-03", case(c=other))
    with pytest.raises(NotApplicableError):
        seen("PLA-03", case())
