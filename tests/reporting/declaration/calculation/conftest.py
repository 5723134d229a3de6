"""The calculation workbook of the example sheets, composed once; read it, never edit it."""

from dataclasses import replace

import pytest

from lca_models.impact.assessment import solve
from lca_models.impact.footprint import footprint
from lca_models.impact.service_life import functional_unit_of
from lca_models.inventory.activity.own_pack import pack_of
from lca_models.inventory.activity.sheet.models import DataSheet
from lca_models.reporting.declaration.calculation.book.evaluation import Formulas
from lca_models.reporting.declaration.calculation.book.pages import Given
from lca_models.reporting.declaration.calculation.book.reading import read_workbook
from lca_models.reporting.declaration.calculation.composing import Calculation, compose
from lca_models.reporting.declaration.calculation.members import calculation
from lca_models.reporting.declaration.declared import Declared


@pytest.fixture(scope="session")
def lfp_workbook(lfp_declared: Declared) -> Calculation:
    return calculation(lfp_declared)


@pytest.fixture(scope="session")
def lfp_formulas(lfp_workbook: Calculation) -> Formulas:
    """The workbook as it is read from its file."""
    return read_workbook(lfp_workbook.content())


@pytest.fixture(scope="session")
def kit_results(lfp_declared: Declared):
    """Stages, and the energy delivered, by the kit of a sheet under a rule set, without its remarks."""
    study = lfp_declared.study
    around = replace(study.surroundings(), score=None)

    def results(sheet: DataSheet, rules: str = "cn-551") -> list[float]:
        pack = pack_of(sheet, around)
        system = study.own_system(pack, study.rules[rules])
        values = system.parameter_values()
        stages = solve(system, values, system.amounts(values)).stages()
        life = functional_unit_of(system, values, system.rule_set, pack.fade_curve)
        return [*stages.values(), life.energy_delivered_kwh]

    return results


@pytest.fixture(scope="session")
def composed(lfp_declared: Declared):
    """The workbook of a sheet under a rule set, read from its file, and the cells of the maker in it."""
    study = lfp_declared.study
    around = replace(study.surroundings(), score=None)

    def workbook(sheet: DataSheet, rules: str = "cn-551") -> tuple[Formulas, list[Given]]:
        system = study.own_system(pack_of(sheet, around), study.rules[rules])
        found = compose(footprint(system, rules=study.rules[rules]), sheet, dict(around.units))
        return read_workbook(found.content()), found.book.given

    return workbook
