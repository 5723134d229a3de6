"""Each sheet under the other's setup, only where the tables are those of both."""

from lca_models.reporting.verification.editions.again import recalculation
from tests.reporting.verification.editions.bundles import bundle


def test_other_tables_cannot_be_calculated_again(shipped_study, tmp_path):
    one = bundle({"a": (1, 1)})
    assert recalculation(one, one, shipped_study, tmp_path) is None
