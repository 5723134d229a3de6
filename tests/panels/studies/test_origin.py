"""The origin of a number, down to its rows."""

import re

from lca_models.interpretation.contribution.rows import contribution_tree
from lca_models.panels.studies.origin import OriginPanel, tree_html
from lca_models.scope.calculation_setup import CalculationSetup


def test_every_line_of_the_tree_names_its_row_and_source(model):
    """`manufacturing/cells.csv:29 · amount · evidence · title (year), place`"""
    panel = OriginPanel(model, product="lfp-60kwh")
    rows = re.findall(r'<p class="lca-row"[^>]*>([^<]+)</p>', panel.view.parts["tree"])

    assert len(rows) > 20
    assert all(re.match(r"[a-z_]+/\w+\.csv:\d+ · ", row) for row in rows)


def test_names_in_the_tree_cannot_bring_markup(model):
    assessment = model.footprint(CalculationSetup("lfp-60kwh", "cn-551")).assessment
    tree = contribution_tree(assessment, smallest_share=0.1)
    stages = dict.fromkeys(tree, 1.0)

    assert "<script" not in tree_html(tree, stages, "<script>", {})


def test_a_number_of_the_reader_cites_them_in_their_language(model):
    panel = OriginPanel(model, "zh", pack_energy=55)

    text = panel.draw()["tree"]
    assert "您的输入" in text
    assert "your input" not in text
