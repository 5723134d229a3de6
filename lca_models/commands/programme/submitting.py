"""Declarations at the shell of the host: handed in, listed, checked, given to a verifier, judged, published."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from lca_models.commands.options import path_of, whole_of, words
from lca_models.commands.output import print_result
from lca_models.commands.programme.family import action, opened, party
from lca_models.scope.wording.messages import in_language, message

if TYPE_CHECKING:
    from lca_models.programme.submissions.seen import Submission

MODES = ("unmodified", "modified", "adverse", "disclaimed")


def add_submission_actions(actions: Any) -> None:
    """Add the actions on submissions."""
    one = action(actions, "submit", _submit, message("hand in a bundle"), as_whom=True)
    one.add_argument("bundle", type=path_of, metavar="BUNDLE.zip", help=message("the bundle, as declare writes it"))
    one.add_argument("--model", type=words, help=message("the model (default the one that the bundle names)"))
    one.add_argument("--plant", type=words, help=message("the plant (default the only one)"))
    one.add_argument("--answers", type=words, metavar="ID", help=message("the returned submission that it answers"))
    one = action(actions, "list", _list, message("submissions, the latest first"), as_whom=True)
    for name, said in (("state", message("only those of a state")), ("chemistry", message("only those of a chemistry")),
                       ("province", message("only those of plants in a province"))):  # fmt: skip
        one.add_argument(f"--{name}", type=words, help=said)
    one.add_argument("--limit", type=whole_of, default=50, metavar="N", help=message("rows (default 50)"))
    one.add_argument("--cursor", type=words, help=message("where the page before ended"))
    one = action(actions, "verify", _verify, message("check submissions that wait by the rules of a verification"))
    one.add_argument("--next", action="store_true", help=message("one of them, and not all"))
    one.add_argument(
        "--workers", type=whole_of, default=0, metavar="N", help=message("processes beside this one (default 0)")
    )
    one.add_argument(
        "--dask", type=words, metavar="ADDRESS", help=message("on a dask cluster, such as tcp://host:8786")
    )
    one = action(actions, "assign", _assign, message("give a submission to a verifier, as the authority"), as_whom=True)
    one.add_argument("submission", type=words, metavar="SUBMISSION", help=message("its id"))
    for name, said in (("verifier", message("name, code or id of the verifier's organisation")),
                       ("lead", message("who leads the verification")), ("reviewer", message("who reviews it"))):  # fmt: skip
        one.add_argument(f"--{name}", type=words, required=True, help=said)
    one = action(actions, "findings", _findings, message("findings of a submission, the gravest first"), as_whom=True)
    one.add_argument("submission", type=words, metavar="SUBMISSION", help=message("its id"))
    one = action(actions, "opinion", _opinion, message("end a verification, as its verifier"), as_whom=True)
    one.add_argument("submission", type=words, metavar="SUBMISSION", help=message("its id"))
    one.add_argument(
        "--kind", choices=MODES, required=True, help=message("unmodified, modified, adverse or disclaimed")
    )
    for name, said in (("signed-by", message("who signs")), ("reviewer", message("who reviewed, outside the team"))):
        one.add_argument(f"--{name}", type=words, required=True, help=said)
    one.add_argument("--except", dest="excepting", action="append", default=[], type=words, metavar="F-001",
                     help=message("a finding that it excepts; repeatable"))  # fmt: skip
    one.add_argument("--missing", type=words, help=message("the evidence that is missing"))
    one = action(
        actions, "publish", _publish, message("show a verified submission to all, as the authority"), as_whom=True
    )
    one.add_argument("submission", type=words, metavar="SUBMISSION", help=message("its id"))
    one = action(actions, "withdraw", _withdraw, message("take a submission back"), as_whom=True)
    one.add_argument("submission", type=words, metavar="SUBMISSION", help=message("its id"))
    one.add_argument("--reason", type=words, help=message("why, in words that others may read"))


def _submit(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from lca_models.programme.submissions.owning import model_named, plant_named
        from lca_models.programme.submissions.receiving import submit

        actor = party(registry, options, "maker")
        model = model_named(registry, actor, options.model or "", options.bundle)
        plant = plant_named(registry, actor, options.plant or "")
        own = submit(registry, actor, options.bundle, model=model, plant=plant, answers=options.answers or "")
    print_result(options, lambda: {"id": own}, lambda: message("received {id}", id=own))
    return 0


def _list(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from lca_models.programme.submissions.listing import Filters, list_submissions

        asked = Filters(options.state or "", options.chemistry or "", options.province or "")
        page = list_submissions(
            registry, party(registry, options), asked, cursor=options.cursor or "", limit=options.limit
        )
    document = {
        "submissions": [{**asdict(one), "relations": sorted(one.relations)} for one in page.rows],
        "next": page.next,
    }
    print_result(options, lambda: document, lambda: _table(page.rows, page.next))
    return 0


def _table(rows: Sequence[Submission], following: str) -> str:
    from lca_models.scope.wording.catalogue import catalogue
    from lca_models.scope.wording.messages import language_in_use

    if not rows:
        return message("no submissions")
    language = language_in_use()
    cells = [
        (one.id, in_language(one.org_en, one.org_zh), one.model_code, f"{one.rated_kwh} kWh", one.province, one.period_end,
         catalogue()[f"state.{one.state}"][language])
        for one in rows
    ]  # fmt: skip
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "\n".join([*lines, *([message("more: --cursor {cursor}", cursor=following)] if following else [])])


def _verify(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from lca_models.programme.submissions.checking import check_waiting

        done = check_waiting(registry, options.workers, options.dask or "", 1 if options.next else None)
    print_result(options, lambda: {"checked": done}, lambda: message("{n} submissions checked", n=done))
    return 0


def _assign(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from lca_models.programme.registry.members import organisation_named
        from lca_models.programme.submissions.assigning import assign

        org = organisation_named(registry, options.verifier)
        own = assign(registry, party(registry, options, "authority"), options.submission, org=org, lead=options.lead,
                     reviewer=options.reviewer)  # fmt: skip
    print_result(options, lambda: {"id": own}, lambda: own)
    return 0


def _findings(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from lca_models.programme.submissions.judging import findings_of

        _, rows = findings_of(registry, party(registry, options), options.submission)
    document = {"findings": [
        {"number": one.number, "rule": one.finding.rule, "severity": one.finding.severity, "state": one.state,
         "place": one.finding.place, "effect_kg": one.finding.effect_kg, "en": one.finding.english, "zh": one.finding.chinese}
        for one in rows
    ]}  # fmt: skip
    print_result(options, lambda: document, lambda: "\n".join(
        f"{one.number}  {one.finding.severity:<8}  {one.finding.rule:<7}  {one.state}  {one.finding.place}  "
        f"{in_language(one.finding.english, one.finding.chinese)}"
        for one in rows
    ) or message("no findings"))  # fmt: skip
    return 0


def _opinion(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from lca_models.programme.submissions.judging import give_opinion

        state = give_opinion(
            registry, party(registry, options, "verifier"), options.submission, options.kind, signed_by=options.signed_by,
            reviewer=options.reviewer, excepting=options.excepting, missing=options.missing or "",
        )  # fmt: skip
    print_result(options, lambda: {"state": state}, lambda: state)
    return 0


def _publish(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from lca_models.programme.exchange.offering import publish_submission

        footprint = publish_submission(registry, party(registry, options, "authority"), options.submission)
    print_result(options, lambda: {"footprint": footprint}, lambda: message(
        "published; footprint {id}", id=footprint or message("none in its bundle")
    ))  # fmt: skip
    return 0


def _withdraw(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from lca_models.programme.submissions.publishing import withdraw

        done = withdraw(registry, party(registry, options), options.submission, options.reason or "")
    print_result(options, lambda: {"withdrawn": done}, lambda: message("withdrawn") if done else message(
        "asked for; the authority withdraws what is verified"
    ))  # fmt: skip
    return 0
