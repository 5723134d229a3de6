"""A pack on its archetype: what is given stands, what is not stays, and nothing of what was replaced is asked for again."""

from dataclasses import replace

import pytest
from data_sheets import all_lines, collected, given, sheet_of

from lca_models.impact.assessment import assess
from lca_models.inventory.activity.sheet.models import MaterialLine, PartLine, PlantFields
from lca_models.inventory.activity.values.energy import give_short_energy
from lca_models.inventory.activity.values.materials import give_materials
from lca_models.inventory.activity.values.product import give_product
from lca_models.inventory.stored.scopes import parameters_behind
from lca_models.inventory.system.own.structure import missing_inputs, own_values, with_pack
from lca_models.inventory.system.pack import GivenParameter, GivenPurchase, Origin, Pack
from lca_models.inventory.system.under_rules import under_rules
from lca_models.inventory.tables.formulas import names_in
from lca_models.scope.scenario import ScenarioError

PRODUCTS = ("lfp-60kwh", "lmfp-60kwh", "nmc111-60kwh", "nmc532-60kwh", "nmc622-70kwh", "nmc811-80kwh", "nca-80kwh",
            "naion-45kwh")  # fmt: skip
HERE = Origin("product!C5", "as written", "meter", "bill 7")
ABSURD = 1234.5


def pack(archetype="toy", **given):
    return Pack("mine", "Mine", archetype, **given)


@pytest.fixture
def toy(toy_study):
    return toy_study.product_system("toy").before_rules


@pytest.mark.parametrize("product", PRODUCTS)
def test_a_pack_with_nothing_given_is_its_archetype_under_every_rule_set(shipped_study, product):
    archetype = shipped_study.product_system(product).before_rules
    system = with_pack(archetype, pack(product))

    for rules in ("cn-551", "eu-cfb-ev"):
        found, wanted = (assess(under_rules(one, rules)).by_stage()["amount"].tolist() for one in (system, archetype))
        assert found == pytest.approx(wanted, rel=1e-9)
    assert (system.product.id, system.product.name) == ("mine", "Mine")


def full_pack(archetype):
    """Everything that a maker can give of an LFP pack, each value another than that of the archetype."""
    lines = all_lines(archetype)
    lines["cell_materials"] = tuple(
        MaterialLine(key=one.key, value=given(1.1 * one.value.number), basis=one.basis)
        for one in lines["cell_materials"]
    )
    lines["pack_parts"] = tuple(
        PartLine(key=one.key, value=given(1.2 * one.value.number), basis=one.basis) for one in lines["pack_parts"]
    )
    fields = {"rated_energy": given(64, "kWh"), "plant_province": "CN-SC"}
    plant = PlantFields(
        plant_electricity=given(20, "kWh/kWh"), plant_heat=given(90, "MJ/kWh"), acceptance=given(0.93, "1")
    )
    into = collected(sheet_of(fields, plant=plant, **lines), archetype)
    give_product(into)
    give_materials(into)
    give_short_energy(into)
    assert [one.words for one in into.findings.of("error")] == []
    return Pack("mine", "Mine", "lfp-60kwh", tuple(into.parameters.values()), tuple(into.purchases), into.choices)


