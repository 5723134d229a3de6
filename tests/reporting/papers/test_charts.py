"""Charts of all products say what they show: no ids, no two equal names, the category where it is not the default."""

import re
from itertools import cycle, product

import pandas as pd
import pytest
from counts import LONG

from lca_models.interpretation.comparison.alternatives import compare_paired
from lca_models.interpretation.comparison.grid import compare_setups
from lca_models.interpretation.comparison.pareto import pareto_table
from lca_models.interpretation.comparison.reconciliation import reconcile
from lca_models.interpretation.contribution.supply_chain import supply_chain
from lca_models.interpretation.uncertainty.names import mixtures_once
from lca_models.interpretation.uncertainty.sobol import sobol_convergence, sobol_indices
from lca_models.interpretation.uncertainty.uncertain_result import uncertain_footprint
from lca_models.reporting.figures.look import new_figure
from lca_models.reporting.papers.charts import (
    comparison_chart,
    difference_charts,
    monte_carlo_charts,
    morris_chart,
    pareto_chart,
    reconciliation_chart,
    sankey_chart,
    sobol_charts,
    tornado_chart,
)
from lca_models.reporting.papers.writing import footprint_charts
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.wording.catalogue import LANGUAGES

ID = re.compile(r"\w_\w|\bCN-[A-Z]{2}\b|-\d+kwh|\b[a-z]+-(ar6|551)\b")
NAMES = ("input", "parameter", "label", "alternative", "pair", "step", "source", "target")


def names_of(table):
    """Every name that a figure of the table writes."""
    return [str(name) for column in NAMES if column in table for name in table[column]]


@pytest.fixture(scope="module")
def results(shipped_study):
    """Of every product after the rules with credits, every second one in another category than the default."""
    methods = cycle(("gwp100-ar6", "gwp20-ar6"))
    return [
        shipped_study.footprint(CalculationSetup(one, rules="eu-cfb-ev", method=method))
        for one, method in zip(shipped_study.products, methods, strict=False)
    ]


def test_no_figure_of_a_footprint_shows_an_id_or_two_equal_names(results):
    for result in results:
        for chart, language in product(footprint_charts(result, top=25), LANGUAGES):
            table = chart.table(language)
            names = names_of(table)
            assert [name for name in names if ID.search(name)] == [], result.product
            assert len(names) == len(set(names)), result.product
            marked = ["GWP20" in unit for unit in set(table["unit"])]
            assert marked == [result.method_id == "gwp20-ar6"], result.product


def test_no_driver_is_an_id_and_every_mixture_stands_once(results):
    for result in results if LONG else results[:2]:
        ranges = mixtures_once(uncertain_footprint(result).tornado(), result.system.parameters).head(30)
        chart = tornado_chart(result, ranges, "pack")
        names, chinese = (names_of(chart.table(language)) for language in LANGUAGES)

        assert [name for name in chinese if ID.search(name)] == []
        assert len(chinese) == len(set(chinese))
        assert [name for name in names if ID.search(name)] == []
        assert len(names) == len(set(names)), sorted(one for one in names if names.count(one) > 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_supply_chain_names_processes_and_is_cut_for_a_paper(results, language):
    result = results[0]
    chart = sankey_chart(result, supply_chain(result.assessment, 0.03), None)
    whole, cut = chart.table(language), chart.for_paper(language)

    assert [name for name in names_of(whole) if ID.search(name)] == []
    assert cut["source_level"].max() == 5 < whole["source_level"].max()  # four levels, and all that is further upstream


@pytest.mark.parametrize("language", LANGUAGES)
def test_charts_of_comparisons_name_alternatives_in_words(shipped_study, language):
    setups = [CalculationSetup("lfp-60kwh", province=one) for one in ("CN-GD", "CN-SC")]
    footprints = {f"a {one.province}": shipped_study.footprint(one) for one in setups}
    results = {label: uncertain_footprint(one) for label, one in footprints.items()}
    found = compare_paired(results, 64, 0)
    (difference,) = difference_charts(footprints, found, [tuple(footprints)], "pack", 0)
    rows = comparison_chart(compare_setups(shipped_study, setups), list(footprints.values()))
    places = {"en": ["Guangdong", "Sichuan"], "zh": ["广东", "四川"]}[language]

    assert set(difference.table(language)["pair"]) == {" − ".join(places)}
    assert list(dict.fromkeys(rows.table(language)["label"])) == places
    said = difference.listed(language)
    assert 0 <= said["first_lower"].iloc[0] <= 1
    assert difference.values == {"n": 64, "seed": 0}


def test_a_pareto_chart_names_alternatives_and_categories_in_words(shipped_study):
    methods = ("gwp100-ar6", "fossil-energy")
    footprints = {one: shipped_study.footprint(CalculationSetup(one)) for one in ("lfp-60kwh", "nmc811-80kwh")}
    rows = pareto_table(
        pd.DataFrame({"alternative": list(footprints), methods[0]: [1.0, 2.0], methods[1]: [2.0, 1.0]}), methods
    )
    chart = pareto_chart(footprints, rows, methods, ("kg CO2-eq per pack", "MJ per pack"), "pack")
    ax = chart.drawn(new_figure())

    assert [one.get_text() for one in ax.texts] == ["LFP pack, 60 kWh", "NMC811 pack, 80 kWh"]
    assert ax.get_xlabel().replace("\n", " ") == "climate change (GWP100, IPCC AR6), kg CO₂-eq per pack"
    assert "fossil energy demand" in ax.get_ylabel()


def test_a_reconciliation_names_and_cites_what_it_leads_to(shipped_study):
    found = reconcile(shipped_study, CalculationSetup("lfp-60kwh"), "everbatt-2023")
    chart = reconciliation_chart(found)

    assert chart.cited == (found.reference.source,)
    assert chart.table("en")["step"].iloc[-1] == found.reference.name != found.reference.id
    assert [name for name in names_of(chart.table("en")) if ID.search(name)] == []
    assert chart.drawn(new_figure()).get_xlabel().startswith("kg CO₂")


def test_charts_of_draws_say_how_many_and_draw(toy_study):
    result = toy_study.footprint(CalculationSetup("toy"))
    uncertain = uncertain_footprint(result)
    found = uncertain.monte_carlo(64, 7)
    distribution, convergence = monte_carlo_charts(result, found, "pack")
    sample = uncertain.sobol_sample(16, 0)
    indices = sobol_indices(sample).table()
    sobol, settled = sobol_charts(result, indices, sobol_convergence(sample), "pack")
    morris = morris_chart(result, uncertain.morris(4, 0).table(), "pack")

    assert distribution.values == {"n": 64, "k": found.uncertain_inputs, "seed": 7}
    assert len(distribution.table("en")) == 64
    assert distribution.listed("en")["result"].tolist() == list(found.labels)
    assert set(convergence.table("en")["result"]) == {"total"}
    assert settled.file_name == "convergence"
    assert settled.kind == "indices"
    for chart in (distribution, convergence, sobol, settled, morris):
        assert chart.drawn(new_figure(), language="en").has_data()
