"""The command line `lca-models`.

Results go to stdout, everything else to stderr. Exit status 0: done; 1: the input is wrong or a check failed; 2: usage.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lca_models.commands.comparison import add_comparison_options, run_technique, sites, wants_technique
from lca_models.commands.data import add_data_commands
from lca_models.commands.interpretation import add_interpretation_commands
from lca_models.commands.options import add_allow_incomplete
from lca_models.commands.verification import add_verification_commands
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.rules import DEFAULT_RULES
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.catalogue import ENGLISH, LANGUAGES

LISTS = ("products", "provinces", "chemistries", "routes", "parameters", "rules", "scenarios", "sources", "methods")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    parser = build_parser()
    options = parser.parse_args(arguments)
    try:
        status = options.run(options)
        sys.stdout.flush()
    except LcaModelsError as error:
        for line in str(error).splitlines():
            print(line, file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader of a pipe has seen enough; nothing may be flushed to it at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"{error.filename or ''}: {error.strerror or error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 1
    return int(status or 0)


def build_parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    parser = argparse.ArgumentParser(
        prog="lca-models", description="Carbon footprints of electric-vehicle batteries from open, cited inventories."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    build = commands.add_parser("build", help="write the inventories into a Brightway project")
    build.add_argument("--force", action="store_true", help="move on from a project that was edited (it stays on disk)")
    build.set_defaults(run=_build)

    listed = commands.add_parser("list", help="what there is")
    listed.add_argument("what", choices=LISTS)
    listed.add_argument("--json", action="store_true", help="print one JSON document")
    listed.set_defaults(run=_list)

    footprint = commands.add_parser("footprint", help="one footprint by stage", parents=[_calculation_options()])
    footprint.add_argument("product", help="a product id (lca-models list products)")
    footprint.add_argument("--language", choices=LANGUAGES, default=ENGLISH, help="of report and figures (default en)")
    footprint.set_defaults(run=_footprint)

    compare = commands.add_parser(
        "compare", help="the grid of all combinations of repeated options", parents=[_calculation_options(grid=True)]
    )
    compare.add_argument(
        "products", nargs="+", metavar="PRODUCT", help="product ids; PRODUCT@PROVINCE: its plant there"
    )
    add_comparison_options(compare)
    compare.set_defaults(run=_compare)

    trace = commands.add_parser(
        "trace", help="the rows of inventories/ a result comes from", parents=[_calculation_options()]
    )
    trace.add_argument("product")
    trace.add_argument("--top", type=int, help="rows of each level (default: as many as cover 95 %%)")
    trace.set_defaults(run=_trace)

    check = commands.add_parser("check", help="prove that the inventories keep their rules")
    check.add_argument("path", nargs="?", type=Path, help="a folder of inventories (default: those shipped)")
    check.add_argument("--update-amounts", action="store_true", help="rewrite stored amounts from their formulas first")
    check.set_defaults(run=_check)
    add_interpretation_commands(commands, _calculation_options, _calculate)
    add_data_commands(commands)
    add_verification_commands(commands)
    return parser


def _calculation_options(grid: bool = False) -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False)
    many: dict[str, Any] = {"action": "append", "default": []}
    options.add_argument("--rules", metavar="R", help="rule set, or a table of your own in the columns of rules.csv "
                         f"(default {DEFAULT_RULES})", **(many if grid else {}))  # fmt: skip
    options.add_argument("--scenario", metavar="S", help="a named scenario, or a .yaml file with scenarios of your own; "
                         "repeatable", **many)  # fmt: skip
    options.add_argument("--province", metavar="P", help="province of the cell and pack plant, such as CN-SC",
                         **(many if grid else {}))  # fmt: skip
    options.add_argument("--set", metavar="NAME=VALUE", dest="settings", help="a parameter; repeatable", **many)
    options.add_argument(
        "--method", metavar="M", help="impact category (lca-models list methods; default: of the rules)"
    )
    add_allow_incomplete(options)
    options.add_argument("--fade-curve", type=Path, metavar="FILE", help="measured fade: CSV with cycles,retention")
    options.add_argument("--json", action="store_true", help="print one JSON document")
    options.add_argument("--out", type=Path, metavar="DIR", help="write report, figures and tables into a folder")
    return options


def _study() -> Any:
    from lca_models.inventory.study import load_study

    return load_study(progress=_Progress())


class _Progress:
    """A progress bar on stderr that appears when there is something to wait for."""

    def __init__(self) -> None:
        self._bar: Any = None

    def __call__(self, what: str, done: int, of: int) -> None:
        from tqdm import tqdm

        if self._bar is None:
            self._bar = tqdm(
                total=of, file=sys.stderr, unit="step", bar_format="{desc:<28} |{bar:30}| {n}/{total} {elapsed}"
            )
        self._bar.set_description_str(what)
        self._bar.update(done - self._bar.n)
        if done >= of:
            self._bar.close()


def _print_json(document: Any) -> None:
    print(json.dumps(document, ensure_ascii=False, indent=1))


def _build(options: argparse.Namespace) -> int:
    from lca_models.inventory.brightway.project import base_folder, build_project

    done = build_project(force=options.force, progress=_Progress())
    state = "built" if done.built else "already up to date"
    print(f"{done.current.project}  {state}  in {base_folder()}")
    return 0


def _list(options: argparse.Namespace) -> int:
    from lca_models.reporting.text.listings import listing

    rows = listing(_study(), options.what)
    if options.json:
        _print_json(rows)
        return 0
    if options.what == "rules":
        from lca_models.reporting.text.terminal import rules_text

        print(rules_text(rows))
        return 0
    for row in rows:
        print("  ".join(_text(value) for value in row.values() if value not in ("", None)))
    return 0


def _text(value: Any) -> str:
    """A cell of a list for a terminal; codes one after the other."""
    if isinstance(value, list):
        return " ".join(str(one["code"]) if isinstance(one, dict) else str(one) for one in value)
    return str(value)


def _study_with_rules(names: Sequence[str]) -> tuple[Any, list[str]]:
    """The study with the rule sets of files among `names`, and the ids of all rule sets named."""
    from dataclasses import replace

    from lca_models.inventory.system.rule_tables import read_rules_file

    files = {name: Path(name) for name in names if name.lower().endswith(".csv")}
    ids = [rules for name in names for rules in (read_rules_file(files[name]) if name in files else [name])]
    return replace(_study(), rule_files=tuple(files.values())), ids


def _with_scenarios(study: Any, names: Sequence[str]) -> tuple[Any, list[str]]:
    """The study with the scenarios of files among `names`, and the names of all scenarios in their order."""
    from dataclasses import replace

    from lca_models.inventory.tables.scenarios import read_scenarios_file

    files = {name: Path(name) for name in names if name.lower().endswith((".yaml", ".yml"))}
    found = [one for name in names for one in (read_scenarios_file(files[name]) if name in files else [name])]
    return (replace(study, scenario_files=tuple(files.values())) if files else study), found


def _fade_curve(path: Path | None) -> Any:
    from lca_models.inventory.tables.fade_curves import read_fade_curve

    return read_fade_curve(path) if path else None


def _warn(warnings: Sequence[str]) -> None:
    for warning in dict.fromkeys(warnings):
        print(f"warning: {warning}", file=sys.stderr)


def _settings(study: Any, scenarios: Sequence[str], texts: Sequence[str]) -> dict[str, str | float]:
    from lca_models.scope.scenario import find_scenarios, parse_assignments, stack

    named = stack(find_scenarios(scenarios, study.scenarios)) if scenarios else {}
    return named | dict(parse_assignments(texts))


def _calculate(options: argparse.Namespace, product: str) -> tuple[Any, Any]:
    """The study, and the footprint of a product under the options."""
    from lca_models.impact.footprint import footprint

    study, rules = _study_with_rules([options.rules or DEFAULT_RULES])
    if len(rules) > 1:
        raise ScenarioError(f"{options.rules} holds {', '.join(rules)}; keep one rule set in the file, or use compare")
    study, scenarios = _with_scenarios(study, options.scenario)
    system = study.product_system(product, rules=rules[0])
    settings = _settings(study, scenarios, options.settings)
    found = footprint(system, settings, province=options.province, method=options.method,
                      scenario=tuple(scenarios) or ("baseline",),
                      fade_curve=_fade_curve(options.fade_curve),
                      allow_incomplete=options.allow_incomplete)  # fmt: skip
    _warn(found.functional_unit.warnings())
    return study, found


def _footprint(options: argparse.Namespace) -> int:
    from lca_models.reporting.text.terminal import footprint_text

    study, result = _calculate(options, options.product)
    if options.json:
        _print_json(result.document())
    else:
        print(footprint_text(result))
    if options.out:
        from lca_models.reporting.report.folder import write_report

        write_report(study, result, options.out, language=options.language)
        print(f"written to {options.out}/: report.html, stages.png, stages.svg, tables/, run.json", file=sys.stderr)
    return 0


def _compare(options: argparse.Namespace) -> int:
    from lca_models.interpretation.comparison.grid import compare
    from lca_models.reporting.text.terminal import comparison_text, rule_comparison_text

    study, rules = _study_with_rules(options.rules or [DEFAULT_RULES])
    study, options.scenario = _with_scenarios(study, options.scenario)
    curve = _fade_curve(options.fade_curve)
    if wants_technique(options):
        return run_technique(options, study, rules, curve)
    shared = {"rules": rules, "scenarios": options.scenario, "settings": options.settings, "method": options.method,
              "allow_incomplete": options.allow_incomplete}  # fmt: skip
    rows = [row for product, places in sites(options.products, options.province)
            for row in compare(study, [product], provinces=list(filter(None, places)), fade_curve=curve, **shared)]  # fmt: skip
    _warn([warning for row in rows for warning in row["warnings"]])
    explained = _differences(study, rules, options, curve)
    if options.json:
        _print_json({"rows": rows} | ({"rule_comparisons": [one.document() for one in explained]} if explained else {}))
    else:
        print("\n\n".join([comparison_text(rows), *map(rule_comparison_text, explained)]))
    if options.out:
        from lca_models.reporting.report.folder import write_comparison

        write_comparison(rows, options.out)
    return 0


def _differences(study: Any, rules: Sequence[str], options: argparse.Namespace, curve: Any) -> list[Any]:
    """What explains two rule sets, for every other combination of the options; nothing for one, or for more than two."""
    from itertools import product as combinations

    from lca_models.interpretation.comparison.rule_sets import compare_rules

    if len(set(rules)) != 2 or len(rules) != 2:
        return []
    return [
        compare_rules(study.product_system(product), None, rules[0], rules[1],
                      _settings(study, [scenario], options.settings), province=place, method=options.method,
                      scenario=(scenario,), fade_curve=curve, allow_incomplete=options.allow_incomplete)
        for (product, places), scenario in combinations(sites(options.products, options.province),
                                                        options.scenario or ["baseline"])
        for place in places
    ]  # fmt: skip


def _trace(options: argparse.Namespace) -> int:
    from lca_models.interpretation.contribution.rows import trace
    from lca_models.reporting.text.terminal import note_lines, trace_text

    if options.top is not None and options.top < 1:
        raise ScenarioError(f"--top is {options.top}; give a number of rows of at least 1")
    result = _calculate(options, options.product)[1]
    found = trace(result.assessment, options.top)
    if options.json:
        _print_json({**found.document(), "notes": list(result.notes())})
    else:
        print("\n".join([trace_text(found), *note_lines(result.remarks())]))
    return 0


def _check(options: argparse.Namespace) -> int:
    from lca_models.inventory.checks.inventories import load_inventories
    from lca_models.inventory.tables.reading import find_inventories

    root = options.path or find_inventories()
    if options.update_amounts:
        from lca_models.inventory.checks.amounts import update_amounts

        print(f"{update_amounts(root)} amounts rewritten from their formulas", file=sys.stderr)
    checked = load_inventories(root)
    found = checked.inventories
    print(
        f"{len(found.processes)} processes, {len(found.exchanges)} exchanges, {len(found.parameters)} parameters, "
        f"{len(found.sources)} sources: every rule holds"
    )
    for note in checked.notes:
        print(f"note: {note}")
    return 0


Command = Callable[[argparse.Namespace], int]

if __name__ == "__main__":
    sys.exit(main())
