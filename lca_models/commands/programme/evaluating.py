"""`lca-models programme evaluate`: tables E1 to E6 of a pilot, and what a change of a rule would move."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from lca_models.commands.options import open_study, path_of, whole_of, words
from lca_models.commands.output import print_result, rows_of, text_of, told
from lca_models.commands.programme.family import action, opened, party
from lca_models.scope.scenario import parse_assignments
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from lca_models.programme.evaluation.evaluating import Evaluation
    from lca_models.programme.evaluation.rule_change import Change

TOP = 20


def add_evaluation_actions(actions: Any) -> None:
    """Add the action that evaluates."""
    one = action(actions, "evaluate", _evaluate, message("how good data, companies and process of a pilot are"))
    one.add_argument("--as", dest="party", type=words, metavar="PARTY",
                     help=message("what a party may see (default: everything, as the host)"))  # fmt: skip
    one.add_argument("--as-of", type=whole_of, metavar="N", help=message("as it was at an event (default the last)"))
    one.add_argument("--change", action="append", default=[], metavar="NAME=VALUE",
                     help=message("what a parameter would move over all declarations; repeatable"))  # fmt: skip
    one.add_argument("--rules", type=words, metavar="R", help=message("what another rule set would move"))
    one.add_argument("--kept", type=path_of, metavar="DIR",
                     help=message("where chunks of a change are kept, so that a run that was stopped goes on"))  # fmt: skip
    one.add_argument("--questions", action="store_true",
                     help=message("list results that lie far from their peers, beside the kit's archetypes"))  # fmt: skip
    one.add_argument("--seed", type=whole_of, default=0, help=message("of intervals and weights (default 0)"))
    one.add_argument("--issue", action="store_true",
                     help=message("mark the tables as issued: later ones hide what would tell of changes since"))  # fmt: skip
    one.add_argument("--top", type=whole_of, default=TOP, metavar="N", help=message("rows of a table (default 20)"))
    one.add_argument("--out", type=path_of, metavar="DIR", help=message("write all tables into a folder"))


def _evaluate(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from lca_models.programme.evaluation.evaluating import evaluate, issue_evaluation

        actor = party(registry, options) if options.party else None
        change = _change(options)
        study = open_study() if change is not None or options.questions else None
        found = evaluate(
            registry, options.as_of, actor=actor, seed=options.seed, study=study, change=change, kept=options.kept
        )
        if options.issue:
            issue_evaluation(registry, actor)
    if options.out:
        from lca_models.inventory.files.cells_as_text import csv_bytes
        from lca_models.inventory.files.commit import write_set

        files = {f"{name}.csv": csv_bytes(table) for name, table in found.tables.items()}
        write_set(options.out, "evaluate", files)
        told(options.out, sorted(files))
    print_result(options, found.document, lambda: _shown(found, options.top))
    return 0


def _change(options: argparse.Namespace) -> Change | None:
    from lca_models.programme.evaluation.rule_change import Change

    if not options.change and not options.rules:
        return None
    return Change(parse_assignments(options.change), options.rules or "")


def _shown(found: Evaluation, top: int) -> str:
    lines = [message("as of event {n}, seed {seed}, k = {k}", n=found.as_of, seed=found.seed, k=found.k)]
    if found.is_synthetic:
        lines.append(message("SYNTHETIC: nothing here is of a real company"))
    if "rules" in found.tables:
        lines.append(_moved(found))
    titles = {
        "coverage": message("E1 Who takes part"),
        "results": message("E2 Results"),
        "quality": message("E3 What results rest on"),
        "process": message("E4 How submissions fare"),
        "rules": message("E5 What the change moves"),
        "hidden": message("E6 Cells that are hidden"),
        "companies": message("Companies, readiness by part"),
        "questions": message("Results to ask about"),
    }
    for name, title in titles.items():
        if name in found.tables:
            lines += ["", title, text_of(found.tables[name], top)]
    return "\n".join(lines)


def _moved(found: Evaluation) -> str:
    """What the change moves over all declarations, in a line."""
    rows = {
        (row["indicator"], row["part"]): row["value"]
        for row in rows_of(found.tables["rules"])
        if row["chemistry"] == row["province"] == "total"
    }
    if not rows:
        return message("the change is of too few companies to be told")
    said = message(
        "{count:.0f} declarations; median {median:+.1%}; beyond 5 %: {beyond:.0%}",
        count=rows["declarations", "total"],
        median=rows["relative change", "50%"],
        beyond=rows["beyond 5 %", "total"],
    )
    if ("relative change", "5%") in rows:
        said += message(
            "; 5-95 % {low:+.1%} to {high:+.1%}", low=rows["relative change", "5%"], high=rows["relative change", "95%"]
        )
    tau = rows["Kendall tau-b", "total"]
    return said if tau is None else said + message("; Kendall tau-b {tau:.2f}", tau=tau)
