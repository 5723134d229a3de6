import pytest
from data_sheets import collected, given, sheet_of

from lca_models.inventory.activity.sheet.fields import materials_of
from lca_models.inventory.activity.sheet.models import MaterialLine
from lca_models.inventory.activity.values.purchases import buy_by_own_yield, buy_otherwise, label_of, purchase_formula
from lca_models.inventory.system.pack import GivenPurchase


@pytest.fixture(scope="module")
def archetype(shipped_study):
    return shipped_study.product_system("lfp-60kwh").before_rules


def test_what_was_given_last_is_what_is_bought(archetype):
    """the archetype's formula, then by a yield of one's own, then of another process"""
    into, cathode = collected(sheet_of(), archetype), materials_of("cell_materials")["cathode"]

    assert "/ electrode_material_yield" in purchase_formula(into, "cell_lfp", "cathode_lfp")
    buy_by_own_yield(into, cathode, "own_cathode_yield", given(0.5, "1"))
    own = purchase_formula(into, "cell_lfp", "cathode_lfp")
    assert "/ own_cathode_yield" in own
    buy_otherwise(into, MaterialLine(key="cathode", process="steel"), cathode)

    assert [(one.input, one.formula) for one in into.purchases] == [("cathode_lfp", "0"), ("steel", f"({own})")]
    assert all(isinstance(one, GivenPurchase) and one.buyer == "cell_lfp" for one in into.purchases)


def test_a_row_of_ones_own_is_named_by_its_key():
    assert label_of(MaterialLine(key="tape", is_free=True)) == "tape"
    assert label_of(MaterialLine(key="cathode")) == "cathode active material"
