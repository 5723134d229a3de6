"""Everything uncertain: small systems whose samples are arithmetic, and random ones against direct solutions and bw2calc."""

import math
from dataclasses import replace

import numpy as np
import pytest
from counts import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from joblib import parallel_config
from scipy.sparse.linalg import spsolve

from lca_models.impact.assessment import assess
from lca_models.impact.draws.blocks import Block, Blocks, kept_in, run_blocks
from lca_models.impact.draws.distributions import NO_GROUP
from lca_models.impact.everything.monte_carlo import TOLERANCE, FullMonteCarlo, everything_uncertain
from lca_models.inventory.system.rows import ProjectError
from lca_models.reporting.verification.witnesses import score_matrices_with_bw2calc
from lca_models.scope.scenario import ScenarioError
from tests.impact.everything.small_uncertain import CO2, NORMAL, TRIANGULAR, UNIFORM, spread, system_of

EXECUTORS = ("numba", "scipy")


def direct_score(matrices):
    """c B A^-1 f by a direct solution."""
    return matrices.factors @ (matrices.biosphere @ spsolve(matrices.technosphere, matrices.demand))


CHAIN = (  # a pack buys 2 kWh that emit 0.5 each, and emits 3 itself: 4
    (0, 0, 1.0),
    (0, 1, -2.0, spread(2.0)),
    (0, CO2, 3.0, spread(3.0)),
    (1, 1, 1.0),
    (1, CO2, 0.5, spread(0.5)),
)
LOOP = (  # steel = 1 + 0.1 power, power = 0.5 + 0.2 steel
    (0, 0, 1.0),
    (0, 1, -0.1, spread(0.1)),
    (0, CO2, 1.0, spread(1.0)),
    (1, 1, 1.0),
    (1, 0, -0.2, spread(0.2)),
    (1, CO2, 0.5, spread(0.5)),
)


def certain(*exchanges):
    return tuple(one[:3] for one in exchanges)


@pytest.mark.parametrize("executor", EXECUTORS)
@pytest.mark.parametrize(
    ("exchanges", "expected"),
    [
        (CHAIN, 3 + 2 * 0.5),
        (LOOP, 1.05 / 0.98),
        (((0, 0, 4.0), (0, 1, -8.0), (0, CO2, 10.0), (1, 1, 2.0), (1, CO2, 1.2)), (10 + 8 * 0.6) / 4),
        (((0, 0, 1.0), (0, 1, 3.0), (0, CO2, 1.0), (1, 1, -1.0), (1, CO2, 0.2)), 1 + 3 * 0.2),
        (((0, 0, 1.0), (0, 0, -0.2), (0, CO2, 0.5)), 0.5 / 0.8),
        (((0, 0, 1.0), (0, 1, -2.0), (0, 1, -3.0), (1, 1, 1.0), (1, CO2, 0.6)), 5 * 0.6),
        (((0, 0, 1.0), (0, 1, 9.0), (0, CO2, 1.0), (1, 1, 1.0), (1, CO2, 0.6)), 1 - 9 * 0.6),
    ],
    ids=["chain", "loop", "batches of 4", "waste treatment", "own use", "two exchanges of one pair", "credit"],
)
def test_without_spread_every_sample_is_the_static_score(exchanges, expected, executor):
    samples = FullMonteCarlo(system_of(*certain(*exchanges)), executor=executor).scores(3)

    assert samples == pytest.approx(np.full((3, 1), expected), rel=1e-10)


