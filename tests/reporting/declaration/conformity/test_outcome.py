"""Which findings fail a requirement."""

import pytest

from lca_models.reporting.declaration.conformity.outcome import PASSED, Outcome


@pytest.mark.parametrize(
    ("severity", "fails"), [("critical", True), ("major", True), ("minor", False), ("question", False)]
)
def test_a_finding_fails_its_requirements_at_major_and_above(severity, fails):
    assert Outcome(severity).fails is fails
    assert not PASSED.fails
