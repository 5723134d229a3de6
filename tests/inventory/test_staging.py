"""Stages where a project names none, or names them for some of its processes: they always sum to the result."""

from lca_models.inventory.staging import MOST, Purchase, assigned_stages, names_of_stages
from lca_models.scope.stages import UNASSIGNED

PACK, CELL, POWER, AIR = ("mine", "pack"), ("mine", "cell"), ("grid", "power"), ("flows", "co2")


def buys(buyer, supplier, stage=""):
    return Purchase(buyer, supplier, supplier, False, stage)


def emits(buyer, stage=""):
    return Purchase(buyer, AIR, None, False, stage)


def makes(process):
    return Purchase(process, process, process, True, "")


CHAIN = [makes(PACK), buys(PACK, CELL), makes(CELL), buys(CELL, POWER), emits(CELL), makes(POWER), emits(POWER)]
NONE = dict.fromkeys((PACK, CELL, POWER), "")


def test_the_database_of_the_demand_is_the_foreground():
    """what the cell buys from outside and emits; the grid stands behind its price"""
    assert assigned_stages(CHAIN, NONE, PACK) == ("", "", "", UNASSIGNED, UNASSIGNED, "", "")


def test_whatever_buys_from_the_foreground_belongs_to_it():
    """the grid buys a pack: its emission is one of the foreground"""
    found = assigned_stages([*CHAIN, buys(POWER, PACK)], NONE, PACK)
    assert found == ("", "", "", "", UNASSIGNED, "", UNASSIGNED, "")


def test_a_stage_of_a_process_or_a_purchase_stands_before_the_default():
    found = assigned_stages([*CHAIN, emits(CELL, "use")], {**NONE, CELL: "making"}, PACK)
    assert (found[3], found[4], found[-1]) == ("making", "making", "use")


def test_processes_beside_a_demand_with_a_stage_stay_in_the_background():
    found = assigned_stages(CHAIN, {**NONE, PACK: "making"}, PACK)
    assert found == ("", "making", "", "", "", "", "")


def test_the_demand_alone_is_the_foreground_of_a_large_database():
    many = {("mine", str(number)): "" for number in range(MOST)}
    assert assigned_stages(CHAIN, {**NONE, **many}, PACK) == ("", UNASSIGNED, "", "", "", "", "")


def test_names_stand_in_the_order_of_the_life_cycle_and_unassigned_last():
    assert names_of_stages((UNASSIGNED, "use", "manufacturing", "", "raw material acquisition", "use")) == (
        "raw material acquisition", "manufacturing", "use", UNASSIGNED,
    )  # fmt: skip
    assert names_of_stages(("", "")) == (UNASSIGNED,)
