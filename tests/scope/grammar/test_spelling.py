"""Names that come near a wrong one."""

import pytest

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
