import numpy as np
import pytest
from counts import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from known_functions import ishigami, ishigami_indices, normals, sobol_g, sobol_g_indices, spreads, uniforms

from lca_models.interpretation.uncertainty.drivers import drivers_of
from lca_models.interpretation.uncertainty.sobol import (
    nearest_shares,
    sobol,
    sobol_convergence,
    sobol_indices,
    sobol_sample,
)
from lca_models.inventory.tables.uncertainty import CERTAIN, NORMAL, Spread
from lca_models.scope.scenario import ScenarioError

ANGLES = uniforms(3, -np.pi, np.pi)


def test_ishigami_has_its_indices():
    first, total = ishigami_indices()
    found = sobol(ishigami, ANGLES, n=8192, seed=1)

    assert found.first == pytest.approx(first, abs=0.01)
    assert found.total == pytest.approx(total, abs=0.01)


def test_sobol_g_has_its_indices():
    first, total = sobol_g_indices()
    found = sobol(sobol_g, uniforms(6), n=8192, seed=1)

    assert found.first == pytest.approx(first, abs=0.01)
    assert found.total == pytest.approx(total, abs=0.01)


def test_a_sum_of_normals_has_the_shares_of_their_variances():
    """1 + 4 + 9 = 14, and nothing acts together"""
    found = sobol(lambda x: 100 + x.sum(axis=1), normals([1.0, 2.0, 3.0]), n=4096)

    assert found.first == pytest.approx(np.array([1, 4, 9]) / 14, abs=0.01)
    assert found.total == pytest.approx(found.first, abs=0.01)


def salib_results(n, seed):
    from SALib.analyze.sobol import analyze
    from SALib.sample.sobol import sample

    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[-np.pi, np.pi]] * 3}
    rows = sample(problem, n, calc_second_order=False, seed=seed)
    return rows, analyze(problem, ishigami(rows) + 50, calc_second_order=False, num_resamples=100, seed=seed)


@pytest.mark.parametrize("seed", [1, 7])
def test_indices_and_intervals_are_those_of_salib(seed):
    _, known = salib_results(256, seed)
    found = sobol(lambda x: ishigami(x) + 50, ANGLES, n=256, seed=seed, resamples=100)

    assert found.first == pytest.approx(np.clip(known["S1"], 0, None), abs=1e-12)
    assert found.total == pytest.approx(known["ST"], abs=1e-12)
    assert found.first_interval == pytest.approx(known["S1_conf"], abs=1e-12)
    assert found.total_interval == pytest.approx(known["ST_conf"], abs=1e-12)


def test_first_order_shares_are_never_negative_and_sum_to_at_most_1():
    """200 inputs at 8 rows: estimates scatter so far that those above 0 sum to much more than 1"""
    found = sobol(lambda x: x.sum(axis=1), uniforms(200), n=8, seed=3)

    assert (found.first >= 0).all()
    assert found.first.sum() == pytest.approx(1)


@settings(max_examples=examples(50))
@given(seed=st.integers(0, 2**32 - 1))
def test_the_nearest_shares_are_nearer_than_any_others(seed):
    rng = np.random.default_rng(seed)
    deviations = rng.uniform(0.01, 0.3, 6)
    estimates = rng.normal(0.3, 0.3, 6)
    found = nearest_shares(estimates, deviations)
    others = rng.dirichlet(np.ones(7), 2000)[:, :6]

    assert (found >= 0).all()
    assert found.sum() <= 1 + 1e-12
    assert (((found - estimates) / deviations) ** 2).sum() <= (((others - estimates) / deviations) ** 2).sum(
        axis=1
    ).min()


def test_members_of_a_mixture_are_resampled_together():
    """x1 x2 of two levels around 0: nothing alone, all of it together"""
    inputs = uniforms(3, -1, 1)
    together = drivers_of(inputs.names, np.array([0, 0, -1]), {0: "mixture"})
    found = sobol_indices(sobol_sample(lambda x: x[:, 0] * x[:, 1] + 0.5 * x[:, 2], inputs, 4096, drivers=together))

    assert found.names == ("mixture (mix)", "x3")
    assert found.first == pytest.approx(np.array([1 / 9, 1 / 12]) / (1 / 9 + 1 / 12), abs=0.02)
    assert found.total == pytest.approx(found.first, abs=0.02)


