"""Names that come near a wrong one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.scope.grammar.spelling import MOST_PROBLEMS, first_problems, suggestion
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.messages import speaking


@pytest.mark.parametrize(
    ("name", "known", "text"),
    [
        ("CN-gd", ["CN-GD", "CN-SC"], "did you mean 'CN-GD'"),
        ("copper", ["copper_wire", "steel"], "did you mean 'copper_wire'?"),
        ("xyz", ["abc"], "known: abc"),
        ("xyz", [], "none is known"),
        ("", ["abc"], "known: abc"),
    ],
)
def test_the_nearest_names_are_suggested(name, known, text):
    assert text in suggestion(name, known)


PROVINCES = [f"CN-{one}" for one in ("AH", "BJ", "GD", "GS", "GX", "GZ", "SC", "SD", "SH", "SN", "SX", "XJ")]


@pytest.mark.parametrize("name", ["CN-US", "CN-", "US", "CN-ZQ", "row", "se", "CN"])
def test_what_all_names_begin_with_makes_none_of_them_near(name):
    assert suggestion(name, PROVINCES).startswith("known: CN-AH")


@given(st.sampled_from(PROVINCES))
def test_a_code_in_another_case_is_that_code_alone(code):
    assert suggestion(code.lower(), PROVINCES) == f"did you mean '{code}'?"


def test_a_name_inside_a_longer_one_is_found_at_its_joints_alone():
    """`set` is no near name of `set.foo`, nor `row` of `throw`"""
    assert suggestion("set.foo", ["set", "lang", "row"]).startswith("known:")
    assert suggestion("row", ["throw_away"]).startswith("known:")
    assert suggestion("power", ["green_power_share"]) == "did you mean 'green_power_share'?"


def test_of_many_names_some_say_what_kind_they_are():
    known = [f"name_{number:03}" for number in range(600)]

    assert suggestion("zzz", known) == "known: 600 names such as name_000, name_200, name_400"


def test_long_lists_are_cut():
    assert suggestion("zzz", [f"name{number}" for number in range(20)]).endswith(", …")


def test_near_names_are_joined_in_the_language_in_use():
    with speaking(CHINESE):
        assert " 或 " in suggestion("steel", ["steel1", "steel2"])


def test_only_the_first_of_many_wrong_names_are_compared():
    """Comparing takes long: 20,000 names with 800 parameters took 20 seconds"""
    compared = []

    def problem(name):
        compared.append(name)
        return f"no {name}"

    found = first_problems([f"name_{number}" for number in range(20_000)], problem)

    assert len(compared) == MOST_PROBLEMS
    assert found[-1] == f"and {20_000 - MOST_PROBLEMS} more"
    assert first_problems(["a"], problem) == ["no a"]


def test_a_name_without_end_is_not_compared():
    assert suggestion("x" * 1_000_000, ["y" * 1_000_000, "abc"]).startswith("known: abc, yyy")


def test_the_nearest_of_many_names_is_found():
    known = [f"parameter_{number}_of_a_plant" for number in range(3000)] + ["cell_plant_energy"]

    assert "'cell_plant_energy'" in suggestion("cel_plant_enery", known)
