"""The command of `lca-models` that lets a product leave the house: declare."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from lca_models.commands.extending.backgrounds import refuse_background
from lca_models.commands.extending.opened import OPENED, beside, beside_words
from lca_models.commands.options import add_product, calculation_options, open_study, path_of, setup_of
from lca_models.commands.output import BuildProgress, print_result, warn
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.marks import headed, in_turn
from lca_models.scope.wording.messages import language_in_use, message

if TYPE_CHECKING:
    from lca_models.reporting.declaration.declared import Declared

ENDING = ".zip"


def add_declaration_commands(commands: Any) -> None:
    """Add the commands to the subparsers of the command line."""
    declare = commands.add_parser(
        "declare",
        help=message("a battery of your own for its verifier, an authority and its buyers: one bundle of everything"),
        parents=[calculation_options(replaces=True)],
        conflict_handler="resolve",
    )
    add_product(declare)
    declare.add_argument("--out", dest="bundle", type=path_of, metavar="BUNDLE.zip",
                         help=message("what is written: data, results, workbook, report, matrix and payloads with their "
                                      "hashes"))  # fmt: skip
    declare.add_argument("--date", metavar="YYYY-MM-DD", help=message("the day of issue (default: today)"))
    declare.add_argument("--as-example", action="store_true",
                         help=message("write the bundle of a made-up sheet, which says so on every page"))  # fmt: skip
    declare.add_argument(
        "--id", dest="ids", metavar="NAME=VALUE", action="append", default=[],
        help=message("company, company-id, product-id, bpnl, bpns, part, customer-part, plant, plant-address, eu-doc-id, "
                     "study-url or period (2025-01); repeatable"),
    )  # fmt: skip
    declare.add_argument("--placeholder-ids", action="store_true",
                         help=message("placeholders for what is not known; the payloads are drafts"))  # fmt: skip
    declare.add_argument(
        "--requirements", type=path_of, metavar="MORE.csv",
        help=message("requirements of a text that you hold, in the columns of the conformity matrix"),
    )  # fmt: skip
    declare.add_argument("--no-pdf", action="store_true", help=message("without the PDFs, which differ each time"))
    declare.set_defaults(run=_declare, usage=declare.error)


def _declare(options: argparse.Namespace) -> int:
    from lca_models.inventory.files.commit import write_files
    from lca_models.inventory.files.faults import check_folders
    from lca_models.reporting.declaration.archive import archive_bytes
    from lca_models.reporting.declaration.declaring import declare
    from lca_models.reporting.declaration.manifest import manifest_hash
    from lca_models.reporting.declaration.writing import bundle_members
    from lca_models.reporting.payloads.identifiers import identifiers_of

    if options.bundle is None:
        options.usage(message("the following arguments are required: --out"))
    path, issued = options.bundle, _issued(options.date)
    if path.suffix.lower() != ENDING:
        raise ScenarioError(message("--out is '{file}'; give a file that ends with .zip", file=path))
    check_folders([path.parent])
    if options.requirements is not None and not options.requirements.is_file():
        raise ScenarioError(message("there is no file {file}; give its path from the folder you are in",
                                    file=options.requirements))  # fmt: skip
    study = open_study()
    setup = setup_of(options, study)
    opened = getattr(options, OPENED, None)
    declared = declare(
        study, setup, issued, received=opened.chain() if opened is not None else (),
        as_example=options.as_example, ids=options.ids,
        placeholder_ids=options.placeholder_ids, further_requirements=options.requirements,
    )  # fmt: skip
    refuse_background(declared.result)
    identifiers_of(declared.result, options.ids, options.placeholder_ids)  # what is wrong with them is said first
    warn(*declared.result.life_warnings())
    members = bundle_members(declared, pdfs=not options.no_pdf, progress=_Told())
    write_files(path.parent, {path.name: archive_bytes(members)})
    received = beside(options, declared.study, declared.result)
    document = {
        **({"received": received} if received else {}),
        "file": str(path),
        "manifest": manifest_hash(members),
        "members": {name: len(content) for name, content in members.items()},
        "example": declared.is_example,
        "issued": declared.issued.date().isoformat(),
        "rules": declared.result.rules,
        "totals": [one.document() for one in declared.result.totals()],
    }
    print_result(
        options, lambda: document,
        lambda: "\n".join([_text(options, declared, manifest_hash(members), len(members)), *beside_words(received)]),
    )  # fmt: skip
    return 0


class _Told(BuildProgress):
    """What is told of the parts of a bundle, once it takes longer than a bar needs to be read."""

    def __call__(self, what: str, done: int, of: int) -> None:
        from lca_models.impact.draws.progress import Progress
        from lca_models.scope.labels import word_label

        if self._told is None:
            self._told = Progress(of, "part")
        self._told.advance(done - self._done, word_label(what, language_in_use()))
        self._done = done
        if done >= of:
            self._told.close()


def _issued(text: str | None) -> datetime:
    """The day of issue, at its beginning in UTC.

    Raises ScenarioError for what is no day.
    """
    try:
        day = date.fromisoformat(text) if text else datetime.now(UTC).date()
    except ValueError:
        raise ScenarioError(message("--date is '{text}'; write the day as 2026-11-28", text=text)) from None
    return datetime.combine(day, time(), UTC)


def _text(options: argparse.Namespace, declared: Declared, manifest: str, count: int) -> str:
    """What a terminal shows of a bundle that was written."""
    from lca_models.reporting.declaration.status import rule_set_status
    from lca_models.scope.quantity import unit_text

    status = rule_set_status(declared.result.rule_set)
    totals = (one.readable() for one in declared.result.totals())
    amounts = in_turn(f"{one.amount:.5g} {unit_text(one.unit, one.basis, options.language)}" for one in totals)
    lines = [
        headed(declared.pack.name, amounts),
        message("{name}: {status}", name=status.name(options.language), status=status.status(options.language)),
        message("{file}: {count} members, manifest {hash}", file=options.bundle, count=count, hash=manifest),
    ]
    if declared.is_example:
        lines.append(message("made-up example, not a declaration"))
    return "\n".join(lines)
