"""What a product system says of itself: who makes a product, and which rows are production."""

from dataclasses import replace

import pytest

from lca_models.inventory.system.product_system import build_product_system
from lca_models.inventory.system.rows import ProjectError
from lca_models.scope.rules import DEFAULT_RULES
from lca_models.scope.scenario import ScenarioError
from tests.impact.conftest import MANUFACTURING, make_rows, make_system

PACK = ("small", "pack")


def test_each_product_has_the_process_that_makes_it():
    """The maker of every product is the process of the same key, wherever matrices put the two"""
    system = make_system(
        "pack",
        {},
        zinc=[("production", "zinc", 2.0), ("biosphere", "co2", 1.0)],
        pack=(MANUFACTURING, [("technosphere", "zinc", 1.0), ("technosphere", "steel", 3.0)]),
        steel=[("biosphere", "co2", 2.0)],
    )
    made_by = [system.processes[column].key for column in system.makers]

    assert made_by == list(system.products)
    assert [system.exchanges[at].input[1] for at in range(len(system.exchanges)) if system.is_production[at]] == [
        node.key[1] for node in system.processes
    ]


def test_a_system_of_a_process_has_no_product_and_the_plain_rules():
    system = make_system("pack", {}, pack=(MANUFACTURING, [("biosphere", "co2", 1.0)]))

    assert system.rule_set.id == DEFAULT_RULES
    assert not system.rule_set.terms
    with pytest.raises(ScenarioError, match=r"'small/pack' was taken as a process; take the system from Study"):
        _ = system.shipped_product


@pytest.mark.parametrize("kind", ["process", "processwithreferenceproduct"])
@pytest.mark.parametrize("other", ["aa", "zz"])
def test_a_second_maker_of_a_product_is_refused_whatever_its_name(kind, other):
    """Rows are read by process, so `aa` comes before the process of the product and `zz` after it"""
    rows = make_rows(
        {},
        {},
        {
            "pack": (MANUFACTURING, [("technosphere", "steel", 1.0), ("technosphere", other, 1.0)]),
            "steel": [("production", "steel", 1.0), ("biosphere", "co2", 2.0)],
            other: [("production", other, 1.0), ("production", "steel", 1.0)],
        },
    )
    rows = replace(
        rows,
        nodes=tuple(replace(node, type=kind) if node.type != "emission" else node for node in rows.nodes),
        exchanges=tuple(sorted(rows.exchanges, key=lambda exchange: exchange.process)),
    )
    with pytest.raises(ProjectError, match=r"product 'small/steel' is made by .* keep one producer"):
        build_product_system(rows, PACK, checked=True)
