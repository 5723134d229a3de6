"""A file of a maker -> her pack: read, judged, and put on the archetype of its chemistry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from lca_models.inventory.activity.findings import ERROR, NOTE, WARNING, Finding, Findings, SheetError
from lca_models.inventory.activity.own_pack import Score, judged_pack
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

    Empty where a fault of the sheet says why there is none. Raises SheetError for a product that does not exist.
    """
    product = sheet.product
    if product.like and product.like not in products:
        near = suggestion(product.like, products)
        text = message("there is no product '{product}'; {near}", product=product.like, near=near)
        raise SheetError(f"{sheet.file.name}: {product.where('like')}: {text}")
    found = product.like or next((one.id for one in products.values() if one.chemistry == product.chemistry), "")
    if not found and product.chemistry:
        text = message("no archetype has the chemistry '{chemistry}'; name one in 'like' ({listed})",
                       chemistry=product.chemistry, listed=", ".join(products))  # fmt: skip
        raise SheetError(f"{sheet.file.name}: {product.where('chemistry')}: {text}")
    return found


def read_pack(
    file: Path,
    products: Mapping[str, Product],
    archetype: Callable[[str], ProductSystem],
    today: date,
    score: Score | None = None,
) -> Pack:
    """The pack of a data sheet.

    `archetype`: the product system of a shipped product by its id, before rule sets. `today`: what the validity of
    certificates and suppliers' footprints is judged by. `score`: kg CO2e of a pack, for what unusual values do to it. Raises
    SheetError with every fault, in the language of the sheet.
    """
    pack, findings = check_sheet(file, products, archetype, today, score)
    Findings([*findings]).refuse(file.name)
    assert pack is not None  # nothing is wrong with it
    return pack


def check_sheet(
    file: Path,
    products: Mapping[str, Product],
    archetype: Callable[[str], ProductSystem],
    today: date,
    score: Score | None = None,
) -> tuple[Pack | None, tuple[Finding, ...]]:
    """The pack of a data sheet and all that is wrong with it, or worth knowing; no pack where something refuses it.

    Arguments as of `read_pack`. Raises SheetError for a file that is no sheet at all.
    """
    sheet = read_data_sheet(file)
    with speaking(sheet.language or language_in_use()):
        known = archetype_of(sheet, products)
        if not known:
            return None, sheet.findings
        pack, findings = judged_pack(sheet, archetype(known), today, score)
        return pack, findings.of(ERROR, WARNING, NOTE)
