"""Commands of `lca-models` that interpret one result: contribution, sensitivity, montecarlo, morris, sobol."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lca_models.scope.declared_unit import CODES, PACK
from lca_models.scope.scenario import ScenarioError

if TYPE_CHECKING:
    import pandas as pd

    from lca_models.interpretation.uncertainty.monte_carlo import MonteCarlo
    from lca_models.interpretation.uncertainty.uncertain_result import UncertainResult

VIEWS = ("stage", "process", "flow", "input", "location", "province", "row", "tree")
Calculate = Callable[[argparse.Namespace, str], tuple[Any, Any]]  # options, product -> study, footprint


def add_interpretation_commands(
    commands: Any, calculation_options: Callable[[], argparse.ArgumentParser], calculate: Calculate
) -> None:
    """Add the commands to the subparsers of the command line; `calculate` gives the footprint under the options."""

    def add(name: str, help_text: str, run: Callable[[argparse.Namespace, Any], int]) -> argparse.ArgumentParser:
        command: argparse.ArgumentParser = commands.add_parser(name, help=help_text, parents=[calculation_options()])
        command.add_argument("product", help="a product id (lca-models list products)")
        command.add_argument("--top", type=int, default=15, metavar="N", help="rows to show (default 15)")
        command.set_defaults(run=lambda options: _run(options, calculate, run))
        return command

    contribution = add("contribution", "where the result comes from, one way or as a supply-chain tree", _contribution)
    contribution.add_argument("--by", choices=VIEWS, default="input", help="what to split by (default input)")
    contribution.add_argument("--cutoff", type=float, default=0.02, metavar="SHARE", help="of the tree (default 0.02)")
    contribution.add_argument("--depth", type=int, metavar="N", help="of the tree, in purchases")
    contribution.add_argument("--review", action="store_true",
                              help="instead, completeness and consistency for a reviewer (ISO 14044, 4.5.3)")  # fmt: skip
    sensitivity = add("sensitivity", "elasticities of all parameters, and each moved over its own range", _sensitivity)
    montecarlo = add("montecarlo", "spread of the result, all uncertain parameters at once", _montecarlo)
    add_random(montecarlo, "10000")
    montecarlo.add_argument("--keep", type=Path, metavar="DIR", help="keep finished blocks of samples in a folder")
    montecarlo.add_argument("--resume", action="store_true", help="go on with the blocks in the folder of --keep")
    montecarlo.add_argument("--everything", action="store_true",
                            help="exchanges of foreground and background vary too, not parameters alone; per pack")  # fmt: skip
    morris = add("morris", "screening by elementary effects", _morris)
    add_random(morris, "50", "trajectories")
    sobol = add("sobol", "shares of the variance by parameter", _sobol)
    add_random(sobol, "1024", "rows of the design, a power of 2")
    for command in (sensitivity, montecarlo, morris, sobol):
        add_per(command, PACK.code)


def add_per(command: argparse.ArgumentParser, default: str | None) -> None:
    """Add what results are counted per."""
    chosen = f" (default {default})" if default else ""
    command.add_argument("--per", choices=CODES, default=default, help=f"what results are counted per{chosen}; kwh-delivered: "
                         "the spread holds that of cycles and retention")  # fmt: skip


def add_random(command: argparse.ArgumentParser, n: str, what: str = "samples") -> None:
    """Add the number of samples and the seed, read as text: what is no whole number is refused like other wrong input."""
    command.add_argument("-n", default=n, metavar="N", help=f"{what} (default {n})")
    command.add_argument("--seed", default="0", metavar="S", help="a whole number from 0 up (default 0)")


def _whole(text: str) -> Any:
    """The whole number in a text; the text itself where there is none, for the message that refuses it."""
    try:
        return int(text)
    except ValueError:
        return text


def read_random(options: argparse.Namespace) -> None:
    """Turn the texts of -n and --seed into numbers.

    Raises ScenarioError for what is no number of samples, and no seed.
    """
    from lca_models.impact.draws.distributions import check_draws

    options.n, options.seed = _whole(options.n), _whole(options.seed)
    check_draws(options.n, options.seed)


def _run(options: argparse.Namespace, calculate: Calculate, run: Callable[[argparse.Namespace, Any], int]) -> int:
    if options.top < 1:
        raise ScenarioError(f"--top is {options.top}; give a number of rows of at least 1")
    if hasattr(options, "seed"):
        read_random(options)
    return run(options, calculate(options, options.product)[1])


def _uncertain(options: argparse.Namespace, footprint: Any) -> UncertainResult:
    from lca_models.interpretation.uncertainty.uncertain_result import uncertain_result
    from lca_models.scope.scenario import parse_assignments

    fixed = parse_assignments(options.settings)
    return uncertain_result(footprint.assessment, fixed, per=options.per, fade_curve=footprint.fade_curve)


def finish(
    options: argparse.Namespace,
    document: dict[str, Any],
    shown: str,
    tables: dict[str, pd.DataFrame],
    charts: Callable[[], dict[str, Any]],
    remarks: Sequence[str] = (),
) -> int:
    """Print the document, or the text with the remarks below, and write tables and charts where --out says."""
    from lca_models.reporting.text.terminal import note_lines

    if options.json:
        print(json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False))
    else:
        print("\n".join([shown, *note_lines(remarks)]))
    if options.out:
        from lca_models.inventory.tables.atomic_files import write_files
        from lca_models.reporting.figures.stages import figure_files

        files = {f"{name}.csv": table.to_csv(index=False).encode() for name, table in tables.items()}
        for name, drawn in charts().items():
            files |= drawn if isinstance(drawn, dict) else figure_files(drawn, name)
        write_files(Path(options.out), files)
        print(f"written to {options.out}/: {', '.join(sorted(files))}", file=sys.stderr)
    return 0


def rows_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows for JSON, which knows no nan."""
    return [
        {str(key): None if value != value else value for key, value in row.items()} for row in table.to_dict("records")
    ]


