"""A file of a maker -> her pack: read, judged, and put on the archetype of its chemistry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from lca_models.inventory.activity.findings import SheetError
from lca_models.inventory.activity.own_pack import pack_of
from lca_models.inventory.activity.sheet.models import DataSheet
from lca_models.inventory.system.pack import Pack
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.tables.records import Product
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import language_in_use, message, speaking

WORKBOOK, YAML = (".xlsx",), (".yaml", ".yml")


def read_data_sheet(file: Path) -> DataSheet:
    """What a data sheet says, a workbook or YAML, with every fault among its findings.

    Raises SheetError for a file that is no sheet at all.
    """
    from lca_models.inventory.activity.sheet.judging import judge

    if file.suffix.lower() in WORKBOOK:
        from lca_models.inventory.activity.sheet.workbook_file import read_workbook

        return judge(read_workbook(file))
    from lca_models.inventory.activity.sheet.yaml_file import read_yaml_sheet

    return judge(read_yaml_sheet(file))


def archetype_of(sheet: DataSheet, products: Mapping[str, Product]) -> str:
    """The shipped product whose values stand where a sheet is blank: the one it names, else the first of its chemistry.

    Raises SheetError where there is none.
    """
    product = sheet.product
    if product.like:
        if product.like in products:
            return product.like
        near = suggestion(product.like, products)
        text = message("there is no product '{product}'; {near}", product=product.like, near=near)
        raise SheetError(f"{sheet.file.name}: {product.where('like')}: {text}")
    found = next((one.id for one in products.values() if one.chemistry == product.chemistry), "")
    if not found:
        text = message("no archetype has the chemistry '{chemistry}'; name one in 'like' ({listed})",
                       chemistry=product.chemistry, listed=", ".join(products))  # fmt: skip
        raise SheetError(f"{sheet.file.name}: {product.where('chemistry')}: {text}")
    return found


def read_pack(
    file: Path, products: Mapping[str, Product], archetype: Callable[[str], ProductSystem], today: date
) -> Pack:
    """The pack of a data sheet.

    `archetype`: the product system of a shipped product by its id, before rule sets. `today`: what the validity of
    certificates and suppliers' footprints is judged by. Raises SheetError with every fault, in the language of the sheet.
    """
    sheet = read_data_sheet(file)
    with speaking(sheet.language or language_in_use()):
        return pack_of(sheet, archetype(archetype_of(sheet, products)), today)
