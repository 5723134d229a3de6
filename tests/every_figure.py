"""Every function that draws, with a small table in Chinese words where a table brings names."""

import inspect
from importlib import import_module
from pkgutil import walk_packages

import pandas as pd

from lca_models.reporting import figures
from lca_models.reporting.figures.declared import plot_boundary, plot_fade, plot_months, plot_shares
from lca_models.reporting.figures.programme.recall import plot_recall
from lca_models.reporting.figures.published import plot_grid_check, plot_published
from lca_models.reporting.figures.scenarios import plot_heat_map, plot_lines, plot_pareto, plot_tile_map
from lca_models.reporting.figures.stages import plot_comparison, plot_contributions, plot_stages, plot_waterfall
from lca_models.reporting.figures.supply_chain import plot_sankey
from lca_models.reporting.figures.uncertainty import (
    plot_convergence,
    plot_difference,
    plot_distribution,
    plot_morris,
    plot_sobol,
    plot_tornado,
)
from lca_models.scope.stages import STAGES

UNIT = "kg CO2-eq per kWh of capacity"


def table(unit: str = UNIT, **columns: object) -> pd.DataFrame:
    return pd.DataFrame(columns).assign(unit=unit)


def summary() -> pd.DataFrame:
    return pd.DataFrame([{"central": 60.0, "median": 61.0, "mean": 62.0, "p2.5": 50.0, "p97.5": 80.0, "unit": UNIT}])


def edges() -> pd.DataFrame:
    rows = [
        ("direct emissions", "电池包", 1, 0, "manufacturing", 4.0),
        ("硫酸镍", "电池包", 1, 0, "recycling", -5.4),
        ("inputs below the cut-off", "电池包", 1, 0, "raw material acquisition", 6.0),
        ("further upstream", "硫酸镍", 2, 1, "", 6.0),
    ]
    return pd.DataFrame(rows, columns=["source", "target", "source_level", "target_level", "stage", "amount"]).assign(
        unit="kg CO2-eq per pack"
    )


DRAWINGS = {
    "plot_stages": lambda **way: plot_stages(
        table(stage=STAGES, amount=[3.0, 2, 1, -1], kind=["burden"] * 3 + ["credit"]), **way
    ),
    "plot_contributions": lambda **way: plot_contributions(
        table(input=["硫酸镍", "all other"], stage=["raw material acquisition", "distribution"], amount=[2.0, 1]), **way
    ),
    "plot_comparison": lambda **way: plot_comparison(
        table(label=["甲", "甲"], stage=["manufacturing", "recycling"], amount=[2.0, -1]), **way
    ),
    "plot_published": lambda **way: plot_published(
        table(name=["甲"], published=[2.0], low=[1.0], high=[3.0], kit=[2.5], inside=[True]), **way
    ),
    "plot_grid_check": lambda **way: plot_grid_check(
        table("kg CO2 per kWh", province=["GD"], kit=[0.5], official=[0.3], deviation=[0.6]), **way
    ),
    "plot_tile_map": lambda **way: plot_tile_map(
        table(province=["CN-GD", "CN-SC"], row=[0, 0], column=[0, 1], amount=[1.0, 2.0]), **way
    ),
    "plot_waterfall": lambda **way: plot_waterfall(
        table(step=["甲", "electricity"], start=[0.0, 2], end=[2.0, 1], kind=["total", "step"]), **way
    ),
    "plot_lines": lambda **way: plot_lines(
        table(green_power_share=[0.0, 1, 0, 1], line=["甲"] * 4, view=["乙", "乙", "丙", "丙"], amount=[10.0, 11, 10, 12]),
        "green_power_share",
        **way,
    ),
    "plot_tornado": lambda **way: plot_tornado(table(parameter=["循环寿命"], low=[1.0], high=[3.0], central=[2.0]), **way),
    "plot_distribution": lambda **way: plot_distribution(table(amount=[50.0, 60, 80]), summary(), **way),
    "plot_convergence": lambda **way: plot_convergence(
        table(n=[10, 100] * 4, statistic=["mean"] * 2 + ["median"] * 2 + ["p2.5"] * 2 + ["p97.5"] * 2, amount=range(8)), **way
    ),
    "plot_sobol": lambda **way: plot_sobol(
        table("share of variance", parameter=["循环寿命"], S1=[0.5], S1_interval=[0.1], ST=[0.6], ST_interval=[0.1]), **way
    ),
    "plot_morris": lambda **way: plot_morris(
        table(parameter=["循环寿命"], mu_star=[2.0], mu_star_interval=[0.1], sigma=[1.0]), **way
    ),
    "plot_difference": lambda **way: plot_difference(table(pair=["甲 − 乙"] * 2, amount=[-1.0, 1]), **way),
    "plot_heat_map": lambda **way: plot_heat_map(
        table(grid_year=["2023"], recycling_route=["甲"], amount=[1.0]), "grid_year", "recycling_route", **way
    ),
    "plot_pareto": lambda **way: plot_pareto(
        pd.DataFrame({"product": ["甲", "乙"], "climate change": [1.0, 2], "水": [2.0, 3], "in_set": [True, False]}),
        ("climate change", "水"),
        (UNIT, "kg per pack"),
        "product",
        **way,
    ),
    "plot_sankey": lambda **way: plot_sankey(edges(), **way),
    "plot_boundary": lambda **way: plot_boundary({"manufacturing": ["电"]}, ["楼"], **way),
    "plot_fade": lambda **way: plot_fade(
        table("1", cycles=[0.0, 1000, 2000], retention=[1.0, 0.9, 0.8], kind=["tested", "tested", "extrapolated"]), **way
    ),
    "plot_months": lambda **way: plot_months(
        table("kWh/kWh", month=["2025-01", "2025-02"], line=["电"] * 2, amount=[1.0, 2]), **way
    ),
    "plot_recall": lambda **way: plot_recall(
        table("1", name=["甲", "乙"], group=["honest", "fraud"], sought=[True, False], share=[0.9, 0.5], low=[0.7, 0.2],
              high=[1.0, 0.8], planted=[10, 4]), **way
    ),
    "plot_shares": lambda **way: plot_shares(table("1", label=["甲"] * 2, part=["乙", "丙"], share=[0.4, 0.6]), **way),
}  # fmt: skip


def drawing_functions() -> dict[str, object]:
    """Every function of the room that draws on Axes."""
    modules = [import_module(module.name) for module in walk_packages(figures.__path__, f"{figures.__name__}.")]
    return {
        name: function
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if name.startswith("plot_")
    }


def words_of(figure) -> list[str]:
    """Texts that a reader sees: of axes, rows, legends and notes."""
    found = []
    for ax in figure.axes:
        found += [ax.get_title(), ax.get_xlabel(), ax.get_ylabel(), *(text.get_text() for text in ax.texts)]
        found += [text.get_text() for text in (*ax.get_xticklabels(), *ax.get_yticklabels())]
        if legend := ax.get_legend():
            found += [legend.get_title().get_text(), *(text.get_text() for text in legend.get_texts())]
    return [text for text in found if text]
