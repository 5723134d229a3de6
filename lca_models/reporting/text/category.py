"""The category of a result beside its unit, so that a total in another category than the default says which."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lca_models.impact.methods import MethodName, category_mark, marked_unit
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.scope.quantity import Quantity, read_unit, unit_text
from lca_models.scope.wording.messages import language_in_use

if TYPE_CHECKING:
    import pandas as pd

    from lca_models.impact.footprint import Footprint

UNIT_COLUMNS = ("unit", "result_unit")


def mark_of(result: Footprint, language: str = "") -> str:
    """What tells the category of a result from the default, such as GWP20; empty for the default.

    `language`: that in use where none is named.
    """
    return _mark(result.system, result.assessment.method, language)


def shown_unit(result: Footprint, language: str = "") -> str:
    """The unit of a score with its category where that is not the default: `kg CO2-eq (GWP20)`."""
    return marked_unit(result.assessment.unit, mark_of(result, language))


def marked(quantity: Quantity, mark: str) -> Quantity:
    """The same amount with the mark of its category in its unit."""
    return replace(quantity, unit=marked_unit(quantity.unit, mark))


def marked_text(text: str, mark: str) -> str:
    """A unit as tables write it with the mark before what it is counted per: `kg CO2-eq (GWP20) per pack`."""
    if not mark:
        return text
    unit, basis = read_unit(text)
    if basis is not None:
        return unit_text(marked_unit(unit, mark), basis)
    first, separator, rest = text.partition(" per ")
    return f"{marked_unit(first, mark)}{separator}{rest}"


def marked_table(table: pd.DataFrame, mark: str, unit: str) -> pd.DataFrame:
    """The same table with the mark in the units of its results.

    `unit`: that of the scores, so that units of other columns stay.
    """
    if not mark:
        return table
    columns = [name for name in UNIT_COLUMNS if name in table]
    return table.assign(**{
        name: [marked_text(text, mark) if _is_of(text, unit) else text for text in map(str, table[name])]
        for name in columns
    })  # fmt: skip


def _is_of(text: str, unit: str) -> bool:
    return text.startswith((unit, unit.removeprefix("k")))


def _mark(system: ProductSystem, method: MethodName, language: str) -> str:
    return category_mark(method, system.method_metadata, language or language_in_use())
