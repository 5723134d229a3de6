"""The charts of the commands, not drawn yet: each with its table in words of a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from lca_models.impact.footprint import Footprint
from lca_models.impact.methods import category_words, find_method
from lca_models.interpretation.comparison.grid import Comparison, words_of
from lca_models.interpretation.comparison.paired import PairedSamples, difference_table
from lca_models.interpretation.comparison.reconciliation import Reconciliation
from lca_models.interpretation.contribution.supply_chain import SupplyChain
from lca_models.interpretation.uncertainty.monte_carlo import MonteCarlo
from lca_models.interpretation.uncertainty.names import in_words
from lca_models.reporting.papers.chart import PAGE, Chart
from lca_models.reporting.text.category import mark_of, marked_table
from lca_models.scope.declared_unit import KWH_CAPACITY
from lca_models.scope.wording.catalogue import ENGLISH

if TYPE_CHECKING:
    import pandas as pd

PAPER_LEVELS = 4  # of a supply chain in a paper: more leave no room for names
LEADING = 6  # inputs whose indices are followed


def marked_for(result: Footprint, table: pd.DataFrame, language: str) -> pd.DataFrame:
    """A table for people: the units of its results say which category where that is not the default."""
    return marked_table(table, mark_of(result, language), result.assessment.unit)


def drivers_in(result: Footprint, table: pd.DataFrame, language: str) -> pd.DataFrame:
    """A table of drivers in words of a language."""
    return marked_for(result, in_words(table, result.system.parameters, language), language)


def sankey_chart(result: Footprint, chain: SupplyChain, depth: int | None) -> Chart:
    """The supply chain of a result; in a paper no deeper than its names can stand."""

    def table(language: str, levels: int | None = depth) -> pd.DataFrame:
        words = {node.key: node.name_words(language) for node in result.system.processes}
        return marked_for(result, chain.worded(words).edges(levels), language)

    def draw(edges: pd.DataFrame, ax: Any, **way: Any) -> Any:
        from lca_models.reporting.figures.supply_chain import plot_sankey

        return plot_sankey(edges, ax, **way)

    levels = min(depth or PAPER_LEVELS, PAPER_LEVELS)
    return Chart("sankey", (result,), table, draw, result.per, PAGE, printed=partial(table, levels=levels))


def tornado_chart(result: Footprint, ranges: pd.DataFrame, per: str) -> Chart:
    """Each input at both ends of its own range."""

    def table(language: str) -> pd.DataFrame:
        from lca_models.reporting.figures.uncertainty import tornado_bars

        return tornado_bars(drivers_in(result, ranges, language))

    def draw(rows: pd.DataFrame, ax: Any, **way: Any) -> Any:
        from lca_models.reporting.figures.uncertainty import plot_tornado

        return plot_tornado(rows, ax, **way)

    return Chart("tornado", (result,), table, draw, per, PAGE)


def monte_carlo_charts(result: Footprint, found: MonteCarlo, per: str) -> tuple[Chart, Chart]:
    """The draws of the total, and how its statistics settle with their number."""
    summary, convergence = found.summary(), found.convergence()

    def draw_distribution(samples: pd.DataFrame, ax: Any, **way: Any) -> Any:
        from lca_models.reporting.figures.uncertainty import plot_distribution

        return plot_distribution(samples, marked_for(result, summary.iloc[:1], way.get("language", "")), ax, **way)

    def draw_convergence(rows: pd.DataFrame, ax: Any, **way: Any) -> Any:
        from lca_models.reporting.figures.uncertainty import plot_convergence

        return plot_convergence(rows, ax=ax, **way)

    drawn = {"n": found.n, "k": found.uncertain_inputs, "seed": found.seed}
    samples = partial(marked_for, result, found.sample_table())
    settled = partial(marked_for, result, convergence[convergence["result"] == "total"])
    return (
        Chart("distribution", (result,), samples, draw_distribution, per, values=drawn,
              listed=partial(marked_for, result, summary)),
        Chart("convergence", (result,), settled, draw_convergence, per, values=drawn),
    )  # fmt: skip


def morris_chart(result: Footprint, effects: pd.DataFrame, per: str) -> Chart:
    """Elementary effects by size and spread."""

    def draw(rows: pd.DataFrame, ax: Any, **way: Any) -> Any:
        from lca_models.reporting.figures.uncertainty import plot_morris

        return plot_morris(rows, ax, **way)

    return Chart("morris", (result,), partial(drivers_in, result, effects), draw, per, PAGE)


def sobol_charts(result: Footprint, indices: pd.DataFrame, convergence: pd.DataFrame, per: str) -> tuple[Chart, Chart]:
    """Indices of the variance, and how those of the leading inputs settle with the design."""

    def draw(rows: pd.DataFrame, ax: Any, **way: Any) -> Any:
        from lca_models.reporting.figures.uncertainty import plot_sobol

        return plot_sobol(rows, ax, **way)

    def draw_convergence(rows: pd.DataFrame, ax: Any, **way: Any) -> Any:
        from lca_models.reporting.figures.uncertainty import plot_convergence

        return plot_convergence(rows, "parameter", "ST", "ST_interval", ax, **way)

    leading = convergence[convergence["parameter"].isin(indices["parameter"].head(LEADING))]
    return (
        Chart("sobol", (result,), partial(drivers_in, result, indices), draw, per, PAGE),
        Chart(
            "indices", (result,), partial(drivers_in, result, leading), draw_convergence, per, PAGE, name="convergence"
        ),
    )


def reconciliation_chart(found: Reconciliation) -> Chart:
    """The way from this kit's result to a published one."""

    def draw(rows: pd.DataFrame, ax: Any, **way: Any) -> Any:
        from lca_models.reporting.figures.stages import plot_waterfall

        return plot_waterfall(rows, ax, **way)

    def table(language: str) -> pd.DataFrame:
        rows = found.table()
        return rows.assign(step=rows["step"].replace(found.reference.id, found.reference.name))

    return Chart(
        "reconciliation", (found.footprint,), table, draw, KWH_CAPACITY.code, PAGE, cited=(found.reference.source,)
    )


