import pytest
from data_sheets import all_lines, archetype_masses, collected, given, on_archetype, score, sheet_of

from lca_models.inventory.activity.sheet.fields import materials_of
from lca_models.inventory.activity.sheet.models import MaterialLine, PartLine, PlantFields
from lca_models.inventory.activity.values.materials import give_materials, note_closing_rows
from lca_models.inventory.tables.formulas import evaluate, names_in


@pytest.fixture(scope="module")
def archetype(shipped_study):
    return shipped_study.product_system("lfp-60kwh").before_rules


def system_with(archetype, product=None, **sheets):
    into = collected(sheet_of(product, **sheets), archetype)
    give_materials(into)
    assert [one.words for one in into.findings.of("error")] == []
    return on_archetype(into)


@pytest.mark.parametrize("chemistry", ["lfp-60kwh", "nmc811-80kwh", "naion-45kwh"])
def test_the_masses_of_the_archetype_given_are_the_archetype(shipped_study, chemistry):
    archetype = shipped_study.product_system(chemistry).before_rules

    assert score(system_with(archetype, **all_lines(archetype))) == pytest.approx(score(archetype), rel=1e-9)


@pytest.mark.parametrize(
    ("basis", "factor"), [("per_kwh", 1), ("per_pack", 60), ("per_cell", 60 / 100), ("per_year", 5000)]
)
def test_a_mass_is_the_same_on_every_basis(archetype, basis, factor):
    """2.5 kg per kWh, 150 kg per pack of 60 kWh, 1.5 kg for each of 100 cells, 12,500 kg for 5,000 kWh a year"""
    line = MaterialLine(key="cathode", value=given(2.5 * factor), basis=basis)
    found = system_with(archetype, {"cells_per_pack": given(100, "pieces")}, cell_materials=(line,),
                        plant=PlantFields(good_output=given(5000, "kWh")))  # fmt: skip

    assert found.parameters["lfp_cathode_mass"].amount == pytest.approx(2.5, rel=1e-12)


@pytest.mark.parametrize(("basis", "needed"), [("per_cell", "cells_per_pack"), ("per_year", "good_output")])
def test_a_basis_asks_for_what_it_needs(archetype, basis, needed):
    line = MaterialLine(key="cathode", value=given(1), basis=basis)
    into = collected(sheet_of(cell_materials=(line,)), archetype)

    give_materials(into)

    assert [needed in one.text for one in into.findings.of("error")] == [True]


def test_what_is_bought_is_counted_as_it_is(archetype):
    """2.5 kg bought per kWh of good cells: 2.5 x 0.17 kg per kg of cell, whatever yield and acceptance are"""
    line = MaterialLine(key="cathode", value=given(2.5), basis="per_kwh", state="bought")
    found = system_with(archetype, cell_materials=(line,))
    place = next(place for place, one in enumerate(found.exchanges)
                 if (one.process[1], one.input[1]) == ("cell_lfp", "cathode_lfp"))  # fmt: skip
    energy = found.parameter_values()["lfp_cell_specific_energy"]

    assert found.stored_amounts[place] == pytest.approx(2.5 * energy, rel=1e-12)
    assert found.parameters["lfp_cathode_mass"].amount == pytest.approx(2.5 * 0.92178 * 0.95, rel=1e-12)


def test_a_yield_of_ones_own_takes_the_place_of_the_archetypes(archetype):
    """the archetype's yield given for one material changes nothing; half of it doubles what is bought of that one alone"""
    masses = archetype_masses(archetype, "cell_materials")

    def bought(share):
        line = MaterialLine(key="graphite", value=given(masses["graphite"]), basis="per_kwh", yield_=given(share, "1"))
        found = system_with(archetype, cell_materials=(line,))
        return {one.input[1]: amount for one, amount in zip(found.exchanges, found.stored_amounts, strict=True)
                if one.process[1] == "cell_lfp"}, score(found)  # fmt: skip

    same, total = bought(0.92178)
    double, _ = bought(0.92178 / 2)

    assert total == pytest.approx(score(archetype), rel=1e-12)
    assert double["anode_graphite"] == pytest.approx(2 * same["anode_graphite"])
    assert double["cathode_lfp"] == pytest.approx(same["cathode_lfp"])
    assert double["inbound_transport"] == pytest.approx(same["inbound_transport"] + same["anode_graphite"])