@pytest.mark.parametrize("executor", EXECUTORS)
def test_a_spread_of_zero_is_no_spread(executor):
    """3 + 2 x 0.5, with scale 0 and with bounds that are equal"""
    exchanges = (
        (0, 0, 1.0), (0, 1, -2.0, spread(2.0, 0.0)), (1, 1, 1.0), (1, CO2, 0.5, {"uncertainty type": UNIFORM,
         "minimum": 0.5, "maximum": 0.5}), (0, CO2, 3.0, {"uncertainty type": TRIANGULAR, "loc": 3.0, "minimum": 3.0,
         "maximum": 3.0}),
    )  # fmt: skip
    model = FullMonteCarlo(system_of(*exchanges), executor=executor)

    assert model.uncertain_exchanges == 0
    assert model.scores(2) == pytest.approx(np.full((2, 1), 4.0), rel=1e-12)


@pytest.mark.parametrize("executor", EXECUTORS)
def test_a_sample_is_the_arithmetic_of_its_own_amounts(executor):
    """own emission + kWh x intensity, for the amounts of each sample"""
    model = FullMonteCarlo(system_of(*CHAIN), executor=executor)
    scores = model.scores(20, seed=3)[:, 0]

    for index in (0, 7, 8, 19):
        _, kwh, own, _, intensity = model.sampled_matrices(3, index).amounts
        assert scores[index] == pytest.approx(own + kwh * intensity, rel=1e-12)


def test_a_product_of_lognormals_has_the_closed_form():
    """ln h is normal with mean ln(2 x 0.5) = 0 and variance 0.3^2 + 0.4^2 = 0.5^2; four standard errors are allowed"""
    exchanges = ((0, 0, 1.0), (0, 1, -2.0, spread(2.0, 0.3)), (1, 1, 1.0), (1, CO2, 0.5, spread(0.5, 0.4)))
    logs = np.log(FullMonteCarlo(system_of(*exchanges)).scores(20_000, seed=1)[:, 0])

    assert logs.mean() == pytest.approx(0, abs=4 * 0.5 / math.sqrt(20_000))
    assert logs.std() == pytest.approx(0.5, abs=4 * 0.5 / math.sqrt(2 * 20_000))


def test_credits_and_waste_keep_their_sign_in_every_sample():
    """a credit of 9 at 0.6, and treatment with production -1 of 3 kg at 0.2"""
    exchanges = (
        (0, 0, 1.0), (0, 1, 9.0, spread(-9.0, 0.5)), (0, 2, 3.0, spread(-3.0, 0.5)), (1, 1, 1.0), (1, CO2, 0.6),
        (2, 2, -1.0, spread(-1.0, 0.2)), (2, CO2, 0.2),
    )  # fmt: skip
    model = FullMonteCarlo(system_of(*exchanges))
    scores = model.scores(50)[:, 0]

    for index in (0, 31, 49):
        amounts = model.sampled_matrices(0, index).amounts
        avoided, waste, treated = -amounts[1], amounts[2], amounts[5]
        assert waste < 0
        assert treated < 0
        assert avoided > 0
        assert scores[index] == pytest.approx(-0.6 * avoided + 0.2 * waste / treated, rel=1e-10)


def test_samples_depend_on_the_seed_and_their_number_alone():
    model = FullMonteCarlo(system_of(*LOOP))
    whole = model.scores(2500, seed=7)

    with parallel_config(backend="threading", n_jobs=1):
        assert np.array_equal(model.scores(2500, seed=7), whole)
    assert np.array_equal(model.scores(30, seed=7), whole[:30])
    assert np.array_equal(model.sample(Block(5, 1024, 300, seed=7))[0], whole[1024:1324])
    assert not np.array_equal(model.scores(30, seed=8), whole[:30])
    assert len(np.unique(whole)) == 2500


def test_processes_give_the_same_numbers(toy_system):
    """formulas and exchanges"""
    model = everything_uncertain(toy_system)
    with parallel_config(backend="loky", n_jobs=2):
        found = model.scores(2100, seed=1)

    assert np.array_equal(found, model.scores(2100, seed=1))


@pytest.mark.parametrize("n", [0, -1, 2.5])
def test_a_number_of_samples_that_is_none_is_refused(n):
    with pytest.raises(ScenarioError, match="give a whole number above 0"):
        FullMonteCarlo(system_of(*CHAIN)).scores(n)


