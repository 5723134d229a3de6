"""Systems of projects with large backgrounds: what `build_product_system` makes of the same rows."""

import numpy as np
import pytest

from lca_models.impact.assessment import assess
from lca_models.impact.compiled.model import compile_system
from lca_models.inventory.projects.large_systems import build_large_system
from lca_models.inventory.system.background.reading import read_rows
from lca_models.inventory.system.background.table import ExchangeTable
from lca_models.inventory.system.product_system import build_product_system
from lca_models.inventory.system.rows import ProjectError, read_project_rows
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.stages import UNASSIGNED


@pytest.fixture(scope="module")
def both(foreign_rows):
    """The rows of one project as rows, and as columns; and what is asked of it."""
    folder, cases = foreign_rows
    found = read_rows(folder, least=1)
    assert isinstance(found.exchanges, ExchangeTable)
    assert sum(case.name in found.digests for case in cases) > len(cases) / 3
    return read_project_rows(folder), found, cases


def told(system):
    """A system as text, whatever the order of its processes is."""
    rows = sorted(
        (*row.process, *row.input, row.type, row.formula, float(amount), stage, bool(made))
        for row, amount, stage, made in zip(
            system.exchanges, system.stored_amounts, system.stages, system.is_production, strict=True
        )
    )
    formulas = sorted((system.exchanges[one.exchange].id, one.text, str(one.names)) for one in system.formulas)
    makers = {
        product: system.processes[column].key for product, column in zip(system.products, system.makers, strict=True)
    }
    return rows, formulas, makers, system.flows, sorted(system.warnings), system.stage_names, list(system.parameters)


def asked(make):
    try:
        return make()
    except LcaModelsError as error:
        return str(error)


def test_every_generated_system_is_the_same_from_columns(both):
    """Multi-output, substitution, treatments, loops, negative production, formulas that are text, rows without a place."""
    rows, columns, cases = both
    for case in cases:
        one = asked(lambda case=case: build_product_system(rows, case.asked, default_stage=UNASSIGNED))
        other = asked(lambda case=case: build_large_system(columns, case.asked))
        if isinstance(one, str):
            assert other == one, case.features
            continue
        assert told(other) == told(one), case.features
        expected, found = assess(one, method=case.method), assess(other, method=case.method)
        size = np.abs(expected.emissions).sum() * 1e-12
        assert found.score == pytest.approx(expected.score, rel=1e-12, abs=size)
        assert found.stages() == pytest.approx(expected.stages(), rel=1e-9, abs=size)
        assert compile_system(other, [case.method])().sum() == pytest.approx(expected.score, rel=1e-9, abs=size)
        if case.settings:
            moved, expected = (assess(each, case.settings, method=case.method) for each in (other, one))
            assert moved.score == pytest.approx(expected.score, rel=1e-12, abs=size)


def test_a_process_that_is_unknown_is_refused_as_with_rows(both):
    rows, columns, _ = both
    for build in (build_product_system, build_large_system):
        with pytest.raises(ProjectError, match="there is no process 'd0/nothing'"):
            build(rows if build is build_product_system else columns, ("d0", "nothing"))


def test_a_stage_map_holds_for_columns_too(both):
    rows, columns, cases = both
    case = next(one for one in cases if one.name in columns.digests and "self-loop" not in one.features)
    first = case.asked
    stages = {first: "manufacturing"}

    assert told(build_large_system(columns, first, 2.0, stages)) == told(
        build_product_system(rows, first, 2.0, stages, default_stage=UNASSIGNED)
    )


def test_an_input_that_nothing_makes_is_named(small_project):
    project = small_project(pack=[("technosphere", "ghost", 1.0)], ghost=[("biosphere", "co2", 1.0)])
    for one in project.brightway.get_activity(("small", "ghost")).production():
        one.delete()
    node = project.brightway.get_activity(("small", "ghost"))
    node["type"] = "process"
    node.save()
    columns = read_rows(project.folder, least=1)

    with pytest.raises(ProjectError, match="'small/pack' <- 'small/ghost': nothing produces this input"):
        build_large_system(columns, ("small", "pack"))
