"""Values of many packs at once are those of each alone, or the pack is left to be asked alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca_models.impact.packs.values import columns_of, figures_of, replacements_of, values_of
from lca_models.inventory.system.pack import GivenParameter, Origin, Pack
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.replacement import Replacement

SHARE = st.floats(0, 1)
NUMBERS = {  # what a pack may give, with what it may be given by mistake
    "lfp_pack_energy": st.floats(10, 200),
    "green_power_share": SHARE,
    "cell_plant_onsite_share": st.floats(-0.1, 1.1),
    "cell_plant_certificate_share": SHARE,
    "recovery_rate_plastics": SHARE,
    "energy_recovery_share": SHARE,
    "allocation_factor_metals": st.floats(-0.5, 1.5),
    "steam_coal_share": st.floats(-0.2, 1.2),
    "pack_steel_share": st.sampled_from([0.0, 0.1, 0.5, 1.0]),
    "pack_copper_share": st.sampled_from([0.0, 0.1, 0.5, 0.9]),
    "lfp_pack_mass": st.floats(100, 900),
}
CODES = {"cell_plant_province": ("CN-SC", "CN-FJ", "CN-XX"), "grid_year": ("2022", "2023", "1900")}
ASKED = (
    CalculationSetup("lfp-60kwh"),
    CalculationSetup("lfp-60kwh", rules="eu-cfb-ev"),
    CalculationSetup("lfp-60kwh", settings={"end_of_life_approach": "avoided-burden", "steam_gas_share": 0.25}),
    CalculationSetup("lfp-60kwh", settings={"green_power_share": 0.5, "pack_steel_share": 0.25}),
    CalculationSetup("lfp-60kwh", settings={"electricity_rule": "OFFICIAL"}),
    CalculationSetup("lfp-60kwh", settings={"lfp_pack_energy": 70}),
)


def figure(code, value):
    return Replacement("cell_lfp", code, "S", value, "kg", "GWP100 AR6", "cradle to gate", "a letter")


@st.composite
def families(draw):
    """Packs of one structure, some of which cannot be."""
    names = draw(st.lists(st.sampled_from([*NUMBERS]), unique=True, max_size=6))
    chosen = draw(st.lists(st.sampled_from([*CODES]), unique=True))
    packs = []
    for number in range(draw(st.integers(1, 5))):
        values = tuple(GivenParameter(name, draw(NUMBERS[name]), "1", Origin("sheet")) for name in names)
        codes = {name: (draw(st.sampled_from(CODES[name])), Origin("sheet")) for name in chosen}
        bought = (figure("anode_graphite", draw(st.floats(0, 9))),)
        packs.append(Pack(f"p{number}", "Pack", "lfp-60kwh", values, (), codes, bought))
    return packs, draw(st.sampled_from(ASKED))


@pytest.fixture(scope="module")
def one_alone(shipped_study):
    """Values of a pack, or None where it cannot be; setups are resolved once."""
    known = {setup: shipped_study.resolve(setup) for setup in ASKED}
    archetype = shipped_study.product_system("lfp-60kwh").before_rules
    names = [*sorted(name for name, row in archetype.parameters.items() if not row.formula), "supplied_anode_graphite"]

    def alone(pack, setup):
        try:
            return values_of(pack, archetype, known[setup], archetype, names)
        except LcaModelsError:
            return None

    return known, archetype, names, alone


@settings(max_examples=30)
@given(families())
def test_columns_of_many_are_the_values_of_each(one_alone, family):
    known, archetype, names, alone = one_alone
    packs, setup = family
    each = [alone(pack, setup) for pack in packs]
    if each[0] is None:
        with pytest.raises(LcaModelsError):
            columns_of(packs, archetype, known[setup], archetype, names)
        return
    found = columns_of(packs, archetype, known[setup], archetype, names)

    assert [*found.values] == names
    for place, values in enumerate(each):
        if values is None:
            assert found.doubtful[place]
        elif not found.doubtful[place]:
            here = {name: float(np.broadcast_to(column, (len(packs),))[place]) for name, column in found.values.items()}
            assert here == values


def test_packs_that_give_what_is_usual_are_not_doubted(one_alone):
    known, archetype, names, _ = one_alone
    values = [(64.0, 0.2, "CN-SC"), (66.0, 0.3, "CN-FJ")]
    packs = [
        Pack("p", "Pack", "lfp-60kwh",
             (GivenParameter("lfp_pack_energy", energy, "kWh", Origin("sheet")),
              GivenParameter("green_power_share", share, "1", Origin("sheet"))), (),
             {"cell_plant_province": (code, Origin("sheet"))}, (figure("anode_graphite", 3.0),))
        for energy, share, code in values
    ]  # fmt: skip
    for setup in ASKED:
        assert not columns_of(packs, archetype, known[setup], archetype, names).doubtful.any()


def test_figures_that_are_asked_for_stand_above_those_of_the_pack(one_alone, shipped_study):
    pack = Pack("p", "Pack", "lfp-60kwh", replacements=(figure("anode_graphite", 3.0), figure("copper_foil", 4.0)))
    asked = shipped_study.resolve(CalculationSetup("lfp-60kwh", replacements=[figure("anode_graphite", 5.0).entry()]))

    assert [(one.input, one.value) for one in replacements_of(pack, asked)] == [
        ("copper_foil", 4.0),
        ("anode_graphite", 5.0),
    ]
    assert figures_of(pack, asked) == {"supplied_copper_foil": 4.0, "supplied_anode_graphite": 5.0}
