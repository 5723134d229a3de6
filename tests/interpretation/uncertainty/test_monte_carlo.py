import math

import numpy as np
import pytest
from joblib import parallel_config
from known_functions import independent, normals, spreads

from lca_models.interpretation.uncertainty.drivers import REST, drivers_of
from lca_models.interpretation.uncertainty.monte_carlo import monte_carlo
from lca_models.inventory.tables.uncertainty import CERTAIN, LOGNORMAL, Spread
from lca_models.scope.scenario import ScenarioError

AMOUNT, FACTOR = Spread(LOGNORMAL, math.log(2.0), 0.3), Spread(LOGNORMAL, math.log(5.0), 0.4)
FACTORS = spreads(amount=AMOUNT, factor=FACTOR)


def sample(function, inputs, n=20_000, seed=0, **options):
    return monte_carlo(
        function,
        lambda rows, stream: independent(inputs, rows, stream),
        n,
        seed,
        central=inputs.central,
        names=inputs.names,
        **options,
    )


def test_a_product_of_lognormals_is_the_lognormal_of_the_closed_form():
    """sigma = sqrt(0.3^2 + 0.4^2) = 0.5, median 2 * 5 = 10, mean 10 exp(0.5^2 / 2), interval 10 exp(+-1.96 * 0.5)"""
    found = sample(lambda x: x[:, 0] * x[:, 1], FACTORS, n=200_000).summary().iloc[0]

    assert found["central"] == pytest.approx(10)
    assert found["median"] == pytest.approx(10, rel=0.01)
    assert found["mean"] == pytest.approx(10 * math.exp(0.125), rel=0.01)
    assert found["p2.5"] == pytest.approx(10 * math.exp(-1.959964 * 0.5), rel=0.02)
    assert found["p97.5"] == pytest.approx(10 * math.exp(1.959964 * 0.5), rel=0.02)


def test_a_linear_model_has_its_analytic_variance_and_shares():
    """2 x1 + x2 with deviations 3 and 4: variance 36 + 16 = 52"""
    found = sample(lambda x: 7 + 2 * x[:, 0] + x[:, 1], normals([3.0, 4.0]), n=100_000)
    row, drivers = found.summary().iloc[0], found.drivers()

    assert row["standard_deviation"] == pytest.approx(math.sqrt(52), rel=0.01)
    assert drivers["parameter"].to_list()[:2] == ["x1", "x2"]
    assert drivers["share"].to_list()[:2] == pytest.approx([36 / 52, 16 / 52], abs=0.01)
    assert row["explained"] == pytest.approx(1)


def test_shares_with_what_stays_unexplained_sum_to_1():
    found = sample(lambda x: x[:, 0] ** 2 + x[:, 1] + x[:, 0] * x[:, 1], normals([1.0, 1.0]))
    drivers = found.drivers()

    assert drivers["share"].sum() == pytest.approx(1)
    # Var(x1^2) = 2, Var(x2) = 1, Var(x1 x2) = 1, which no driver makes alone
    assert drivers["share"].to_list() == pytest.approx([2 / 4, 1 / 4, 1 / 4], abs=0.03)


def test_drivers_beyond_the_top_are_summed():
    drivers = sample(lambda x: x.sum(axis=1), normals([3.0, 2.0, 1.0, 1.0])).drivers(top=2)

    assert drivers["parameter"].to_list() == ["x1", "x2", "all other", REST]
    assert drivers["share"].to_list() == pytest.approx([9 / 15, 4 / 15, 2 / 15, 0], abs=0.02)


def test_shares_of_a_mix_that_sum_to_1_are_one_driver():
    """x and 1 - x, drawn jointly: the result 3x + (1 - x) moves by 2x"""
    found = monte_carlo(
        lambda x: 3 * x[:, 0] + x[:, 1],
        lambda rows, seed: (lambda x: np.column_stack([x, 1 - x]))(np.random.default_rng(seed).random(rows)),
        5000,
        central=np.array([0.5, 0.5]),
        names=["coal", "hydro"],
        drivers=drivers_of(["coal", "hydro"], np.array([0, 0]), {0: "power"}),
    ).drivers()

    assert found["parameter"].to_list() == ["power (mix)", REST]
    assert found["share"].to_list() == pytest.approx([1.0, 0.0])
    assert found["members"].to_list() == ["coal + hydro", ""]


