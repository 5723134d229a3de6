"""What cannot be supplied: signs, own use, loops; with the settings behind it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.impact.assessment import assess, solve
from lca_models.inventory.system.rows import ProjectError
from lca_models.inventory.system.sound_supply import network_of, supply_faults

FOREGROUND = "manufacturing"


def words(system):
    return [fault.words for fault in supply_faults(network_of(system), system.stored_amounts, signs=False)]


def test_a_loop_that_takes_half_as_much_again_is_named():
    """Process 0 takes 1 of 1, and 1 takes 1.5 of 0: one 0 takes 1.5 of itself, so both supplies would be -2."""
    assert words(_system([[0, 1.5], [1, 0]])) == [
        "the loop of 'd/0', 'd/1' cannot run: to make 1, 'd/0' takes 1.5 of itself through it"
    ]
    assert words(_system([[0, 0.99], [1, 0]])) == []


def test_only_the_processes_that_the_loop_needs_are_named():
    """2 stands in the loop of 0 and 1, and adds 0.1 to it: without it the loop is impossible already."""
    (found,) = words(_system([[0, 2, 1], [1, 0, 0], [0.1, 0, 0]]))

    assert "'d/0', 'd/1' cannot run: to make 1, 'd/0' takes 2 of itself" in found


def test_a_process_that_uses_more_than_it_makes_is_named():
    assert words(_system([[1.5]])) == ["the process 'd/0' makes 1 of its product and uses 1.5 of it itself"]


def test_a_project_of_others_is_calculated_with_what_is_doubtful(small_project):
    """a <- 1 b <- 1.5 a, each emitting 1: supplies -2 and -2, which Brightway gives too."""
    emitted = ("biosphere", "co2", 1.0)
    system = small_project(
        a=(FOREGROUND, [("technosphere", "b", 1.0), emitted]), b=(FOREGROUND, [("technosphere", "a", 1.5), emitted])
    ).system(("small", "a"))

    found = assess(system)

    assert found.score == pytest.approx(-4)
    assert found.doubts == tuple(words(system)) != ()


def test_a_credit_above_the_demand_is_sound(small_project):
    """a avoids 3 b and buys 1: the supply of b is -2, a credit."""
    system = small_project(
        a=(FOREGROUND, [("technosphere", "b", 1.0), ("substitution", "b", 3.0)]), b=[("biosphere", "co2", 1.0)]
    ).system(("small", "a"))

    assert words(system) == []
    assert assess(system).score == pytest.approx(-2)


def test_a_treatment_of_waste_with_a_negative_reference_is_sound(small_project):
    """a hands 0.5 to a treatment that makes -1: the treatment runs 0.5 times and emits 2 each time."""
    system = small_project(
        a=(FOREGROUND, [("technosphere", "waste", -0.5)]),
        waste=[("production", "waste", -1.0), ("biosphere", "co2", 2.0)],
    ).system(("small", "a"))

    assert words(system) == []
    assert assess(system).score == pytest.approx(1.0)


def test_a_loop_through_a_treatment_of_waste_is_judged_after_turning_it(small_project):
    """a hands 0.5 to the treatment, which takes 1 a for each unit: 0.5 of itself, sound; with 3 a it is not."""

    def loop(taken):
        return small_project(
            a=(FOREGROUND, [("technosphere", "waste", -0.5)]),
            waste=(FOREGROUND, [("production", "waste", -1.0), ("technosphere", "a", taken)]),
        ).system(("small", "a"))

    assert words(loop(1.0)) == []
    assert "takes 1.5 of itself" in words(loop(3.0))[0]


@given(st.integers(0, 10_000))
def test_faults_are_found_where_some_supply_would_be_negative(seed):
    """A x = 1 has a positive solution exactly where Hawkins and Simon's condition holds; NumPy as the witness."""
    numbers = np.random.default_rng(seed)
    size = int(numbers.integers(1, 7))
    amounts = np.where(numbers.random((size, size)) < 0.5, numbers.random((size, size)), 0.0)
    np.fill_diagonal(amounts, numbers.random(size) * 0.9)
    system = _system(amounts)
    matrix = np.eye(size) - amounts
    pivots = [np.linalg.det(matrix[:k, :k]) for k in range(1, size + 1)]

    found = supply_faults(network_of(system), system.stored_amounts)

    if min(abs(pivot) for pivot in pivots) > 1e-9:
        assert bool(found) == (min(pivots) <= 0)


