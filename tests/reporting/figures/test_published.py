"""Charts of this kit beside what others publish."""

import pandas as pd

from lca_models.reporting.figures.look import new_axes
from lca_models.reporting.figures.published import plot_grid_check, plot_published


def provinces() -> pd.DataFrame:
    rows = [("CN-GD", 0.45, 0.44, 0.0227), ("CN-QH", 0.13, 0.18, -0.278)]
    return pd.DataFrame(rows, columns=["province", "kit", "official", "deviation"]).assign(unit="kg CO2/kWh")


def test_the_grid_chart_names_only_provinces_outside_the_band():
    ax = plot_grid_check(provinces(), new_axes(5, 5))

    assert [text.get_text() for text in ax.texts] == ["CN-QH"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("official factor, kg CO₂/kWh", "this kit, kg CO₂/kWh")


def test_a_published_value_outside_its_range_is_hollow():
    """2.5 within 1 to 3, 4 beyond it"""
    table = pd.DataFrame(
        [("a", 2.0, 1.0, 3.0, 2.5, True), ("b", 2.0, 1.0, 3.0, 4.0, False)],
        columns=["name", "published", "low", "high", "kit", "inside"],
    ).assign(unit="kg CO2-eq per kg")
    ax = plot_published(table, new_axes(6, 3))
    fills = ax.collections[-1].get_facecolors()

    assert [tuple(fill) == (1, 1, 1, 1) for fill in fills] == [False, True]
    assert [name.get_text() for name in ax.get_yticklabels()] == ["a", "b"]
