"""Total and contributions of the toy beside bw2calc, NumPy and bw2analyzer."""

from dataclasses import replace

import pytest

from lca_models.impact.assessment import assess
from lca_models.reporting.verification.contributions import ALLOWED, FLOW, PROCESS, verify


@pytest.fixture
def found(toy_study, toy_copy):
    return verify(assess(toy_copy.system()), toy_copy.base, toy_copy.project)


def amounts(found, part):
    return {one.key[1]: (one.kit, one.witness) for one in found.contributions if one.part == part}


def test_every_process_and_flow_is_there_on_both_sides(found):
    """10 - 9 kg of nickel sulfate at 0.6; 4 and 1 kg emitted; 2 kWh at 0.5: 6.6 either way"""
    expected = {"nickel_sulfate": 0.6, "pack_toy": 4.0, "recycling_toy": 1.0}
    processes, flows = amounts(found, PROCESS), amounts(found, FLOW)

    assert {code: processes[code] for code in expected} == {
        code: pytest.approx((amount, amount), rel=ALLOWED) for code, amount in expected.items()
    }
    for part in (processes, flows):
        assert [sum(side) for side in zip(*part.values(), strict=True)] == pytest.approx([6.6, 6.6])
    assert found.holds
    assert found.largest_difference <= ALLOWED


def test_contributions_stand_largest_first(found):
    for part in (PROCESS, FLOW):
        sizes = [max(abs(one.kit), abs(one.witness)) for one in found.contributions if one.part == part]
        assert sizes == sorted(sizes, reverse=True)


def test_a_contribution_that_differs_is_named_with_its_share_of_the_total(toy_copy):
    """The pack's 4 kg count 10 % more here than in Brightway: 0.4 of 6.6"""
    result = assess(toy_copy.system())
    own = result.system.process_index["manufacturing", "pack_toy"]
    more = result.amounts * (1 + 0.1 * ((result.system.matrix_columns == own) & result.system.is_biosphere))
    found = verify(replace(result, amounts=more), toy_copy.base, toy_copy.project)

    assert not found.holds
    assert found.widest.kit - found.widest.witness == pytest.approx(0.4, rel=1e-4)
    assert found.difference(found.widest) == pytest.approx(0.4 / 6.6, rel=1e-4)
    assert found.largest_difference == found.difference(found.widest)


def test_a_project_that_brightway_has_not_processed_does_not_hold(toy_copy):
    """A row written behind Brightway's back, 14 kg for 4: its matrices still hold 4"""
    exchange = toy_copy.exchange(("manufacturing", "pack_toy"), ("elementary_flows", "co2_fossil"))
    exchange["amount"] = 14.0
    exchange._document.data = exchange._data
    exchange._document.save()
    found = verify(assess(toy_copy.system()), toy_copy.base, toy_copy.project)

    assert (found.bw2calc.kit, found.bw2calc.other) == pytest.approx((16.6, 6.6))
    assert (found.widest.kit, found.widest.witness) == pytest.approx((14, 4))
    assert not found.holds


def test_table_document_and_text_say_the_same(found):
    table, document, lines = found.table(), found.document(), found.text(1).splitlines()

    assert len(table) == len(document["contributions"]) == len(found.contributions)
    assert table["difference"].max() == pytest.approx(found.difference(found.widest))
    assert document["total"] == pytest.approx({"lca_models": 6.6, "bw2calc": 6.6, "numpy": 6.6})
    assert document["holds"] is True
    assert [line.split()[0] for line in lines] == [
        "total",
        "bw2calc",
        "NumPy",
        "contributions",
        "process",
        "flow",
        "largest",
    ]


def test_a_project_that_does_not_exist_is_refused(toy_copy):
    with pytest.raises(ValueError, match="there is no project 'lca-modles'"):
        verify(assess(toy_copy.system()), toy_copy.base, "lca-modles")
