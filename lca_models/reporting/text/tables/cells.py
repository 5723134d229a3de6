"""Tidy tables as a terminal shows them: headings, units and names in the language in use.

Tables in files and in JSON are English in every language; these words are of what is shown alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lca_models.scope.labels import label, word_label
from lca_models.scope.quantity import unit_label
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH, catalogue
from lca_models.scope.wording.messages import language_in_use, message

if TYPE_CHECKING:
    import pandas as pd

UNITS = ("unit", "result_unit")
MIXTURE = " (mix)"  # at the end of the name of a driver whose members are drawn together


def table_text(table: pd.DataFrame, top: int) -> str:
    """The first `top` rows."""
    import pandas as pd

    if table.empty:
        return message("none")
    shown = _in_words(table.head(top), language_in_use())
    with pd.option_context("display.unicode.east_asian_width", language_in_use() == CHINESE):
        return str(shown.to_string(index=False, float_format=lambda value: f"{value:,.4g}"))


def heading(name: str, language: str) -> str:
    """The name of a column in a language; symbols (`mu_star`, `ST`) stay as they are."""
    key = f"column.{name}"
    return label(key, language) if key in catalogue() else word_label(name, language)


def _in_words(table: pd.DataFrame, language: str) -> pd.DataFrame:
    if language == ENGLISH:
        return table

    def worded(column: str, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if column in UNITS:
            return unit_label(value, language)
        if value.endswith(MIXTURE):
            return message("{name} (mix)", name=value.removesuffix(MIXTURE))
        return word_label(value, language)

    shown = table.copy()
    for column in table.columns:
        if table[column].dtype == object or str(table[column].dtype).startswith("str"):
            shown[column] = [worded(str(column), value) for value in table[column]]
    return shown.rename(columns={name: heading(str(name), language) for name in table.columns})
