"""Commands of `lca-models` that compare: the grid of combinations and what goes beyond it, and a published value."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from lca_models.commands.extending.papers import add_figures
from lca_models.commands.options import (
    add_cluster,
    add_per,
    add_product,
    add_random,
    calculation_options,
    grid_of,
    number_of,
    open_study,
    opened_study,
    read_random,
    setup_of,
    shared_as_asked,
    words,
)
from lca_models.commands.output import finish, print_result, rows_of, text_of, told, warn, write_papers
from lca_models.commands.terminal.given import refuse_idle
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.quantity import unit_label
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.marks import headed
from lca_models.scope.wording.messages import language_in_use, message

if TYPE_CHECKING:
    import pandas as pd

    from lca_models.impact.footprint import Footprint
    from lca_models.impact.study import Study
    from lca_models.interpretation.comparison.rule_sets import RuleComparison
    from lca_models.interpretation.uncertainty.uncertain_result import UncertainResult
    from lca_models.reporting.papers.chart import Chart

LARGEST_NUMBER_OF_CHARTS = 6


def add_comparison_commands(commands: Any) -> None:
    """Add the commands to the subparsers of the command line."""
    command = commands.add_parser(
        "compare",
        help=message("the grid of all combinations of repeated options"),
        parents=[calculation_options(grid=True, replaces=True, backgrounds=True)],
    )
    command.add_argument(
        "products",
        nargs="*",
        metavar="PRODUCT",
        help=message("product ids; PRODUCT@PROVINCE: its plant there; they may stand in scenario files instead"),
    )
    command.set_defaults(usage=command.error)
    kind = command.add_mutually_exclusive_group()
    kind.add_argument(
        "--paired", action="store_true", help=message("samples on the same draws: how often is which one lower?")
    )
    kind.add_argument(
        "--break-even", metavar="PARAMETER", help=message("where two alternatives are equal along a parameter")
    )
    kind.add_argument(
        "--pareto", nargs=2, metavar="METHOD", help=message("alternatives that no other beats in both categories")
    )
    command.add_argument(
        "--between",
        nargs=2,
        type=number_of,
        metavar=("LOW", "HIGH"),
        help=message("ends of --break-even (default: limits of the parameter)"),
    )
    command.add_argument(
        "--moves",
        choices=("first", "both"),
        help=message("in which alternative the parameter of --break-even moves (default first)"),
    )
    add_per(command, message("what samples, break-even and Pareto set are counted per"))
    add_random(command, "10000")
    add_cluster(command)
    add_figures(command)
    command.set_defaults(run=_compare)
    _add_reconcile(commands)
    _add_structure(commands)


def _compare(options: argparse.Namespace) -> int:
    if not options.break_even and (options.between or options.moves):
        raise ScenarioError(message("--between and --moves are of --break-even; name its parameter, or leave them out"))
    _refuse_idle_counts(options)
    study = opened_study(options)
    setups = grid_of(options, study)
    with shared_as_asked(options):
        return _compared(options, study, setups)


def _compared(options: argparse.Namespace, study: Study, setups: list[CalculationSetup]) -> int:
    if options.pareto:
        read_random(options)
        return _pareto(options, study, setups)
    if options.paired or options.break_even:
        read_random(options)
        alternatives = _alternatives(study, setups)
        results = {label: _uncertain(one) for label, one in alternatives.items()}
        return (_paired if options.paired else _break_even)(options, results, _Notes.of(alternatives))
    return _grid(options, study, setups)


def _add_reconcile(commands: Any) -> None:
    command = commands.add_parser(
        "reconcile",
        help=message("the way from the gate value to a published one, input by input"),
        parents=[calculation_options(replaces=True, backgrounds=True)],
    )
    add_product(command)
    add_figures(command)
    command.add_argument(
        "--with",
        dest="reference",
        metavar="REFERENCE",
        required=True,
        type=words,
        help=message("a published result of inventories/references.csv"),
    )
    command.set_defaults(run=_reconcile)


def _reconcile(options: argparse.Namespace) -> int:
    from lca_models.interpretation.comparison.reconciliation import reconcile
    from lca_models.reporting.text.published import reconciliation_text

    study = opened_study(options)
    found = reconcile(study, setup_of(options, study), options.reference)

    def charts() -> Sequence[Chart]:
        from lca_models.reporting.papers.charts import reconciliation_chart

        return [reconciliation_chart(found)]

    tables = {"reconciliation": found.table()}
    return finish(options, found.document(), reconciliation_text(found), tables, charts, found.footprint.remarks())


def _add_structure(commands: Any) -> None:
    command = commands.add_parser(
        "structure",
        help=message("this kit's processes with a published model's factors, beside its own results"),
    )
    command.add_argument("--json", action="store_true", help=message("print one JSON document"))
    command.add_argument(
        "reference",
        metavar="REFERENCE",
        type=words,
        help=message("a published model of inventories/reference_factors.csv"),
    )
    command.set_defaults(run=_structure)


def _structure(options: argparse.Namespace) -> int:
    from lca_models.interpretation.comparison.structure import structure_test
    from lca_models.reporting.text.published import structure_text

    found = structure_test(open_study(), options.reference)
    print_result(options, found.document, lambda: structure_text(found))
    return 0


def _refuse_idle_counts(options: argparse.Namespace) -> None:
    """Refuses samples where nothing is drawn, and a declared unit where every one is shown."""
    draws = {"n": "-n", "seed": "--seed"}
    if options.break_even or options.pareto:
        refuse_idle(options, draws, message("only --paired draws samples"))
    elif not options.paired:
        refuse_idle(options, {"per": "--per", **draws},
                    message("the grid shows every declared unit and draws no samples; add --paired"))  # fmt: skip


def _grid(options: argparse.Namespace, study: Study, setups: list[CalculationSetup]) -> int:
    """One row a setup, and what explains two rule sets."""
    from lca_models.impact.methods import category_mark
    from lca_models.interpretation.comparison.grid import compare_setups
    from lca_models.reporting.text.terminal import comparison_text, rule_comparison_text

    found = compare_setups(study, setups)
    rows = found.rows()
    marks = [category_mark(one.method, one.resolved.system.method_metadata, language_in_use()) for one in found.results]
    warn(*(warning for row in rows for warning in row["warnings"]))
    explained = _differences(study, setups)

    def document() -> dict[str, Any]:
        return {"rows": rows} | ({"rule_comparisons": [one.document() for one in explained]} if explained else {})

    print_result(
        options, document, lambda: "\n\n".join([comparison_text(rows, marks), *map(rule_comparison_text, explained)])
    )
    if options.out:
        from lca_models.reporting.report.folder import write_comparison

        write_comparison(found, options.out, language=options.language)
        told(options.out, ["comparison.csv", "comparison.png", "comparison.svg"])
        if options.figures:
            from lca_models.reporting.papers.charts import comparison_chart

            write_papers(options, [comparison_chart(found, [study.footprint(one) for one in setups])])
    return 0


def _differences(study: Study, setups: Iterable[CalculationSetup]) -> list[RuleComparison]:
    """What explains two rule sets, for every other combination of the options; nothing for one, or for more than two."""
    from lca_models.interpretation.comparison.rule_sets import compare_setup_rules

    rules = list(dict.fromkeys(one.rules for one in setups))
    if len(rules) != 2:
        return []
    return [compare_setup_rules(study, one, rules[1]) for one in dict.fromkeys(setups) if one.rules == rules[0]]


def _alternatives(study: Study, setups: list[CalculationSetup]) -> dict[str, Footprint]:
    """Footprints by label, which names what differs: the product, its province, and rule set and scenario where several are."""
    several = {name for name in ("rules", "scenarios", "background") if len({getattr(one, name) for one in setups}) > 1}
    found: dict[str, Footprint] = {}
    for setup in setups:
        one = study.footprint(setup)
        named = [setup.product or one.product, setup.province, one.rules if "rules" in several else "", setup.background,
                 *(one.scenario if "scenarios" in several else ())]  # fmt: skip
        label = " ".join(filter(None, named))
        again = sum(known == label or known.startswith(f"{label} (") for known in found)
        found[f"{label} ({again + 1})" if again else label] = one
    if len(found) < 2:
        raise ScenarioError(
            message("a comparison needs two alternatives or more; name products, provinces or scenarios")
        )
    return found


@dataclass(frozen=True)
class _Notes:
    """What a reader should know of the alternatives, each with its label: all of it, and the part for the text."""

    alternatives: Mapping[str, Footprint]
    all: tuple[str, ...]
    remarks: tuple[str, ...]  # the others are warnings, and go to stderr

    @classmethod
    def of(cls, alternatives: Mapping[str, Footprint]) -> _Notes:
        """Those of some alternatives; their warnings are printed."""
        warn(*(text for one in alternatives.values() for text in one.life_warnings()))
        return cls(
            alternatives,
            tuple(headed(label, note) for label, one in alternatives.items() for note in one.notes()),
            tuple(headed(label, remark) for label, one in alternatives.items() for remark in one.remarks()),
        )


def _uncertain(one: Footprint) -> UncertainResult:
    from lca_models.interpretation.uncertainty.uncertain_result import uncertain_footprint

    return uncertain_footprint(one)


def _document(results: dict[str, UncertainResult]) -> dict[str, Any]:
    first = next(iter(results.values()))
    return {"alternatives": list(results), "per": first.flow.code, "unit": first.unit,
            "central": {label: float(one.total(one.inputs.central[None, :])[0]) for label, one in results.items()}}  # fmt: skip


def _paired(options: argparse.Namespace, results: dict[str, UncertainResult], notes: _Notes) -> int:
    from lca_models.interpretation.comparison.alternatives import compare_paired

    found = compare_paired(results, options.n, options.seed, different_packs=options.per is not None, progress=True)
    pairs, matrix = found.discernibility(), found.shares_lower()
    document = {
        **_document(results),
        "notes": list(notes.all),
        "n": options.n,
        "seed": options.seed,
        "pairs": rows_of(pairs),
    }
    shown = [message("{n} paired samples, seed {seed}; {unit}; median and interval: first minus second", n=options.n,
                     seed=options.seed, unit=unit_label(found.unit, language_in_use())),
             text_of(pairs.drop(columns=["unit", "n", "mean"]), len(pairs))]  # fmt: skip
    if len(results) > 2:
        shown += [
            message("share of samples in which the row is lower than the column"),
            matrix.round(3).to_string(na_rep=""),
        ]

    def charts() -> Sequence[Chart]:
        from lca_models.reporting.papers.charts import difference_charts

        chosen = list(zip(pairs["first"], pairs["second"], strict=True))[:LARGEST_NUMBER_OF_CHARTS]
        return difference_charts(notes.alternatives, found, chosen, document["per"], options.seed)

    tables = {"discernibility": pairs, "shares_lower": matrix.reset_index(names="product"), "samples": _samples(found)}
    return finish(options, document, "\n\n".join(shown), tables, charts, notes.remarks)


def _samples(found: Any) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(found.samples, columns=list(found.products)).assign(unit=found.unit)


def _break_even(options: argparse.Namespace, results: dict[str, UncertainResult], notes: _Notes) -> int:
    from lca_models.interpretation.comparison.alternatives import break_even_between

    (low, high), moves = options.between or (None, None), options.moves or "first"
    found = break_even_between(
        results, options.break_even, low, high, moves=moves, different_packs=options.per is not None
    )
    document = {**_document(results), "notes": list(notes.all), "parameter": found.input, "moves": moves,
                "low": found.low,
                "high": found.high, "sentence": found.sentence(), "crossings": rows_of(found.table())}  # fmt: skip
    moved = {"parameter": found.input, "unit": unit_label(found.unit, language_in_use())}
    where = (
        message("{parameter} moves in both; results in {unit}", **moved)
        if moves == "both"
        else message("{parameter} moves in {first} only; results in {unit}", first=found.first, **moved)
    )
    return finish(options, document, f"{found.sentence()}\n{where}",
                  {"break_even": found.table()}, dict, notes.remarks)  # fmt: skip


def _pareto(options: argparse.Namespace, study: Study, setups: list[CalculationSetup]) -> int:
    import pandas as pd

    from lca_models.impact.methods import find_method
    from lca_models.interpretation.comparison.alternatives import check_units
    from lca_models.interpretation.comparison.pareto import pareto_table

    methods = list(options.pareto)
    system = study.resolve(replace(setups[0], method=methods[0])).system
    if len({find_method(system, method) for method in methods}) < 2:
        raise ScenarioError(
            message(
                "a Pareto set needs two categories, and both are '{value}'; see lca-models list methods",
                value=methods[0],
            )
        )
    columns: dict[str, list[float]] = {}
    units: list[str] = []
    every: dict[str, Footprint] = {}
    for method in methods:
        alternatives = _alternatives(study, [replace(one, method=method) for one in setups])
        results = {label: _uncertain(one) for label, one in alternatives.items()}
        check_units(results, different_packs=options.per is not None)
        every |= {f"{label}, {method}": one for label, one in alternatives.items()}
        document = _document(results)
        columns[method] = list(document["central"].values())
        units.append(document["unit"])
    table = pareto_table(pd.DataFrame({"alternative": document["alternatives"], **columns}), methods)
    notes = _Notes.of(every)
    document = {"results": dict(zip(methods, units, strict=True)), "per": document["per"], "notes": list(notes.all),
                "rows": rows_of(table)}  # fmt: skip
    named = table.rename(columns={method: f"{method}, {unit}" for method, unit in document["results"].items()})
    shown = table.rename(
        columns={name: f"{name}, {unit_label(unit, language_in_use())}" for name, unit in document["results"].items()}
    )

    def charts() -> Sequence[Chart]:
        from lca_models.reporting.papers.charts import pareto_chart

        first, second = methods
        return [pareto_chart(alternatives, table, (first, second), (units[0], units[1]), document["per"])]

    return finish(options, document, text_of(shown, len(shown)), {"pareto": named}, charts, notes.remarks)