def test_a_pack_with_every_value_given_asks_for_no_value_of_its_archetype(shipped_study):
    """Poison: absurd numbers and formulas wherever something was given, and in all that only led there"""
    archetype = shipped_study.product_system("lfp-60kwh").before_rules
    mine = full_pack(archetype)
    system = with_pack(archetype, mine)
    formulas = {name: (text, names) for name, text, names in system.derived}
    read = {row.names[name] for row in system.formulas for name in names_in(row.text)}
    asked = parameters_behind(read, formulas)
    of_its_design = {name for name in archetype.parameters.keys() - asked if name.startswith("lfp_")}
    replaced = {one.name for one in mine.parameters} | of_its_design
    dead = {
        name for name in replaced & archetype.parameters.keys() if archetype.parameters[name].data["kind"] != "choice"
    }
    bought = {(one.buyer, one.input) for one in mine.purchases if not one.adds}
    poisoned = replace(
        archetype,
        parameters={name: replace(row, amount=ABSURD + place, formula="") if name in dead else row
                    for place, (name, row) in enumerate(archetype.parameters.items())},
        derived=tuple(one for one in archetype.derived if one[0] not in dead),
        formulas=tuple(
            replace(row, text=f"{ABSURD}")
            if (archetype.exchanges[row.exchange].process[1], archetype.exchanges[row.exchange].input[1]) in bought else row
            for row in archetype.formulas
        ),
    )  # fmt: skip

    designs = {name for name in archetype.parameters if name.startswith(("lfp_light_", "lfp_heavy_", "lfp_design_"))}
    assert dead > designs | {"lfp_cell_can_share", "lfp_reference_specific_energy", "lfp_cathode_mass", "lfp_pack_energy",
                             "lfp_inner_mass", "cell_plant_electricity", "cell_acceptance_rate"}  # fmt: skip
    blank = replace(mine, parameters=tuple(one for one in mine.parameters if one.name != "lfp_cathode_mass"))
    assert assess(with_pack(poisoned, blank)).score > 10 * assess(system).score  # it would be seen
    for rules in ("cn-551", "eu-cfb-ev"):
        found, wanted = (assess(under_rules(with_pack(one, mine), rules)).score for one in (poisoned, archetype))
        assert found == pytest.approx(wanted, rel=1e-12)


def test_a_given_parameter_cuts_its_formula_and_what_follows_from_it_follows(shipped_study):
    """0.01 kg more of graphite per kWh is 0.01 kg more of cell; what the design said of it no longer holds"""
    archetype = shipped_study.product_system("lfp-60kwh").before_rules
    values = archetype.parameter_values()
    more = GivenParameter("lfp_graphite_mass", values["lfp_graphite_mass"] + 0.01, "kg/kWh", HERE)
    found = own_values(archetype, pack("lfp-60kwh", parameters=(more,)))

    assert found["lfp_cell_mass"] == pytest.approx(values["lfp_cell_mass"] + 0.01 * (1 + 0.0), rel=0.01)
    assert found["lfp_cell_specific_energy"] == pytest.approx(1 / found["lfp_cell_mass"])
    assert found["lfp_cathode_mass"] == values["lfp_cathode_mass"]


def test_rows_that_hold_a_value_of_the_maker_cite_it(toy):
    """3 kWh for 2, and 8 kg for 10 of nickel sulfate; the 0.6 of its own stays what it is"""
    given_values = pack(parameters=(GivenParameter("toy_plant_electricity", 3.0, "kWh", HERE),),
                        purchases=(GivenPurchase("pack_toy", "nickel_sulfate", "8", HERE),))  # fmt: skip
    system = with_pack(toy, given_values)
    rows = {(one.process[1], one.input[1]): one for one in system.exchanges}
    said = "your input, product!C5: as written [bill 7]"

    assert assess(system).score == pytest.approx(assess(toy).score + 0.5 - 2 * 0.6)
    assert system.parameters["toy_plant_electricity"].data["source"].startswith(f"{said} (was 2, ")
    assert rows["pack_toy", "nickel_sulfate"].data["source"].startswith(f"{said} (was 10, ")
    assert rows["pack_toy", "electricity_cell_plant"].data["evidence"] == "user"
    assert "your input" not in rows["nickel_sulfate", "ghg_co2e_ar6"].data["source"]


def test_a_purchase_that_the_archetype_does_not_have_stands_beside_its_own(toy):
    """2 kWh of Sichuan at 0.1 in the stage that is said, and 1 kg more of nickel sulfate beside the 10"""
    system = with_pack(toy, pack(purchases=(
        GivenPurchase("pack_toy", "electricity_cn_sc", "2", HERE, stage="distribution"),
        GivenPurchase("pack_toy", "nickel_sulfate", "1", HERE, adds=True),
    )))  # fmt: skip
    stages = dict(zip(*(assess(system).by_stage()[name] for name in ("stage", "amount")), strict=True))
    before = dict(zip(*(assess(toy).by_stage()[name] for name in ("stage", "amount")), strict=True))

    assert stages["distribution"] == pytest.approx(2 * 0.1)
    assert sum(stages.values()) == pytest.approx(sum(before.values()) + 0.2 + 0.6)


