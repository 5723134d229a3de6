"""Brightway as witness of the compiled system: it recalculates its own parameters, and bw2calc solves its own matrices."""

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from counts import LONG
from hypothesis import given, settings
from hypothesis import strategies as st

from lca_models.impact.compiled.model import compile_system
from lca_models.inventory.brightway.database import close_databases, import_brightway
from lca_models.inventory.system.product_system import ProductSystem, build_product_system
from lca_models.inventory.system.rows import read_project_rows
from lca_models.reporting.verification.witnesses import calculated_lca
from tests.brightway_copy import BrightwayCopy, open_copy
from tests.impact.compiled.test_model import random_systems
from tests.impact.conftest import METHOD

NAMES = ("alpha_share", "beta_share", "gamma_share")
RANDOM_SETTINGS = 200 if LONG else 2
SEED = 20260101


@pytest.fixture(scope="module")
def brightway(tmp_path_factory) -> Iterator[Any]:
    base = tmp_path_factory.mktemp("random") / "base"
    base.mkdir()
    found = import_brightway(base)
    found.projects.set_current("random", update=False)
    yield found
    close_databases(found)


def write(brightway: Any, system: ProductSystem) -> None:
    """The rows of a system as a Brightway database with native parameters, its formulas switched on."""
    data: dict[tuple[str, str], dict[str, Any]] = {
        ("small", "co2"): {"name": "co2", "unit": "kilogram", "type": "emission", "exchanges": []}
    }
    for node in system.processes:
        data[node.key] = {"type": node.type, **node.data, "exchanges": []}
    for exchange in system.exchanges:
        row = {"input": exchange.input, "type": exchange.type, "amount": exchange.amount}
        data[exchange.process]["exchanges"].append(row | ({"formula": exchange.formula} if exchange.formula else {}))
    if "small" in brightway.databases:
        del brightway.databases["small"]
    database = brightway.Database("small")
    database.register()
    database.write(data, searchable=False, check_typos=False)
    method = brightway.Method(METHOD)
    method.register(unit="kg CO2-eq")
    method.write([(("small", "co2"), 1.0)])
    for table in ("ParameterizedExchange", "ActivityParameter", "ProjectParameter", "Group"):
        getattr(import_module("bw2data.parameters"), table).delete().execute()
    set_parameters(brightway, {row.name: float(row.amount) for row in system.parameters.values()})
    for process in sorted({system.exchanges[row.exchange].process for row in system.formulas}):
        brightway.parameters.add_exchanges_to_group("/".join(process), brightway.get_activity(process))
    brightway.parameters.recalculate()


def set_parameters(brightway: Any, values: dict[str, float]) -> None:
    brightway.parameters.new_project_parameters([{"name": name, "amount": amount} for name, amount in values.items()])
    brightway.parameters.recalculate()


@settings(max_examples=200 if LONG else 5)
@given(random_systems(), st.tuples(*[st.floats(0.01, 0.3)] * 3))
def test_any_small_database_with_parameters(brightway, made, sample):
    write(brightway, made)
    found = build_product_system(read_project_rows(Path(brightway.projects.dir)), made.demand)
    set_parameters(brightway, dict(zip(NAMES, sample, strict=True)))
    expected = calculated_lca(brightway, made.demand, 1.0, METHOD).score

    for system in (made, found):
        assert compile_system(system)(np.array([sample])).sum() == pytest.approx(expected, rel=1e-6, abs=1e-9)


@pytest.fixture(scope="module")
def shipped(shipped_study, tmp_path_factory) -> Iterator[BrightwayCopy]:
    yield from open_copy(shipped_study, tmp_path_factory.mktemp("copy"))


def random_settings(system: ProductSystem, names: list[str], rng: np.random.Generator) -> dict[str, float]:
    """Four numbers or shares moved within their limits, a group of shares still summing to 1, and one choice."""
    rows = system.parameters
    numbers = [name for name in names if rows[name].data.get("kind") in ("number", "share")]
    chosen: dict[str, float] = {}
    for name in rng.choice(numbers, 4, replace=False).tolist():
        value = float(rows[name].amount) * rng.uniform(0.9, 1.1)
        lowest, highest = rows[name].data.get("limits") or (None, None)
        value = min(max(value, -np.inf if lowest is None else lowest), np.inf if highest is None else highest)
        chosen[name] = value
        group = rows[name].data.get("group")
        others = [other for other in numbers if group and rows[other].data.get("group") == group and other != name]
        left, base = 1 - value, sum(float(rows[other].amount) for other in others)
        chosen |= {other: float(rows[other].amount) * left / base for other in others if base}
    choice = rng.choice([name for name in names if rows[name].data.get("codes")])
    return chosen | {str(choice): float(rng.choice(rows[str(choice)].data["codes"]))}


def test_random_settings_of_the_shipped_system(shipped, shipped_study, capsys):
    """To 1e-6: the processed arrays of Brightway are float32."""
    system = shipped_study.product_system("nmc811-80kwh")
    model = compile_system(system)
    rng = np.random.default_rng(SEED)
    worst = 0.0
    for _ in range(RANDOM_SETTINGS):
        values = random_settings(system, list(model.parameters), rng)
        shipped.set_parameters({**model.settings, **values})
        expected = calculated_lca(shipped.copy.brightway, system.demand, 1.0, METHOD).score
        worst = max(worst, abs(float(model(values).sum()) / expected - 1))
    with capsys.disabled():
        sys.stdout.write(f"\n{RANDOM_SETTINGS} random settings: largest relative difference {worst:.1e}\n")
    assert worst < 1e-6