def test_the_function_sees_the_rows_that_salib_would_give_it():
    rows, _ = salib_results(64, 3)
    seen = []
    sobol_sample(lambda x: seen.append(x.copy()) or ishigami(x), ANGLES, n=64, seed=3)
    seen = np.concatenate(seen)

    assert seen.shape == rows.shape == ((3 + 2) * 64, 3)
    assert np.sort(seen, axis=0) == pytest.approx(np.sort(rows, axis=0), abs=1e-12)


def test_inputs_without_spread_stay_and_get_no_index():
    inputs = spreads(fixed=Spread(CERTAIN, 2.0), x1=Spread(NORMAL, 0.0, 1.0))
    found = sobol(lambda x: x[:, 0] * x[:, 1], inputs, n=64)

    assert found.names == ("x1",)
    assert found.total == pytest.approx([1.0], abs=0.1)


def test_inputs_that_do_nothing_may_be_fixed():
    found = sobol(sobol_g, uniforms(6), n=1024, seed=2)

    assert found.may_be_fixed() == ("x5", "x6")
    assert found.may_be_fixed(threshold=2.0) == found.names


def test_a_result_that_never_moves_has_indices_of_0():
    found = sobol(lambda x: np.full(len(x), 0.1), uniforms(2), n=16)

    assert (found.first == 0).all()
    assert (found.total_interval == 0).all()


def test_intervals_narrow_along_the_convergence_table():
    table = sobol_convergence(sobol_sample(sobol_g, uniforms(6), n=4096))
    widths = table[table["parameter"] == "x1"].sort_values("n")["ST_interval"].to_list()

    assert sorted(table["n"].unique()) == [256, 512, 1024, 2048, 4096]
    assert widths[-1] < widths[0] / 2


def test_the_last_step_of_the_convergence_table_is_the_result():
    sample = sobol_sample(sobol_g, uniforms(6), n=256)
    table = sobol_convergence(sample)
    last = table[table["n"] == 256].reset_index(drop=True)

    assert last.equals(sobol_indices(sample).table())


@settings(max_examples=examples(20))
@given(factor=st.floats(0.01, 100), shift=st.floats(-100, 100))
def test_indices_do_not_depend_on_the_unit_of_the_result(factor, shift):
    plain = sobol(sobol_g, uniforms(6), n=64)
    scaled = sobol(lambda x: factor * sobol_g(x) + shift, uniforms(6), n=64)

    assert scaled.first == pytest.approx(plain.first, abs=1e-6)
    assert scaled.total_interval == pytest.approx(plain.total_interval, abs=1e-6)


@pytest.mark.parametrize(
    ("n", "seed", "inputs", "message"),
    [
        (0, 0, uniforms(2), "n is 0; give a whole number above 0"),
        (-8, 0, uniforms(2), "n is -8"),
        (1000, 0, uniforms(2), "n is 1000; a Sobol' sequence needs a power of 2, for example 512 or 1024"),
        (1, 0, uniforms(2), "n is 1; a Sobol' sequence needs a power of 2, for example 2 or 4"),
        (16, 1.5, uniforms(2), "the seed is 1.5; give a whole number from 0 up"),
        (16, 0, spreads(fixed=Spread(CERTAIN, 2.0)), "no input has a distribution"),
    ],
)
def test_what_makes_no_design_is_refused_in_one_line(n, seed, inputs, message):
    with pytest.raises(ScenarioError, match=message) as caught:
        sobol(sobol_g, inputs, n=n, seed=seed)
    assert "\n" not in str(caught.value)


def test_a_result_that_is_not_finite_is_refused():
    with pytest.raises(ScenarioError, match="64 of 64 samples have no finite result"):
        sobol(lambda x: np.full(len(x), np.nan), uniforms(2), n=64)


def test_several_results_at_once_are_refused():
    with pytest.raises(ValueError, match="has 2 results"):
        sobol(lambda x: x, uniforms(2), n=64)
