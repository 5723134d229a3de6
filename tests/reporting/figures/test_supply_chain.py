"""A supply chain as a Sankey diagram of Matplotlib."""

import pandas as pd
import pytest

from lca_models.impact.assessment import assess
from lca_models.interpretation.contribution.supply_chain import supply_chain
from lca_models.reporting.figures.look import new_axes
from lca_models.reporting.figures.supply_chain import plot_sankey


@pytest.fixture
def edges(toy_system) -> pd.DataFrame:
    return supply_chain(assess(toy_system), 0.001).edges()


def test_credits_are_hollow(edges):
    ax = plot_sankey(edges, new_axes(8, 4))

    hollow = [patch for patch in ax.patches if patch.get_facecolor()[:3] == (1, 1, 1)]
    assert len(hollow) == (edges["amount"] < 0).sum()
    assert not any(patch.get_hatch() for patch in ax.patches)
    assert "kg CO₂-eq" in ax.get_legend().get_title().get_text()
