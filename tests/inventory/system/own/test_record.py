"""A database says of an own product all that it needs to be one again."""

import json
from pathlib import Path

import pytest

from lca_models.inventory.system.own.record import read_record, record_of
from lca_models.inventory.system.own.structure import with_pack
from lca_models.inventory.system.pack import AllocationKey, GivenParameter, GivenPurchase, Origin, Pack
from lca_models.inventory.system.replaced.structure import with_replacements
from lca_models.scope.functional_unit import FadeCurve
from lca_models.scope.replacement import read_replacements
from lca_models.scope.scenario import ScenarioError

WRITTEN = Origin("meters!E5", "3 kWh", "invoice", "bill 7", "2025", 0.03, (1, 2, 3, None, 4), "a note", "电")
FIGURE = {"buyer": "pack_toy", "input": "nickel_sulfate", "value": 0.7, "supplier": "supplier X", "unit": "kg CO2e/kg",
          "gwp": "GWP100 AR6", "boundary": "cradle to gate", "source": "s", "gases": {"fossil": 0.6, "biogenic": 0.1},
          "valid_until": "2026-12-31", "pedigree": "2-3-1-1-2"}  # fmt: skip
PACK = Pack(
    "mine", "Mine 电池", "toy",
    parameters=(GivenParameter("toy_plant_electricity", 3.0, "kWh", WRITTEN),
                GivenParameter("own_double", 6.0, "kWh", WRITTEN, "2 * toy_plant_electricity")),
    purchases=(GivenPurchase("pack_toy", "nickel_sulfate", "0.5", WRITTEN, "manufacturing", adds=True),),
    choices={"cell_plant_province": ("CN-SC", WRITTEN)},
    replacements=read_replacements([FIGURE]),
    fade_curve=FadeCurve((0.0, 1000.0), (1.0, 0.9)),
    identity={"model": "M-1"}, blanks=("coolant",), warnings=("sheet!A1: look",), is_example=True,
    file=Path("packs/mine.xlsx"), sha256="ab" * 32, language="zh",
    keys=(AllocationKey("main meter", "kwh_good", True, 22.0, "kWh/kWh", {"cell_plant_electricity": 22.0}),),
    supplier_shares={"Cathode maker": 0.6},
)  # fmt: skip


@pytest.fixture
def system(toy_study):
    return with_replacements(with_pack(toy_study.product_system("toy").before_rules, PACK), PACK.replacements)


def test_a_pack_and_its_product_are_the_same_after_a_journey_through_json(system):
    found = read_record(json.loads(json.dumps(record_of(system))), "mine")

    assert found.pack == PACK
    assert (found.product.id, found.product.name, found.product.cycles) == ("mine", "Mine 电池", "toy_cycle_life")


def test_a_system_of_something_else_has_no_record(toy_system):
    with pytest.raises(ScenarioError, match="no product of a data sheet"):
        record_of(toy_system)


@pytest.mark.parametrize(
    "change",
    [
        lambda said: said.update(format=2),
        lambda said: said.pop("pack"),
        lambda said: said["product"].pop("cycles"),
        lambda said: said["pack"].update(parameters=[{"name": "x"}]),
        lambda said: said["pack"].update(fade_curve=[[0]]),
        lambda said: said["pack"].update(choices=3),
        lambda said: said["pack"]["replacements"][0].pop("gwp"),
    ],
)
def test_a_record_that_is_none_is_refused_with_its_database(system, change):
    said = json.loads(json.dumps(record_of(system)))
    change(said)

    with pytest.raises(ScenarioError, match="the database 'mine' does not say what product it is"):
        read_record(said, "mine")
    with pytest.raises(ScenarioError, match="the database 'mine' does not say what product it is"):
        read_record("nonsense", "mine")