def difference_charts(
    results: Mapping[str, Footprint], found: PairedSamples, pairs: Sequence[tuple[str, str]], per: str, seed: int
) -> tuple[Chart, ...]:
    """The differences of pairs of alternatives on the same draws, a chart for each."""

    def table(language: str, pair: tuple[str, str]) -> pd.DataFrame:
        words = dict(zip(results, words_of(list(results.values()), language), strict=True))
        first = next(iter(results.values()))
        rows = difference_table(found, [pair]).assign(pair=" − ".join(words[one] for one in pair))
        return marked_for(first, rows, language)

    def draw(rows: pd.DataFrame, ax: Any, **way: Any) -> Any:
        from lca_models.reporting.figures.uncertainty import plot_difference

        return plot_difference(rows, ax, **way)

    def said(language: str, pair: tuple[str, str]) -> pd.DataFrame:
        rows = table(language, pair)
        ends = rows["amount"].quantile([0.025, 0.5, 0.975]).to_numpy()
        lower = float((rows["amount"] < 0).mean())
        return rows.head(1)[["pair"]].assign(
            first_lower=lower, **{"p2.5": ends[0], "median": ends[1], "p97.5": ends[2]}, unit=rows["unit"].iloc[0]
        )

    return tuple(
        Chart("difference", tuple(results[one] for one in pair), partial(table, pair=pair), draw, per,
              values={"n": len(found.samples), "seed": seed}, listed=partial(said, pair=pair),
              name=f"difference_{number}")
        for number, pair in enumerate(pairs, start=1)
    )  # fmt: skip


def pareto_chart(
    results: Mapping[str, Footprint], rows: pd.DataFrame, methods: tuple[str, str], units: tuple[str, str], per: str
) -> Chart:
    """Alternatives by two categories; `results`: those of the first one, by label."""

    def table(language: str) -> pd.DataFrame:
        words = dict(zip(results, words_of(list(results.values()), language), strict=True))
        return rows.assign(alternative=[words[one] for one in rows["alternative"]])

    def draw(drawn: pd.DataFrame, ax: Any, **way: Any) -> Any:
        from lca_models.reporting.figures.scenarios import plot_pareto

        language, system = way.get("language", ENGLISH), next(iter(results.values())).system
        names = [category_words(find_method(system, one), system.method_metadata, language) for one in methods]
        renamed = drawn.rename(columns=dict(zip(methods, names, strict=True)))
        return plot_pareto(renamed, (names[0], names[1]), units, "alternative", ax, **way)

    return Chart("pareto", tuple(results.values()), table, draw, per)


def comparison_chart(found: Comparison, results: Sequence[Footprint] = ()) -> Chart:
    """Setups beside each other by stage; `results`: their footprints, for a paper that cites what they rest on."""

    def table(language: str) -> pd.DataFrame:
        rows = found.table(KWH_CAPACITY)
        rows["label"] = rows["label"].map(dict(zip(found.labels(), found.words(language), strict=True)))
        marks = {mark_of(one, language) for one in results}
        return marked_table(rows, marks.pop(), found.results[0].unit) if len(marks) == 1 else rows

    def draw(rows: pd.DataFrame, ax: Any, **way: Any) -> Any:
        from lca_models.reporting.figures.stages import plot_comparison

        return plot_comparison(rows, ax, **way)

    return Chart("comparison", tuple(results), table, draw, KWH_CAPACITY.code, PAGE)