def test_one_binder_given_leaves_the_other_to_the_archetype(archetype):
    """0.01 kg of CMC; SBR stays at 40 % of the archetype's sum"""
    found = system_with(archetype, cell_materials=(MaterialLine(key="cmc", value=given(0.01), basis="per_kwh"),))
    values, before = found.parameter_values(), archetype.parameter_values()

    assert values["lfp_anode_binder_mass"] == pytest.approx(0.01 + 0.4 * before["lfp_anode_binder_mass"])


def test_an_electrolyte_given_whole_is_shared_as_in_the_archetype(archetype):
    """3 kg per kWh, of which the salt is 0.5 kg: the solvents share 2.5 kg"""
    lines = (MaterialLine(key="electrolyte", value=given(3), basis="per_kwh"),
             MaterialLine(key="lithium_salt", value=given(0.5), basis="per_kwh"))  # fmt: skip
    values = system_with(archetype, cell_materials=lines).parameter_values()

    assert values["lfp_ethylene_carbonate_mass"] + values["lfp_dimethyl_carbonate_mass"] == pytest.approx(2.5)


def test_a_part_of_ones_own_is_bought_and_landfilled(archetype):
    """3 kg of a part made of polyethylene: 3 kg more are bought, and 3 kg more go to landfill"""
    line = PartLine(key="my part", is_free=True, value=given(3), basis="per_pack", process="polyethylene")
    found = system_with(archetype, pack_parts=(line,))

    added = [one for one in found.exchanges if one.id < 0]
    assert [(one.process[1], one.input[1]) for one in added] == [
        ("pack_lfp", "polyethylene"),
        ("recycling_lfp", "landfill_residue"),
    ]
    assert found.stored_amounts[-2:].tolist() == [3.0, 3.0]
    assert score(found) > score(archetype)


def test_a_material_without_data_is_refused_and_not_zero(archetype):
    into = collected(
        sheet_of(cell_materials=(MaterialLine(key="additives", value=given(0.1), basis="per_kwh"),)), archetype
    )

    give_materials(into)

    assert [one.code for one in into.findings.of("error")] == ["V13"]


def test_what_does_not_exist_counts_nothing(archetype):
    """n/a for the can: no aluminium profile in the cell"""
    found = system_with(archetype, cell_materials=(MaterialLine(key="can", not_applicable=True, note="pouch"),))

    assert found.parameters["lfp_can_mass"].amount == 0.0


def bought(system, buyer, process):
    """Amount and stage of what a buyer buys of a process."""
    (place,) = [number for number, row in enumerate(system.exchanges)
                if (row.process[1], row.input[1]) == (buyer, process)]  # fmt: skip
    return system.amounts(system.parameter_values())[place], system.stages[place]


def test_a_binder_has_a_yield_of_its_own_as_any_other_material(archetype):
    """0.02 kg per kWh at 0.8, and 0.95 of the cells are good"""
    lines = (MaterialLine(key="cmc", value=given(0.02), basis="per_kwh", yield_=given(0.8, "1")),
             MaterialLine(key="sbr", value=given(0), basis="per_kwh"))  # fmt: skip
    found = system_with(archetype, cell_materials=lines)
    per_kg = found.parameter_values()["lfp_cell_specific_energy"]

    amount, stage = bought(found, "cell_lfp", "carboxymethyl_cellulose")
    assert (amount, stage) == (pytest.approx(0.02 / 0.8 / 0.95 * per_kg), "raw material acquisition")
    assert bought(found, "cell_lfp", "styrene_butadiene")[0] == 0


def test_a_material_and_a_part_that_the_archetype_does_not_have_are_raw_materials(archetype):
    found = system_with(
        archetype,
        cell_materials=(
            MaterialLine(key="tape", is_free=True, value=given(0.1), basis="per_kwh", process="polypropylene"),
        ),
        pack_parts=(
            PartLine(key="bolts", is_free=True, value=given(2.0), basis="per_pack", process="aluminium_ingot"),
        ),
    )

    assert bought(found, "pack_lfp", "aluminium_ingot") == (pytest.approx(2.0), "raw material acquisition")
    rows = [number for number, row in enumerate(found.exchanges)
            if (row.process[1], row.input[1]) == ("cell_lfp", "polypropylene")]  # fmt: skip
    assert {found.stages[number] for number in rows} == {"raw material acquisition"}


