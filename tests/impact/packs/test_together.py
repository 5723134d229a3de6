from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca_models.impact.packs import together
from lca_models.impact.packs.together import Asked, PackFault, PackResult, Packs, results_of, results_of_packs
from lca_models.inventory.system.pack import GivenParameter, GivenPurchase, Origin, Pack
from lca_models.scope.calculation_setup import CalculationSetup


def pack(name, energy, *purchases, archetype="toy", **given):
    values = {"toy_pack_energy": energy, **given}
    parameters = tuple(GivenParameter(one, value, "1", Origin("sheet")) for one, value in values.items())
    return Pack(name, f"Pack {name}", archetype, parameters, purchases)


def systems(study, **asked):
    return Packs(
        study.archetype_of, study.own_system, lambda product: study.resolve(CalculationSetup(product, **asked))
    )


def alone(study, one, **asked):
    """The stages of a pack, calculated by itself."""
    from lca_models.impact.footprint import footprint_of
    from lca_models.inventory.system.resolved_setup import setup_on

    system = study.own_system(one, study.rules["cn-551"])
    return footprint_of(setup_on(system, CalculationSetup(**asked))).stages


@pytest.mark.parametrize("few", [0, 30])
def test_packs_together_come_to_what_each_does_alone(toy_study, monkeypatch, few):
    """by the compiled form, and one by one"""
    monkeypatch.setattr(together, "FEW", few)
    packs = [pack("a", 60.0), pack("b", 64.0), pack("c", 30.0)]
    found = results_of_packs(packs, systems(toy_study))

    for one, result in zip(packs, found, strict=True):
        assert result.stages == pytest.approx(alone(toy_study, one), rel=1e-9)
        assert result.functional_unit.rated_energy_kwh == one.parameters[0].value


def test_packs_of_another_structure_have_a_system_of_their_own(toy_study):
    """a purchase that the first does not make"""
    code = next(node.key[1] for node in toy_study.product_system("toy").processes if node.stage)
    flow = toy_study.product_system("toy").flows[0].key[1]
    packs = [pack("a", 60.0), pack("b", 60.0, GivenPurchase(code, flow, "1000", Origin("sheet"), adds=True))]
    first, second = results_of_packs(packs, systems(toy_study))

    assert sum(second.stages.values()) > sum(first.stages.values())
    assert second.stages == pytest.approx(alone(toy_study, packs[1]), rel=1e-9)


def test_settings_stand_above_what_packs_give(toy_study):
    """63 kWh asked for, whatever the sheets say"""
    packs = [pack("a", 60.0), pack("b", 64.0)]
    found = results_of_packs(packs, systems(toy_study, settings=["toy_pack_energy=63"]))

    assert [one.functional_unit.rated_energy_kwh for one in found] == [63, 63]


def test_a_pack_without_a_result_keeps_no_other_from_its_own(toy_study):
    """a parameter that the archetype does not have"""
    packs = [pack("a", 60.0), pack("b", 60.0, toy_no_such_thing=1.0), pack("c", 61.0)]
    first, second, third = results_of_packs(packs, systems(toy_study))

    assert isinstance(first, PackResult)
    assert isinstance(third, PackResult)
    assert isinstance(second, PackFault)
    assert "toy_no_such_thing" in second.problems[0]


def test_a_value_that_cannot_be_is_the_fault_of_its_pack_alone(toy_study):
    """two packs given alike, one of them at no energy"""
    packs = [pack("a", 60.0), pack("b", 0.0)]
    first, second = results_of_packs(packs, systems(toy_study))

    assert isinstance(first, PackResult)
    assert isinstance(second, PackFault)
    assert "rated energy is 0 kWh" in second.problems[0]


def test_no_packs_have_no_results(toy_study):
    assert results_of_packs([], systems(toy_study)) == ()


def test_names_of_packs_tell_no_systems_apart(toy_study):
    """one structure, one system"""
    made = []
    study = systems(toy_study)
    counting = replace(study, system=lambda one, rules: made.append(one.id) or study.system(one, rules))
    results_of_packs([pack("a", 60.0), pack("b", 61.0)], counting)

    assert made == ["a"]


@st.composite
def families(draw):
    """Packs of several structures under several setups, some of which cannot be."""
    packs = []
    for number in range(draw(st.integers(1, 6))):
        values = {"toy_pack_energy": draw(st.sampled_from([60.0, 64.0, 0.0, -3.0]))}
        if draw(st.booleans()):
            values["toy_plant_electricity"] = draw(st.sampled_from([0.0, 1.0, 2.5, -1.0]))
        if draw(st.integers(0, 9)) == 0:
            values["toy_no_such_thing"] = 1.0
        formula = draw(st.sampled_from(["", "1000", "1 / toy_plant_electricity", "toy_usable_share - 0.95"]))
        packs.append((f"p{number}", values, formula, draw(st.integers(0, len(SETUPS) - 1))))
    return packs


SETUPS = (
    {},
    {"rules": "eu-cfb-ev"},
    {"settings": {"recovery_rate_nickel": 0.5}},
    {"settings": {"toy_pack_mass": 500.0}},
)


@settings(max_examples=25)
@given(families())
def test_packs_together_under_their_setups_are_what_each_is_alone(toy_study, family):
    """by the compiled form: results within rounding, and where there is none the same words, with what they follow from"""
    system = toy_study.product_system("toy")
    code = next(node.key[1] for node in system.processes if node.stage)
    studies = [systems(toy_study, **asked) for asked in SETUPS]
    setups = [study.setup("toy") for study in studies]
    asked = []
    for name, values, formula, at in family:
        bought = [GivenPurchase(code, system.flows[0].key[1], formula, Origin("sheet"), adds=True)] if formula else []
        further = {name: value for name, value in values.items() if name != "toy_pack_energy"}
        one = pack(name, values["toy_pack_energy"], *bought, **further)
        asked.append(Asked(one, setups[at], studies[at]))
    alone = [results_of([one])[0] for one in asked]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(together, "FEW", 0)
        patch.setattr(together, "BLOCK", 2)
        found = results_of(asked)

    for one, result in zip(alone, found, strict=True):
        assert type(one) is type(result)
        if isinstance(one, PackFault):
            assert all(
                said.startswith(alone_said) for said, alone_said in zip(result.problems, one.problems, strict=True)
            )
        else:
            assert result.stages == pytest.approx(one.stages, rel=1e-12, abs=1e-12)
            assert result.functional_unit == one.functional_unit


def test_amounts_that_cannot_be_negative_are_looked_at_among_many_too(shipped_study, monkeypatch):
    """of three packs that give how far they travel by rail, one gives -1 km"""
    monkeypatch.setattr(together, "FEW", 0)
    packs = [
        Pack(f"p{km}", "Pack", "lfp-60kwh", (GivenParameter("distribution_rail_km", km, "km", Origin("sheet")),))
        for km in (100.0, -1.0, 200.0)
    ]
    near, wrong, far = results_of_packs(packs, shipped_study.packs(CalculationSetup()))

    assert near.stages["distribution"] < far.stages["distribution"]
    assert isinstance(wrong, PackFault)
    assert "no amount can be negative; this follows from distribution_rail_km=-1" in wrong.problems[0]
