import pytest

from lca_models.scope.scenario import ScenarioError, parse_assignments


def test_assignments_keep_everything_after_the_first_equals_sign():
    assert parse_assignments([" plant = CN-SC ", "a=b=c"]) == {"plant": "CN-SC", "a": "b=c"}


@pytest.mark.parametrize("text", ["grid_loss_rate", "=5", "grid_loss_rate=", "", " = "])
def test_what_is_no_assignment_is_refused(text):
    with pytest.raises(ScenarioError, match="write NAME=VALUE"):
        parse_assignments([text])


def test_a_name_that_is_set_to_two_values_is_refused():
    with pytest.raises(ScenarioError, match="plant is set twice, to CN-SC and to CN-FJ; keep one"):
        parse_assignments(["plant=CN-SC", "plant = CN-FJ"])

    assert parse_assignments(["plant=CN-SC", "plant=CN-SC"]) == {"plant": "CN-SC"}
