"""A reconciliation as lines: the kit, each bar with the figures behind it, the rest, the reference."""

import pytest

from lca_models.impact.footprint import footprint
from lca_models.interpretation.comparison.reconciliation import Bar, Reconciliation
from lca_models.interpretation.contribution.published_inputs import Reference
from lca_models.reporting.text.reconciliation import reconciliation_text
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.messages import speaking

PAPER = Reference("paper", "A paper", "toy", "gate", 0.1, 0.05, 0.15, "Example", "abstract", "2025")


@pytest.fixture
def found(toy_system):
    return Reconciliation(footprint(toy_system), PAPER, 11 / 60, (Bar("grid", -0.05, ("power: 0.2",)),), 3)


def test_each_bar_stands_with_its_figures(found):
    lines = reconciliation_text(found).splitlines()

    assert [line.split() for line in lines[2:8]] == [
        ["this", "kit,", "gate", "0.18"], ["grid", "-0.05"], ["power:", "0.2"], ["not", "explained", "-0.03"],
        ["paper", "0.10"], ["Example,", "abstract"],
    ]  # fmt: skip
    assert "explained: 60% of the difference" in lines
    assert "published range: 0.05 to 0.15; this kit is outside of it" in lines


def test_a_range_alone_says_so(found):
    text = reconciliation_text(Reconciliation(found.footprint, PAPER, 0.12, (), 2))

    assert "range only: the reference publishes 2 inputs" in text
    assert "this kit is inside of it" in text
    assert "not explained" not in text


def test_it_is_said_in_chinese(found):
    with speaking(CHINESE):
        assert "未解释" in reconciliation_text(found)
