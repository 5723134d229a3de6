"""What a product system says of itself: who makes a product, and which rows are production."""

from dataclasses import replace

import pytest

from lca_models.impact.assessment import assess
from lca_models.impact.compiled.model import compile_system
from lca_models.inventory.system.product_system import build_product_system
from lca_models.inventory.system.rows import Node, ProjectError
from lca_models.inventory.tables.formulas import evaluate_by
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
def test_a_co_product_that_another_process_makes_too_counts_as_bw2calc_counts_it(kind, other):
    """1 of the other brings 1 of the steel that the pack needs, so none is made; rows are read by process: `aa` comes before
    the process of the product and `zz` after it"""
    rows = make_rows(
        {},
        {},
        {
            "pack": (MANUFACTURING, [("technosphere", "steel", 1.0), ("technosphere", other, 1.0)]),
            "steel": [("production", "steel", 1.0), ("biosphere", "co2", 2.0)],
            other: [("production", other, 1.0), ("production", "steel", 1.0), ("biosphere", "co2", 0.5)],
        },
    )
    rows = replace(
        rows,
        nodes=tuple(replace(node, type=kind) if node.type != "emission" else node for node in rows.nodes),
        exchanges=tuple(sorted(rows.exchanges, key=lambda exchange: exchange.process)),
    )
    result = assess(build_product_system(rows, PACK, checked=True))

    assert result.score == pytest.approx(0.5)
    assert sum(result.stages().values()) == pytest.approx(0.5)


def test_a_treatment_stands_for_what_it_takes_in():
    """0.5 of waste at 3 each, which is made as a co-product and which the treatment has no other product beside"""
    rows = make_rows(
        {},
        {},
        {
            "pack": (MANUFACTURING, [("production", "pack", 1.0), ("production", "waste", 0.5)]),
            "burner": [("production", "heat", 1.0), ("technosphere", "waste", 1.0), ("biosphere", "co2", 3.0)],
        },
    )
    rows = replace(
        rows,
        nodes=(
            *(replace(node, type="process") if node.key[1] == "burner" else node for node in rows.nodes),
            Node(9, ("small", "waste"), "product", {}),
        ),
        exchanges=tuple(row for row in rows.exchanges if row.input[1] != "heat"),
    )
    system = build_product_system(rows, PACK, checked=True)
    result = assess(system)

    assert result.score == pytest.approx(1.5)
    assert compile_system(system)().sum() == pytest.approx(1.5)
    assert [system.processes[column].key[1] for column in system.makers] == ["pack", "burner"]
    assert result.production[system.product_index["small", "waste"]] == -1.0


@pytest.mark.parametrize("key", [("small", "pack"), ("small", "packing")])
def test_a_process_is_asked_for_by_its_product_or_by_itself(key):
    rows = make_rows({}, {}, {"packing": (MANUFACTURING, [("production", "pack", 4.0), ("biosphere", "co2", 1.0)])})
    rows = with_products(rows, "pack")
    system = build_product_system(rows, key)

    assert assess(system).score == pytest.approx(0.25)
    assert system.demand == ("small", "pack")


def with_products(rows, *codes):
    """The rows with nodes of products, which processes make."""
    more = (Node(50 + at, ("small", code), "product", {}) for at, code in enumerate(codes))
    plain = (replace(node, type="process") if node.type != "emission" else node for node in rows.nodes)
    return replace(rows, nodes=(*plain, *more))


def test_a_process_of_two_products_is_refused_by_name():
    rows = make_rows({}, {}, {"works": (MANUFACTURING, [("production", "pack", 1.0), ("production", "heat", 2.0)])})
    rows = with_products(rows, "pack", "heat")

    with pytest.raises(
        ProjectError, match="'small/works' makes 2 products; ask for one of them: 'small/pack', 'small/heat'"
    ):
        build_product_system(rows, ("small", "works"))
    with pytest.raises(
        ProjectError, match=r"1 processes make 2 products.*'small/works' makes 'small/pack', 'small/heat'"
    ):
        build_product_system(rows, PACK)


def test_a_product_of_two_processes_is_refused_by_name():
    rows = make_rows(
        {}, {}, {"one": (MANUFACTURING, [("production", "pack", 1.0)]), "two": [("production", "pack", 1.0)]}
    )

    with pytest.raises(
        ProjectError, match=r"2 processes make 1 products.*'small/pack' is made by 'small/one', 'small/two'"
    ):
        build_product_system(with_products(rows, "pack"), PACK)


def test_what_nothing_makes_is_refused_by_name():
    rows = make_rows({}, {}, {"pack": (MANUFACTURING, [("technosphere", "co2", 1.0)])})

    with pytest.raises(ProjectError, match="'small/pack' <- 'small/co2': nothing produces this input"):
        build_product_system(rows, PACK)


@pytest.mark.parametrize("rules", ["cn-551", "eu-cfb-ev"])
@pytest.mark.parametrize(
    "settings", [{}, {"recovery_rate_nickel": 0.5}, {"toy_plant_electricity": 3.0, "toy_cycle_life": 900.0}]
)
def test_values_and_amounts_at_settings_are_those_of_all_formulas_evaluated_anew(toy_study, rules, settings):
    system = toy_study.product_system("toy", rules)
    plain = {name: row.amount for name, row in system.parameters.items() if not row.formula}
    expected = plain | settings
    for name, text, names in system.derived:
        expected[name] = evaluate_by(text, names, expected)
    values = system.parameter_values(settings)
    amounts = system.amounts(values)

    assert values == expected
    assert {row.exchange: amounts[row.exchange] for row in system.formulas} == {
        row.exchange: evaluate_by(row.text, row.names, expected) for row in system.formulas
    }


def test_a_fault_of_a_setting_is_named_as_where_nothing_was_evaluated_before(toy_study):
    """the amounts at rest are known, those at the setting have no value"""
    system = toy_study.product_system("toy")
    broken = {**system.stored_values, **{name: float("inf") for name in system.formulas[0].names.values()}}

    with pytest.raises(ProjectError, match="is not a finite number"):
        system.amounts(broken)
