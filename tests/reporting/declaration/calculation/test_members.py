"""The workbook as a member of a bundle."""

from lca_models.reporting.declaration.bundle import WORKBOOK
from lca_models.reporting.declaration.calculation.book.reading import evaluate_workbook
from lca_models.reporting.declaration.calculation.members import members
from lca_models.scope.wording.messages import speaking


def test_the_same_bytes_in_whatever_language_it_is_declared(lfp_declared, lfp_workbook):
    with speaking("zh"):
        found = members(lfp_declared)

    assert found == {WORKBOOK: lfp_workbook.content()}


def test_the_file_evaluates_to_the_total_of_the_kit(lfp_workbook, lfp_declared):
    total = sum(lfp_declared.result.stages.values())

    assert abs(evaluate_workbook(lfp_workbook.content())["stages!C6"] - total) <= 1e-9 * total
