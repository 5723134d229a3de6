"""Versions of the factors at the shell: begun, proposed, reviewed row by row, decided, released, and what they move."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from lca_models.commands.options import path_of, words
from lca_models.commands.output import print_result, tell
from lca_models.commands.programme.family import action, opened, party
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    import pandas as pd

    from lca_models.programme.releases.listing import Release, ReviewedRow

LISTED = 20  # lines of a table of what a release moves


def add_release_actions(actions: Any) -> None:
    """Add the actions of releases."""
    release = actions.add_parser(
        "release", help=message("versions of the factors: proposed, reviewed, released, and what they move")
    )
    steps = release.add_subparsers(dest="step", required=True, metavar="STEP", parser_class=type(release))
    folder = message("a folder of tables, as inventories/")
    version = message("the version, such as 1.5.0")
    one = action(steps, "begin", _begin, message("release the first version, as the host"))
    one.add_argument("folder", type=path_of, metavar="FOLDER", help=folder)
    one.add_argument("--version", required=True, type=words, help=version)
    one.add_argument("--effective", required=True, type=words, metavar="DAY", help=message("from which day it holds"))
    one = action(
        steps, "propose", _propose, message("propose a version of the tables, or revise one's own"), as_whom=True
    )
    one.add_argument("folder", type=path_of, metavar="FOLDER", help=folder)
    one.add_argument("--from", dest="parent", type=words, metavar="VERSION",
                     help=message("the version that it follows (default the last one released)"))  # fmt: skip
    one.add_argument("--version", type=words, help=message("a proposal of one's own that these tables revise"))
    one = action(
        steps, "comment", _comment, message("accept a row, return it, or say what is to be thought of"), as_whom=True
    )
    one.add_argument("version", type=words, metavar="VERSION", help=version)
    one.add_argument("table", type=words, metavar="TABLE", help=message("the table, as release show names it"))
    one.add_argument(
        "key", nargs="?", type=words, metavar="KEY", help=message("the key of the row (default all of the table)")
    )
    one.add_argument("--verdict", required=True, type=words, help=message("accept, return or comment"))
    one.add_argument("--text", type=words, help=message("what is wrong, or to be thought of"))
    one = action(steps, "decide", _decide, message("accept a proposal, return it or withdraw it"), as_whom=True)
    one.add_argument("version", type=words, metavar="VERSION", help=version)
    one.add_argument("decision", type=words, metavar="DECISION", help=message("accepted, returned or withdrawn"))
    one.add_argument("--text", type=words, help=message("why, in words that others may read"))
    one = action(steps, "publish", _publish, message("release an accepted version from a day on"), as_whom=True)
    one.add_argument("version", type=words, metavar="VERSION", help=version)
    one.add_argument("--effective", required=True, type=words, metavar="DAY", help=message("from which day it holds"))
    one = action(steps, "show", _show, message("all releases, or the rows of one with what was said of them"))
    one.add_argument("version", nargs="?", type=words, metavar="VERSION", help=version)
    one = action(steps, "moves", _moves, message("what a release moves over all verified declarations, as the host"))
    one.add_argument("version", type=words, metavar="VERSION", help=version)
    one.add_argument("--kept", action="store_true", help=message("as it was calculated last, instead of anew"))


def _begin(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from lca_models.programme.releases.proposing import begin_releases

        begin_releases(registry, options.folder, options.version, options.effective)
    return _released(options)


def _propose(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from lca_models.programme.releases.proposing import propose_release, revise_release

        actor = party(registry, options)
        if options.version:
            found = revise_release(registry, actor, options.folder, options.version)
        else:
            found = propose_release(registry, actor, options.folder, options.parent or "")
    print_result(options, lambda: asdict(found), lambda: message(
        "{version} is proposed after {parent}: {level}, {n} rows", version=found.version, parent=found.parent,
        level=_word(f"level.{found.level}"), n=len(found.rows),
    ))  # fmt: skip
    return 0


def _comment(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from lca_models.programme.releases.reviewing import comment_release

        found = comment_release(registry, party(registry, options), options.version, options.table, options.key or "",
                        options.verdict, options.text or "")  # fmt: skip
    print_result(options, lambda: {"comments": list(found)}, lambda: message("said of {n} rows", n=len(found)))
    return 0


def _decide(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from lca_models.programme.releases.reviewing import decide_release

        decide_release(registry, party(registry, options), options.version, options.decision, options.text or "")
    print_result(options, lambda: {"status": options.decision}, lambda: _word(f"release.{options.decision}"))
    return 0


def _publish(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from lca_models.programme.releases.reviewing import publish_release

        publish_release(registry, party(registry, options, "authority"), options.version, options.effective)
    return _released(options)


def _released(options: argparse.Namespace) -> int:
    print_result(options, lambda: {"version": options.version}, lambda: message(
        "{version} is released", version=options.version
    ))  # fmt: skip
    return 0


def _show(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from lca_models.programme.releases.listing import list_releases, release_of

        if not options.version:
            found = list_releases(registry)
            print_result(options, lambda: {"releases": [asdict(one) for one in found]}, lambda: "\n".join(
                map(_line, found)
            ) or message("no releases"))  # fmt: skip
            return 0
        release, rows = release_of(registry, options.version)
    print_result(options, lambda: {**asdict(release), "rows": [asdict(one) for one in rows]},
                 lambda: "\n".join([_line(release), *map(_row, rows)]))  # fmt: skip
    return 0


def _moves(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from lca_models.programme.releases.moves.kept import document_of, kept_moves, told_moves
        from lca_models.programme.releases.moves.queued import moves_now

        found = kept_moves(registry, options.version) if options.kept else moves_now(registry, options.version)
        tables, problems = told_moves(registry, found, None)
    print_result(options, lambda: document_of(found, tables, problems), lambda: _moved(tables))
    for own, said in problems.items():
        tell(f"{own}: {said.splitlines()[0]}")
    return 0


def _line(one: Release) -> str:
    day = f"  {one.effective_on}" if one.effective_on else ""
    count = message("{n} rows", n=one.rows)
    return f"{one.version}  {_word(f'release.{one.status}')}{day}  {count}  {one.hash[:12]}"


def _row(one: ReviewedRow) -> str:
    cells = "; ".join(f"{column} {old or '–'} → {new or '–'}" for column, old, new in one.row.cells)
    change = "" if one.row.change == "changed" else f"{_word(f'row.{one.row.change}')}  "
    standing = message(
        "accepted {accepts} of {needed}, returned {returns}",
        accepts=one.accepts,
        needed=one.row.needed,
        returns=one.returns,
    )
    said = [f"    {each.org}: {each.verdict} {each.text}".rstrip() for each in one.said if not each.has_fallen]
    return "\n".join([f"{one.row.table} / {one.row.key}  {change}{cells}  [{standing}]", *said])


def _moved(tables: Mapping[str, pd.DataFrame]) -> str:
    values: Mapping[str, float] = dict(zip(tables["summary"]["indicator"], tables["summary"]["value"], strict=True))
    lines = [message(
        "{n} declarations, {missing} not calculated; median {median:+.2%}; beyond 5 %: {far}, beyond 10 %: {further}; "
        "places changed: {ranks}",
        n=int(values["declarations"]), missing=int(values["not_calculated"]), median=values["median_change"],
        far=int(values["beyond_5_percent"]), further=int(values["beyond_10_percent"]), ranks=int(values["rank_changed"]),
    )]  # fmt: skip
    for name in ("rows", "tables", "stages"):
        shown = tables[name].head(LISTED)
        lines += ["", *_listed(shown.to_dict("records"), [one for one in ("table", "key", "stage") if one in shown])]
    return "\n".join(lines)


def _listed(records: Sequence[Mapping[Any, Any]], names: Sequence[str]) -> list[str]:
    return [
        f"{' / '.join(str(one[name]) for name in names)}  Σ|δ| {one['sum_of_sizes']:.6g}  Σδ {one['sum']:+.6g} {one['unit']}"
        for one in records
    ]


def _word(key: str) -> str:
    from lca_models.scope.wording.catalogue import catalogue
    from lca_models.scope.wording.messages import language_in_use

    return catalogue()[key][language_in_use()]
