"""A supply chain as a Sankey diagram of Matplotlib."""

import pandas as pd
import pytest

from lca_models.impact.assessment import assess
from lca_models.interpretation.contribution.supply_chain import supply_chain
from lca_models.reporting.figures.stages import new_axes
from lca_models.reporting.figures.supply_chain import plot_sankey


@pytest.fixture
def edges(toy_system) -> pd.DataFrame:
    return supply_chain(assess(toy_system), 0.001).edges()


def test_credits_are_hatched(edges):
    ax = plot_sankey(edges, new_axes(8, 4))

    hatched = [patch for patch in ax.patches if patch.get_hatch()]
    assert len(hatched) == (edges["amount"] < 0).sum()
    assert "kg CO₂-eq" in ax.get_legend().get_title().get_text()