def text_of(table: pd.DataFrame, top: int) -> str:
    """The first rows for a terminal."""
    return str(table.head(top).to_string(index=False, float_format=lambda value: f"{value:,.4g}"))


def review_text(table: pd.DataFrame) -> str:
    """One line per check: verdict, product, check, finding with its share."""
    lines = []
    for row in table.to_dict("records"):
        share = "" if row["share"] != row["share"] else f" ({row['share']:.0%})"
        lines.append(
            f"{row['verdict']:<12}{row['product']:<16}{row['check']}: {row['finding']}{share}  [{row['clause']}]"
        )
    return "\n".join(lines)


def _head(options: argparse.Namespace, footprint: Any) -> dict[str, Any]:
    return {
        "product": options.product,
        "rules": footprint.rules,
        "scenario": list(footprint.scenario),
        "province": footprint.province,
        "method": footprint.method_id,
        "notes": list(footprint.notes()),
    }


def _uncertain_head(options: argparse.Namespace, footprint: Any, found: UncertainResult) -> dict[str, Any]:
    """The same with what results are counted per, and the uncertain inputs they depend on."""
    return {**_head(options, footprint), "per": options.per, "unit": found.unit,
            "uncertain_inputs": len(found.inputs.uncertain)}  # fmt: skip


def _contribution(options: argparse.Namespace, footprint: Any) -> int:
    from lca_models.interpretation.contribution.rows import contribution_by
    from lca_models.interpretation.contribution.supply_chain import supply_chain

    head = {**_head(options, footprint), "per": PACK.code}
    unit = footprint.assessment.unit  # in JSON without what it is counted per, which `per` says
    if options.review:
        from lca_models.interpretation.evidence.consistency import review_table

        table = review_table({options.product: footprint.assessment})
        return finish(
            options,
            {**head, "review": rows_of(table)},
            review_text(table),
            {"review": table},
            dict,
            footprint.remarks(),
        )
    if options.by != "tree":
        table = contribution_by(footprint.assessment, options.by)
        document = {**head, "by": options.by, "rows": rows_of(table.assign(unit=unit))}
        return finish(
            options,
            document,
            text_of(table, options.top),
            {f"contribution_by_{options.by}": table},
            dict,
            footprint.remarks(),
        )
    chain = supply_chain(footprint.assessment, options.cutoff, options.depth)
    tree, edges = chain.tree(), chain.edges(options.depth)
    document = {**head, "by": "tree", "cutoff": options.cutoff, "complete": chain.complete,
                "rows": rows_of(tree.astype({"buyer": object}).assign(unit=unit)),
                "edges": rows_of(edges.assign(unit=unit))}  # fmt: skip
    if not chain.complete:
        stopped = "the tree stops at its largest number of branches; raise --cutoff"
        print(f"warning: {stopped}", file=sys.stderr)
        document["notes"] = [*head["notes"], stopped]

    def charts() -> dict[str, Any]:
        from lca_models.reporting.figures.sankey import sankey_svg
        from lca_models.reporting.figures.stages import new_axes
        from lca_models.reporting.figures.supply_chain import plot_sankey

        levels = int(edges["source_level"].max()) + 1
        return {"sankey": plot_sankey(edges, new_axes(2.3 * levels + 1.5, 6.0)),
                "page": {"sankey_interactive.svg": sankey_svg(edges).encode()}}  # fmt: skip

    shown = f"shares of {footprint.total():,.4g}\n\n{chain.text()}"
    return finish(options, document, shown, {"supply_chain": tree, "sankey": edges}, charts, footprint.remarks())


