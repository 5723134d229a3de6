from dataclasses import replace

import pytest

from lca_models.impact.assessment import assess
from lca_models.interpretation.evidence.key_effects import key_effects, key_table
from lca_models.inventory.system.pack import AllocationKey, GivenParameter, Origin, Pack

POWER = GivenParameter("cell_plant_electricity", 22.0, "kWh/kWh", Origin("meters!A5"))
KEYS = (
    AllocationKey("main meter", "kwh_good", True, 22.0, "kWh/kWh", {"cell_plant_electricity": 22.0}),
    AllocationKey(
        "main meter", "cell_mass", False, 77 / 3, "kWh/kWh", {"cell_plant_electricity": 77 / 3, "other": 1.0}
    ),
)
PACK = Pack("own", "Own pack", "lfp-60kwh", (POWER,), keys=KEYS)


def test_another_key_does_what_a_new_calculation_would_say(shipped_study):
    result = assess(shipped_study.product_system(PACK))
    other = replace(PACK, parameters=(replace(POWER, value=77 / 3),))
    used, changed = key_effects(result)

    assert used.effect == 0
    assert changed.effect == pytest.approx(assess(shipped_study.product_system(other)).score - result.score)
    assert changed.share == pytest.approx(changed.effect / result.score)
    assert list(key_table((used, changed), "kg")["effect"]) == [0, changed.effect]
    assert changed.document()["key"] == "cell_mass"


def test_what_has_no_plant_of_its_own_has_no_keys(shipped_study):
    assert key_effects(assess(shipped_study.product_system("lfp-60kwh"))) == ()
