"""Which parameters move with the cells of a maker."""

from lca_models.reporting.declaration.calculation.kit.live import cell_name, live_parameters


def test_what_a_maker_gives_moves_and_so_does_what_follows_it(lfp_declared):
    found = live_parameters(lfp_declared.result)

    assert {"lfp_pack_mass", "cell_plant_electricity", "lfp_cathode_mass"} <= set(found.roots)
    assert "lfp_cell_specific_energy" in found.followers  # 1 / mass of the cells per kWh
    assert not found.is_live("molar_mass_c")
    assert not found.stuck


def test_values_of_what_follows_are_those_of_the_kit(lfp_declared):
    found = live_parameters(lfp_declared.result)

    assert all(abs(one.value - found.values[name]) <= 1e-12 * abs(found.values[name])
               for name, one in found.followers.items())  # fmt: skip


def test_a_name_that_could_be_a_place_gets_another():
    assert cell_name("lfp_pack_mass") == "lfp_pack_mass"
    assert cell_name("nmc811").startswith("parameter_")
    assert cell_name("total_kg").startswith("parameter_")
