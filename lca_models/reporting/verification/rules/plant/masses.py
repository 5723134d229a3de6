"""Masses that must agree: parts and pack, materials bought and found again, cells and their energy (BAL-01, 02, 06)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lca_models.inventory.activity.balances import CELLS, PARTS, cell_masses, part_masses
from lca_models.inventory.activity.plant.material_balance import material_balance
from lca_models.inventory.activity.sheet.fields import materials_of
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import Seen, Words
from lca_models.reporting.verification.rules.effects import effect_of, scaled
from lca_models.reporting.verification.rules.said import (
    chemistry_of,
    own_id,
    pointer,
    split_of,
    values_of_pack,
)
from lca_models.reporting.verification.rules.table import limit
from lca_models.scope.wording.messages import bilingual


@dataclass(frozen=True)
class Balance:
    """Masses of a bill of materials beside the mass that was entered for them, in kg per pack."""

    table: str  # CELLS or PARTS
    place: str
    pointer: str
    entered: float
    given: float  # rows of the table that the sheet gives
    others: float  # rows of the archetype, and cells in a pack

    @property
    def total(self) -> float:
        """All masses together."""
        return self.given + self.others


def balances_of(case: Case) -> Iterator[Balance]:
    """The balance of the cells and of the pack, where the sheet gives their mass."""
    sheet, chemistry, values = case.sheet, chemistry_of(case), values_of_pack(case)
    product = sheet.product
    rated = values[f"{chemistry}_pack_energy"]
    cells, parts = cell_masses(sheet, chemistry, values), part_masses(sheet, chemistry, values)
    if product.cells_mass is not None and product.cells_mass.number > 0 and cells.given:
        yield Balance(CELLS, product.cells_mass.place, pointer("product", "cells_mass"), product.cells_mass.number,
                      rated * sum(cells.given.values()), rated * sum(cells.blank.values()))  # fmt: skip
    if product.pack_mass is not None and product.pack_mass.number > 0 and (parts.given or product.cells_mass):
        inside = (
            product.cells_mass.number if product.cells_mass is not None else rated * values[f"{chemistry}_cell_mass"]
        )
        yield Balance(PARTS, product.pack_mass.place, pointer("product", "pack_mass"), product.pack_mass.number,
                      sum(parts.given.values()), inside + sum(parts.blank.values()))  # fmt: skip


def _parts_and_pack(case: Case) -> Iterator[Seen]:
    """Masses that do not sum: what the missing ones add, at the mean factor of those that are there (BAL-01)."""
    for one in balances_of(case):
        apart = one.entered - one.total
        if abs(apart) <= limit(case, "BAL-01", "relative") * one.entered:
            continue
        effect = None
        if one.given and one.given + apart > 0:
            factor = 1 + apart / one.given
            rows = tuple(
                line if line.value is None else line.model_copy(update={"value": scaled(line.value, factor)})
                for line in getattr(case.sheet, one.table)
            )
            effect = effect_of(case, case.sheet.model_copy(update={one.table: rows}))
        said = {
            "a": one.total,
            "b": one.entered,
            "d": abs(apart),
            "kg": Words(*bilingual("unknown")) if effect is None else effect,
        }
        yield Seen(one.place, said, effect, pointer=one.pointer)


def _bought_and_found(case: Case) -> Iterator[Seen]:
    """Materials of cells in a year, bought and found again in cells, rejects and scrap (BAL-02)."""
    split, id, chemistry = split_of(case), own_id(case), chemistry_of(case)
    if split is None or id is None:
        return
    balance = material_balance(case.sheet, split, id, chemistry, values_of_pack(case))
    if balance is None or abs(balance.bought - balance.found) <= limit(case, "BAL-02", "relative") * balance.bought:
        return
    said = {"process": Words(*bilingual("the cell plant")), "a": balance.bought, "b": balance.found}
    share = balance.found / balance.bought - 1  # found and never bought: what was bought is too low
    yield Seen(balance.place, said, kg_of_materials(case) * share, pointer=pointer("meters"))


def kg_of_materials(case: Case) -> float:
    """Kg CO2e per pack of all materials that the cells buy."""
    found, chemistry = case.again.result.assessment, chemistry_of(case)
    codes = {code for one in materials_of(CELLS).values() for code in one.processes_of(chemistry)}
    return sum(
        float(kg)
        for exchange, kg in zip(found.system.exchanges, found.contributions, strict=True)
        if exchange.process[1] == f"cell_{chemistry}" and exchange.input[1] in codes
    )


def _energy_of_cells(case: Case) -> Iterator[Seen]:
    """Energy of the pieces in the output of the plant beside the rated energy of the pack (BAL-06).

    The sheet holds neither Ah nor V of a cell, so that they cannot be multiplied.
    """
    sheet, id = case.sheet, own_id(case)
    rated = sheet.product.rated_energy
    for at, line in enumerate(sheet.output):
        if line.product_id != id or line.energy_per_piece is None or rated is None or line.unit == "kwh":
            continue
        pieces = line.cells_per_piece or sheet.product.cells_per_pack
        if line.unit == "cells" and pieces is None:
            continue
        n = pieces.number if line.unit == "cells" and pieces is not None else 1.0
        energy = n * line.energy_per_piece.number
        if abs(energy - rated.number) > limit(case, "BAL-06", "relative") * rated.number:
            row = line.model_copy(update={"energy_per_piece": scaled(line.energy_per_piece, rated.number / energy)})
            output = (*sheet.output[:at], row, *sheet.output[at + 1 :])
            effect = effect_of(case, sheet.model_copy(update={"output": output}))
            said = {"ah": "?", "v": "?", "n": n, "a": energy, "b": rated.number}
            yield Seen(line.energy_per_piece.place, said, effect, pointer=pointer("output", at, "energy_per_piece"))


RULES: Mapping[str, Callable[[Case], Iterator[Seen]]] = {
    "BAL-01": _parts_and_pack,
    "BAL-02": _bought_and_found,
    "BAL-06": _energy_of_cells,
}