def _sensitivity(options: argparse.Namespace, footprint: Any) -> int:
    found = _uncertain(options, footprint)
    elasticities = found.elasticities()
    elasticities = elasticities[elasticities["derivative"] != 0]
    ranges = found.tornado()
    document = {
        **_uncertain_head(options, footprint, found),
        "elasticities": rows_of(elasticities),
        "ranges": rows_of(ranges),
    }
    shown = "\n\n".join([f"{found.unit}; elasticities: percent of the result per percent of the parameter",
                         text_of(elasticities[["parameter", "value", "unit", "elasticity"]], options.top),
                         "each parameter alone through the middle 95 % of its own range",
                         text_of(ranges.drop(columns="label"), options.top)])  # fmt: skip

    def charts() -> dict[str, Any]:
        from lca_models.reporting.figures.interpretation import plot_tornado, tornado_bars
        from lca_models.reporting.figures.stages import new_axes

        if ranges.empty:
            return {}
        drawn = tornado_bars(ranges.head(options.top))
        return {"tornado": plot_tornado(drawn, new_axes(7.4, 0.36 * len(drawn) + 1.2))}

    return finish(
        options, document, shown, {"elasticities": elasticities, "tornado": ranges}, charts, footprint.remarks()
    )


def _montecarlo(options: argparse.Namespace, footprint: Any) -> int:
    if options.everything:
        found, head = _everything(options, footprint)
    else:
        uncertain = _uncertain(options, footprint)
        found, head = _sampled(options, uncertain), _uncertain_head(options, footprint, uncertain)
    summary, drivers, convergence = found.summary(), found.drivers(), found.convergence()
    document = {**head, "n": found.n, "seed": found.seed,
                "uncertain_inputs": found.uncertain_inputs, "results": found.document(),
                "drivers": rows_of(drivers)}  # fmt: skip
    shown = "\n\n".join([
        f"{found.n} samples, seed {found.seed}, {found.uncertain_inputs} uncertain inputs; central: without uncertainty",
        text_of(summary[["result", "central", "median", "mean", "p2.5", "p97.5", "unit"]], len(summary)),
        "what makes the spread of the total", text_of(found.drivers(top=options.top), options.top + 2),
    ])  # fmt: skip

    def charts() -> dict[str, Any]:
        from lca_models.reporting.figures.interpretation import plot_convergence, plot_distribution
        from lca_models.reporting.figures.stages import new_axes

        of_total = convergence[convergence["result"] == "total"]
        return {
            "distribution": plot_distribution(found.sample_table(), summary.iloc[:1], new_axes(7.0, 3.6)),
            "convergence": plot_convergence(of_total, ax=new_axes(7.0, 3.6)),
        }

    tables = {"summary": summary, "drivers": drivers, "convergence": convergence, "samples": _samples(found)}
    return finish(options, document, shown, tables, charts, footprint.remarks())


