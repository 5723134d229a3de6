"""Whose parameters a formula sees: by the processes of its group, never by the name of the group."""

from dataclasses import dataclass

import pytest

from lca_models.inventory.stored.scopes import (
    ordered_parameters,
    parameter_table,
    parameters_behind,
    parameters_upon,
    scopes,
)
from lca_models.inventory.tables.formulas import FormulaError


@dataclass(frozen=True)
class Parameter:
    name: str
    scope: str = ""
    formula: str = ""

    @property
    def qualified_name(self):
        return f"{self.scope}::{self.name}" if self.scope else self.name


@dataclass(frozen=True)
class Group:
    database: str
    order: tuple[str, ...] = ()


@dataclass(frozen=True)
class Project:
    parameters: tuple
    groups: dict
    databases: dict


PROJECT = Project(
    (
        Parameter("x"), Parameter("y"), Parameter("x", "LFP/NMC"), Parameter("x", "plant"), Parameter("own", "cell_81fa"),
        Parameter("x", "LFP/cell"), Parameter("lent", "cell_81fa"), Parameter("lent", "nearer"),
    ),
    {
        "cell_81fa": Group("plant"), "LFP/NMC/cell": Group("LFP/NMC"), "LFP/cell": Group("LFP/NMC"), "plant": Group("other"),
        "reads": Group("plant", ("nearer", "cell_81fa")), "nearer": Group("plant"), "empty": Group(""),
        "plant/cell": Group("LFP/NMC"),
    },
    {"plant": {}, "LFP/NMC": {}, "LFP": {}, "other": {}},
)  # fmt: skip


@pytest.mark.parametrize(
    ("group", "name", "meant"),
    [
        ("cell_81fa", "x", "plant::x"),
        ("cell_81fa", "y", "y"),
        ("cell_81fa", "own", "cell_81fa::own"),
        ("LFP/NMC/cell", "x", "LFP/NMC::x"),
        ("LFP/cell", "x", "LFP/cell::x"),  # its own
        ("plant/cell", "x", "LFP/NMC::x"),  # whatever it is called
        ("reads", "lent", "nearer::lent"),
        ("reads", "own", "cell_81fa::own"),
        ("empty", "x", "x"),
    ],
)
def test_a_formula_sees_its_group_then_others_then_the_database_of_its_processes_then_the_project(group, name, meant):
    assert scopes(PROJECT)[group].names[name] == meant


def test_a_group_with_the_name_of_a_database_is_none():
    """Brightway takes it for the database, and never computes it."""
    assert scopes(PROJECT)["plant"].names["x"] == "plant::x"
    assert "own" not in scopes(PROJECT)["plant"].names


def derived(*parameters):
    return Project(parameters, {"g": Group("d")}, {"d": {}})


CHAIN = derived(
    Parameter("a"), Parameter("b", "", "2 * a"), Parameter("b", "d", "b_of + a"), Parameter("b_of", "d", "a"),
    Parameter("c", "g", "b + 1"), Parameter("odd", "", "open('x')"), Parameter("upon", "g", "odd * c"),
)  # fmt: skip


def test_parameters_stand_after_those_of_their_own_scope_that_they_need():
    order = [name for name, _, _ in ordered_parameters(CHAIN, {"odd", "g::upon"})]

    assert order.index("d::b") > order.index("d::b_of")
    assert order.index("g::c") > order.index("d::b")
    with pytest.raises(FormulaError, match="calls 'open'"):
        ordered_parameters(CHAIN)


def test_what_stands_behind_parameters_and_what_rests_on_them():
    from lca_models.inventory.stored.scopes import parameter_formulas

    formulas = parameter_formulas(CHAIN, scopes(CHAIN))

    assert parameters_behind({"g::c"}, formulas) == {"g::c", "d::b", "d::b_of", "a"}
    assert parameters_upon({"d::b_of"}, formulas) == {"d::b_of", "d::b", "g::c", "g::upon"}


def test_dummies_and_what_is_dropped_are_no_parameters():
    project = derived(Parameter("a"), Parameter("dummy_parameter", "g"), Parameter("__dummy_1__", "g"), Parameter("b"))

    assert list(parameter_table(project, {"b"})) == ["a"]
