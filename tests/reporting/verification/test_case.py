"""What is material of a case follows from its engagement."""

from types import SimpleNamespace

import pytest

from lca_models.reporting.verification.case import Case, Engagement


def test_the_threshold_is_a_share_of_the_result_worked_out_again():
    """5 % of 6 + 4 kg, and 2 % of it"""
    again = SimpleNamespace(result=SimpleNamespace(stages={"a": 6.0, "b": 4.0}), sheet="sheet")

    assert Case(None, again).threshold_kg == pytest.approx(0.5)
    assert Case(None, again, Engagement(0.02)).threshold_kg == pytest.approx(0.2)
    assert Case(None, again).sheet == "sheet"
