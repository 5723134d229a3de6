import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from lca_models.reporting.figures.look import FigureError, new_axes
from lca_models.reporting.figures.palette import DOWN_COLOR, UP_COLOR
from lca_models.reporting.figures.uncertainty import (
    plot_convergence,
    plot_difference,
    plot_distribution,
    plot_morris,
    plot_sobol,
    plot_tornado,
)

UNIT = "kg CO2-eq per kWh of capacity"
PRETTY = "kg CO₂-eq per kWh of capacity"


def tornado() -> pd.DataFrame:
    rows = [("cycle_life", 70.0, 55.0, "1000", "4000"), ("loss_rate", 59.0, 62.0, "0.03", "0.09")]
    return pd.DataFrame(rows, columns=["parameter", "low", "high", "low_setting", "high_setting"]).assign(
        central=60.0, unit=UNIT
    )


def summary() -> pd.DataFrame:
    row = {"central": 60.0, "median": 61.0, "mean": 62.0, "p2.5": 50.0, "p97.5": 80.0, "unit": UNIT}
    return pd.DataFrame([row])


def samples() -> pd.DataFrame:
    return pd.DataFrame({"amount": np.linspace(40, 90, 500), "unit": UNIT})


def convergence() -> pd.DataFrame:
    rows = [(n, name, 60.0 + n / 1000, 1.0 / n) for name in ("mean", "median") for n in (100, 1000)]
    return pd.DataFrame(rows, columns=["n", "statistic", "amount", "half"]).assign(unit=UNIT)


def indices() -> pd.DataFrame:
    rows = [("cycle_life", 0.6, 0.05, 0.7, 0.04), ("loss_rate", 0.2, 0.05, 0.3, 0.04)]
    names = ["parameter", "S1", "S1_interval", "ST", "ST_interval"]
    return pd.DataFrame(rows, columns=names).assign(unit="share of variance")


def effects() -> pd.DataFrame:
    rows = [("cycle_life", 10.0, 1.0, 2.0), ("loss_rate", 3.0, 0.5, 4.0), ("minor", 0.1, 0.01, 0.0)]
    return pd.DataFrame(rows, columns=["parameter", "mu_star", "mu_star_interval", "sigma"]).assign(unit=UNIT)


def differences() -> pd.DataFrame:
    return pd.DataFrame({"pair": "LFP − NMC811", "amount": np.linspace(-8, 2, 1000), "unit": UNIT})


def words(ax):
    return [text.get_text() for text in ax.texts]


def rows_of(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def test_tornado_bars_start_at_the_central_value_and_name_the_ends():
    ax = plot_tornado(tornado(), new_axes(7, 3))

    assert {bar.get_x() for bar in ax.patches} == {60.0}
    assert [bar.get_width() for bar in ax.patches] == pytest.approx([10, -1, -5, 2])
    assert words(ax) == ["1000", "0.03", "4000", "0.09"]
    assert rows_of(ax) == ["cycle_life", "loss_rate"]
    assert ax.get_xlabel() == PRETTY


def test_ends_that_move_the_result_one_way_are_named_on_both_sides_of_the_middle():
    """10 below and 1 below: the shorter bar is named to the right of the middle"""
    table = tornado().iloc[:1].assign(low=50.0, high=59.0)
    ends = {one.get_text(): (one.xy[0], one.get_ha()) for one in plot_tornado(table, new_axes(7, 3)).texts}

    assert ends == {"1000": (50.0, "right"), "4000": (60.0, "left")}
    equal = plot_tornado(table.assign(low=60.0, high=60.0), new_axes(7, 3))
    assert {one.get_text(): one.get_ha() for one in equal.texts} == {"1000": "right", "4000": "left"}


def test_a_distribution_names_its_central_value_median_and_mean_apart():
    ax = plot_distribution(samples(), summary(), new_axes(7, 3))
    legend = {text.get_text() for text in ax.get_legend().get_texts()}

    assert legend == {"95 % interval, 50.0 to 80.0", "central value, 60.0", "median, 61.0", "mean, 62.0"}
    assert sorted(line.get_xdata()[0] for line in ax.lines) == [60, 61, 62]
    assert ax.get_xlabel() == PRETTY
    assert ax.get_ylabel().replace("\n", " ") == f"density, per {PRETTY}"


def test_convergence_has_one_line_per_statistic_on_a_logarithmic_axis():
    ax = plot_convergence(convergence(), interval="half", ax=new_axes(7, 3))

    assert [line.get_label() for line in ax.lines] == ["mean", "median"]
    assert ax.lines[0].get_ydata().tolist() == pytest.approx([60.1, 61.0])
    assert len(ax.collections) == 2
    assert (ax.get_xscale(), ax.get_xlabel(), ax.get_ylabel()) == ("log", "number of samples", PRETTY)


def test_sobol_indices_stand_in_pairs_with_their_intervals():
    ax = plot_sobol(indices(), new_axes(7, 3))

    assert [bar.get_width() for bar in ax.patches] == pytest.approx([0.7, 0.3, 0.6, 0.2])
    assert len(ax.containers) == 4  # two sets of bars, two of error bars
    assert ax.get_xlabel() == "share of variance"
    assert rows_of(plot_sobol(indices(), new_axes(7, 3), top=1)) == ["cycle_life"]


def test_morris_names_the_largest_effects_and_both_axes_have_units():
    ax = plot_morris(effects(), new_axes(6, 4), named=2)

    assert words(ax) == ["cycle_life", "loss_rate"]
    assert ax.get_xlabel().replace("\n", " ").endswith(f"mu*, {PRETTY}")
    assert ax.get_ylabel().replace("\n", " ").endswith(f"sigma, {PRETTY}")


def test_differences_below_0_have_the_colour_of_the_first_product():
    ax = plot_difference(differences(), new_axes(7, 3))
    middles = [(bar.get_x() + bar.get_width() / 2, to_hex(bar.get_facecolor())) for bar in ax.patches]

    assert {color for x, color in middles if x < 0} == {DOWN_COLOR.lower()}
    assert {color for x, color in middles if x > 0} == {UP_COLOR.lower()}
    assert ax.get_xlabel() == f"LFP − NMC811, {PRETTY}"


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda ax: plot_tornado(tornado().drop(columns="high"), ax), "lacks high"),
        (lambda ax: plot_tornado(tornado().assign(low=np.nan), ax), "low is nan"),
        (lambda ax: plot_distribution(samples(), pd.concat([summary()] * 2), ax), "has 2 rows; choose one result"),
        (lambda ax: plot_distribution(samples().iloc[:0], summary(), ax), "no rows"),
        (lambda ax: plot_sobol(indices().assign(ST=np.inf), ax), "ST is inf"),
        (lambda ax: plot_difference(pd.concat([differences(), differences().assign(pair="x")]), ax), "has 2 pairs"),
        (lambda ax: plot_convergence(convergence(), lines="parameter", ax=ax), "lacks parameter"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_the_reason(draw, message):
    with pytest.raises(FigureError, match=message):
        draw(new_axes(6, 3))
