"""What drivers of a spread are called: parameters by the label of their row, mixtures by what is mixed, never by an id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from lca_models.inventory.system.rows import ParameterRow
from lca_models.scope.labels import label, word_label
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH, catalogue

if TYPE_CHECKING:
    import pandas as pd

MIX = " (mix)"  # at the end of the name of a driver that is a mixture


def mixture_of(row: ParameterRow) -> str:
    """The group of a share whose mix sums to 1; empty for every other parameter."""
    return str(row.data.get("group") or "") if row.data.get("kind") == "share" else ""


def parameter_words(name: str, rows: Mapping[str, ParameterRow], language: str = ENGLISH) -> str:
    """The label of a parameter in a language; its name in words where its row has none."""
    data = rows[name].data if name in rows else {}
    own = data.get("label_zh") if language == CHINESE else ""
    return str(own or data.get("label") or word_label(name, language).replace("_", " "))


def mixture_words(group: str, rows: Mapping[str, ParameterRow], language: str = ENGLISH) -> str:
    """What is mixed: the word of the catalogue for a group, or the labels of its shares."""
    if (key := f"mixture.{group}") in catalogue():
        return label(key, language)
    members = [name for name, row in rows.items() if mixture_of(row) == group]
    return " / ".join(parameter_words(name, rows, language) for name in members) or group.replace("_", " ")


def driver_words(name: str, rows: Mapping[str, ParameterRow], language: str = ENGLISH) -> str:
    """The words of a driver as `drivers_of` names it: a parameter, a mixture, or what is left together."""
    if name.endswith(MIX):
        return mixture_words(name.removesuffix(MIX), rows, language)
    return parameter_words(name, rows, language)


def in_words(
    table: pd.DataFrame, rows: Mapping[str, ParameterRow], language: str = ENGLISH, column: str = "parameter"
) -> pd.DataFrame:
    """The same table with the words of its drivers in place of their names, for a chart."""
    return table.assign(**{column: [driver_words(str(name), rows, language) for name in table[column]]})


def mixtures_once(
    table: pd.DataFrame, rows: Mapping[str, ParameterRow], names: Iterable[str] | None = None
) -> pd.DataFrame:
    """The same table, largest first, with the first share of every mixture alone: the others make room for it.

    `names`: drivers of the rows, where no column `parameter` holds them.
    """
    seen: set[str] = set()
    kept = []
    for name in table["parameter"] if names is None else names:
        group = mixture_of(rows[name]) if name in rows else ""
        kept.append(not group or group not in seen)
        seen |= {group} - {""}
    return table.loc[kept].reset_index(drop=True)
