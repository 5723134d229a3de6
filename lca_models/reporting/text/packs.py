"""A folder of data sheets as a table for a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lca_models.impact.methods import marked_unit
from lca_models.reporting.text.category import marked
from lca_models.reporting.text.columns import left, right, width_of
from lca_models.reporting.text.numbers import places_of
from lca_models.scope.labels import stage_label
from lca_models.scope.wording.messages import language_in_use, message

if TYPE_CHECKING:
    from lca_models.impact.packs.of_folder import FolderResults

DIGITS, MARGIN = 5, 2  # of the largest amount of a column; between columns


def folder_text(found: FolderResults, mark: str = "") -> str:
    """A line a sheet: its pack, its stages and its totals, then what the sheets cover and how many are refused.

    `mark`: what tells the category of the results from the default.
    """
    results = [result for _, result in found.results]
    lines: list[str] = []
    if results:
        stages = list(results[0].stages)
        names = (
            _texts(message("file"), [one.file.name for one, _ in found.results]),
            _texts(message("product"), [result.pack.name for result in results]),
        )
        numbers = [
            _numbers("kWh", message("energy"), [result.functional_unit.rated_energy_kwh for result in results]),
            _numbers("kg", message("mass"), [result.functional_unit.mass_kg for result in results]),
        ]
        for stage in stages:
            heading = stage_label(stage, language_in_use())
            numbers.append(
                _numbers(marked_unit(results[0].unit, mark), heading, [result.stages[stage] for result in results])
            )
        for totals in zip(*(result.totals() for result in results), strict=True):
            shown = [marked(one, mark).readable() for one in totals]
            basis = shown[0].basis
            heading = basis.heading(language_in_use()) if basis is not None else message("total")
            numbers.append(_numbers(shown[0].unit, heading, [one.amount for one in shown]))
        lines += ["".join(cells).rstrip() for cells in zip(*names, *numbers, strict=True)]
        lines.append("")
    refused = len(found.folder.sheets) - len(results)
    if refused:
        lines.append(message("sheets that are refused: {count}, see below", count=refused))
    return "\n".join([*lines, *found.coverage()])


def _texts(heading: str, cells: Sequence[str]) -> list[str]:
    width = MARGIN + max(map(width_of, (heading, *cells)))
    return [left(text, width) for text in ("", heading, *cells)]


def _numbers(unit: str, heading: str, amounts: Sequence[float]) -> list[str]:
    places = places_of(amounts, DIGITS)
    cells = [f"{round(amount, places) + 0.0:,.{places}f}" for amount in amounts]
    width = MARGIN + max(map(width_of, (unit, heading, *cells)))
    return [right(text, width) for text in (unit, heading, *cells)]
