"""The command of `lca-models` that keeps findings of a verification: findings open, answer, close, reopen, withdraw, fact, …"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lca_models.commands.declaring.bundles import add_engagement_options, verify_file, wanted_of
from lca_models.commands.options import number_of, open_study, path_of, words
from lca_models.commands.output import print_result, tell, told
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import in_language, message

if TYPE_CHECKING:
    from lca_models.impact.study import Study
    from lca_models.reporting.verification.assurance.records import Document, FindingsFile
    from lca_models.reporting.verification.one_bundle import BundleVerification

OUTCOMES = ("corrected", "explained", "uncorrected")
SLOW = ("INT-", "ARI-", "SEN-")  # rules that look at bw2calc, the workbook or samples
SEVERITIES = ("critical", "major", "minor", "info", "question")


def add_findings_command(commands: Any) -> None:
    """Add the command with its actions to the subparsers of the command line."""
    findings = commands.add_parser(
        "findings", help=message("findings of a verification over time: open, answer, close; a file beside the bundle")
    )
    actions = findings.add_subparsers(dest="action", required=True, metavar="ACTION", parser_class=type(findings))
    one = _action(actions, "open", _open, message("open the findings of a bundle, or one of a person"))
    one.add_argument(
        "bundle", nargs="?", type=path_of, metavar="BUNDLE.zip", help=message("the bundle whose findings are opened")
    )
    _said(one, "person", "text")
    _new(one)
    one.add_argument("--requirement", action="append", default=[], type=words, metavar="ID",
                     help=message("a requirement of the conformity matrix that it touches, such as GB-07; "
                                  "repeatable"))  # fmt: skip
    add_engagement_options(one)
    one.add_argument(
        "--fast", action="store_true", help=message("without bw2calc, the workbook, samples and documents")
    )
    for name, help_text in (
        ("verifier", message("name of the verifier")),
        ("accreditation", message("accreditation of the verifier")),
        ("reviewer", message("who reviews, outside the team")),
        ("scope", message("what is verified")),
        ("framework", message("the text that the verifier works by, as payloads name it")),
    ):
        one.add_argument(f"--{name}", type=words, help=help_text)
    for name, help_text in (
        ("criteria", message("id of a rule set that it is verified against; repeatable")),
        ("team", message("a person of the team; repeatable")),
    ):
        one.add_argument(f"--{name}", action="append", default=[], type=words, help=help_text)
    one = _action(actions, "answer", _answer, message("answer a finding, as its maker"), finding=True)
    _said(one, "person", "text", "document", "new")
    one = _action(actions, "close", _close, message("close a finding, as the verifier"), finding=True)
    one.add_argument("--as", dest="outcome", choices=OUTCOMES, required=True, help=message("how it ends"))
    _said(one, "person", "text", "document", "new")
    for name, kind, said in (
        ("reopen", "reopened", message("open a closed finding again")),
        ("withdraw", "withdrawn", message("withdraw a finding")),
    ):
        one = _action(actions, name, _event(kind), said, finding=True)
        _said(one, "person", "text")
    one = _action(actions, "fact", _fact, message("a fact that was found after the opinion"))
    _said(one, "person", "text")
    _new(one)
    one.add_argument(
        "--role", default="other", type=words, help=message("verifier, maker, kit or other (default other)")
    )
    one = _action(actions, "look", _look, message("what a look at a line of the sample found"))
    one.add_argument("line", type=words, metavar="LINE", help=message("the line, as the sample names it"))
    one.add_argument("--result", required=True, type=words, help=message("what was found, in words"))
    for name, help_text in (
        ("recorded", message("the value of the sheet")),
        ("right", message("the value that is right")),
    ):
        one.add_argument(f"--{name}", type=number_of, help=help_text)
    _said(one, "person")
    _severity(one)
    _add_conclusions(actions)


def _add_conclusions(actions: Any) -> None:
    """What ends a verification, and what is shown and written of it."""
    one = _action(actions, "opinion", _opinion, message("write the opinion on a bundle"))
    one.add_argument("bundle", type=path_of, metavar="BUNDLE.zip", help=message("the bundle that it is about"))
    one.add_argument("--kind", required=True, type=words, help=message("unmodified, modified, adverse or disclaimed"))
    one.add_argument("--signed-by", required=True, type=words, help=message("who signs"))
    one.add_argument("--reviewer", type=words, help=message("who reviewed, outside the team"))
    one.add_argument("--except", dest="named", action="append", default=[], type=words, metavar="F-001",
                     help=message("a finding that it excepts; repeatable"))  # fmt: skip
    one.add_argument("--missing", type=words, help=message("the evidence that is missing"))
    _action(actions, "show", _show, message("findings with their states"))
    one = _action(
        actions, "report", _report, message("write the report and the matrix of a bundle with the findings in them")
    )
    one.add_argument("bundle", type=path_of, metavar="BUNDLE.zip", help=message("the bundle, which stays as it is"))
    one.add_argument("--out", type=path_of, metavar="FOLDER", required=True, help=message("where they are written"))
    one.add_argument("--no-pdf", action="store_true", help=message("without the PDFs, which differ each time"))


def _action(
    actions: Any, name: str, run: Callable[..., int], said: str, *, finding: bool = False
) -> argparse.ArgumentParser:
    one: argparse.ArgumentParser = actions.add_parser(name, help=said)
    one.add_argument("file", type=path_of, metavar="FILE", help=message("the findings file"))
    if finding:
        one.add_argument("finding", type=words, metavar="FINDING", help=message("F-001, or an id"))
    one.add_argument("--json", action="store_true", help=message("print one JSON document"))
    one.set_defaults(run=run)
    return one


def _said(one: argparse.ArgumentParser, *names: str) -> None:
    if "person" in names:
        one.add_argument("--person", type=words, help=message("who says it"))
    if "text" in names:
        one.add_argument("--text", type=words, help=message("what is said, and why"))
    if "document" in names:
        one.add_argument("--document", action="append", default=[], type=path_of, metavar="FILE",
                         help=message("evidence: its name and hash are kept; repeatable"))  # fmt: skip
    if "new" in names:
        one.add_argument("--bundle", dest="new", type=path_of, metavar="NEW.zip", help=message("the new bundle"))


def _new(one: argparse.ArgumentParser) -> None:
    one.add_argument("--place", type=words, help=message("where it is"))
    one.add_argument("--effect", type=number_of, metavar="KG",
                     help=message("what it moves, kg CO2e per pack; above 0 where the result is too low"))  # fmt: skip
    _severity(one)


def _severity(one: argparse.ArgumentParser) -> None:
    one.add_argument("--severity", choices=SEVERITIES, default="major", help=message("how grave it is (default major)"))


def _open(options: argparse.Namespace) -> int:
    from lca_models.reporting.declaration.conformity.requirements import requirement_id
    from lca_models.reporting.verification.assurance.findings_file import read_findings
    from lca_models.reporting.verification.beginning import begun, with_found, with_person

    options.findings = options.file if options.file.is_file() else None
    if options.bundle is None and not options.text:
        raise ScenarioError(message("give a bundle whose findings are opened, or --text of a finding of your own"))
    file = read_findings(options.file) if options.findings else None
    if options.bundle is not None:
        found = _verified(options.bundle, options)
        agreed = {"verifier": options.verifier, "accreditation": options.accreditation, "team": options.team,
                  "reviewer": options.reviewer, "scope": options.scope, "framework": options.framework,
                  "criteria": options.criteria}  # fmt: skip
        file = with_found(begun(file, found, agreed), found, _now())
    if file is None:
        raise ScenarioError(message("there is no file {file} yet; begin it with a bundle: findings open FILE BUNDLE.zip",
                                    file=options.file))  # fmt: skip
    if options.text:
        file = with_person(
            file,
            options.text,
            options.place or "",
            options.effect,
            options.severity,
            options.person or "",
            _now(),
            requirements=[requirement_id(one) for one in options.requirement],
        )
    return _kept(options, file)


def _answer(options: argparse.Namespace) -> int:
    return _add(options, "answered", "maker")


def _close(options: argparse.Namespace) -> int:
    from lca_models.reporting.verification.assurance.events import find_record
    from lca_models.reporting.verification.assurance.findings_file import read_findings
    from lca_models.reporting.verification.beginning import still_found

    if options.outcome == "corrected" and options.new is not None:
        file = read_findings(options.file)
        record = find_record(file, options.finding)
        if record.rule and still_found(record, _verified_for(record.rule, options.new, options)):
            raise ScenarioError(message("{rule} finds the same in {file}; it is not corrected there", rule=record.rule,
                                        file=options.new))  # fmt: skip
    return _add(options, f"closed-{options.outcome}", "verifier")


def _event(kind: str) -> Callable[[argparse.Namespace], int]:
    return lambda options: _add(options, kind, "verifier")


def _add(options: argparse.Namespace, kind: str, role: str) -> int:
    from lca_models.reporting.verification.assurance.events import find_record, with_event
    from lca_models.reporting.verification.assurance.findings_file import read_findings

    file = read_findings(options.file)
    record, new = find_record(file, options.finding), getattr(options, "new", None)
    grown = with_event(
        file, kind, record.id, role, _now(), person=options.person or "", text=options.text or "",
        evidence=[_document(one) for one in getattr(options, "document", [])], bundle=_hash(new) if new else "",
    )  # fmt: skip
    return _kept(options, grown)


def _fact(options: argparse.Namespace) -> int:
    from lca_models.reporting.verification.assurance.events import role_of
    from lca_models.reporting.verification.assurance.findings_file import read_findings
    from lca_models.reporting.verification.beginning import with_person

    file = with_person(
        read_findings(options.file), options.text or "", options.place or "", options.effect, options.severity,
        options.person or "", _now(),
        role=role_of(options.role), is_fact=True,
    )  # fmt: skip
    return _kept(options, file)


def _look(options: argparse.Namespace) -> int:
    from lca_models.reporting.verification.assurance.findings_file import read_findings
    from lca_models.reporting.verification.assurance.looked import with_look

    file = with_look(read_findings(options.file), options.line, options.result, options.recorded, options.right, _now(),
                     person=options.person or "", severity=options.severity)  # fmt: skip
    return _kept(options, file)


def _opinion(options: argparse.Namespace) -> int:
    from lca_models.reporting.verification.assurance.findings_file import read_findings
    from lca_models.reporting.verification.beginning import issued

    options.findings = options.file
    file = read_findings(options.file)
    found = _verified(options.bundle, options)
    return _kept(options, issued(file, found, options.kind, options.signed_by, options.reviewer or file.engagement.reviewer,
                                 tuple(options.named), options.missing or "", _now()))  # fmt: skip


def _show(options: argparse.Namespace) -> int:
    from lca_models.reporting.verification.assurance.findings_file import read_findings

    return _told(options, read_findings(options.file))


def _report(options: argparse.Namespace) -> int:
    from lca_models.inventory.files.commit import write_files
    from lca_models.reporting.verification.received import workplace
    from lca_models.reporting.verification.telling.merged import merged_files

    options.findings, study = options.file, open_study()
    with workplace(study.base) as work:
        files, problems = merged_files(_verified(options.bundle, options, study, work), pdfs=not options.no_pdf)
    if not files:
        raise ScenarioError("\n".join(problems))
    write_files(options.out, files)
    for problem in problems:
        tell(problem)
    told(options.out, files)
    return 0


def _verified(
    bundle: Path, options: argparse.Namespace, study: Study | None = None, work: Path | None = None
) -> BundleVerification:
    """`study`, `work`: of a caller that goes on with what is unpacked; without, it is swept at once."""
    if not bundle.is_file():
        raise ScenarioError(message("there is no file {file}; give its path from the folder you are in", file=bundle))
    for name in ("nonce", "threshold", "assurance"):
        if not hasattr(options, name):
            setattr(options, name, None)
    from lca_models.reporting.verification.received import workplace

    if study is not None and work is not None:
        return verify_file(bundle, study, work, wanted_of(options))
    study = open_study()
    with workplace(study.base) as work:
        return verify_file(bundle, study, work, wanted_of(options))


def _verified_for(rule: str, bundle: Path, options: argparse.Namespace) -> BundleVerification:
    """As far as one rule needs it."""
    options.fast = not rule.startswith(SLOW)
    return _verified(bundle, options)


def _hash(bundle: Path) -> str:
    from lca_models.reporting.verification.received import receive

    return receive(bundle).hash


def _document(path: Path) -> Document:
    from lca_models.inventory.activity.evidence import hash_of_file
    from lca_models.reporting.verification.assurance.records import Document

    return Document(document=path.name, sha256=hash_of_file(path))


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _kept(options: argparse.Namespace, file: FindingsFile) -> int:
    from lca_models.reporting.verification.assurance.findings_file import write_findings

    write_findings(options.file, file)
    return _told(options, file)


def _told(options: argparse.Namespace, file: FindingsFile) -> int:
    from lca_models.reporting.verification.assurance.events import states_of
    from lca_models.reporting.verification.telling.terminal import kilograms, severity_word, state_word

    states = states_of(file)

    def shown() -> str:
        lines = []
        for one in file.findings:
            head = [file.number(one.id), one.rule, severity_word(one.severity), kilograms(one.effect_kg)]
            lines.append("  ".join(filter(None, [*head, state_word(states.get(one.id, "open"))])))
            lines.append(f"    {in_language(one.en, one.zh)}")
        return "\n".join(lines) or message("no findings")

    document = {
        "file": str(options.file),
        "findings": [{**one.model_dump(mode="json"), "number": file.number(one.id), "state": states.get(one.id, "open")}
                     for one in file.findings],
        "sampling": [one.model_dump(mode="json") for one in file.sampling],
        "opinion": file.opinion.model_dump(mode="json") if file.opinion else None,
    }  # fmt: skip
    print_result(options, lambda: document, shown)
    return 0
