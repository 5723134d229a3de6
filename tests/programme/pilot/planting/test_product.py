"""Errors of the pack itself, by hand."""

import pytest

from lca_models.programme.pilot.draws import Draws
from lca_models.programme.pilot.planting import product
from lca_models.programme.pilot.planting.change import Ground


@pytest.fixture
def ground(apart, kits):
    sheet = apart[0]
    others = [one for one in apart if one.company.number != sheet.company.number]
    return Ground(sheet, kits[sheet.company.chemistry], Draws(0, "x"), others)


def test_one_number_has_the_same_digits_in_another_order(ground):
    change = product.PLANTS["H5"](ground, ground.sheet.document)
    _, table, place, *_ = change.pointers[0].split("/")

    def digits(document):
        rows = document[table]
        row = rows[int(place)] if isinstance(rows, list) else [*rows.values()][int(place)]
        return sorted(sign for sign in str(row) if sign.isdigit()), str(row)

    before, after = digits(ground.sheet.document), digits(change.document)
    assert before[0] == after[0]
    assert before[1] != after[1]


def test_a_net_mass_is_what_was_bought_times_yield_and_acceptance(ground):
    change = product.PLANTS["H13"](ground, ground.sheet.document)
    at = int(change.pointers[0].split("/")[2])
    key = [*ground.sheet.document["cell_materials"]][at]
    acceptance = ground.sheet.document["plant"]["acceptance"]["yours"]

    assert change.size == pytest.approx(ground.kit.yields[key] * acceptance)


def test_cycles_go_beyond_the_test_or_both_are_raised(ground):
    run = ground.sheet.document["cycle_test"]["cycles_measured"]["yours"]
    beyond = product.PLANTS["H20"](ground, ground.sheet.document).document["cycle_test"]
    raised = product.PLANTS["F3"](ground, ground.sheet.document).document["cycle_test"]

    assert beyond["cycles_measured"]["yours"] == run < beyond["cycles"]["yours"] <= 2 * run
    assert raised["cycles_measured"]["yours"] == raised["cycles"]["yours"] == round(1.3 * run)


def test_a_copy_has_the_masses_of_the_other_pack_by_its_energy(ground):
    change = product.PLANTS["F5"](ground, ground.sheet.document)
    can = change.document["cell_materials"]["can"]["yours"]
    sources = [
        one for one in ground.others
        if abs(one.document["cell_materials"]["can"]["yours"] * change.size - can) < 0.001
        and abs(ground.sheet.pack.energy_kwh / one.pack.energy_kwh - change.size) < 1e-12
    ]  # fmt: skip

    assert sources


def test_the_second_plant_is_of_another_province_and_makes_a_share(ground):
    change = product.PLANTS["N2"](ground, ground.sheet.document)

    assert change.right["product"]["plant_province"] != change.document["product"]["plant_province"]
    assert 0.2 <= change.share <= 0.5
