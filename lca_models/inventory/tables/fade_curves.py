"""A measured fade curve of the user: a CSV file with the columns cycles and retention."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from lca_models.inventory.tables.reading import InventoryError, read_table
from lca_models.scope.functional_unit import FadeCurve, ServiceLifeError, fade_curve
from lca_models.scope.wording.messages import message

COLUMNS = ("cycles", "retention")


def read_fade_curve(path: Path) -> FadeCurve:
    """The fade curve of a file; retention is the share of the initial capacity (0-1).

    Raises InventoryError when the file cannot be read, ServiceLifeError when it is no fade curve.
    """
    if not os.path.isfile(path):
        raise InventoryError(message("there is no file {file}; give its path from the folder you are in", file=path))
    table = read_table(path.parent, path.name)
    if missing := [column for column in COLUMNS if column not in table.columns]:
        raise InventoryError(
            message(
                "{name}:1  column '{value}' is missing; a fade curve has the columns cycles,retention",
                name=path.name,
                value=missing[0],
            )
        )
    try:
        found = fade_curve([(row.place.line, row["cycles"], row["retention"]) for row in table.rows])
    except ServiceLifeError as error:
        raise ServiceLifeError(f"{path.name}: {error}") from None
    return replace(found, file=str(path))
