"""Why a setting changes nothing, read from formulas: on expressions whose reasons anybody sees."""

import pytest

from lca_models.inventory.system.accounted.idle import _blockers, _Values, _zeros, moves_amounts, other_values, why_idle
from lca_models.inventory.tables.formulas import names_in, parse_formula

VALUES = {"a": 0.0, "b": 0.0, "c": 3.0, "x": 5.0}


def reasons(text, **changed):
    names = {name: name for name in names_in(text)}
    now, before = _Values({**VALUES, **changed}, names), _Values(VALUES, names)
    return _blockers(parse_formula(text), frozenset(changed), now, before)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a*x", {"a"}),
        ("c + a*x", {"a"}),
        ("c*(a + b)*x", {"a", "b"}),
        ("(c == 2)*x", {"c"}),
        ("x*a/c", {"a"}),
        ("c if c > 1 else x", {"c"}),
        ("min(c, x)", {"c"}),
        ("where(a, x, c)", {"a", "c"}),
        ("c*x", set()),
        ("a*c", set()),
    ],
)
def test_names_that_keep_a_parameter_out_of_a_formula(text, expected):
    """x goes from 5 to 6 while a and b are 0 and c is 3"""
    assert reasons(text, x=6.0) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("a*c", {"a"}), ("(a + b)*c", {"a", "b"}), ("c - 3", {"c"}), ("c", set())]
)
def test_names_that_make_a_part_zero(text, expected):
    assert _zeros(parse_formula(text), _Values(VALUES, {name: name for name in names_in(text)})) == expected


def test_a_parameter_that_no_formula_reads_says_so(toy_system):
    name = next(
        name for name in sorted(toy_system.parameters) if why(toy_system, name, 0.123).startswith("nothing that toy")
    )

    assert not any(name in {row.names[one] for one in names_in(row.text)} for row in toy_system.formulas)
    assert (
        why(toy_system, "toy_plant_electricity", toy_system.parameters["toy_plant_electricity"].amount)
        == "it is so already"
    )


def why(system, name, value):
    if system.parameters[name].formula or system.parameters[name].data.get("kind") == "choice":
        return ""
    now, before = system.parameter_values({name: value}), system.parameter_values()
    return "" if moves_amounts(system, now, before) else why_idle(system, name, now, before, {})


def test_other_values_are_those_of_the_list_or_the_limits(toy_system):
    row = toy_system.parameters["cell_plant_province"]

    assert set(other_values(toy_system, "cell_plant_province", row.amount)) == {*row.data["codes"]} - {row.amount}
