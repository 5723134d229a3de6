"""Whether a product can be declared, and what is missing for it, all at once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from lca_models.impact.footprint import Footprint
from lca_models.impact.study import Study
from lca_models.inventory.activity.reading import read_data_sheet
from lca_models.inventory.activity.sheet.fields import ROW, TO_DECLARE, all_fields
from lca_models.inventory.activity.sheet.models import DataSheet
from lca_models.inventory.files.manifest import is_inside
from lca_models.reporting.declaration.declared import Declared
from lca_models.scope.calculation_setup import DATA_SHEET, FOREIGN, CalculationSetup
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.quantity import is_co2e
from lca_models.scope.wording.catalogue import ENGLISH
from lca_models.scope.wording.messages import message, speaking

EXAMPLE = "--as-example"


class DeclarationError(LcaModelsError, ValueError):
    """A declaration is of a data sheet that names model, maker and plant and is not made up; the message says what lacks."""


def declare(
    study: Study,
    setup: CalculationSetup,
    issued: datetime,
    *,
    as_example: bool = False,
    ids: Sequence[str] = (),
    placeholder_ids: bool = False,
    further_requirements: Path | None = None,
    received: Sequence[Mapping[str, Any]] = (),
) -> Declared:
    """The declaration of a data sheet on a day; its validity is judged by that day and not by the clock.

    `issued`: with its zone. `as_example`: a made-up sheet is written all the same, and every document says what it is.
    Raises DeclarationError with everything that declaring lacks, SheetError and ScenarioError as a footprint does.
    """
    dated = study.on(issued.date())
    if setup.product:
        _refuse(study, setup, as_example)
    result = _footprint(dated, setup)
    if not setup.product:  # a scenario names it
        _refuse(study, result.resolved.asked, as_example)
    if not is_co2e(result.assessment.unit):
        raise DeclarationError(
            message("a declaration is of climate change, and {method} is in {unit}; leave --method out",
                    method=result.method_id, unit=result.assessment.unit)
        )  # fmt: skip
    is_example = as_example or bool(result.system.pack is not None and result.system.pack.is_example)
    return Declared(
        dated, result, issued, is_example, tuple(ids), placeholder_ids, further_requirements, tuple(received)
    )


def _footprint(study: Study, setup: CalculationSetup) -> Footprint:
    """A footprint whose words are English, as whose inputs it names stands in members; what is wrong is said as asked for.

    Raises as a footprint does.
    """
    try:
        with speaking(ENGLISH):
            return study.footprint(setup)
    except LcaModelsError:
        return study.footprint(setup)  # refused once more, in the language in use


def _refuse(study: Study, setup: CalculationSetup, as_example: bool) -> None:
    """Raises DeclarationError for what is no sheet and for what a sheet lacks, ScenarioError for what is nothing at all."""
    if setup.kind == DATA_SHEET:
        is_there = os.path.isfile(setup.product)  # pathlib fails where the name is too long for one
        problems = list(_lacking(read_data_sheet(Path(setup.product)), as_example)) if is_there else []
        if problems:
            raise DeclarationError("\n".join(problems))
        return
    if setup.kind == FOREIGN:
        raise DeclarationError(
            message("{product} is a process of a Brightway project, which names no maker and no plant; a declaration is of a "
                    "data sheet (lca-models new FILE --like PRODUCT)", product=setup.product)
        )  # fmt: skip
    archetype = study.product(setup.product)
    raise DeclarationError(
        message("{product} is an archetype of this kit and nobody's product; write a data sheet of your own "
                "(lca-models new FILE.yaml --like {product}) and declare that", product=archetype.id)
    )  # fmt: skip


def _lacking(sheet: DataSheet, as_example: bool) -> Iterator[str]:
    """What keeps a sheet from being declared, one line each."""
    product = sheet.product
    if product.example and not as_example:
        yield message("{place}: the values of {file} are invented, and an example is not declared; {option} writes a bundle "
                      "that says so on every page", place=product.where("example"), file=sheet.file.name,
                      option=EXAMPLE)  # fmt: skip
    for one in all_fields():
        if (
            one.need == TO_DECLARE
            and one.stands == ROW
            and one.sheet == "product"
            and not getattr(product, one.key, None)
        ):
            yield message("{file}, product.{key}: {label} is missing, which a declaration names; give it",
                          file=sheet.file.name, key=one.key, label=one.label)  # fmt: skip
    for line in sheet.suppliers:
        if line.file and not is_inside(line.file.replace("\\", "/")):
            yield message("{place}: {file} lies outside the folder of the sheet, and a bundle holds what lies beside it; "
                          "put it there", place=line.where("file"), file=line.file)  # fmt: skip
