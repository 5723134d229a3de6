"""The toy chain as a diagram: 11 for the pack, -4.4 for its end of life, 6.6 in all."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pandas as pd
import pytest

from lca_models.impact.assessment import assess
from lca_models.interpretation.contribution.supply_chain import supply_chain
from lca_models.reporting.figures.look import FigureError, new_axes
from lca_models.reporting.figures.sankey import sankey_layout, sankey_svg, shortened
from lca_models.reporting.figures.supply_chain import plot_sankey


@pytest.fixture
def edges(toy_system) -> pd.DataFrame:
    return supply_chain(assess(toy_system), 0.001).edges()


def test_bands_are_as_thick_as_what_they_carry(edges):
    bands = sankey_layout(edges).bands
    scales = {round(band.thickness / abs(band.amount), 12) for band in bands}

    assert len(bands) == len(edges)
    assert len(scales) == 1


def test_the_product_stands_on_the_right_and_each_level_left_of_the_last(edges):
    layout = sankey_layout(edges)
    product = max(layout.boxes, key=lambda box: box.x)

    assert product.name == "pack over its life, worked example"
    assert product.amount == pytest.approx(11 - 4.4)
    assert all(band.x[0] < band.x[1] for band in layout.bands)


def test_everything_lies_inside_and_places_of_a_column_do_not_overlap(edges):
    boxes = sankey_layout(edges).boxes
    for x in {box.x for box in boxes}:
        column = sorted((box for box in boxes if box.x == x), key=lambda box: box.top)
        assert column[0].top >= -1e-9
        assert column[-1].top + column[-1].height <= 1 + 1e-9
        assert all(above.top + above.height < below.top for above, below in pairwise(column))


def test_bands_stay_within_the_places_they_join(edges):
    layout = sankey_layout(edges)
    boxes = {(box.name, round(box.x, 9)): box for box in layout.boxes}
    for band in layout.bands:
        box = boxes[band.target, round(band.x[1], 9)]
        assert box.top - 1e-9 <= band.top[1]
        assert band.top[1] + band.thickness <= box.top + box.height + 1e-9


def test_the_element_names_every_band_with_its_amount(edges):
    root = ElementTree.fromstring(sankey_svg(edges))
    titles = [element.text for element in root.iter("{http://www.w3.org/2000/svg}title")]

    assert "nickel sulfate production → pack, worked example: 6 kg CO2-eq per pack, raw material acquisition" in titles
    assert (
        "nickel sulfate production → recycling of a pack, worked example: -5.4 kg CO2-eq per pack, recycling" in titles
    )


def test_the_element_runs_no_script_and_escapes_names(edges):
    text = sankey_svg(edges.assign(source="<script>x</script>", target="a & b"))

    assert "<script" not in text
    assert "a &amp; b" in text
    assert not re.search(r"https?://(?!www\.w3\.org)", text)


def test_what_is_no_edge_list_is_refused(edges):
    with pytest.raises(FigureError, match="lacks stage; it has source"):
        sankey_layout(edges.drop(columns="stage"))
    with pytest.raises(FigureError, match="no rows"):
        plot_sankey(edges.iloc[:0], new_axes(6, 3))


def test_long_names_are_cut():
    assert shortened("nickel sulfate production, from mixed hydroxide", 25) == "nickel sulfate productio…"
    assert shortened("cell", 25) == "cell"