def test_certain_inputs_are_not_counted_as_uncertain():
    inputs = spreads(amount=AMOUNT, factor=FACTOR, fixed=Spread(CERTAIN, 3.0))
    found = sample(lambda x: x.prod(axis=1), inputs, n=100)

    assert found.uncertain_inputs == 2
    assert "fixed" not in set(found.drivers()["parameter"])


def test_without_spread_every_number_is_the_central_one():
    inputs = spreads(a=Spread(CERTAIN, 2.0), b=Spread(CERTAIN, 0.1))
    found = sample(lambda x: x.prod(axis=1), inputs, n=100)
    row = found.summary().iloc[0]

    assert (found.samples == 2.0 * 0.1).all()
    assert row[["central", "median", "p2.5", "p97.5"]].to_list() == [0.2] * 4
    assert row["standard_deviation"] == pytest.approx(0, abs=1e-15)
    assert found.uncertain_inputs == 0


def test_several_results_come_with_names_and_units():
    found = sample(lambda x: x, FACTORS, n=500, labels=("first", "second"), units=("kg", "MJ"))
    document = found.document()

    assert found.summary()["result"].to_list() == ["first", "second"]
    assert [row["unit"] for row in document] == ["kg", "MJ"]
    assert set(document[0]) == {
        "n", "seed", "result", "unit", "central", "mean", "median", "p2.5", "p97.5", "percentile", "uncertain_inputs"
    }  # fmt: skip
    assert found.drivers(result=1)["parameter"].iloc[0] == "factor"


def test_the_convergence_table_ends_with_the_summary():
    found = sample(lambda x: x.prod(axis=1), FACTORS, n=3000)
    last = found.convergence().query("n == 3000").set_index("statistic")["amount"]
    row = found.summary().iloc[0]

    assert last.to_dict() == pytest.approx({name: row[name] for name in ("mean", "median", "p2.5", "p97.5")})


def test_numbers_do_not_depend_on_threads_nor_on_what_is_kept(tmp_path):
    function = lambda x: x.prod(axis=1)  # noqa: E731
    alone = sample(function, FACTORS, n=500, seed=4, block_size=64)
    with parallel_config(backend="threading", n_jobs=2):
        together = sample(function, FACTORS, n=500, seed=4, block_size=64)
    sample(function, FACTORS, n=500, seed=4, block_size=64, folder=tmp_path)
    (tmp_path / "block-000003.npz").unlink()
    resumed = sample(function, FACTORS, n=500, seed=4, block_size=64, folder=tmp_path, resume=True)

    assert (alone.samples == together.samples).all()
    assert (alone.samples == resumed.samples).all()
    assert alone.drivers().equals(together.drivers())
    assert alone.drivers().equals(resumed.drivers())


def test_another_function_is_not_resumed(tmp_path):
    sample(lambda x: x.prod(axis=1), FACTORS, n=50, folder=tmp_path)

    with pytest.raises(ScenarioError, match=r"result without uncertainty \['10'\] there, \['7'\] here"):
        sample(lambda x: x.sum(axis=1), FACTORS, n=50, folder=tmp_path, resume=True)


@pytest.mark.parametrize(
    ("n", "seed", "message"), [(0, 0, "n is 0"), (-5, 0, "n is -5"), (10, 0.5, "seed is 0.5"), (1.5, 0, "n is 1.5")]
)
def test_numbers_that_make_no_sample_are_refused(n, seed, message):
    with pytest.raises(ScenarioError, match=message):
        sample(lambda x: x[:, 0], FACTORS, n=n, seed=seed)


def test_results_without_a_name_are_refused():
    with pytest.raises(ValueError, match="has 2 results; name them all"):
        sample(lambda x: x, FACTORS, n=10)