def test_names_that_the_archetype_does_not_have_are_refused_together(toy):
    wrong = pack(
        parameters=(
            GivenParameter("toy_pack_mas", 1, "kg", HERE),
            GivenParameter("own_x", 1, "kg", HERE, "nothing + 1"),
        ),
        purchases=(
            GivenPurchase("pack_toi", "nickel_sulfate", "1", HERE),
            GivenPurchase("pack_toy", "gold", "1", HERE),
        ),
    )

    with pytest.raises(ScenarioError) as refused:
        with_pack(toy, wrong)
    assert [line.partition(";")[0] for line in str(refused.value).splitlines()] == [
        "product!C5: there is no parameter 'toy_pack_mas'",
        "product!C5: there is no parameter 'nothing'",
        "product!C5: there is no buyer 'pack_toi'",
        "there is no process 'gold'",
    ]
    assert missing_inputs(toy, wrong.purchases) == ("gold",)


def test_formulas_in_a_circle_and_names_given_twice_are_refused(toy):
    circle = (GivenParameter("own_a", 1, "kg", HERE, "own_b + 1"), GivenParameter("own_b", 1, "kg", HERE, "own_a"))
    with pytest.raises(ScenarioError, match="goes in a circle: own_"):
        with_pack(toy, pack(parameters=circle))
    with pytest.raises(ScenarioError, match="'toy_pack_mass' is given twice"):
        with_pack(toy, pack(parameters=(GivenParameter("toy_pack_mass", 1, "kg", HERE),) * 2))


def test_two_packs_of_one_chemistry_have_credits_of_their_own(shipped_study):
    """Twice the copper in one of them: its copper comes back, and the other's credit stays"""
    archetype = shipped_study.product_system("lfp-60kwh").before_rules
    copper = archetype.parameter_values()["lfp_copper_mass"]
    one, other = (
        with_pack(archetype, pack("lfp-60kwh", parameters=(
            GivenParameter("lfp_copper_mass", times * copper, "kg/kWh", HERE),
            GivenParameter("lfp_cell_mass", 5.88, "kg/kWh", HERE),
        )))
        for times in (1, 2)
    )  # fmt: skip

    def avoided(system):
        ruled = under_rules(system, "eu-cfb-ev")
        amounts = ruled.amounts(ruled.parameter_values())
        wanted = ("preprocessing_lfp", "copper_cathode", "substitution")
        return amounts[[(row.process[1], row.input[1], row.type) == wanted for row in ruled.exchanges]].sum()

    assert avoided(one) > 0
    assert avoided(other) == pytest.approx(2 * avoided(one), rel=0.05)


def test_a_chemistry_of_ones_own_buys_the_cathode_that_is_named(shipped_study):
    """As LFP, with the cathode of LMFP in its place, kilogram for kilogram: only the intensities of the two differ"""
    archetype = shipped_study.product_system("lfp-60kwh").before_rules
    lmfp = shipped_study.product_system("lmfp-60kwh").before_rules
    formula = next(row.text for row in archetype.formulas
                   if (archetype.exchanges[row.exchange].process[1], archetype.exchanges[row.exchange].input[1])
                   == ("cell_lfp", "cathode_lfp"))  # fmt: skip
    swapped = pack("lfp-60kwh", purchases=(GivenPurchase("cell_lfp", "cathode_lfp", "0", HERE),
                                           GivenPurchase("cell_lfp", "cathode_lmfp", formula, HERE, adds=True)))  # fmt: skip
    wider = shipped_study.archetype_of(swapped)
    found, before = assess(with_pack(wider, swapped)), assess(archetype)

    def intensity(assessment, code):
        return next(
            float(assessment.intensities[row]) for key, row in assessment.system.product_index.items() if key[1] == code
        )

    kilograms = before.amounts[[(row.process[1], row.input[1]) == ("cell_lfp", "cathode_lfp")
                                for row in archetype.exchanges]].sum()  # fmt: skip
    cells = before.amounts[
        [(row.process[1], row.input[1]) == ("pack_lfp", "cell_lfp") for row in archetype.exchanges]
    ].sum()
    step = intensity(assess(lmfp), "cathode_lmfp") - intensity(before, "cathode_lfp")
    assert found.score - before.score == pytest.approx(kilograms * cells * step, rel=1e-6)
    assert found.credits() == pytest.approx(before.credits())