def test_a_part_given_by_its_mass_leaves_the_others_their_shares(archetype):
    """40 kg of aluminium; steel stays the archetype's share of what the pack weighs beside its cells, drawn by itself"""
    found = system_with(archetype, pack_parts=(PartLine(key="aluminium", value=given(40), basis="per_pack"),))
    values, before = found.parameter_values(), archetype.parameter_values()

    assert values["pack_steel_share"] == before["pack_steel_share"]
    assert [row.name for row in found.parameters.values() if row.data.get("group") == "pack_parts"] == []


@pytest.mark.parametrize(("state", "amount"), [("in_cell", 2.0 / 0.5 / 0.95), ("bought", 2.0)])
def test_another_process_is_bought_by_the_yield_of_ones_own(archetype, state, amount):
    """2 kg per kWh in the cell at 0.5, 0.95 of the cells good; 2 kg where that is what is bought"""
    line = MaterialLine(key="cathode", value=given(2.0), basis="per_kwh", process="steel", state=state,
                        yield_=given(0.5, "1"))  # fmt: skip
    found = system_with(archetype, cell_materials=(line,))
    per_kg = found.parameter_values()["lfp_cell_specific_energy"]

    assert bought(found, "cell_lfp", "steel")[0] == pytest.approx(amount * per_kg)
    assert bought(found, "cell_lfp", "cathode_lfp")[0] == 0


def test_a_separator_and_a_part_of_another_process_are_bought_in_full(archetype):
    """0.3 kg of separator per kWh, coated and not; 40 kg of aluminium that is ingot"""
    lines = (MaterialLine(key="separator", value=given(0.3), basis="per_kwh", process="polypropylene", state="bought",
                          yield_=given(0.9, "1")),
             MaterialLine(key="polypropylene", not_applicable=True))  # fmt: skip
    part = PartLine(key="aluminium", value=given(40), basis="per_pack", process="aluminium_ingot")
    found = system_with(archetype, cell_materials=lines, pack_parts=(part,))
    per_kg = found.parameter_values()["lfp_cell_specific_energy"]
    amounts = found.amounts(found.parameter_values())

    total = sum(amounts[number] for number, row in enumerate(found.exchanges)
                if (row.process[1], row.input[1]) == ("cell_lfp", "polypropylene"))  # fmt: skip
    assert total == pytest.approx(0.3 * per_kg)
    assert bought(found, "pack_lfp", "aluminium_ingot")[0] == pytest.approx(40)


def amounts_of(system, *processes):
    """What the cell buys of some processes, per kWh of good cells."""
    values = system.parameter_values()
    return [bought(system, "cell_lfp", one)[0] / values["lfp_cell_specific_energy"] for one in processes]


ELECTROLYTE = ("lipf6", "ethylene_carbonate", "dimethyl_carbonate")


@pytest.mark.parametrize(("state", "share", "total"), [
    ("in_cell", 0.8, 1.2 / 0.8 / 0.95), ("bought", 0.8, 1.2), ("bought", None, 1.2), ("in_cell", None, 1.2 / 0.99 / 0.95),
])  # fmt: skip
def test_an_electrolyte_has_a_state_and_a_yield(archetype, state, share, total):
    """1.2 kg per kWh in the cell or bought, at its own yield or the 0.99 of the archetype; 0.95 of the cells are good"""
    line = MaterialLine(key="electrolyte", value=given(1.2), basis="per_kwh", state=state,
                        yield_=None if share is None else given(share, "1"))  # fmt: skip
    found = system_with(archetype, cell_materials=(line,))

    assert sum(amounts_of(found, *ELECTROLYTE)) == pytest.approx(total)


def test_an_electrolyte_bought_with_a_part_bought_leaves_the_rest_to_the_others(archetype):
    """1.2 kg bought, of which 0.2 kg salt"""
    lines = (MaterialLine(key="electrolyte", value=given(1.2), basis="per_kwh", state="bought"),
             MaterialLine(key="lithium_salt", value=given(0.2), basis="per_kwh", state="bought"))  # fmt: skip
    salt, *solvents = amounts_of(system_with(archetype, cell_materials=lines), *ELECTROLYTE)

    assert (salt, sum(solvents)) == (pytest.approx(0.2), pytest.approx(1.0))


