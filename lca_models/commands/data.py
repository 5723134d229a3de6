"""Commands of `lca-models` on inventories as data: list, check, changes, import; and export beside them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lca_models.commands.declaring.bundles import changes_of_bundles, is_bundle
from lca_models.commands.declaring.exporting import FORMS, add_export_command, check_payload_file
from lca_models.commands.options import add_allow_incomplete, open_study, path_of, words
from lca_models.commands.output import print_result, tell
from lca_models.impact.methods import DEFAULT_METHOD_ID
from lca_models.scope.calculation_setup import SHEETS, CalculationSetup
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import answered_in, message, speaking

if TYPE_CHECKING:
    from lca_models.impact.study import Study
    from lca_models.inventory.activity.findings import Finding
    from lca_models.inventory.system.pack import Pack

OF_PAYLOADS = {"form": "--as", "attestation": "--attestation"}
LISTS = ("products", "provinces", "chemistries", "routes", "parameters", "rules", "scenarios", "sources", "methods",
         "backgrounds")  # fmt: skip


def add_data_commands(commands: Any) -> None:
    """Add the commands to the subparsers of the command line."""
    listed = commands.add_parser("list", help=message("what there is, and a search in it"))
    what = listed.add_argument(
        "what",
        nargs="?",
        type=words,
        help=message("one of {lists}; or a word to look for in all of them", lists=enumerated(LISTS)),
    )
    listed.add_argument(
        "terms",
        nargs="*",
        type=words,
        metavar="TERM",
        help=message("words, in English or Chinese, that a row must hold"),
    )
    what.completer = lambda **_given: LISTS  # the word may be any: it is looked for
    listed.add_argument(
        "--project",
        metavar="NAME",
        help=message("products, parameters or methods of a Brightway project of this machine"),
    )
    listed.set_defaults(run=_list)

    check = commands.add_parser("check", help=message("prove that the inventories keep their rules"))
    check.add_argument(
        "path",
        nargs="?",
        type=path_of,
        help=message(
            "a folder of inventories (default: those shipped), one that --out or export has written, a data sheet, or a "
            "payload (.json)"
        ),
    )
    check.add_argument(
        "--update-amounts", action="store_true", help=message("rewrite stored amounts from their formulas first")
    )
    check.add_argument(
        "--update-snapshot",
        action="store_true",
        help=message("accept rows and scores as they are, and say what has moved since the snapshot"),
    )
    check.add_argument("--unprotected", action="store_true", help=message("list rows without a plausible range"))
    check.add_argument(
        "--unverified",
        action="store_true",
        help=message(
            "list rows behind more than 1 %% of a product that do not say whose plants they are of or how they were checked"
        ),
    )
    form = check.add_argument(
        "--as",
        dest="form",
        metavar="FORM",
        help=message("of a payload: its form, one of {forms} (default: told from its fields)", forms=enumerated(FORMS)),
    )
    form.completer = lambda **_given: FORMS
    check.add_argument(
        "--attestation", type=path_of, metavar="FINDINGS.json",
        help=message("of a payload that tells of a verification: the findings file whose opinion stands behind it"),
    )  # fmt: skip
    check.set_defaults(run=_check)

    changes = commands.add_parser(
        "changes",
        help=message(
            "two versions of inventories/, or two bundles of a product: what changed, and what it does to results"
        ),
    )
    changes.add_argument("old", type=path_of, help=message("a folder of inventories, or BUNDLE.zip"))
    changes.add_argument("new", type=path_of, help=message("a folder of inventories, or BUNDLE.zip"))
    changes.add_argument("--method", metavar="M", default=DEFAULT_METHOD_ID, help=message("impact category"))
    changes.add_argument(
        "--each", action="store_true", help=message("the effect of each change alone, however many there are")
    )
    add_allow_incomplete(changes)
    changes.set_defaults(run=_changes)

    add_export_command(commands)

    imported = commands.add_parser(
        "import",
        help=message(
            "read inventories of others into a new project (Brightway xlsx, csv and bw2package; openLCA zip; SimaPro csv)"
        ),
    )
    imported.add_argument("files", nargs="+", type=path_of, metavar="FILE")
    imported.add_argument(
        "--project", metavar="NAME", help=message("name of the new project (default: from the first file)")
    )
    imported.add_argument(
        "--drop-unlinked", action="store_true", help=message("import without the exchanges that link to nothing")
    )
    imported.add_argument(
        "--map",
        type=path_of,
        metavar="TABLE",
        help=message(
            "what stands for the inputs that nothing fits, as a table (.csv, .xlsx): written where it is none yet, taken where "
            "it is filled in"
        ),
    )
    imported.set_defaults(run=_import)
    for command in (listed, changes, imported):
        command.add_argument("--json", action="store_true", help=message("print one JSON document"))


def _list(options: argparse.Namespace) -> int:
    from lca_models.reporting.text.listings import listing, listing_text, search, search_text

    if options.project:
        from lca_models.impact.study import open_project
        from lca_models.reporting.text.listings import project_listing

        found_rows = project_listing(open_project(options.project), options.what or "")
        if options.terms:
            found_rows = search({options.what: found_rows}, options.terms)[options.what]
        print_result(options, lambda: found_rows, lambda: listing_text(found_rows, options.what))
        return 0
    study = open_study()
    if options.what in LISTS and not options.terms:
        rows = listing(study, options.what)
        print_result(options, lambda: rows, lambda: listing_text(rows, options.what))
        return 0
    if options.what is None:
        counts = [{"list": name, "rows": len(listing(study, name))} for name in LISTS]
        print_result(options, lambda: counts, lambda: listing_text(counts, "lists"))
        return 0
    in_one = options.what in LISTS
    terms = options.terms if in_one else [options.what, *options.terms]
    found = search({name: listing(study, name) for name in ([options.what] if in_one else LISTS)}, terms)
    print_result(options, lambda: found[options.what] if in_one else found, lambda: search_text(found))
    return 0


def _check(options: argparse.Namespace) -> int:
    from lca_models.interpretation.comparison.acceptance import check_inventories, update_snapshot
    from lca_models.interpretation.evidence.row_weights import row_weights, unverified_rows
    from lca_models.inventory.files.manifest import is_written
    from lca_models.inventory.tables.reading import find_inventories

    if options.path and options.path.suffix.lower() in SHEETS:
        return _check_sheet(options)
    if options.path and options.path.suffix.lower() == ".json" and not options.path.is_dir():
        return check_payload_file(options)
    if idle := [option for name, option in OF_PAYLOADS.items() if getattr(options, name)]:
        raise ScenarioError(message("{listed} would change nothing: {reason}", listed=message(" and ").join(idle),
                                    reason=message("they are of a payload (.json)")))  # fmt: skip
    if options.path and is_written(options.path):
        return _check_written(options.path)
    root = options.path or find_inventories()
    if options.update_amounts:
        from lca_models.inventory.checks.amounts import update_amounts

        tell(message("{count} amounts rewritten from their formulas", count=update_amounts(root)))
    if options.update_snapshot:
        for line in update_snapshot(root):
            tell(line)
    accepted = check_inventories(root)
    checked = accepted.checked
    found = checked.inventories
    print(
        message(
            "{processes} processes, {exchanges} exchanges, {parameters} parameters, {sources} sources: every rule holds",
            processes=len(found.processes),
            exchanges=len(found.exchanges),
            parameters=len(found.parameters),
            sources=len(found.sources),
        )
    )
    for note in checked.notes:
        print(message("note: {remark}", remark=note))
    if options.unprotected:
        for kind, row in accepted.unprotected:
            print(message("unprotected: {kind} '{row}'", kind=kind, row=row))
    elif accepted.unprotected:
        count = len(accepted.unprotected)
        print(message("note: {count} rows have no plausible range; --unprotected lists them", count=count))
    _tell_unverified(unverified_rows(checked.tables, row_weights(checked)), is_listed=options.unverified)
    return 0


def _check_sheet(options: argparse.Namespace) -> int:
    """Every problem of a data sheet, warnings and notes after them, in its language; 1 where something refuses it."""
    from lca_models.inventory.activity.reading import read_data_sheet

    study, path = open_study(), str(options.path)
    pack, findings = study.check_sheet(path)
    with speaking(answered_in((pack or read_data_sheet(options.path)).language)):
        return _tell_sheet(study, options.path, pack, findings)


def _tell_sheet(study: Study, path: Path, pack: Pack | None, findings: Sequence[Finding]) -> int:
    from lca_models.inventory.activity.findings import ERROR, NOTE, WARNING

    name, refused = path.name, [] if pack is None else _refused(study, path, pack)
    words = {
        ERROR: "{name}: {line}",
        WARNING: message("warning: {name}: {line}"),
        NOTE: message("note: {name}: {line}"),
    }
    for line in refused:
        print(words[ERROR].format(name=name, line=line))
    for severity, text in words.items():
        for one in findings:
            if one.severity == severity:
                print(text.format(name=name, line=one.words))
    errors, warnings = (sum(one.severity == kind for one in findings) for kind in (ERROR, WARNING))
    if pack is None or refused:
        errors += len(refused)
        tell(
            message(
                "{name}: problems to mend: {errors}, warnings: {warnings}", name=name, errors=errors, warnings=warnings
            )
        )
        return 1
    print(message("{name}: can be calculated as '{product}'; {count} values given, {blank} fields from the archetype "
                  "{archetype}, warnings: {warnings}", name=name, product=pack.name, count=pack.given_count,
                  blank=len(pack.blanks), archetype=pack.archetype, warnings=warnings))  # fmt: skip
    return 0


def _refused(study: Study, path: Path, pack: Pack) -> list[str]:
    """What a footprint refuses of a sheet without errors: figures of suppliers that the category has no use for."""
    if all(DEFAULT_METHOD_ID in one.served for one in pack.replacements):
        return []
    try:
        study.footprint(CalculationSetup(str(path)))
    except LcaModelsError as error:
        return str(error).splitlines()
    return []


def _tell_unverified(rows: Sequence[tuple[str, str]], *, is_listed: bool) -> None:
    """Rows behind much of a product that do not say how they were checked: their names, or how many there are."""
    if is_listed:
        for kind, row in rows:
            print(message("unverified: {kind} '{row}'", kind=kind, row=row))
    elif rows:
        count = len(rows)
        print(
            message(
                "note: {count} rows behind more than 1 % of a product lack plant_country or verified; --unverified lists them",
                count=count,
            )
        )


def _check_written(folder: Path) -> int:
    """Compare a folder with its manifest, after ending what a kill interrupted there."""
    from lca_models.inventory.files.commit import finish_interrupted
    from lca_models.inventory.files.manifest import problems_of, read_manifest

    finish_interrupted(folder)
    for problem in (problems := problems_of(folder)):
        tell(problem)
    if not problems:
        for name, files in sorted(read_manifest(folder).items()):
            print(message("{name}: {count} files, as they were written", name=name, count=len(files)))
    return 1 if problems else 0


def _changes(options: argparse.Namespace) -> int:
    if is_bundle(str(options.old)) or is_bundle(str(options.new)):
        return changes_of_bundles(options)
    from lca_models.interpretation.comparison.table_versions import find_changes
    from lca_models.reporting.text.changes import changes_text

    found = find_changes(
        options.old,
        options.new,
        options.method,
        allow_incomplete=options.allow_incomplete,
        each=options.each,
        progress=True,
    )
    print_result(options, found.document, lambda: changes_text(found))
    return 0


def _import(options: argparse.Namespace) -> int:
    from lca_models.inventory.formats.reading.by_ending import look_at

    look_at(options.files, options.map)  # before the libraries that read them, which take seconds
    from lca_models.impact.imports.importing import import_inventory

    table = options.map or _table_beside(options.files[0], is_needed=not options.drop_unlinked)
    report = import_inventory(
        open_study(), options.files, options.project or "", mapping=table, drop_unlinked=options.drop_unlinked
    )
    print_result(options, report.document, report.text)
    if report.written:
        return int(bool(report.emptied))
    count = len(report.unlinked)
    if report.table:
        tell(
            message("nothing was written yet: fill in {table} and import again with --map {table}", table=report.table)
        )
    if not options.map:
        tell(
            message(
                "{count} inputs could not be linked, so nothing was written; say what stands for them in a table (--map "
                "TABLE.csv), or leave them out with --drop-unlinked",
                count=count,
            )
        )
    return 1


def _table_beside(file: Path, *, is_needed: bool) -> Path | None:
    """The mapping table beside a file: one that is there, or a place for it where it is needed and may be written."""
    import os

    beside = file.with_name(f"{file.stem}.inputs.csv")
    return beside if beside.exists() or (is_needed and os.access(file.parent, os.W_OK)) else None
