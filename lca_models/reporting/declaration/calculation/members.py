"""The calculation workbook as a member of a bundle."""

from __future__ import annotations

from lca_models.inventory.activity.reading import read_data_sheet
from lca_models.reporting.declaration.bundle import WORKBOOK
from lca_models.reporting.declaration.calculation.composing import Calculation, compose
from lca_models.reporting.declaration.declared import Declared
from lca_models.scope.wording.catalogue import ENGLISH
from lca_models.scope.wording.messages import speaking


def calculation(declared: Declared) -> Calculation:
    """The workbook of a declaration before it is a file.

    Raises WorkbookError where its formulas go in a circle, ServiceLifeError for a service life that cannot be.
    """
    with speaking(
        ENGLISH
    ):  # places of cells are words; the workbook is the same in whatever language somebody declares
        sheet = read_data_sheet(declared.file)
        units = dict(declared.study.surroundings().units)
        return compose(declared.result, sheet, units, is_example=declared.is_example,
                       rows_hash=declared.study.rows.rows_hash)  # fmt: skip


def members(declared: Declared) -> dict[str, bytes]:
    """The workbook by its name in the bundle. Raises as `calculation` does."""
    return {WORKBOOK: calculation(declared).content()}
