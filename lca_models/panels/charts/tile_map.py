"""The province map as tiles: colours and words from a tidy table; and its widget, a button a province."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import traitlets

from lca_models.panels.view import FOLLOW, ViewPart
from lca_models.reporting.figures.palette import AMOUNT_STOPS, amount_color, readable_ink
from lca_models.reporting.text.numbers import number_text, pretty_unit
from lca_models.scope.quantity import unit_label
from lca_models.scope.wording.catalogue import CHINESE, ENGLISH

if TYPE_CHECKING:
    import pandas as pd


class TileMap(ViewPart):
    """31 buttons; a click sets `selected` to the code of its province. Its part of the view holds title, code and tiles."""

    _esm = FOLLOW + (Path(__file__).parent / "tile_map.js").read_text(encoding="utf-8")
    selected = traitlets.Unicode().tag(sync=True)


def tiles(table: pd.DataFrame, language: str = ENGLISH) -> list[dict[str, Any]]:
    """One tile a row of a table (province, name, name_zh, row, column, amount, unit): place, colour, ink and words."""
    lowest, highest = float(table["amount"].min()), float(table["amount"].max())
    unit = pretty_unit(unit_label(str(table["unit"].iloc[0]), language))
    first = int(table["column"].min())  # the west of the country is empty at its edge
    columns = ("province", "name", "name_zh", "row", "column", "amount")
    found = []
    for code, name, name_zh, row, column, amount in zip(*(table[each] for each in columns), strict=True):
        color = amount_color((amount - lowest) / (highest - lowest) if highest > lowest else 0.0)
        words = name_zh if language == CHINESE else name
        found.append(
            {
                "code": code,
                "row": int(row),
                "column": int(column) - first,
                "short": name_zh if language == CHINESE else code.removeprefix("CN-"),
                "text": number_text(amount, 3),
                "value": repr(float(amount)),
                "label": f"{words}: {number_text(amount)} {unit}",
                "color": color,
                "ink": readable_ink(color),
            }
        )
    return found


def ramp_legend(table: pd.DataFrame) -> str:
    """The ramp with its two ends, as HTML."""
    ends = [number_text(float(edge), 3) for edge in (table["amount"].min(), table["amount"].max())]
    return (
        f'<div class="lca-ramp"><span>{ends[0]}</span><i style="background:linear-gradient(90deg,{",".join(AMOUNT_STOPS)})">'
        f"</i><span>{ends[1]}</span></div>"
    )
