"""Which purchases a replacement names, and which it does not."""

import pytest

from lca_models.inventory.system.replaced.structure import with_replacements
from lca_models.scope.scenario import ScenarioError

ENTRY = {"supplier": "supplier X", "value": 0.4, "unit": "kg CO2e/kg", "gwp": "GWP100 AR6", "boundary": "cradle to gate",
         "source": "declaration"}  # fmt: skip


@pytest.mark.parametrize(
    ("buyer", "bought", "fault"),
    [
        ("pack_toy", "nickel_sulfat", "nobody here buys 'nickel_sulfat'; did you mean 'nickel_sulfate'?"),
        ("pack_toi", "nickel_sulfate", "there is no buyer 'pack_toi'; did you mean 'pack_toy'?"),
        ("life_cycle_toy", "nickel_sulfate", "'life_cycle_toy' does not buy 'nickel_sulfate'; it buys pack_toy"),
        ("recycling_toy", "nickel_sulfate", "'recycling_toy' does not buy 'nickel_sulfate'"),  # it avoids it
        ("pack_toy", "electricity_cell_plant", "'electricity_cell_plant' is bought by kWh; give kg CO2e/kWh"),
        ("pack_toy", "co2_fossil", "nobody here buys 'co2_fossil'"),
    ],
)
def test_what_names_no_purchase_is_refused_with_the_nearest_name(toy_system, buyer, bought, fault):
    with pytest.raises(ScenarioError) as refused:
        with_replacements(toy_system, [{"buyer": buyer, "input": bought, **ENTRY}])

    assert fault in str(refused.value)


def test_a_purchase_is_replaced_once(toy_system):
    twice = [{"buyer": buyer, "input": "nickel_sulfate", **ENTRY} for buyer in ("every", "manufacturing/pack_toy")]

    with pytest.raises(ScenarioError, match="has another replacement of it, by every > nickel_sulfate"):
        with_replacements(toy_system, twice)


def test_every_fault_is_said_at_once(toy_system):
    wrong = [{"buyer": one, "input": "nickel_sulfate", **ENTRY} for one in ("a", "b")]

    with pytest.raises(ScenarioError) as refused:
        with_replacements(toy_system, wrong)
    assert len(str(refused.value).splitlines()) == 2
