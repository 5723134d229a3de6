"""The calculation workbook of the example sheets, composed once; read it, never edit it."""

from dataclasses import replace

import pytest

from lca_models.inventory.activity.own_pack import pack_of
from lca_models.inventory.activity.sheet.models import DataSheet
from lca_models.reporting.declaration.calculation.book.evaluation import Formulas
from lca_models.reporting.declaration.calculation.book.reading import read_workbook
from lca_models.reporting.declaration.calculation.composing import Workbook
from lca_models.reporting.declaration.calculation.members import calculation
from lca_models.reporting.declaration.declared import Declared


@pytest.fixture(scope="session")
def lfp_workbook(lfp_declared: Declared) -> Workbook:
    return calculation(lfp_declared)


@pytest.fixture(scope="session")
def lfp_formulas(lfp_workbook: Workbook) -> Formulas:
    """The workbook as it is read from its file."""
    return read_workbook(lfp_workbook.content())


@pytest.fixture(scope="session")
def kit_stages(lfp_declared: Declared):
    """Stages by the kit of a sheet that differs in a value, under the rules of the example, without its remarks."""
    study, found = lfp_declared.study, lfp_declared.result

    def stages(sheet: DataSheet) -> dict[str, float]:
        from lca_models.impact.assessment import solve

        system = study.own_system(pack_of(sheet, replace(study.surroundings(), score=None)), found.rule_set)
        values = system.parameter_values()
        return solve(system, values, system.amounts(values), found.assessment.method).stages()

    return stages
