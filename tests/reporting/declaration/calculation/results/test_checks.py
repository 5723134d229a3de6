"""Verdicts of the workbook, as issued and after a change."""

from lca_models.reporting.declaration.calculation.book.reading import evaluated
from tests.changed_sheets import key_of


def verdicts(formulas, changes=None):
    found = evaluated(formulas, changes).values
    return {str(found[("checks", row, 1)]): found[("checks", row, 5)] for row in range(2, 40) if ("checks", row, 5) in found}


def test_all_checks_hold_as_issued(lfp_formulas):
    assert set(verdicts(lfp_formulas).values()) == {"ok"}


def test_a_changed_cell_is_listed_and_the_result_differs(lfp_formulas, lfp_workbook):
    given = next(one for one in lfp_workbook.book.given if one.pointer == "product.pack_mass")
    after = evaluated(lfp_formulas, {key_of(given.place): 460.0})
    changed = [key[1] for key, value in after.values.items() if key[0] == "changes" and value == "changed"]

    assert [after.values[("changes", row, 1)] for row in changed] == [given.place]
    found = verdicts(lfp_formulas, {key_of(given.place): 460.0})
    assert found["Largest difference of a stage to the kit, kg"] == "differs"
    assert found["Cells changed since issue"] == "look"
