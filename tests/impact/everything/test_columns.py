"""Distributions of exchanges that are held as columns: those of the same rows."""

import numpy as np
import pytest

from lca_models.impact.draws.distributions import COLUMNS
from lca_models.impact.everything.columns import RowNames
from lca_models.impact.everything.monte_carlo import everything_uncertain
from lca_models.impact.everything.system import uncertain_system
from lca_models.inventory.projects.large_systems import build_large_system
from lca_models.inventory.system.background.reading import read_rows
from lca_models.inventory.system.product_system import build_product_system
from lca_models.inventory.system.rows import read_project_rows
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.stages import UNASSIGNED


@pytest.fixture(scope="module")
def pairs(foreign_rows):
    """Systems of generated databases from rows and from columns, with their methods."""
    folder, cases = foreign_rows
    rows, columns = read_project_rows(folder), read_rows(folder, least=1)
    found = []
    for case in cases:
        try:
            one = build_product_system(rows, case.asked, default_stage=UNASSIGNED)
        except LcaModelsError:
            continue
        found.append((one, build_large_system(columns, case.asked), case.method))
    assert len(found) > len(cases) / 2
    return found


def by_name(system):
    """Columns of all distributions by the name of the row, whatever their order is."""
    inputs = system.distributions
    columns = [np.asarray(getattr(inputs, name), dtype=float) for name in (*COLUMNS, "shape") if name != "groups"]
    return sorted(zip(inputs.names, np.stack(columns, axis=1).tolist(), inputs.varying.tolist(), strict=True), key=repr)


def test_columns_have_the_distributions_of_rows(pairs):
    """Every type of stats_arrays, factors with a spread, amounts of NumPy, minus signs, and formulas beside them."""
    for one, other, method in pairs:
        assert repr(by_name(uncertain_system(other, [method]))) == repr(by_name(uncertain_system(one, [method])))


def test_a_distribution_that_cannot_be_drawn_is_named_as_with_rows(small_project):
    project = small_project(pack=[("biosphere", "co2", 1.0)])
    row = project.exchange(("small", "pack"), ("small", "co2"))
    row["uncertainty type"], row["loc"], row["scale"] = 2, 0.0, -1.0
    row.save()
    systems = [
        build_product_system(read_project_rows(project.folder), ("small", "pack"), default_stage=UNASSIGNED),
        build_large_system(read_rows(project.folder, least=1), ("small", "pack")),
    ]
    said = []
    for system in systems:
        with pytest.raises(ScenarioError) as raised:
            uncertain_system(system, list(system.factors))
        said.append(str(raised.value))

    assert said[0] == said[1]
    assert "'small/pack' <- 'small/co2'" in said[0]


def test_samples_of_columns_lie_around_the_same_result(pairs):
    one, other, method = next(
        (one, other, method) for one, other, method in pairs if uncertain_system(one, [method]).may_vary.any()
    )
    found = [everything_uncertain(system, method, allow_incomplete=True) for system in (one, other)]

    assert found[0].uncertain_exchanges == found[1].uncertain_exchanges
    values = [np.median(model.scores(400)) for model in found]
    assert values[0] == pytest.approx(values[1], rel=0.2)


def test_names_are_made_when_asked_for(pairs):
    rows = pairs[0][1].exchanges
    names = RowNames(rows, ["a factor"])

    assert names[-1] == "a factor"
    assert names[0] == f"'{'/'.join(rows[0].process)}' <- '{'/'.join(rows[0].input)}'"
    assert [*names[:2]] == [names[0], names[1]]
    assert len(list(names)) == len(rows) + 1
