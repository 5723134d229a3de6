import pytest
from data_sheets import collected, given, on_archetype, sheet_of

from lca_models.inventory.activity.sheet.models import PartLine
from lca_models.inventory.activity.values.parts import give_parts


@pytest.fixture(scope="module")
def archetype(shipped_study):
    return shipped_study.product_system("lfp-60kwh").before_rules


def system_with(archetype, *lines):
    into = collected(sheet_of(pack_parts=lines), archetype)
    give_parts(into)
    assert [one.words for one in into.findings.of("error")] == []
    return on_archetype(into)


def bought(system, buyer, process):
    """Amount and stage of all that a buyer buys of a process."""
    amounts = system.amounts(system.parameter_values())
    rows = [number for number, row in enumerate(system.exchanges)
            if (row.process[1], row.input[1]) == (buyer, process)]  # fmt: skip
    return sum(amounts[one] for one in rows), {system.stages[one] for one in rows}


@pytest.mark.parametrize(("state", "mass", "amount"), [("in_cell", 40, 50), ("bought", 32, 40), (None, 40, 50)])
def test_a_part_has_a_state_and_a_yield(archetype, state, mass, amount):
    """40 kg of aluminium in a pack or bought for it, of which 0.8 reaches the pack"""
    line = PartLine(key="aluminium", value=given(40), basis="per_pack", state=state, yield_=given(0.8, "1"))
    found = system_with(archetype, line)

    assert bought(found, "pack_lfp", "aluminium_profile")[0] == pytest.approx(amount)
    assert found.parameter_values()["own_pack_aluminium"] == pytest.approx(mass)


def test_a_yield_without_a_mass_stands_on_the_mass_of_the_archetype(archetype):
    found = system_with(archetype, PartLine(key="steel", yield_=given(0.5, "1")))

    assert bought(found, "pack_lfp", "steel")[0] == pytest.approx(2 * bought(archetype, "pack_lfp", "steel")[0])


def test_a_part_of_ones_own_is_bought_by_its_yield(archetype):
    """3 kg at 0.5"""
    line = PartLine(key="my part", is_free=True, value=given(3), basis="per_pack", process="polypropylene",
                    yield_=given(0.5, "1"))  # fmt: skip

    assert bought(system_with(archetype, line), "pack_lfp", "polypropylene")[0] == pytest.approx(6)


def test_packaging_belongs_to_distribution_and_is_carried(archetype):
    """20 kg of packaging, bought and carried with the pack"""
    line = PartLine(key="packaging", value=given(20), basis="per_pack", process="polypropylene")
    found = system_with(archetype, line)
    values = found.parameter_values()

    assert bought(found, "distribution_lfp", "polypropylene") == (pytest.approx(20), {"distribution"})
    assert bought(found, "pack_lfp", "polypropylene")[0] == 0
    assert values["distribution_packaging_share"] * values["lfp_pack_mass"] == pytest.approx(20)


def test_packaging_that_is_used_again_is_carried_alone(archetype):
    found = system_with(archetype, PartLine(key="packaging", value=given(20), basis="per_pack", reusable=True))

    assert [one for one in found.exchanges if one.id < 0] == []
    assert found.parameter_values()["distribution_packaging_share"] > 0


@pytest.mark.parametrize("line", [PartLine(key="aerogel", supplier_id="S1"),
                                  PartLine(key="bolts", is_free=True, process="steel")])  # fmt: skip
def test_a_part_without_a_mass_asks_in_vain(archetype, line):
    into = collected(sheet_of(pack_parts=(line,)), archetype)
    give_parts(into)

    assert [one.severity for one in into.findings.found] == ["warning"]
