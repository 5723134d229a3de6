"""Rules between processes, on the records of the toy: each fault is one problem at its row."""

from dataclasses import replace

import pytest

from lca_models.inventory.checks.inventories import load_inventories
from lca_models.inventory.checks.links import check_links
from tests.conftest import TINY_INVENTORY


@pytest.fixture(scope="module")
def toy():
    return load_inventories(TINY_INVENTORY).inventories


def edited(inventories, process, bought, **changes):
    """The inventories with one exchange changed."""
    exchanges = tuple(
        replace(one, **changes) if (one.process, one.input) == (process, bought) else one
        for one in inventories.exchanges
    )
    assert exchanges != inventories.exchanges
    return replace(inventories, exchanges=exchanges)


def messages(inventories, **options):
    return [problem.message for problem in check_links(inventories, **options)]


def test_the_toy_keeps_the_rules(toy):
    assert messages(toy) == []


@pytest.mark.parametrize(
    ("exchange", "changes", "message"),
    [
        (("pack_toy", "nickel_sulfate"), {"input": "nickel_sulfat"}, "'nickel_sulfat' is not a known process; did you mean"),
        (("pack_toy", "co2_fossil"), {"input": "co2_fosil"}, "'co2_fosil' is not a known elementary flow; did you mean"),
        (("pack_toy", "nickel_sulfate"), {"unit": "kWh"}, "differs from the unit 'kg' of the process; convert the amount"),
        (("pack_toy", "nickel_sulfate"), {"input": "electricity_cell_plant", "unit": "kWh"}, "add the amounts in one row"),
        (("pack_toy", "nickel_sulfate"), {"type": "production"}, "the product of another process"),
        (("electricity_cn_gd", "co2_fossil"), {"stage": "manufacturing"}, "gives a stage to 'co2_fossil'"),
        (("nickel_sulfate", "ghg_co2e_ar6"), {"type": "technosphere", "input": "electricity_cn_gd", "unit": "kWh"},
         "aggregated process 'nickel_sulfate' buys 'electricity_cn_gd'"),
        (("electricity_cell_plant", "electricity_cn_gd"), {"input": "pack_toy", "unit": "unit"},
         "background process 'electricity_cell_plant' buys the foreground process 'pack_toy'"),
        (("recycling_toy", "nickel_sulfate"), {"input": "pack_toy", "unit": "unit"},
         "'recycling_toy' avoids the foreground process 'pack_toy'"),
    ],
)  # fmt: skip
def test_each_fault_is_named(toy, exchange, changes, message):
    found = messages(edited(toy, *exchange, **changes))

    assert sum(message in one for one in found) == 1


def test_what_could_not_be_read_is_no_unknown_code(toy):
    lost = edited(toy, "pack_toy", "nickel_sulfate", input="nickel_sulfat")

    assert messages(lost, lenient=frozenset({"nickel_sulfat"})) == []


def test_a_process_without_exchanges_is_named_at_its_row(toy):
    alone = replace(toy, exchanges=tuple(one for one in toy.exchanges if one.process != "electricity_cn_sc"))
    found = {str(one.place): one.message for one in check_links(alone)}

    assert (
        found["raw_materials/processes.csv:4"] == "process 'electricity_cn_sc' has no exchanges; give some or delete it"
    )


def test_a_product_names_its_process_and_parameters(toy):
    (product,) = toy.products
    other = replace(product, process="life_cycle_toi", cycles="toy_cycle_lives")
    found = messages(replace(toy, products=(other,)))

    assert [one.split(";")[0] for one in found] == [
        "product 'toy' is made by 'life_cycle_toi', which is no process",
        "cycles of product 'toy' is 'toy_cycle_lives', which is no parameter",
    ]
