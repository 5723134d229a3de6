import pytest

from lca_models.scope.scenario import ScenarioError, parse_assignments
from lca_models.scope.spelling import suggestion


def test_assignments_keep_everything_after_the_first_equals_sign():
    assert parse_assignments([" plant = CN-SC ", "a=b=c"]) == {"plant": "CN-SC", "a": "b=c"}


@pytest.mark.parametrize("text", ["grid_loss_rate", "=5", "grid_loss_rate=", "", " = "])
def test_what_is_no_assignment_is_refused(text):
    with pytest.raises(ScenarioError, match="write NAME=VALUE"):
        parse_assignments([text])


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