def _sampled(options: argparse.Namespace, uncertain: UncertainResult) -> MonteCarlo:
    """Samples of parameters, in blocks that --keep keeps."""
    try:
        return uncertain.monte_carlo(
            options.n, options.seed, folder=options.keep, resume=options.resume, progress=sys.stderr.isatty()
        )
    except KeyboardInterrupt:
        if options.keep:
            print(f"finished blocks are kept in {options.keep}; go on with --resume", file=sys.stderr)
        raise


def _everything(options: argparse.Namespace, footprint: Any) -> tuple[MonteCarlo, dict[str, Any]]:
    """Samples in which exchanges vary too, and what heads their document.

    Raises ScenarioError for options that belong to samples of parameters alone.
    """
    from tqdm import tqdm

    from lca_models.interpretation.uncertainty.everything import everything_monte_carlo
    from lca_models.scope.scenario import parse_assignments

    if options.per != PACK.code:
        raise ScenarioError(f"--everything counts per pack; leave out --per {options.per}, or leave out --everything")
    if options.keep or options.resume:
        raise ScenarioError("--everything keeps no blocks; leave out --keep and --resume")
    fixed = parse_assignments(options.settings)
    with tqdm(total=options.n, unit="sample", delay=1, disable=not sys.stderr.isatty()) as bar:
        found = everything_monte_carlo(
            footprint.assessment, options.n, options.seed, fixed, progress=lambda done, _: bar.update(done - bar.n)
        )
    return found, {**_head(options, footprint), "per": options.per, "unit": found.units[0], "everything": True}


def _samples(found: Any) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(found.samples, columns=list(found.labels)).assign(unit=found.units[0])


def _morris(options: argparse.Namespace, footprint: Any) -> int:
    uncertain = _uncertain(options, footprint)
    table = uncertain.morris(options.n, options.seed).table()
    document = {
        **_uncertain_head(options, footprint, uncertain),
        "n": options.n,
        "seed": options.seed,
        "rows": rows_of(table),
    }

    def charts() -> dict[str, Any]:
        from lca_models.reporting.figures.interpretation import plot_morris
        from lca_models.reporting.figures.stages import new_axes

        return {"morris": plot_morris(table, new_axes(6.6, 4.6))}

    return finish(options, document, text_of(table, options.top), {"morris": table}, charts, footprint.remarks())


def _sobol(options: argparse.Namespace, footprint: Any) -> int:
    from lca_models.interpretation.uncertainty.sobol import sobol_convergence, sobol_indices

    uncertain = _uncertain(options, footprint)
    sample = uncertain.sobol_sample(options.n, options.seed, progress=sys.stderr.isatty())
    found = sobol_indices(sample)
    table, convergence, fixed = found.table(), sobol_convergence(sample), found.may_be_fixed()
    document = {**_uncertain_head(options, footprint, uncertain), "n": found.n, "seed": options.seed, "rows": rows_of(table),
                "may_be_fixed": list(fixed)}  # fmt: skip
    shown = f"{text_of(table, options.top)}\n\n{len(fixed)} of {len(found.names)} parameters may be fixed: their total index " \
            "stays below 0.01"  # fmt: skip

    def charts() -> dict[str, Any]:
        from lca_models.reporting.figures.interpretation import plot_convergence, plot_sobol
        from lca_models.reporting.figures.stages import new_axes

        leading = convergence[convergence["parameter"].isin(table["parameter"].head(6))]
        return {"sobol": plot_sobol(table, new_axes(7.4, 0.42 * min(len(table), 15) + 1.1)),
                "convergence": plot_convergence(leading, "parameter", "ST", "ST_interval", new_axes(7.4, 3.6))}  # fmt: skip

    return finish(options, document, shown, {"sobol": table, "convergence": convergence}, charts, footprint.remarks())
