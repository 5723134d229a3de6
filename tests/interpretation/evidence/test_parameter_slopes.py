import pytest

from lca_models.impact.assessment import assess, solve
from lca_models.interpretation.evidence.parameter_slopes import ParameterSlopes
from lca_models.inventory.system.product_system import ProductSystem


def score_with(system: ProductSystem, values: dict[str, float], **changed: float) -> float:
    derived = {name for name, _, _ in system.derived}
    given = {name: value for name, value in values.items() if name not in derived} | changed
    found = system.parameter_values(given)
    return solve(system, found, system.amounts(found)).score


@pytest.mark.parametrize(
    "name", ["lfp_pack_energy", "cell_acceptance_rate", "cell_plant_energy", "lfp_reference_specific_energy"]
)
def test_a_slope_is_what_a_small_step_makes(shipped_study, name):
    system = shipped_study.product_system("lfp-60kwh")
    result = assess(system)
    slopes = ParameterSlopes(system, result.parameters).of(result.slopes)
    value, step = result.parameters[name], 1e-4
    above, below = (
        score_with(system, dict(result.parameters), **{name: value * (1 + side * step)}) for side in (1, -1)
    )

    assert slopes[name] == pytest.approx((above - below) / (2 * value * step), rel=1e-5)


def test_a_pack_is_proportional_to_its_energy(shipped_study):
    """all that a pack needs grows with its energy, so that the slope times the energy is the result"""
    system = shipped_study.product_system("lfp-60kwh")
    result = assess(system)

    assert ParameterSlopes(system, result.parameters).of(result.slopes)["lfp_pack_energy"] * 60 == pytest.approx(
        result.score, rel=1e-6
    )


def test_a_share_moves_at_the_expense_of_the_others_of_its_mix():
    """shares 0.6, 0.3 and 0.1 with slopes 1, 2 and 4: 1 - (0.3 * 2 + 0.1 * 4) / 0.4 = -1.5"""

    class Row:
        def __init__(self, group: str) -> None:
            self.data = {"kind": "share" if group else "number", "group": group}

    class System:
        def __init__(self) -> None:
            self.parameters = {"a": Row("mix"), "b": Row("mix"), "c": Row("mix"), "d": Row("")}

    slopes = ParameterSlopes(System(), {"a": 0.6, "b": 0.3, "c": 0.1, "d": 5.0})  # type: ignore[arg-type]

    found = slopes.within_mixes({"a": 1.0, "b": 2.0, "c": 4.0, "d": 7.0})

    assert found["a"] == pytest.approx(-1.5)
    assert found["b"] == pytest.approx(2 - (0.6 * 1 + 0.1 * 4) / 0.7)
    assert found["d"] == 7.0
