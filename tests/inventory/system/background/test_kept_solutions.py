"""A solution found again is the one that was worked out, digit by digit; whatever differs is solved."""

import os
import shutil
from dataclasses import replace

import numpy as np
import pytest

from lca_models.impact import assessment
from lca_models.impact.assessment import assess, solve
from lca_models.impact.compiled import blueprint
from lca_models.impact.compiled.blueprint import draw_blueprint
from lca_models.impact.methods import DEFAULT_METHOD
from lca_models.inventory.system.background import kept_solutions
from lca_models.inventory.system.background.kept_solutions import FOLDER, keeping_solutions, key_of, solutions_in_use
from lca_models.inventory.system.rows import ProjectError

LONG_AGO = 1_000_000_000


@pytest.fixture
def places(toy_study, tmp_path, monkeypatch):
    """The folder of the toy project, which nobody has touched for long, and that of a cache."""
    project = tmp_path / "project"
    shutil.copytree(toy_study.base / toy_study.current.folder, project)
    for path in project.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    monkeypatch.setattr(kept_solutions, "MOST", 3)
    return project, tmp_path / "cache"


@pytest.fixture
def solved(monkeypatch):
    """How often a system was solved."""
    found, before = [], assessment._solved
    monkeypatch.setattr(assessment, "_solved", lambda *given: found.append(given) or before(*given))
    return found


def test_a_solution_found_again_is_the_same_to_the_last_digit(places, solved, toy_system):
    with keeping_solutions(*places):
        first = assess(toy_system, {"cell_plant_province": "CN-SC"})
    with keeping_solutions(*places):
        again = assess(toy_system, {"cell_plant_province": "CN-SC"})

    assert len(solved) == 1
    assert again.supply.tobytes() == first.supply.tobytes()
    assert again.intensities.tobytes() == first.intensities.tobytes()
    assert again.stages() == first.stages()


def test_nothing_is_kept_where_nobody_asked(solved, toy_system):
    assess(toy_system), assess(toy_system)

    assert len(solved) == 2
    assert solutions_in_use() is None


def test_an_amount_that_differs_in_its_last_digit_is_solved(places, solved, toy_system):
    values = toy_system.parameter_values()
    amounts = toy_system.amounts(values)
    other = amounts.copy()
    other[0] = np.nextafter(other[0], np.inf)
    with keeping_solutions(*places):
        solve(toy_system, values, amounts), solve(toy_system, values, other), solve(toy_system, values, amounts)

    assert len(solved) == 2


def test_a_system_with_something_in_place_of_its_own_is_solved(places, solved, toy_system):
    other = replace(toy_system, product=None)
    with keeping_solutions(*places):
        assess(other), assess(other)

    assert len(solved) == 2


def test_a_system_without_a_solution_is_refused_each_time(places, toy_system):
    values = toy_system.parameter_values()
    nothing = np.zeros_like(toy_system.amounts(values))
    with keeping_solutions(*places):
        for _ in range(2):
            with pytest.raises(ProjectError, match="must make something"):
                solve(toy_system, values, nothing)


@pytest.mark.parametrize("change", ["project", "code", "archive"])
def test_of_another_state_or_damaged_nothing_is_found(places, solved, toy_system, monkeypatch, change):
    with keeping_solutions(*places):
        assess(toy_system)
    (archive,) = (places[1] / FOLDER).iterdir()
    if change == "project":
        os.utime(places[0] / "parameters.db", (LONG_AGO, LONG_AGO + 1))
    if change == "code":
        monkeypatch.setattr(kept_solutions, "code_state", lambda: "another line")
    if change == "archive":
        archive.write_bytes(archive.read_bytes()[:-70] + b"x" * 70)
    with keeping_solutions(*places):
        assess(toy_system)

    assert len(solved) == 2


def test_a_project_edited_a_moment_ago_keeps_nothing(places, toy_system):
    os.utime(places[0] / "parameters.db")
    with keeping_solutions(*places):
        assess(toy_system)
        assert solutions_in_use() is None

    assert not places[1].exists()


def test_the_oldest_solutions_go_first(places, solved, toy_system):
    """Three are kept: of four the first is solved again"""
    values = toy_system.parameter_values()
    amounts = [toy_system.amounts(values) * (1 + number / 1000) for number in range(4)]
    with keeping_solutions(*places):
        for one in amounts:
            solve(toy_system, values, one)
    with keeping_solutions(*places):
        for one in amounts[1:]:
            solve(toy_system, values, one)
        assert len(solved) == 4
        solve(toy_system, values, amounts[0])

    assert len(solved) == 5


def test_a_closed_cache_costs_time_only(places, solved, toy_system):
    places[1].write_text("a file in the way", encoding="utf-8")
    for _ in range(2):
        with keeping_solutions(*places):
            assess(toy_system)

    assert len(solved) == 2


def test_a_key_tells_arrays_from_numbers_and_shapes():
    parts = [np.zeros(4), np.zeros((2, 2)), np.zeros(4, dtype=np.float32), 0.0, 0, "0"]

    assert len({key_of([one]) for one in parts}) == len(parts)
    assert key_of([np.ones(3)]) == key_of([np.ones(3)])


def test_a_background_found_again_is_the_same_to_the_last_digit(places, monkeypatch, toy_system):
    with keeping_solutions(*places):
        first = draw_blueprint(toy_system, [DEFAULT_METHOD])
    monkeypatch.setattr(blueprint, "_solved_transposed", None)
    with keeping_solutions(*places):
        again = draw_blueprint(toy_system, [DEFAULT_METHOD])

    assert again.intensities.tobytes() == first.intensities.tobytes()
