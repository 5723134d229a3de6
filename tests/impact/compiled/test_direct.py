"""One sample without the tape: formulas one by one, matrices by factorisation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.impact.assessment import assess
from lca_models.impact.compiled.blueprint import draw_blueprint
from lca_models.impact.compiled.direct import derived_values, exchange_amounts, solve_directly
from lca_models.inventory.system.rows import ProjectError
from lca_models.scope.stages import STAGES
from tests.impact.conftest import MANUFACTURING, METHOD, RECYCLING, make_system

BUY, EMIT, AVOID = "technosphere", "biosphere", "substitution"
SYSTEM = make_system(
    "life", {"need": 2.0, "rate": 0.5, "own_use": 0.1},
    life=(RECYCLING, [(BUY, "pack", 1.0), (AVOID, "power", "need * rate")]),
    pack=(MANUFACTURING, [(BUY, "power", "need / rate")]),
    power=[(BUY, "power", "own_use"), (EMIT, "co2", 0.8)],
)  # fmt: skip
BLUEPRINT = draw_blueprint(SYSTEM, [METHOD])
values = st.fixed_dictionaries({"need": st.floats(0.1, 10), "rate": st.floats(0.1, 1), "own_use": st.floats(0, 0.9)})


@given(values)
def test_it_is_the_assessment_stage_by_stage(settings):
    """Power at 0.8 / (1 - own use)"""
    stages = dict(zip(STAGES, solve_directly(BLUEPRINT, settings)[: len(STAGES), 0], strict=True))
    power = 0.8 / (1 - settings["own_use"])

    assert stages == pytest.approx(assess(SYSTEM, settings).stages(), rel=1e-9)
    assert stages[MANUFACTURING] == pytest.approx(settings["need"] / settings["rate"] * power, rel=1e-9)


@given(values)
def test_credits_stand_behind_the_stages(settings):
    credits = solve_directly(BLUEPRINT, settings)[len(STAGES) :, 0]

    assert dict(zip(STAGES, credits, strict=True))[RECYCLING] == pytest.approx(
        assess(SYSTEM, settings).credits()[RECYCLING], rel=1e-9
    )


def test_amounts_are_those_of_their_formulas():
    amounts = exchange_amounts(BLUEPRINT, {"need": 3.0, "rate": 0.5, "own_use": 0.2})

    assert sorted(amounts[[position for position, _, _ in BLUEPRINT.formulas]]) == pytest.approx([0.2, 1.5, 6.0])


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"rate": 0.0}, "an exchange of 'small/pack': .*divides by zero"),
        ({"own_use": 1.0}, "uses up all it makes"),
    ],
)
def test_what_has_no_value_is_named(settings, message):
    with pytest.raises(ProjectError, match=message):
        solve_directly(BLUEPRINT, {"need": 2.0, "rate": 0.5, "own_use": 0.1} | settings)


def test_parameters_follow_each_other_and_one_without_a_value_is_named():
    derived = (("double", "2 * a", {"a": "one"}), ("inverse", "1 / b", {"b": "double"}))

    assert derived_values(derived, {"one": 4.0}) == {"one": 4.0, "double": 8.0, "inverse": 0.125}
    with pytest.raises(ProjectError, match=r"parameter 'inverse': .*divides by zero"):
        derived_values(derived, {"one": 0.0})
