import pytest

from lca_models.programme.submissions.result_rows import stage_rows
from lca_models.reporting.declaration.declaring import declare
from lca_models.scope.calculation_setup import CalculationSetup
from tests.reporting.verification.conftest import ISSUED, SHEET


def test_rows_are_the_stages_of_the_result_with_shares_between_0_and_1(shipped_study):
    declared = declare(shipped_study, CalculationSetup(str(SHEET)), ISSUED, as_example=True)
    rows = stage_rows(declared)

    found = {row["stage"]: float(row["amount_kg"]) for row in rows}
    assert found == pytest.approx(dict(declared.result.stages), rel=1e-14)
    assert all(0 <= float(row["primary_share"]) <= 1 for row in rows)
    assert all(row["rating"] is None or 1 <= float(row["rating"]) <= 5 for row in rows)
