"""Random databases of the kinds that other people keep: the kit and bw2calc give the same scores, and nothing is refused."""

import contextlib
import io
import sys
import types
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from counts import LONG

from lca_models.impact.assessment import assess
from lca_models.impact.compiled.model import compile_system
from lca_models.inventory.brightway.database import close_databases, import_brightway
from lca_models.inventory.system.product_system import build_product_system
from lca_models.inventory.system.rows import read_project_rows
from lca_models.scope.errors import LcaModelsError
from tests.foreign_databases import Case, bw2calc_scores, make_case, set_in_brightway, write_project

CASES = 2000 if LONG else 75
A_PROJECT = 25  # cases: more make each reading and each flush of Brightway longer than it has to be
SEED = 20261128
LEAST_OF_A_FEATURE = min(CASES // 15, 20)


@pytest.fixture(scope="module")
def brightway(tmp_path_factory) -> Iterator[Any]:
    """Brightway with processed arrays in double precision, so that the last digits can be compared."""
    base = tmp_path_factory.mktemp("foreign") / "base"
    base.mkdir()
    found = import_brightway(base)
    from bw_processing import utils

    exact = types.SimpleNamespace(**{**vars(np), "float32": np.float64})
    former, utils.np = utils.np, exact
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        yield found
    utils.np = former
    close_databases(found)


class Compared:
    """What came out of the comparisons."""

    def __init__(self) -> None:
        self.refused: Counter[str] = Counter()
        self.different: list[str] = []
        self.worst = 0.0
        self.count = 0

    def compare(self, case: Case, what: str, found: float, expected: float, gross: float) -> None:
        self.count += 1
        difference = abs(found - expected) / max(abs(found), abs(expected), 1e-6 * gross, 1e-300)
        self.worst = max(self.worst, difference)
        if difference > 1e-9:
            self.different.append(f"{case.name} {what}: {found!r} but bw2calc {expected!r} {sorted(case.features)}")


def kit_scores(
    case: Case, rows: Any, compared: Compared, expected: float, at_settings: float | None, what: str
) -> None:
    try:
        system = build_product_system(rows, case.asked)
        result = assess(system, method=case.method)
        gross = float(np.abs(result.emissions).sum())
        compared.compare(case, f"{what}, single solve", result.score, expected, gross)
        compiled = compile_system(system, [case.method])
        compared.compare(case, f"{what}, compiled", float(compiled().sum()), expected, gross)
        if at_settings is None:
            return
        result = assess(system, case.settings, method=case.method)
        gross = float(np.abs(result.emissions).sum())
        compared.compare(case, f"{what}, settings {case.settings}", result.score, at_settings, gross)
        values = {name: value for name, value in case.settings.items() if name in compiled.parameters}
        compared.compare(case, f"{what}, compiled settings", float(compiled(values).sum()), at_settings, gross)
    except LcaModelsError as error:
        compared.refused[f"{case.name}: {str(error).splitlines()[-1].strip()} {sorted(case.features)}"] += 1


def run_project(brightway: Any, cases: list[Case], compared: Compared) -> None:
    brightway.projects.set_current(f"foreign {cases[0].number}", update=False)
    write_project(brightway, cases)
    rows = read_project_rows(Path(brightway.projects.dir))
    at_rest = bw2calc_scores(brightway, cases)
    set_in_brightway(cases)
    moved = bw2calc_scores(brightway, cases)
    rows_after = read_project_rows(Path(brightway.projects.dir))
    for case, rest, after in zip(cases, at_rest, moved, strict=True):
        kit_scores(case, rows, compared, rest, after if case.settings else None, "at rest")
        if case.settings:
            kit_scores(case, rows_after, compared, after, None, "after Brightway's recalculation")


def test_random_foreign_databases_have_the_scores_of_bw2calc(brightway, capsys):
    """To 1e-9: single solve, compiled, parameters set here and in Brightway; faults elsewhere in the project stop nothing"""
    compared, features = Compared(), Counter[str]()
    for first in range(0, CASES, A_PROJECT):
        cases = [make_case(number, SEED) for number in range(first, min(first + A_PROJECT, CASES))]
        features.update(feature for case in cases for feature in case.features)
        run_project(brightway, cases, compared)
    with capsys.disabled():
        sys.stdout.write(f"\n{CASES} foreign databases, {compared.count} comparisons: {len(compared.different)} differ "
                         f"(largest relative difference {compared.worst:.1e}), {sum(compared.refused.values())} refused\n"
                         + "".join(f"  {count:5} {feature}\n" for feature, count in sorted(features.items()))
                         + "".join(f"  {line}\n" for line in [*compared.refused, *compared.different][:10]))  # fmt: skip

    assert compared.refused == {}
    assert compared.different == []
    assert {feature: count for feature, count in features.items() if count < LEAST_OF_A_FEATURE} == {}