def test_blocks_of_a_large_system_are_short_and_change_no_number(toy_system, monkeypatch):
    """a block of a stream instead of 1024 samples, so that several share the draws of their parameters"""
    whole = everything_uncertain(toy_system).scores(1500, seed=2)
    monkeypatch.setattr("lca_models.impact.everything.monte_carlo.VALUES_IN_BLOCK", 1)
    model = everything_uncertain(toy_system)

    assert model.rows_at_once == model.stream_size < 1024
    assert np.array_equal(model.scores(1500, seed=2), whole)


def test_a_late_sample_is_that_of_its_own_matrices(toy_system):
    """in the second thousand, whose parameters have a stream of their own"""
    model = everything_uncertain(toy_system)
    scores = model.scores(2100, seed=1)

    for index in (1023, 1024, 1300, 2099):
        assert scores[index] == pytest.approx(direct_score(model.sampled_matrices(1, index)), rel=1e-10)
    assert len(np.unique(scores)) == 2100


def test_what_was_interrupted_is_resumed_with_the_same_numbers(toy_system, tmp_path, monkeypatch):
    monkeypatch.setattr("lca_models.impact.everything.monte_carlo.VALUES_IN_BLOCK", 1)
    model = everything_uncertain(toy_system)
    whole = model.scores(1500, seed=2)
    blocks, calls = Blocks(1500, 2, model.rows_at_once), []

    def until_the_third(block):
        calls.append(block.number)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return model.sample(block)

    with pytest.raises(KeyboardInterrupt):
        run_blocks(until_the_third, blocks, kept_in(tmp_path, model.identity(), resume=False))
    done = {path.name for path in tmp_path.glob("block-*")}
    kept = kept_in(tmp_path, everything_uncertain(toy_system).identity(), resume=True)

    assert done == {"block-000000.npz", "block-000001.npz"}
    assert np.array_equal(model.scores(1500, seed=2, kept=kept), whole)


def test_another_spread_is_not_resumed(tmp_path):
    """the same system but for one standard deviation"""
    narrow, wide = (FullMonteCarlo(system_of(*CHAIN[:-1], (1, CO2, 0.5, spread(0.5, sigma)))) for sigma in (0.1, 0.2))
    narrow.scores(10, kept=kept_in(tmp_path, narrow.identity(), resume=False))

    with pytest.raises(ScenarioError, match=r"exchanges \w+ there, \w+ here"):
        wide.scores(10, kept=kept_in(tmp_path, wide.identity(), resume=True))


def test_what_the_demand_does_not_reach_or_no_factor_counts_is_left_out():
    """process 2 is bought by nobody; flow 1 has no factor"""
    system = system_of(*CHAIN, (2, 2, 1.0), (2, CO2, 9.0, spread(9.0)))
    uncounted = replace(system, factors=np.array([[1.0], [0.0]]))

    assert FullMonteCarlo(system).uncertain_exchanges == 3
    assert sorted(FullMonteCarlo(system).pattern.processes) == [0, 1]
    assert FullMonteCarlo(uncounted).scores(5)[:, 1] == pytest.approx(np.zeros(5))


def test_a_chain_is_solved_buyers_first():
    exchanges = [(k, k, 1.0) for k in range(6)] + [(k, k - 1, -1.0) for k in range(1, 6)] + [(0, CO2, 1.0)]

    assert list(FullMonteCarlo(system_of(*exchanges, demand=5)).pattern.processes) == [5, 4, 3, 2, 1, 0]


def test_the_progress_bar_ends_at_all_samples(capsys, monkeypatch):
    monkeypatch.setattr("lca_models.impact.draws.progress.BAR_DELAY", 0)
    monkeypatch.setattr("lca_models.impact.draws.progress.is_terminal", lambda stream: True)
    FullMonteCarlo(system_of(*CHAIN)).scores(300, progress=True)

    assert "300/300" in capsys.readouterr().err


