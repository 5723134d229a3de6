"""The parameters that a person may move in the page, read from the column `panel` of their rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lca_models.inventory.system.choices import choice_code, offered_choices
from lca_models.inventory.system.rows import ParameterRow
from lca_models.inventory.tables.records import Choice
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH

LAST = 1e9  # place of a field whose row names none


@dataclass(frozen=True)
class ParameterField:
    """One parameter as a field: a list of codes, or a number between limits."""

    name: str
    group: str
    default: str | float  # code of a list, or number
    choices: tuple[Choice, ...] = ()  # none: a number
    lowest: float = 0.0
    highest: float = 0.0
    unit: str = ""
    words: Mapping[str, str] = field(default_factory=dict)  # label by language

    @property
    def is_number(self) -> bool:
        """Whether it is a number between limits."""
        return not self.choices


def parameter_fields(
    parameters: Iterable[ParameterRow], lists: Mapping[str, tuple[Choice, ...]]
) -> tuple[ParameterField, ...]:
    """The fields of the parameters whose rows name a group of the page, in the order of their places."""
    shown = [row for row in parameters if row.data.get("panel")]
    shown.sort(key=lambda row: (float(row.data.get("panel_place") or LAST), row.name))
    return tuple(_field(row, lists) for row in shown)


def _field(row: ParameterRow, lists: Mapping[str, tuple[Choice, ...]]) -> ParameterField:
    group, label = str(row.data["panel"]), str(row.data.get("label") or row.name)
    words = {ENGLISH: label, CHINESE: str(row.data.get("label_zh") or label)}
    if row.data.get("kind") == "choice":
        default = choice_code(row, row.amount, lists)
        return ParameterField(row.name, group, default, offered_choices(row, lists), words=words)
    lowest, highest = row.data["limits"]
    unit = str(row.data.get("unit", ""))
    return ParameterField(row.name, group, row.amount, (), lowest, highest, "" if unit == "1" else unit, words)
