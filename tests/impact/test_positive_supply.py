"""Laws over all plain parameters at 0, both limits, 10 and 1000 times: what is calculated can be supplied."""

import random

import numpy as np
import pytest
from counts import LONG

from lca_models.impact.assessment import assess
from lca_models.impact.completeness import warnings
from lca_models.impact.methods import DEFAULT_METHOD
from lca_models.inventory.system.admissibility import limits_of
from lca_models.inventory.system.rows import ProjectError
from lca_models.inventory.system.settings import resolve_settings
from lca_models.scope.scenario import ScenarioError

TRIED = 100_000 if LONG else 12  # settings of each system
SYSTEMS = [("lfp-60kwh", "cn-551"), ("nmc811-80kwh", "eu-cfb-ev")]
MORE = [(product, rules) for product in ("lmfp-60kwh", "nmc532-60kwh", "nca-80kwh", "naion-45kwh")
        for rules in ("cn-551", "eu-cfb-ev", "iso-14067-cut-off")]  # fmt: skip


def moved(system):
    """Every plain parameter that is no choice, with each of the values."""
    for name, row in system.parameters.items():
        if row.formula or row.data["kind"] == "choice":
            continue
        amount, limits = float(row.amount), limits_of(row)
        for value in dict.fromkeys((0.0, limits.low, limits.high, 10 * amount, 1000 * amount)):
            yield name, value


def drawn(system):
    every = list(moved(system))
    return random.Random(11).sample(every, min(TRIED, len(every)))


def calculated(calculate):
    """What is calculated, or why not."""
    try:
        return calculate(), ""
    except (ScenarioError, ProjectError) as error:
        return None, str(error)


@pytest.mark.parametrize(("product", "rules"), [*SYSTEMS, *(MORE if LONG else ())])
def test_a_setting_is_calculated_with_positive_supplies_or_refused_by_name(shipped_study, product, rules):
    system = shipped_study.product_system(product, rules)
    model = shipped_study.compiled(system, [DEFAULT_METHOD])
    for name, value in drawn(system):
        single, why = calculated(lambda name=name, value=value: assess(system, {name: value}))
        numbers, _ = calculated(lambda name=name, value=value: resolve_settings({name: value}, system.parameters, {}))
        many, why_many = calculated(lambda numbers=numbers, one=(name, value): model(numbers or dict([one])))
        assert bool(why) is bool(why_many), (name, value, why, why_many)
        if single is None:
            assert name in why
            assert name in why_many
            continue
        assert single.amounts.min() >= -1e-12, (name, value)
        assert without_credits(system, single) >= 0, (name, value)
        assert np.isfinite(single.supply).all()
        assert many.sum() == pytest.approx(single.score, rel=1e-9), (name, value)
        is_outside = not limits_of(system.parameters[name]).expects(value)
        assert is_outside == any(line.startswith(f"{name} = ") for line in warnings(single)), (name, value)


def without_credits(system, single):
    """The least supply of the same demand where nothing is avoided, of the largest; rounding is none."""
    amounts = np.where([exchange.type == "substitution" for exchange in system.exchanges], 0.0, single.amounts)
    demand = np.zeros(len(system.products))
    demand[system.product_index[system.demand]] = system.demand_amount
    supply = np.linalg.solve(system.technosphere(amounts).toarray(), demand)
    least = supply.min() / np.abs(supply).max()
    return 0.0 if least > -1e-12 else least


@pytest.mark.parametrize(
    ("settings", "cause"),
    [
        ({"grid_loss_rate": 0.99}, "grid_loss_rate=0.99"),  # -571 tonnes
        ({"alumina_energy": 0}, "'energy/heat_coal' is -0.3944, and no amount can be negative"),
        ({"coal_mining_norm": 6200}, "cannot run"),
        ({"grid_year": "2022", "electricity_rule": "OFFICIAL"}, "no official footprint factor of 2022"),
        ({"cell_plant_onsite_share": 0.7, "green_power_share": 0.7}, "more than the whole load"),
    ],
)
def test_what_cannot_be_is_refused_by_single_results_and_samples_alike(shipped_study, settings, cause):
    system = shipped_study.product_system("lfp-60kwh")
    codes = {"2022": 2022.0, "OFFICIAL": 4.0}
    numbers = {name: codes.get(value, value) for name, value in settings.items()}

    with pytest.raises((ScenarioError, ProjectError), match=cause.split(" of ")[0].replace("(", r"\(")):
        assess(system, settings)
    with pytest.raises((ScenarioError, ProjectError)) as raised:
        shipped_study.compiled(system, [DEFAULT_METHOD])(numbers)
    assert all(name in str(raised.value) for name in settings)