@pytest.mark.parametrize("executor", EXECUTORS)
def test_samples_that_sweeps_cannot_solve_are_solved_directly(executor):
    """0 buys 1.5 of 1 and 1 buys 1.2 of 0: sweeps diverge, the solution is unique: (1 + 1.5 x 2) / (1 - 1.8)"""
    exchanges = (
        (0, 0, 1.0), (0, 1, -1.5, spread(1.5, 0.02)), (0, CO2, 1.0), (1, 1, 1.0), (1, 0, -1.2), (1, CO2, 2.0),
    )  # fmt: skip
    model = FullMonteCarlo(system_of(*exchanges), executor=executor)
    scores = model.scores(10, seed=1)[:, 0]

    assert FullMonteCarlo(system_of(*certain(*exchanges)), executor=executor).scores(1)[0, 0] == pytest.approx(-5)
    for index in range(10):
        bought = model.sampled_matrices(1, index).amounts[1]
        assert scores[index] == pytest.approx((1 + 2 * bought) / (1 - 1.2 * bought), rel=1e-10)


@pytest.mark.parametrize("executor", EXECUTORS)
def test_a_sample_without_a_solution_is_named(executor):
    exchanges = ((0, 0, 1.0), (0, 1, -1.0), (0, CO2, 1.0), (1, 1, 1.0), (1, 0, -1.0))

    with pytest.raises(ProjectError, match="singular"):
        FullMonteCarlo(system_of(*exchanges), executor=executor).scores(1)


def random_system(seed, processes, categories):
    """Productive, with loops, losses, waste, credits, mixes, every distribution, and production amounts of all kinds."""
    generator = np.random.default_rng(seed)
    exchanges, groups = [], []
    for column in range(processes):
        made = float(generator.choice([1.0, 2.5, -1.0]))
        exchanges.append((column, column, made, spread(made, 0.05) if generator.random() < 0.3 else {}))
        groups.append(NO_GROUP)
        for row in generator.choice(processes, min(3, processes), replace=False):
            amount = -float(generator.uniform(0.01, 0.25)) if row != column else -0.1 * made
            kind = generator.integers(0, 5)
            fields = [
                {},
                spread(-amount, 0.3),
                {"uncertainty type": NORMAL, "loc": -amount, "scale": 0.02},
                {"uncertainty type": UNIFORM, "minimum": -amount * 0.5, "maximum": -amount * 1.5},
                {"uncertainty type": TRIANGULAR, "loc": -amount, "minimum": -amount * 0.9, "maximum": -amount * 2},
            ][kind]
            if row == column:
                fields = {}
            exchanges.append((column, int(row), amount, fields))
            groups.append(column if generator.random() < 0.3 and row != column else NO_GROUP)
        exchanges.append((column, CO2, float(generator.normal()), {}))
        groups.append(NO_GROUP)
        amount = float(generator.uniform(-2, 3))
        exchanges.append((column, CO2, amount, spread(amount, 0.4)))
        groups.append(NO_GROUP)
    factors = generator.uniform(0.5, 2, (categories, 1))
    return system_of(*exchanges, factors=factors, groups=groups)


@settings(max_examples=examples(40))
@given(st.integers(0, 10**6), st.integers(1, 12), st.integers(1, 3), st.sampled_from(EXECUTORS))
def test_random_systems_agree_with_direct_solutions(seed, processes, categories, executor):
    model = FullMonteCarlo(random_system(seed, processes, categories), executor=executor)
    scores = model.scores(11, seed=seed)

    for index in (0, 5, 10):
        matrices = model.sampled_matrices(seed, index)
        direct = direct_score(matrices)
        size = (
            np.abs(matrices.factors) @ abs(matrices.biosphere) @ np.abs(spsolve(matrices.technosphere, matrices.demand))
        )
        assert scores[index] == pytest.approx(direct, rel=1e-9, abs=1e-11 * float(size.max()))


