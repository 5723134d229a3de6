"""Commands of `lca-models` that interpret one result: contribution, sensitivity, montecarlo, morris, sobol."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from lca_models.commands.extending.papers import add_figures
from lca_models.commands.options import (
    add_per,
    add_product,
    add_random,
    calculate,
    calculation_options,
    number_of,
    path_of,
    read_random,
    whole_of,
)
from lca_models.commands.output import drivers_text, finish, marked_for, rows_of, tell, text_of, warn
from lca_models.commands.terminal.given import refuse_idle
from lca_models.scope.declared_unit import PACK
from lca_models.scope.labels import label, word_label
from lca_models.scope.quantity import unit_text
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.marks import enumerated, headed
from lca_models.scope.wording.messages import language_in_use, message

if TYPE_CHECKING:
    import pandas as pd

    from lca_models.impact.footprint import Footprint
    from lca_models.interpretation.evidence.resting import Resting
    from lca_models.interpretation.uncertainty.intervals import Interval
    from lca_models.interpretation.uncertainty.monte_carlo import MonteCarlo
    from lca_models.interpretation.uncertainty.uncertain_result import UncertainResult
    from lca_models.reporting.papers.chart import Chart

STATISTICS = ("result", "central", "median", "mean", "p2.5", "p97.5", "percentile")
VIEWS = ("stage", "process", "flow", "input", "location", "province", "row", "tree")


def add_interpretation_commands(commands: Any) -> None:
    """Add the commands to the subparsers of the command line."""

    def add(name: str, help_text: str, run: Callable[[argparse.Namespace, Footprint], int]) -> argparse.ArgumentParser:
        command: argparse.ArgumentParser = commands.add_parser(
            name, help=help_text, parents=[calculation_options(replaces=True, backgrounds=True)]
        )
        add_product(command)
        add_figures(command)
        command.add_argument("--top", type=whole_of, default=15, metavar="N", help=message("rows to show (default 15)"))
        command.set_defaults(run=lambda options: _run(options, run))
        return command

    contribution = add(
        "contribution", message("where the result comes from, one way or as a supply-chain tree"), _contribution
    )
    contribution.add_argument("--by", choices=VIEWS, default="input", help=message("what to split by (default input)"))
    contribution.add_argument(
        "--cutoff", type=number_of, default=0.02, metavar="SHARE", help=message("of the tree (default 0.02)")
    )
    contribution.add_argument("--depth", type=whole_of, metavar="N", help=message("of the tree, in purchases"))
    contribution.add_argument(
        "--review",
        action="store_true",
        help=message("instead, completeness and consistency for a reviewer (ISO 14044, 4.5.3)"),
    )
    sensitivity = add(
        "sensitivity", message("elasticities of all parameters, and each moved over its own range"), _sensitivity
    )
    montecarlo = add("montecarlo", message("spread of the result, all uncertain parameters at once"), _montecarlo)
    add_random(montecarlo, "10000")
    montecarlo.add_argument(
        "--keep", type=path_of, metavar="DIR", help=message("keep finished blocks of samples in a folder")
    )
    montecarlo.add_argument(
        "--resume", action="store_true", help=message("go on with the blocks in the folder of --keep")
    )
    montecarlo.add_argument(
        "--everything",
        action="store_true",
        help=message("exchanges of foreground and background vary too, not parameters alone; per pack"),
    )
    morris = add("morris", message("screening by elementary effects"), _morris)
    add_random(morris, "50", message("trajectories"))
    sobol = add("sobol", message("shares of the variance by parameter"), _sobol)
    add_random(sobol, "1024", message("rows of the design, a power of 2"))
    for command in (sensitivity, montecarlo, morris, sobol):
        add_per(
            command,
            message(
                "what results are counted per (default {code}); kwh-delivered: the spread holds that of "
                "cycles and retention",
                code=PACK.code,
            ),
        )


def _run(options: argparse.Namespace, run: Callable[[argparse.Namespace, Footprint], int]) -> int:
    if options.top < 1:
        raise ScenarioError(message("--top is {top}; give a number of rows of at least 1", top=options.top))
    if hasattr(options, "seed"):
        read_random(options)
    if hasattr(options, "review"):
        _refuse_idle_views(options)
    return run(options, calculate(options)[1])


def _uncertain(footprint: Footprint) -> UncertainResult:
    from lca_models.interpretation.uncertainty.uncertain_result import uncertain_footprint

    return uncertain_footprint(footprint)


def review_text(table: pd.DataFrame) -> str:
    """One line per check: verdict, product, check, finding with its share."""
    from lca_models.reporting.text.columns import left

    lines = []
    for row in table.to_dict("records"):
        share = "" if row["share"] != row["share"] else f" ({row['share']:.0%})"
        verdict = left(label(f"verdict.{row['verdict'].replace(' ', '_')}", language_in_use()), 12)
        clause = word_label(row["clause"], language_in_use())
        lines.append(f"{verdict}{row['product']:<15} {headed(row['check'], row['finding'])}{share}  [{clause}]")
    return "\n".join(lines)


def resting_text(found: Resting) -> str:
    """What rests on assumptions, in a line."""
    words = {"variance": found.variance or 0.0, "interval": found.interval or 0.0}
    if found.through is None:
        return message("assumed inputs make {variance:.0%} ± {interval:.0%} of the variance", **words)
    if found.counted_by:
        return message(
            "assumed inputs make {variance:.0%} ± {interval:.0%} of the variance; the whole result passes through one, as its "
            "unit is counted by {names}", names=enumerated(found.counted_by), **words,
        )  # fmt: skip
    return message(
        "assumed inputs make {variance:.0%} ± {interval:.0%} of the variance; {through:.0%} of the result passes through one",
        through=found.through,
        **words,
    )


def _head(footprint: Footprint) -> dict[str, Any]:
    return {
        "product": footprint.product,
        "rules": footprint.rules,
        "scenario": list(footprint.resolved.named_scenarios),
        "inputs": footprint.accounts.document(),
        "province": footprint.province,
        "method": footprint.method_id,
        "notes": list(footprint.notes()),
    }


def _uncertain_head(footprint: Footprint, found: UncertainResult) -> dict[str, Any]:
    """The same with what results are counted per, and the uncertain inputs they depend on."""
    return {**_head(footprint), "per": found.flow.code, "unit": found.unit,
            "uncertain_inputs": len(found.inputs.uncertain)}  # fmt: skip


def _contribution(options: argparse.Namespace, footprint: Footprint) -> int:
    from lca_models.interpretation.contribution.rows import contribution_by
    from lca_models.interpretation.contribution.supply_chain import supply_chain
    from lca_models.reporting.text.category import mark_of, marked

    head = {**_head(footprint), "per": footprint.per}
    unit = footprint.assessment.unit  # in JSON without what it is counted per, which `per` says
    if options.review:
        from lca_models.interpretation.evidence.consistency import review_table
        from lca_models.interpretation.evidence.resting import resting_on_assumptions

        product, resting = head["product"], resting_on_assumptions(footprint)
        table = review_table({product: footprint.assessment}, {product: resting})
        document = {**head, "review": rows_of(table), "assumptions": [one.document() for one in resting]}
        return finish(options, document, review_text(table), {"review": table}, dict, footprint.remarks())
    if options.by != "tree":
        table = contribution_by(footprint.assessment, options.by)
        words = contribution_by(footprint.assessment, options.by, language=language_in_use())
        shown = text_of(marked_for(footprint, words), options.top)
        document = {**head, "by": options.by, "rows": rows_of(table.assign(unit=unit))}
        tables = {f"contribution_by_{options.by}": table}
        return finish(options, document, shown, tables, dict, footprint.remarks())
    chain = supply_chain(footprint.assessment, options.cutoff, options.depth)
    tree, edges = chain.tree(), chain.edges(options.depth)
    said = chain.worded({node.key: node.name_words(language_in_use()) for node in footprint.system.processes})
    document = {**head, "by": "tree", "cutoff": options.cutoff, "complete": chain.complete,
                "rows": rows_of(tree.astype({"buyer": object}).assign(unit=unit)),
                "edges": rows_of(edges.assign(unit=unit))}  # fmt: skip
    if not chain.complete:
        stopped = message("the tree stops at its largest number of branches; raise --cutoff")
        warn(stopped)
        document["notes"] = [*head["notes"], stopped]

    def page() -> dict[str, bytes]:
        from lca_models.reporting.figures.sankey import sankey_svg

        drawn = marked_for(footprint, said.edges(options.depth))
        return {"sankey_interactive.svg": sankey_svg(drawn, language=options.language).encode()}

    def charts() -> Sequence[Chart]:
        from lca_models.reporting.papers.charts import sankey_chart

        return [sankey_chart(footprint, chain, options.depth)]

    total = marked(footprint.total(), mark_of(footprint))
    whole = f"{total.amount:,.4g} {unit_text(total.unit, total.basis, language_in_use())}"
    shown = "\n\n".join([message("shares of {total}", total=whole), said.text()])
    return finish(options, document, shown, {"supply_chain": tree, "sankey": edges}, charts, footprint.remarks(), page)


def _refuse_idle_views(options: argparse.Namespace) -> None:
    """Refuses options of another view of the contribution than the one that is asked for."""
    tree = {"cutoff": "--cutoff", "depth": "--depth"}
    if options.review:
        refuse_idle(options, {"by": "--by", "top": "--top", **tree}, message("--review lists every check"))
    elif options.by == "tree":
        refuse_idle(options, {"top": "--top"}, message("the tree takes --cutoff and --depth"))
    else:
        refuse_idle(options, tree, message("they are of --by tree"))


def _sensitivity(options: argparse.Namespace, footprint: Footprint) -> int:
    from lca_models.interpretation.uncertainty.names import mixtures_once
    from lca_models.reporting.text.category import mark_of, marked_text
    from lca_models.scope.quantity import unit_label

    found = _uncertain(footprint)
    elasticities = found.elasticities()
    elasticities = elasticities[elasticities["derivative"] != 0]
    ranges = found.tornado()
    document = {
        **_uncertain_head(footprint, found),
        "elasticities": rows_of(elasticities),
        "ranges": rows_of(ranges),
    }
    rows = footprint.system.parameters
    slopes, moved = mixtures_once(elasticities, rows), mixtures_once(ranges, rows)
    shown = "\n\n".join([message("{unit}; elasticities: percent of the result per percent of the parameter",
                                 unit=unit_label(marked_text(found.unit, mark_of(footprint)), language_in_use())),
                         drivers_text(footprint, slopes[["parameter", "value", "unit", "elasticity"]], options.top),
                         message("each parameter alone through the middle 95 % of its own range"),
                         drivers_text(footprint, moved.drop(columns="label"), options.top),
                         *([message("a mixture is one line: the shares beside the one that is moved make room for it")]
                           if len(moved) < len(ranges) else [])])  # fmt: skip

    def charts() -> Sequence[Chart]:
        from lca_models.reporting.papers.charts import tornado_chart

        return [] if moved.empty else [tornado_chart(footprint, moved.head(options.top), found.flow.code)]

    return finish(
        options, document, shown, {"elasticities": elasticities, "tornado": ranges}, charts, footprint.remarks()
    )


def _montecarlo(options: argparse.Namespace, footprint: Footprint) -> int:
    from lca_models.impact.everything.doubts import doubts_of_everything, doubts_of_parameters
    from lca_models.interpretation.evidence.resting import assumed_inputs, resting_in
    from lca_models.interpretation.uncertainty.intervals import gate_interval
    from lca_models.reporting.text.category import mark_of

    try:
        found, head = (_everything if options.everything else _sampled)(options, footprint)
    except KeyboardInterrupt:
        if options.keep:
            tell(message("finished blocks are kept in {folder}; go on with --resume", folder=options.keep))
        raise
    summary, drivers, convergence = found.summary(), found.drivers(), found.convergence()
    unit = PACK if options.everything else footprint.declared_unit or PACK
    resting = resting_in(footprint, unit, found, assumed_inputs(footprint.system, rows=options.everything))
    document = {**head, "n": found.n, "seed": found.seed,
                "uncertain_inputs": found.uncertain_inputs, "results": found.document(),
                "drivers": rows_of(drivers), "assumptions": resting.document()}  # fmt: skip
    gate = None if footprint.is_foreign else gate_interval(found)
    if gate:
        document["cradle_to_gate"] = gate.document()
    shown = "\n\n".join([
        message("{n} samples, seed {seed}, {inputs} uncertain inputs; central: without uncertainty", n=found.n,
                seed=found.seed, inputs=found.uncertain_inputs),
        text_of(marked_for(footprint, summary[[*STATISTICS, "unit"]]), len(summary)),
        *([_gate_line(gate, mark_of(footprint))] if gate else []),
        message("what makes the spread of the total"),
        drivers_text(footprint, found.drivers(top=options.top).drop(columns="members"), options.top + 2),
        resting_text(resting),
    ])  # fmt: skip

    def charts() -> Sequence[Chart]:
        from lca_models.reporting.papers.charts import monte_carlo_charts

        return monte_carlo_charts(footprint, found, unit.code)

    tables = {"summary": summary, "drivers": drivers, "convergence": convergence, "samples": _samples(found)}
    doubts_of = doubts_of_everything if options.everything else doubts_of_parameters
    doubts = doubts_of(footprint.system, [footprint.assessment.method])
    return finish(options, document, shown, tables, charts, (*footprint.remarks(), *doubts))


def _gate_line(gate: Interval, mark: str) -> str:
    """Cradle to gate with its interval."""
    from lca_models.reporting.text.category import marked_text
    from lca_models.reporting.text.leading import interval_words
    from lca_models.reporting.text.numbers import number_text
    from lca_models.scope.quantity import unit_label

    return message("cradle to gate {amount} {unit}: {interval}", amount=number_text(gate.central),
                   unit=unit_label(marked_text(gate.unit, mark), language_in_use()), interval=interval_words(gate))  # fmt: skip


def _sampled(options: argparse.Namespace, footprint: Footprint) -> tuple[MonteCarlo, dict[str, Any]]:
    """Samples of parameters, and what heads their document."""
    uncertain = _uncertain(footprint)
    found = uncertain.monte_carlo(options.n, options.seed, folder=options.keep, resume=options.resume, progress=True)
    return found, _uncertain_head(footprint, uncertain)


def _everything(options: argparse.Namespace, footprint: Footprint) -> tuple[MonteCarlo, dict[str, Any]]:
    """Samples in which exchanges vary too, and what heads their document.

    Raises ScenarioError for another unit than a pack.
    """
    from lca_models.interpretation.uncertainty.everything import everything_monte_carlo

    per = footprint.declared_unit or PACK
    if per != PACK:
        raise ScenarioError(
            message("--everything counts per pack; leave out --per {code}, or leave out --everything", code=per.code)
        )
    found = everything_monte_carlo(
        footprint.assessment, options.n, options.seed, footprint.resolved.numbers, folder=options.keep,
        resume=options.resume, progress=True,
    )  # fmt: skip
    return found, {**_head(footprint), "per": footprint.per, "unit": found.units[0], "everything": True}


def _samples(found: Any) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(found.samples, columns=list(found.labels)).assign(unit=found.units[0])


def _morris(options: argparse.Namespace, footprint: Footprint) -> int:
    uncertain = _uncertain(footprint)
    table = uncertain.morris(options.n, options.seed).table()
    document = {
        **_uncertain_head(footprint, uncertain),
        "n": options.n,
        "seed": options.seed,
        "rows": rows_of(table),
    }

    def charts() -> Sequence[Chart]:
        from lca_models.reporting.papers.charts import morris_chart

        return [morris_chart(footprint, table, uncertain.flow.code)]

    shown = drivers_text(footprint, table, options.top)
    return finish(options, document, shown, {"morris": table}, charts, footprint.remarks())


def _sobol(options: argparse.Namespace, footprint: Footprint) -> int:
    from lca_models.interpretation.uncertainty.sobol import sobol_convergence, sobol_indices

    uncertain = _uncertain(footprint)
    sample = uncertain.sobol_sample(options.n, options.seed, progress=True)
    found = sobol_indices(sample)
    table, convergence, fixed = found.table(), sobol_convergence(sample), found.may_be_fixed()
    document = {**_uncertain_head(footprint, uncertain), "n": found.n, "seed": options.seed, "rows": rows_of(table),
                "may_be_fixed": list(fixed)}  # fmt: skip
    fixable = message(
        "{fixed} of {count} parameters may be fixed: their total index stays below 0.01",
        fixed=len(fixed),
        count=len(found.names),
    )
    shown = f"{drivers_text(footprint, table, options.top)}\n\n{fixable}"

    def charts() -> Sequence[Chart]:
        from lca_models.reporting.papers.charts import sobol_charts

        return sobol_charts(footprint, table, convergence, uncertain.flow.code)

    return finish(options, document, shown, {"sobol": table, "convergence": convergence}, charts, footprint.remarks())
