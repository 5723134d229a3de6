"""What `lca-models compare` can do beyond its grid: paired samples, break-even, Pareto set."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product as combinations
from typing import TYPE_CHECKING, Any

from lca_models.commands.interpretation import add_per, add_random, finish, read_random, rows_of, text_of
from lca_models.scope.declared_unit import PACK
from lca_models.scope.scenario import ScenarioError

if TYPE_CHECKING:
    import pandas as pd

    from lca_models.impact.footprint import Footprint
    from lca_models.interpretation.uncertainty.uncertain_result import UncertainResult

LARGEST_NUMBER_OF_CHARTS = 6


def add_comparison_options(command: argparse.ArgumentParser) -> None:
    """Add the techniques to the command that compares."""
    kind = command.add_mutually_exclusive_group()
    kind.add_argument("--paired", action="store_true", help="samples on the same draws: how often is which one lower?")
    kind.add_argument("--break-even", metavar="PARAMETER", help="where two alternatives are equal along a parameter")
    kind.add_argument("--pareto", nargs=2, metavar="METHOD", help="alternatives that no other beats in both categories")
    command.add_argument("--between", nargs=2, type=float, metavar=("LOW", "HIGH"),
                         help="ends of --break-even (default: limits of the parameter)")  # fmt: skip
    command.add_argument("--moves", choices=("first", "both"), default="first",
                         help="in which alternative the parameter of --break-even moves (default first)")  # fmt: skip
    add_per(command, None)
    add_random(command, "10000")


def wants_technique(options: argparse.Namespace) -> bool:
    """Whether anything but the grid is asked for."""
    return bool(options.paired or options.break_even or options.pareto)


def sites(products: Sequence[str], provinces: Sequence[str]) -> list[tuple[str, list[str | None]]]:
    """Each product with provinces of its plant: its own, from `PRODUCT@PROVINCE`, or those of the options, or its default."""
    elsewhere: list[str | None] = [*provinces] or [None]
    found: list[tuple[str, list[str | None]]] = []
    for text in products:
        product, at, place = text.partition("@")
        found.append((product, [place] if at else elsewhere))
    if odd := [text for text, (product, own) in zip(products, found, strict=True) if not product or own == [""]]:
        raise ScenarioError("; ".join(f"'{text}' is no product; write PRODUCT or PRODUCT@PROVINCE" for text in odd))
    return found


def run_technique(options: argparse.Namespace, study: Any, rules: Sequence[str], curve: Any) -> int:
    """Run the one that is asked for."""
    read_random(options)
    if options.pareto:
        return _pareto(options, study, rules, curve)
    from lca_models.interpretation.uncertainty.uncertain_result import uncertain_result
    from lca_models.scope.scenario import parse_assignments

    fixed = parse_assignments(options.settings)
    alternatives = _alternatives(options, study, rules, curve, options.method)
    results = {
        label: uncertain_result(one.assessment, fixed, per=options.per or PACK, fade_curve=one.fade_curve)
        for label, one in alternatives.items()
    }
    return (_paired if options.paired else _break_even)(options, results, _Notes.of(alternatives))


@dataclass(frozen=True)
class _Notes:
    """What a reader should know of the alternatives, each with its label: all of it, and the part for the text."""

    all: tuple[str, ...]
    remarks: tuple[str, ...]  # the others are warnings, and go to stderr

    @classmethod
    def of(cls, alternatives: Mapping[str, Footprint]) -> _Notes:
        """Those of some alternatives; their warnings are printed."""
        for warning in dict.fromkeys(text for one in alternatives.values() for text in one.functional_unit.warnings()):
            print(f"warning: {warning}", file=sys.stderr)
        return cls(
            tuple(f"{label}: {note}" for label, one in alternatives.items() for note in one.notes()),
            tuple(f"{label}: {remark}" for label, one in alternatives.items() for remark in one.remarks()),
        )


def _alternatives(
    options: argparse.Namespace, study: Any, rules: Sequence[str], curve: Any, method: str | None
) -> dict[str, Any]:
    """Footprints by label, which names what differs: the product, and rule set, scenario and province where several are."""
    from lca_models.impact.footprint import footprint
    from lca_models.scope.scenario import find_scenarios, parse_assignments, stack

    common = parse_assignments(options.settings)
    scenarios = find_scenarios(options.scenario or ["baseline"], study.scenarios)
    found: dict[str, Any] = {}
    for (product, places), rule_set, scenario in combinations(
        sites(options.products, options.province), rules, scenarios
    ):
        system = study.product_system(product, rules=rule_set)
        for place in places:
            settings = stack([scenario]) | dict(common)
            one = footprint(
                system,
                settings,
                province=place,
                method=method,
                scenario=(scenario.name,),
                fade_curve=curve,
                allow_incomplete=options.allow_incomplete,
            )
            named = [product, *([place] if place else []), *([rule_set] if len(rules) > 1 else []),
                     *([scenario.name] if len(scenarios) > 1 else [])]  # fmt: skip
            label = " ".join(named)
            again = sum(known == label or known.startswith(f"{label} (") for known in found)
            found[f"{label} ({again + 1})" if again else label] = one
    if len(found) < 2:
        raise ScenarioError("a comparison needs two alternatives or more; name products, provinces or scenarios")
    return found


def _document(results: dict[str, UncertainResult]) -> dict[str, Any]:
    first = next(iter(results.values()))
    return {"alternatives": list(results), "per": first.flow.per.code, "unit": first.unit,
            "central": {label: float(one.total(one.inputs.central[None, :])[0]) for label, one in results.items()}}  # fmt: skip


def _paired(options: argparse.Namespace, results: dict[str, UncertainResult], notes: _Notes) -> int:
    from lca_models.interpretation.comparison.alternatives import compare_paired

    found = compare_paired(
        results, options.n, options.seed, different_packs=options.per is not None, progress=sys.stderr.isatty()
    )
    pairs, matrix = found.discernibility(), found.shares_lower()
    document = {
        **_document(results),
        "notes": list(notes.all),
        "n": options.n,
        "seed": options.seed,
        "pairs": rows_of(pairs),
    }
    shown = [f"{options.n} paired samples, seed {options.seed}; {found.unit}; median and interval: first minus second",
             text_of(pairs.drop(columns=["unit", "n", "mean"]), len(pairs))]  # fmt: skip
    if len(results) > 2:
        shown += ["share of samples in which the row is lower than the column", matrix.round(3).to_string(na_rep="")]

    def charts() -> dict[str, Any]:
        from lca_models.interpretation.comparison.paired import difference_table
        from lca_models.reporting.figures.interpretation import plot_difference
        from lca_models.reporting.figures.stages import new_axes

        chosen = list(zip(pairs["first"], pairs["second"], strict=True))[:LARGEST_NUMBER_OF_CHARTS]
        return {f"difference_{number}": plot_difference(difference_table(found, [pair]), new_axes(7.0, 3.4))
                for number, pair in enumerate(chosen, start=1)}  # fmt: skip

    tables = {"discernibility": pairs, "shares_lower": matrix.reset_index(names="product"), "samples": _samples(found)}
    return finish(options, document, "\n\n".join(shown), tables, charts, notes.remarks)


def _samples(found: Any) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(found.samples, columns=list(found.products)).assign(unit=found.unit)


def _break_even(options: argparse.Namespace, results: dict[str, UncertainResult], notes: _Notes) -> int:
    from lca_models.interpretation.comparison.alternatives import break_even_between

    low, high = options.between or (None, None)
    found = break_even_between(
        results, options.break_even, low, high, moves=options.moves, different_packs=options.per is not None
    )
    document = {**_document(results), "notes": list(notes.all), "parameter": found.input, "moves": options.moves,
                "low": found.low,
                "high": found.high, "sentence": found.sentence(), "crossings": rows_of(found.table())}  # fmt: skip
    where = "both" if options.moves == "both" else f"{found.first} only"
    return finish(options, document, f"{found.sentence()}\n{found.input} moves in {where}",
                  {"break_even": found.table()}, dict, notes.remarks)  # fmt: skip


def _pareto(options: argparse.Namespace, study: Any, rules: Sequence[str], curve: Any) -> int:
    import pandas as pd

    from lca_models.impact.methods import find_method
    from lca_models.interpretation.comparison.alternatives import check_units
    from lca_models.interpretation.comparison.pareto import pareto_table
    from lca_models.interpretation.uncertainty.uncertain_result import uncertain_result

    methods = list(options.pareto)
    if len({find_method(study.rows, method) for method in methods}) < 2:
        raise ScenarioError(
            f"a Pareto set needs two categories, and both are '{methods[0]}'; see lca-models list methods"
        )
    columns: dict[str, list[float]] = {}
    units: list[str] = []
    every: dict[str, Footprint] = {}
    for method in methods:
        alternatives = _alternatives(options, study, rules, curve, method)
        results = {label: uncertain_result(one.assessment, per=options.per or PACK, fade_curve=one.fade_curve)
                   for label, one in alternatives.items()}  # fmt: skip
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

    def charts() -> dict[str, Any]:
        from lca_models.reporting.figures.interpretation import plot_pareto
        from lca_models.reporting.figures.stages import new_axes

        first, second = methods
        return {"pareto": plot_pareto(table, (first, second), (units[0], units[1]), "alternative", new_axes(6.4, 4.4))}

    return finish(options, document, text_of(named, len(named)), {"pareto": named}, charts, notes.remarks)
