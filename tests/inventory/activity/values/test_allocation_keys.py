import pytest
from data_sheets import collected

from lca_models.inventory.activity.values.allocation_keys import parameter_of
from lca_models.inventory.activity.values.metered import give_metered
from tests.plants import example_sheet


@pytest.fixture(scope="module")
def keys(shipped_study):
    into = collected(example_sheet(), shipped_study.product_system("lfp-60kwh").before_rules)
    give_metered(into)
    return into.keys


def test_a_product_has_the_amounts_of_the_specification_by_every_key(keys):
    """electricity 22, 77/3 and 220/9 kWh; gas 90, 105 and 100 MJ; nitrogen 1.8, 2.1 and 2 kg per good kWh"""
    found = {(one.parameters["cell_plant_electricity"], one.parameters["cell_plant_fuel"], one.parameters["own_plant_nitrogen"])
             for one in keys if one.key in ("kwh_good", "cell_mass", "packs")}  # fmt: skip
    expected = [
        (22, 90, 2), (22, 100, 2), (22, 105, 1.8), (22, 105, 2), (22, 105, 2.1), (220 / 9, 105, 2), (77 / 3, 105, 2),
    ]  # fmt: skip

    assert [pytest.approx(one) for one in expected] == sorted(found)


def test_the_key_in_use_is_one_of_them_for_each_meter(keys):
    used = [one for one in keys if one.is_used]

    assert len(used) == len({one.meter for one in keys}) == 3
    assert [(one.key, one.amount) for one in used] == [("kwh_good", 22), ("cell_mass", 105), ("packs", 2)]


def test_what_the_kit_calls_otherwise_has_a_parameter_of_its_own():
    assert parameter_of("power") == "cell_plant_electricity"
    assert parameter_of("nitrogen") == "own_plant_nitrogen"
