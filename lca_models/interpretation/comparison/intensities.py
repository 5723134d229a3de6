"""The climate score of one unit of every process, beside the one a person last accepted and beside published factors.

`snapshot/intensities.tsv` below the tables holds kg CO2-eq per unit of each process of each database at the defaults. A row
that moves one of them by more than the tolerance is seen by `lca-models check`, which names the processes; `--update-snapshot`
accepts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from lca_models.impact.methods import DEFAULT_METHOD_ID
from lca_models.interpretation.comparison.table_versions import assess_together
from lca_models.inventory.checks.snapshot import FOLDER, SEPARATOR, accepted_lines
from lca_models.inventory.files.cells_as_text import csv_text
from lca_models.inventory.tables.cells import Problem
from lca_models.inventory.tables.reading import InventoryError, Place, Table, rows_of
from lca_models.inventory.tables.records import Inventories
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message

FILE = "intensities.tsv"
COLUMNS = ("database", "process", "unit", "kg CO2-eq per unit")
TOLERANCE = 1e-6  # relative; rounding of another machine is a thousandth of it
ROUNDING = 1e-12  # kg CO2-eq per unit: what scores nothing
PUBLISHED_FACTOR = 3.0  # a cradle-to-gate factor of this kit lies within this factor of a published one

Intensities = Mapping[str, float]  # by code of the process


def process_intensities(inventories: Inventories) -> dict[str, float]:
    """Kg CO2-eq per unit of every process at the defaults, by its code."""
    codes = sorted(process.code for process in inventories.processes)
    result = assess_together(inventories, DEFAULT_METHOD_ID, codes)
    places = {key[1]: row for key, row in result.system.product_index.items()}
    return {code: float(result.intensities[places[code]]) for code in codes}


def intensities_text(inventories: Inventories, found: Intensities) -> str:
    """Intensities as text: database, process, unit, amount with nine digits."""
    listed = sorted((one.database, one.code, one.unit) for one in inventories.processes)
    return csv_text(COLUMNS, [(*row, f"{found[row[1]]:.9g}") for row in listed], separator=SEPARATOR)


def read_intensities(root: Path) -> dict[str, float] | None:
    """The accepted intensities below a folder of tables; None where there are none.

    Raises InventoryError for a file that holds none.
    """
    path = root / FOLDER / FILE
    if not path.is_file():
        return None
    try:
        return {line[1]: float(line[3]) for line in accepted_lines(path, COLUMNS)}
    except ValueError as error:
        raise InventoryError(
            message(
                "{path} holds no intensities ({error}); restore it, or run lca-models check --update-snapshot",
                path=path,
                error=error,
            )
        ) from None


def moved(old: Intensities, new: Intensities) -> list[tuple[str, float | None, float | None]]:
    """Processes whose intensity moved by more than the tolerance, with both; the largest relative move first."""
    found = [
        (code, old.get(code), new.get(code))
        for code in {*old, *new}
        if code not in old
        or code not in new
        or abs(new[code] - old[code]) > TOLERANCE * max(abs(old[code]), abs(new[code])) + ROUNDING
    ]
    return sorted(found, key=lambda one: (-_size(one[1], one[2]), one[0]))


def _size(old: float | None, new: float | None) -> float:
    if old is None or new is None:
        return float("inf")
    return abs(new - old) / max(abs(old), abs(new), 1e-300)


def check_intensities(root: Path, inventories: Inventories, found: Intensities) -> Iterator[Problem]:
    """Processes whose intensity is no longer the accepted one; nothing where none are accepted."""
    accepted = read_intensities(root)
    if accepted is None:
        return
    places = {process.code: process.place for process in inventories.processes}
    for code, old, new in moved(accepted, found):
        yield Problem(
            places.get(code, Place(f"{FOLDER}/{FILE}", 1)),
            message(
                "one unit of '{code}' scores {new}, accepted is {old} kg CO2-eq; correct what moved it, or accept it with "
                "lca-models check --update-snapshot",
                code=code,
                new=score_words(new),
                old=score_words(old),
            ),
        )


def score_words(amount: float | None) -> str:
    """A score for a person; None where there is no such process."""
    return message("nothing") if amount is None else f"{amount:.6g}"


def check_published_factors(tables: tuple[Table, ...], found: Intensities) -> Iterator[Problem]:
    """Materials whose cradle-to-gate score is further from a published factor than a factor of three.

    A line of published_materials.csv that stands for several processes is compared with the nearest of them; one that says
    in `apart` why it lies further is not compared.
    """
    for row in rows_of(tables, "published_materials"):
        published = float(row["kg_co2e_per_kg"])
        scores = [found[code] for code in row["kit_inputs"].split() if code in found]
        if published > 0 and scores and not row["apart"] and not any(_near(score, published) for score in scores):
            yield Problem(
                row.place,
                message(
                    "{input} scores {published:g} kg CO2-eq per kg there and {scores} here, more than a factor of "
                    "{factor:g} apart; correct the slip, or say why in the column apart",
                    input=row["input"],
                    published=published,
                    scores=enumerated(f"{score:.4g}" for score in scores),
                    factor=PUBLISHED_FACTOR,
                ),
            )


def _near(score: float, published: float) -> bool:
    return published / PUBLISHED_FACTOR <= score <= published * PUBLISHED_FACTOR
