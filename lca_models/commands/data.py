"""Commands of `lca-models` that read and write inventories as data: changes, export, import."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from lca_models.commands.options import add_allow_incomplete
from lca_models.impact.methods import DEFAULT_METHOD_ID


def add_data_commands(commands: Any) -> None:
    """Add the commands to the subparsers of the command line."""
    changes = commands.add_parser(
        "changes", help="two versions of inventories/: rows changed, their effect on every product"
    )
    changes.add_argument("old", type=Path, help="a folder of inventories")
    changes.add_argument("new", type=Path, help="a folder of inventories")
    changes.add_argument("--method", metavar="M", default=DEFAULT_METHOD_ID, help="impact category")
    add_allow_incomplete(changes)
    changes.add_argument("--json", action="store_true", help="print one JSON document")
    changes.set_defaults(run=_changes)

    export = commands.add_parser("export", help="write every database as a workbook in Brightway's Excel format")
    export.add_argument("folder", type=Path, metavar="DIR")
    export.set_defaults(run=_export)

    imported = commands.add_parser("import", help="read Brightway workbooks (xlsx, csv) into a new project")
    imported.add_argument("files", nargs="+", type=Path, metavar="FILE")
    imported.add_argument("--project", metavar="NAME", help="name of the new project (default: from the first file)")
    imported.add_argument(
        "--drop-unlinked", action="store_true", help="import without the exchanges that link to nothing"
    )
    imported.add_argument("--json", action="store_true", help="print one JSON document")
    imported.set_defaults(run=_import)


def _print_json(document: Any) -> None:
    print(json.dumps(document, ensure_ascii=False, indent=1))


def _changes(options: argparse.Namespace) -> int:
    from lca_models.interpretation.comparison.table_versions import find_changes
    from lca_models.reporting.text.changes import changes_text

    found = find_changes(options.old, options.new, options.method, allow_incomplete=options.allow_incomplete)
    if options.json:
        _print_json(found.document())
    else:
        print(changes_text(found))
    return 0


def _export(options: argparse.Namespace) -> int:
    from lca_models.inventory.formats.workbooks import export_databases
    from lca_models.inventory.study import load_study

    study = load_study()
    for path in export_databases(study.base, study.current.project, options.folder):
        print(path)
    return 0


def _import(options: argparse.Namespace) -> int:
    from lca_models.inventory.formats.workbooks import import_files
    from lca_models.inventory.study import load_study

    study = load_study()
    report = import_files(options.files, study.base, study.current.project, options.project, options.drop_unlinked)
    if options.json:
        _print_json(report.document())
    else:
        print(report.text())
    if report.written:
        return 0
    print(f"{len(report.unlinked)} inputs could not be linked, so nothing was written; correct the files, or leave them out "
          "with --drop-unlinked", file=sys.stderr)  # fmt: skip
    return 1