@settings(max_examples=examples(20))
@given(st.integers(0, 10**6), st.integers(2, 12))
def test_both_executors_give_the_same_numbers(seed, processes):
    system = random_system(seed, processes, 2)
    with_numba, with_scipy = (FullMonteCarlo(system, executor=one).scores(9, seed=1) for one in EXECUTORS)

    assert np.abs(with_numba - with_scipy).max() <= 100 * TOLERANCE * np.abs(with_scipy).max()


@pytest.mark.parametrize("seed", range(3))
def test_bw2calc_gives_the_same_score_for_the_same_sampled_matrices(seed):
    model = FullMonteCarlo(random_system(seed, 8, 1))
    scores = model.scores(2, seed=seed)[:, 0]

    for index in range(2):
        one = model.sampled_matrices(seed, index)
        other = score_matrices_with_bw2calc(
            one.technosphere.toarray(), one.biosphere.toarray(), one.factors[0], one.demand
        )
        assert scores[index] == pytest.approx(other, rel=1e-9)


def test_the_toy_with_everything_uncertain_agrees_with_bw2calc(toy_system):
    model = everything_uncertain(toy_system)
    scores = model.scores(3, seed=1)[:, 0]

    assert np.ptp(scores) > 0
    for index in range(3):
        one = model.sampled_matrices(1, index)
        other = score_matrices_with_bw2calc(
            one.technosphere.toarray(), one.biosphere.toarray(), one.factors[0], one.demand
        )
        assert scores[index] == pytest.approx(other, rel=1e-9)


def test_a_project_without_spread_gives_the_static_score(toy_system):
    """every exchange and parameter made certain"""
    calm = replace(
        toy_system,
        exchanges=tuple(
            replace(one, data={**one.data, "uncertainty type": 0, "weight_sigma": 0.0}) for one in toy_system.exchanges
        ),
        parameters={
            name: replace(row, data={**row.data, "uncertainty type": 0}) for name, row in toy_system.parameters.items()
        },
    )
    model = everything_uncertain(calm)

    assert model.uncertain_exchanges == 0
    assert model.scores(2)[:, 0] == pytest.approx([assess(calm).score] * 2, rel=1e-10)


def test_a_parameter_that_is_set_is_certain(toy_system):
    """the recovery rate is set in every sample, so every credit follows it"""
    free = everything_uncertain(toy_system)
    name = "recovery_rate_nickel"
    held = everything_uncertain(toy_system, settings={name: 0.5})

    assert held.uncertain_exchanges <= free.uncertain_exchanges
    amounts = {held.sampled_matrices(1, k).amounts[credit_of(toy_system)] for k in range(4)}
    assert amounts == {10 * 0.5}


def credit_of(system):
    return next(k for k, one in enumerate(system.exchanges) if one.type == "substitution")


def test_a_brightway_database_of_ones_own_is_sampled(small_project):
    """two exchanges of the same pair, own use, production 2 and spread from Brightway's own fields"""
    project = small_project(
        nickel=[("production", "nickel", 2.0), ("biosphere", "co2", 1.2), ("technosphere", "nickel", 0.2)],
        pack=("manufacturing", [("technosphere", "nickel", 2.0), ("technosphere", "nickel", 3.0)]),
    )
    exchange = project.exchange(("small", "nickel"), ("small", "co2"))
    exchange.update(spread(1.2, 0.3))
    exchange.save()
    model = everything_uncertain(project.system(("small", "pack")))
    emitted = [model.sampled_matrices(4, k).biosphere.toarray().sum() for k in range(3)]

    assert len(set(emitted)) == 3
    assert model.scores(3, seed=4)[:, 0] == pytest.approx([5 * one / (2 - 0.2) for one in emitted], rel=1e-11)
