"""Parameters of a database stand by their plain names; a number typed over a formula counts where Brightway takes it so."""

from dataclasses import replace

import pytest

from lca_models.inventory.system.own.scoped import with_plain_names, with_typed_numbers
from lca_models.inventory.system.product_system import build_product_system
from lca_models.inventory.system.rows import ExchangeRow, Group, Node, ParameterRow, ProjectRows


def rows(*, amount=6.0, double=6.0, fresh=True):
    """`mine/pack` emits `double` = 2 * 3 kg, with `half` of the database in place of that of the project, which is 9."""
    pack, co2 = ("mine", "pack"), ("flows", "co2")
    return ProjectRows(
        folder=None,
        nodes=(Node(1, pack, "process", {"name": "pack"}), Node(2, co2, "emission", {"name": "co2"})),
        exchanges=(
            ExchangeRow(1, pack, pack, "production", 1.0, "", {"source": "S"}),
            ExchangeRow(2, pack, co2, "biosphere", amount, "double", {"source": "S", "formula": "double"}),
        ),
        parameters=(
            ParameterRow("half", "", 9.0, "", {}),
            ParameterRow("of_others", "", 18.0, "2 * half", {}),
            ParameterRow("half", "mine", 3.0, "", {}),
            ParameterRow("double", "mine", double, "2 * half", {"source": "S"}),
        ),
        parameterized={2: ("mine/pack", "double")},
        groups={
            "mine": Group("mine", fresh, (), frozenset()),
            "mine/pack": Group("mine/pack", True, (), frozenset({pack})),
        },
        methods=(),
        databases={"mine": {}, "flows": {}},
        rows_hash="2:0",
    )


def test_a_parameter_of_the_database_stands_in_place_of_that_of_the_project():
    system = with_plain_names(build_product_system(rows(), ("mine", "pack")), "mine")
    values = system.parameter_values({"half": 4.0})

    assert values == {"half": 4.0, "double": 8.0}  # what only others read of the project is not here
    assert system.amounts(values).tolist() == [1.0, 8.0]


def test_a_parameter_of_the_project_that_is_read_here_too_keeps_a_name():
    before = rows()
    wider = replace(before, groups={**before.groups, "mine/pack": Group("other/pack", True, (), frozenset())},
                    parameterized={2: ("mine/pack", "half")},
                    exchanges=(before.exchanges[0], replace(before.exchanges[1], amount=9.0, formula="half")))  # fmt: skip
    system = with_plain_names(build_product_system(wider, ("mine", "pack")), "mine")

    assert system.parameter_values({"half": 4.0}) == {"half": 4.0, "double": 8.0, "project::half": 9.0}
    assert system.amounts(system.parameter_values({"half": 4.0})).tolist() == [1.0, 9.0]


def test_a_number_typed_over_the_formula_of_an_exchange_counts():
    found = with_typed_numbers(rows(amount=7.0), "mine")

    assert (found.exchanges[1].amount, found.exchanges[1].formula, found.parameterized) == (7.0, "", {})
    assert found.exchanges[1].data["source"] == "your edit (was 6, S)"


def test_a_number_typed_over_the_formula_of_a_parameter_counts_in_what_follows_from_it():
    found = with_typed_numbers(rows(double=10.0), "mine")

    assert [(one.amount, one.formula) for one in found.parameters if one.scope] == [(3.0, ""), (10.0, "")]
    assert found.exchanges[1].amount == 10.0
    assert found.parameters[3].data["source"] == "your edit (was 6, S)"


@pytest.mark.parametrize("given", [{}, {"double": 10.0, "fresh": False}, {"amount": 7.0, "fresh": False}])
def test_what_formulas_give_and_what_brightway_has_still_to_evaluate_stays(given):
    before = rows(**given)

    assert with_typed_numbers(before, "mine") == before


def test_a_formula_that_cannot_be_read_is_left_for_whoever_judges_the_rows():
    before = rows()
    broken = replace(before, parameterized={2: ("mine/pack", "double +")})

    assert with_typed_numbers(broken, "mine") == broken
