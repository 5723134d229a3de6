"""Commands of `lca-models` on data sheets of makers: new."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lca_models.commands.options import open_study, path_of, words
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from pathlib import Path

    from lca_models.inventory.system.product_system import ProductSystem


def add_sheet_commands(commands: Any) -> None:
    """Add the commands to the subparsers of the command line."""
    new = commands.add_parser(
        "new", aliases=["template"], help=message("an empty data sheet for a battery of your own (.xlsx, .yaml)")
    )
    new.add_argument("file", type=path_of, metavar="FILE", help=message("what is written: FILE.xlsx or FILE.yaml"))
    new.add_argument(
        "--like",
        required=True,
        type=words,
        metavar="PRODUCT",
        help=message("the archetype whose values stand where yours are empty (lca-models list products)"),
    )
    new.add_argument(
        "--supplier",
        type=words,
        metavar="INPUT",
        help=message("a form for a supplier of that input in place of a data sheet: a footprint, or inputs in balance"),
    )
    new.add_argument("--force", action="store_true", help=message("write over a file that is there"))
    new.set_defaults(run=_new)


def _new(options: argparse.Namespace) -> int:
    from lca_models.inventory.activity.findings import SheetError
    from lca_models.inventory.files.commit import write_files
    from lca_models.scope.wording.messages import in_language

    path = options.file
    write = _writer(path)
    if path.exists() and not options.force:
        raise SheetError(
            message("{file} is there already; take another name, or write over it with --force", file=path)
        )
    study = open_study()
    product = study.product(options.like)
    if options.supplier:
        return _new_inquiry(options, study.product_system(product.id))
    content = write(study.product_system(product.id), path.stem, options.language)
    write_files(path.parent, {path.name: content})
    print(message("{file}: a data sheet like {name} ({product}); fill in what you know, what stays empty is taken from there",
                  file=path, name=in_language(product.name, product.name_zh), product=product.id))  # fmt: skip
    said = shlex.quote(str(path))
    print(message("then: lca-models check {file}", file=said))
    print(
        message(
            "and: lca-models footprint {file} --out {folder}", file=said, folder=shlex.quote(f"results/{path.stem}")
        )
    )
    return 0


def _new_inquiry(options: argparse.Namespace, system: ProductSystem) -> int:
    """The form that a supplier fills in and sends back."""
    from lca_models.inventory.activity.findings import SheetError
    from lca_models.inventory.activity.suppliers.inquiry.workbook import new_inquiry, offered_processes
    from lca_models.inventory.files.commit import write_files

    path = options.file
    if path.suffix.lower() != ".xlsx":
        raise SheetError(message("{file} is no name for a form of suppliers; end it in .xlsx", file=path))
    write_files(path.parent, {path.name: new_inquiry(options.supplier, offered_processes(system), options.language)})
    print(message("{file}: a form for the supplier of {input}; sent back, it stands as file of a row of the sheet suppliers",
                  file=path, input=options.supplier))  # fmt: skip
    return 0


def _writer(path: Path) -> Callable[[ProductSystem, str, str], bytes]:
    """What writes a file of that ending. Raises SheetError for another one."""
    from lca_models.inventory.activity.findings import SheetError

    if path.suffix.lower() == ".xlsx":
        from lca_models.inventory.activity.sheet.blank.workbook import new_workbook

        return new_workbook
    if path.suffix.lower() in (".yaml", ".yml"):
        from lca_models.inventory.activity.sheet.blank.yaml_text import new_yaml

        return new_yaml
    raise SheetError(message("{file} is no name for a data sheet; end it in .xlsx or .yaml", file=path))