def _system(amounts):
    """A system whose process j takes amounts[i, j] of product i, and makes 1 of its own."""
    from lca_models.inventory.system.product_system import ProductSystem
    from lca_models.inventory.system.rows import ExchangeRow, Node

    amounts = np.array(amounts, dtype=float)
    size = len(amounts)
    keys = [("d", str(number)) for number in range(size)]
    rows, columns = np.nonzero(amounts)
    made = [(i, i, "production", 1.0) for i in range(size)]
    bought = [(int(i), int(j), "technosphere", float(amounts[i, j])) for i, j in zip(rows, columns, strict=True)]
    every = [*made, *bought]
    return ProductSystem(
        demand=keys[0], demand_amount=1.0,
        processes=tuple(Node(n, key, "process", {}) for n, key in enumerate(keys)), products=tuple(keys), flows=(),
        exchanges=tuple(ExchangeRow(n, keys[j], keys[i], kind, a, "", {}) for n, (i, j, kind, a) in enumerate(every)),
        matrix_rows=np.array([one[0] for one in every]), matrix_columns=np.array([one[1] for one in every]),
        is_biosphere=np.zeros(len(every), dtype=bool),
        signs=np.array([1.0 if one[2] == "production" else -1.0 for one in every]),
        stored_amounts=np.array([one[3] for one in every]), stages=("",) * len(every), formulas=(), parameters={},
        derived=(), factors={}, method_metadata={}, rows_hash="",
    )  # fmt: skip


def test_the_kits_own_tables_are_refused_with_the_setting_behind_the_fault(toy_system):
    """The toy's electricity of the plant is a formula of one parameter; a negative one reaches it from Python alone."""
    values = toy_system.parameter_values({"toy_plant_electricity": -2.0})

    with pytest.raises(ProjectError, match="no amount can be negative; this follows from toy_plant_electricity=-2"):
        solve(toy_system, values, toy_system.amounts(values))


def test_an_edited_loop_in_the_kits_own_project_is_refused(toy_system):
    """A process of the kit that takes 1.5 of itself, as an edit in Brightway may make it."""
    amounts = toy_system.stored_amounts.copy()
    made = int(np.flatnonzero(toy_system.is_production)[0])
    exchange = replace(toy_system.exchanges[made], type="technosphere", amount=1.5)
    system = replace(
        toy_system,
        exchanges=(*toy_system.exchanges, exchange),
        matrix_rows=np.append(toy_system.matrix_rows, toy_system.matrix_rows[made]),
        matrix_columns=np.append(toy_system.matrix_columns, toy_system.matrix_columns[made]),
        is_biosphere=np.append(toy_system.is_biosphere, False),
        signs=np.append(toy_system.signs, -1.0),
        stored_amounts=np.append(amounts, 1.5),
        stages=(*toy_system.stages, ""),
    )

    with pytest.raises(ProjectError, match=r"makes 1 of its product and uses 1\.5 of it itself"):
        solve(system, {}, np.append(amounts, 1.5))


def test_a_result_that_is_no_finite_number_is_refused(small_project):
    system = small_project(a=(FOREGROUND, [("biosphere", "co2", 1.0)])).system(("small", "a"))

    with pytest.raises(ProjectError, match="no finite number"):
        solve(system, {}, np.where(system.is_biosphere, 1e308, 1e-3))
