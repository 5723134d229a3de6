"""Everything uncertain, through the same summary as parameters alone."""

import numpy as np
import pytest

from lca_models.impact.assessment import assess
from lca_models.interpretation.uncertainty.drivers import REST
from lca_models.interpretation.uncertainty.everything import everything_monte_carlo
from lca_models.scope.scenario import ScenarioError
from tests.impact.conftest import MANUFACTURING, make_system

BUY, EMIT = "technosphere", "biosphere"


def spread(median, sigma):
    return {"uncertainty type": 2, "loc": float(np.log(median)), "scale": sigma}


def chain():
    """3 kWh (2 % spread) x 0.5 kg (3 %): ln of the total has the variance 0.02^2 + 0.03^2"""
    return make_system(
        "pack", {"energy_need": 3.0}, data={"energy_need": {"kind": "number", **spread(3.0, 0.02)}},
        pack=(MANUFACTURING, [(BUY, "power", "energy_need")]), power=[(EMIT, "co2", 0.5, spread(0.5, 0.03))],
    )  # fmt: skip


def test_a_product_of_lognormals_has_the_closed_form():
    found = everything_monte_carlo(assess(chain()), 20_000, seed=1)
    logs = np.log(found.samples[:, 0])

    assert found.central.tolist() == pytest.approx([1.5])
    assert logs.mean() == pytest.approx(np.log(1.5), abs=4 * 0.036 / np.sqrt(20_000))
    assert logs.std() == pytest.approx(np.hypot(0.02, 0.03), rel=0.03)


def test_shares_of_the_spread_are_those_of_the_closed_form():
    """4 : 9 of the variance, and nothing left over"""
    drivers = everything_monte_carlo(assess(chain()), 20_000, seed=1).drivers().set_index("parameter")["share"]

    assert drivers["'small/power' <- 'small/co2'"] == pytest.approx(9 / 13, abs=0.03)
    assert drivers["energy_need"] == pytest.approx(4 / 13, abs=0.03)
    assert drivers[REST] == pytest.approx(0, abs=0.01)


def test_a_mix_of_two_counts_once():
    """a share drawn d higher ends (1 - share) d higher: 0.5 x 0.02 for both; together they make all of the spread"""
    data = {name: {"kind": "share", "group": "mix", "uncertainty type": 3, "loc": 0.5, "scale": 0.02}
            for name in ("coal_share", "wind_share")}  # fmt: skip
    system = make_system("pack", {"coal_share": 0.5, "wind_share": 0.5}, data=data,
                         pack=(MANUFACTURING, [(EMIT, "co2", "coal_share + 0 * wind_share")]))  # fmt: skip
    found = everything_monte_carlo(assess(system), 20_000, seed=1)

    assert found.samples.std() == pytest.approx(0.5 * 0.02 * np.sqrt(2), rel=0.03)
    assert found.drivers()["parameter"].to_list() == ["mix (mix)", REST]
    assert found.drivers()["share"].to_list() == pytest.approx([1.0, 0.0], abs=0.01)


def test_a_mix_of_exchanges_is_one_driver_too():
    """shares of 1 : 3 of power at 1 and 0.2; the mix stands beside the need for energy, 5 % spread"""
    mixed = {"share_group": "grid", "weight_sigma": 0.3}
    system = make_system(
        "pack", {"energy_need": 3.0}, data={"energy_need": {"kind": "number", **spread(3.0, 0.05)}},
        pack=(MANUFACTURING, [(BUY, "grid", "energy_need")]),
        grid=[(BUY, "coal", 0.25, mixed), (BUY, "wind", 0.75, mixed)],
        coal=[(EMIT, "co2", 1.0)], wind=[(EMIT, "co2", 0.2)],
    )  # fmt: skip
    found = everything_monte_carlo(assess(system), 8000, seed=1).drivers()

    assert set(found["parameter"]) == {"small/grid: grid (mix)", "energy_need", REST}
    assert found["share"].iloc[0] > 0.5
    assert found["share"].sum() == pytest.approx(1)


@pytest.mark.parametrize(
    "fields",
    [{"uncertainty type": 1}, {"uncertainty type": 2, "loc": 0.0, "scale": 0.0},
     {"uncertainty type": 4, "minimum": 0.5, "maximum": 0.5}],
    ids=["no uncertainty", "scale of 0", "no width"],
)  # fmt: skip
def test_a_certain_exchange_has_no_share_of_the_spread(fields):
    """3 kWh (2 % spread) x 0.5 kg, which is certain"""
    system = make_system(
        "pack", {"energy_need": 3.0}, data={"energy_need": {"kind": "number", **spread(3.0, 0.02)}},
        pack=(MANUFACTURING, [(BUY, "power", "energy_need")]), power=[(EMIT, "co2", 0.5, fields)],
    )  # fmt: skip
    found = everything_monte_carlo(assess(system), 500)

    assert found.may_drive.names == ("energy_need",)
    assert found.uncertain_inputs == 1


def test_what_is_set_is_certain_and_bad_numbers_are_refused():
    assessment = assess(chain(), {"energy_need": 6.0})
    logs = np.log(everything_monte_carlo(assessment, 5_000).samples[:, 0])

    assert logs.std() == pytest.approx(0.03, rel=0.05)
    assert logs.mean() == pytest.approx(np.log(3.0), abs=0.002)
    with pytest.raises(ScenarioError, match="give a whole number above 0"):
        everything_monte_carlo(assessment, 0)