def test_an_electrolyte_of_one_process_is_bought_whole(archetype):
    """the parts keep their masses and are bought as one"""
    line = MaterialLine(key="electrolyte", value=given(1.2), basis="per_kwh", state="bought", process="steel")
    found = system_with(archetype, cell_materials=(line,))
    amounts, energy = found.amounts(found.parameter_values()), found.parameter_values()["lfp_cell_specific_energy"]

    assert amounts_of(found, *ELECTROLYTE) == [0, 0, 0]
    assert sum(amounts[number] for number, row in enumerate(found.exchanges)
               if (row.process[1], row.input[1]) == ("cell_lfp", "steel")) == pytest.approx(1.2 * energy)  # fmt: skip


@pytest.mark.parametrize("key", ["cathode", "electrolyte", "cmc", "copper_foil", "can"])
def test_a_yield_without_a_mass_stands_on_the_mass_of_the_archetype(archetype, key):
    """half of the yield doubles what is bought of one material"""
    part = materials_of("cell_materials")[key]
    shares = archetype.parameter_values()
    half = shares[part.yield_parameter] / 2 if part.yield_parameter else 0.5
    processes = ELECTROLYTE if key == "electrolyte" else part.processes_of("lfp")
    found = system_with(archetype, cell_materials=(MaterialLine(key=key, yield_=given(half, "1")),))

    before = amounts_of(archetype, *processes)
    assert amounts_of(found, *processes) == pytest.approx([2 * one for one in before])
    assert bought(found, "cell_lfp", "inbound_transport")[0] > bought(archetype, "cell_lfp", "inbound_transport")[0]


def test_a_process_without_a_mass_is_bought_as_much_as_the_archetype_buys(archetype):
    found = system_with(archetype, cell_materials=(MaterialLine(key="cathode", process="steel"),))

    assert amounts_of(found, "steel", "cathode_lfp") == pytest.approx([amounts_of(archetype, "cathode_lfp")[0], 0])


@pytest.mark.parametrize(("line", "severity"), [
    (MaterialLine(key="lifsi", process="steel"), "warning"),
    (MaterialLine(key="lifsi", yield_=given(0.5, "1")), "warning"),
    (MaterialLine(key="tape", is_free=True, process="steel"), "warning"),
    (MaterialLine(key="nmp_lost", value=given(0.1), yield_=given(0.5, "1")), "error"),
    (MaterialLine(key="nmp_lost", yield_=given(0.5, "1")), "error"),
    (MaterialLine(key="deionised_water", value=given(0.1), state="in_cell"), "error"),
])  # fmt: skip
def test_what_a_row_cannot_say_is_named(archetype, line, severity):
    into = collected(sheet_of(cell_materials=(line,)), archetype)
    give_materials(into)

    assert [one.severity for one in into.findings.found] == [severity]


@pytest.mark.parametrize(("rows", "notes"), [
    ({"carbon_black": 0, "pvdf": 0}, 1),
    ({"carbon_black": 0.04}, 0),
    ({"carbon_black": 0, "pvdf": 0, "can": 0.3}, 0),
    ({"cathode": 3}, 0),
])  # fmt: skip
def test_a_blank_row_that_closes_the_mass_of_the_cell_is_named(archetype, rows, notes):
    """without carbon black and binder, 0.084 of 5.9 kg per kWh more of the can"""
    lines = tuple(MaterialLine(key=key, value=given(mass), basis="per_kwh") for key, mass in rows.items())
    into = collected(sheet_of(cell_materials=lines), archetype)
    give_materials(into)
    note_closing_rows(into, on_archetype(into).parameter_values())

    found = [one for one in into.findings.found if one.severity == "note"]
    assert len(found) == notes
    assert all(one.text.startswith("can and lid is blank") for one in found)


@pytest.mark.parametrize("draw", [1.0, 0.9, 0.5])
def test_no_fewer_materials_come_to_the_plant_than_the_cells_hold(archetype, draw):
    """a draw of kWh per kg of cell buys as much more or less of all materials: at half of it 0 kg of scrap, none below it"""
    line = MaterialLine(key="cathode", value=given(1.9), basis="per_kwh", yield_=given(1, "1"))
    found = system_with(archetype, cell_materials=(line,))
    values, formula = found.parameter_values(), found.parameters["lfp_cell_purchased_mass"].formula
    drawn = {**values, "lfp_cell_specific_energy": values["lfp_cell_specific_energy"] * draw}

    bought = evaluate(formula, {name: drawn[name] for name in names_in(formula)})
    assert values["lfp_cell_purchased_mass"] > 1.0
    assert bought == pytest.approx(max(1.0, values["lfp_cell_purchased_mass"] * draw))
