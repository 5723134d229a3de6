"""Balances of a pack in the words of its sheet: masses of cells and parts, energy, and what a kWh needs by theory.

Parameters are those of the pack: what is given, and what the archetype has for the rows that are blank.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from lca_models.inventory.activity.findings import Findings, listed
from lca_models.inventory.activity.sheet.fields import find_field, materials_of
from lca_models.inventory.system.pack import own_name
from lca_models.inventory.tables.formulas import evaluate, names_in
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.messages import message

if TYPE_CHECKING:
    from lca_models.inventory.activity.sheet.models import DataSheet, OutputLine, Row, Value

CELLS, PARTS, BOUGHT = "cell_materials", "pack_parts", "bought"
WARNED, REFUSED = 0.01, 0.05  # of a mass
ROUNDING = 1e-9
SMALLEST = 2.0  # kWh: smaller packs are outside the programme
THEORY = Path(__file__).parent / "theoretical_energies.csv"


@dataclass(frozen=True)
class Masses:
    """Masses of a bill of materials, by row."""

    given: Mapping[str, float]
    blank: Mapping[str, float]  # of the archetype

    @property
    def total(self) -> float:
        """All rows."""
        return sum(self.given.values()) + sum(self.blank.values())


def cell_masses(sheet: DataSheet, chemistry: str, values: Mapping[str, float]) -> Masses:
    """Masses in the cells in kg per kWh of good cells; what is bought and does not stay is left out."""
    rows = {line.key: line for line in sheet.cell_materials if line.is_given}
    shared = {part for one in materials_of(CELLS).values() if one.key in rows for part in one.parts}
    given, blank = {}, {}
    for key, one in materials_of(CELLS).items():
        formula = one.mass_of(chemistry)
        if one.state == BOUGHT or one.parts:  # leaves with the exhaust; stands in its parts
            continue
        if key in rows or (key in shared and formula):
            given[key] = _mass(key, formula, values)
        elif formula and (mass := _evaluated(formula, values)):
            blank[key] = mass
    further = {key: values.get(own_name(key, "mass"), 0.0) for key in rows if key not in materials_of(CELLS)}
    return Masses({**given, **further}, blank)


def part_masses(sheet: DataSheet, chemistry: str, values: Mapping[str, float]) -> Masses:
    """Masses of the parts beside the cells, in kg per pack; packaging is no part."""
    rows = {line.key: line for line in sheet.pack_parts if line.is_given}
    given, blank = {}, {}
    for key, one in materials_of(PARTS).items():
        formula = one.mass_of(chemistry)
        if key == "packaging":
            continue
        if key in rows:
            given[key] = _mass(key, formula, values, "pack")
        elif formula and (mass := _evaluated(formula, values)):
            blank[key] = mass
    further = {key: values.get(own_name("pack", key), 0.0) for key in rows if key not in materials_of(PARTS)}
    return Masses({**given, **further}, blank)


def _mass(key: str, formula: str, values: Mapping[str, float], role: str = "") -> float:
    """The mass of a row that is given: its own parameter, or that of the archetype whose place it takes."""
    own = own_name("pack", key) if role else own_name(key, "mass")
    return values[own] if own in values else _evaluated(formula, values) if formula else 0.0


def _evaluated(formula: str, values: Mapping[str, float]) -> float:
    return evaluate(formula, {name: values[name] for name in names_in(formula)})


def check_balances(sheet: DataSheet, chemistry: str, values: Mapping[str, float], findings: Findings) -> None:
    """Adds what does not add up; `values`: parameters of the pack on the archetype of a chemistry."""
    check_energy(sheet, findings)
    _check_cells(sheet, chemistry, values, findings)
    _check_parts(sheet, chemistry, values, findings)
    _check_theory(sheet, chemistry, cell_masses(sheet, chemistry, values), findings)
    _check_output(sheet, findings)


def check_energy(sheet: DataSheet, findings: Findings) -> None:
    """Usable and rated energy (V36, V48)."""
    rated, usable = sheet.product.rated_energy, sheet.product.usable_energy
    if rated is not None and usable is not None and usable.number > rated.number:
        words = message("Usable {a:.6g} kWh exceeds rated {b:.6g} kWh.", a=usable.number, b=rated.number)
        findings.error(usable.place, words, "V36")
    if rated is not None and rated.number <= SMALLEST:
        words = message("{b:.6g} kWh is outside the programme (above {least:g} kWh).", b=rated.number, least=SMALLEST)
        findings.warn(rated.place, words, "V48")


def _check_cells(sheet: DataSheet, chemistry: str, values: Mapping[str, float], findings: Findings) -> None:
    """Materials against the mass of the cells (V10)."""
    masses, product = cell_masses(sheet, chemistry, values), sheet.product
    entered = product.cells_mass
    if masses.blank and masses.given:
        _check_design(sheet, chemistry, values, masses, findings)
    rated = product.rated_energy.number if product.rated_energy is not None else None
    if entered is None or not rated or not masses.given or entered.number <= 0:
        return
    x = entered.number / rated
    words = message("Cell parts sum to {sum:.2f} kg/kWh, you entered {x:.2f}.", sum=masses.total, x=x)
    _judge(masses, x, words, "V10", entered.place, sheet.cell_materials, findings)


def _check_parts(sheet: DataSheet, chemistry: str, values: Mapping[str, float], findings: Findings) -> None:
    """Cells and parts against the mass of the pack (V11)."""
    masses, entered = part_masses(sheet, chemistry, values), sheet.product.pack_mass
    if entered is None or entered.number <= 0 or not (masses.given or sheet.product.cells_mass):
        return
    cells = _cells_of_pack(sheet, chemistry, values)
    whole = Masses({**masses.given, "": cells}, masses.blank)
    words = message("Cells and parts sum to {sum:.2f} kg, the pack mass is {x:.2f} kg.",
                    sum=whole.total, x=entered.number)  # fmt: skip
    _judge(whole, entered.number, words, "V11", entered.place, sheet.pack_parts, findings)


def _cells_of_pack(sheet: DataSheet, chemistry: str, values: Mapping[str, float]) -> float:
    """Kg of cells in the pack, as given or by their materials."""
    if sheet.product.cells_mass is not None:
        return sheet.product.cells_mass.number
    rated = sheet.product.rated_energy.number if sheet.product.rated_energy else values[f"{chemistry}_pack_energy"]
    return rated * values[f"{chemistry}_cell_mass"]


def _judge(
    masses: Masses, entered: float, words: str, code: str, place: str, rows: tuple[Row, ...], findings: Findings
) -> None:
    """A sum beside what was entered: refused where the rows given cannot be it, told where blank rows may be the reason."""
    off = abs(masses.total - entered) / entered
    if off <= WARNED:
        return
    above = sum(masses.given.values()) - entered > REFUSED * entered
    if off > REFUSED and (above or not masses.blank):
        findings.error(place, words, code)
    else:
        findings.warn(place, words, code)
    if masses.blank:
        sheet = CELLS if code == "V10" else PARTS
        names = [materials_of(sheet)[key].label for key in masses.blank]
        blank = message("{n} blank rows hold archetype masses ({mass:.4g} kg in all); fill {keys} or set them to 0.",
                        n=len(names), mass=sum(masses.blank.values()), keys=listed(names, 4))  # fmt: skip
        findings.warn(rows[0].place if rows else place, blank, "V12")


def _check_design(
    sheet: DataSheet, chemistry: str, values: Mapping[str, float], masses: Masses, findings: Findings
) -> None:
    """Blank rows beside a specific energy that neither design of the kit reaches (V12)."""
    inner, light, heavy = (values.get(f"{chemistry}_{name}_mass") for name in ("inner", "light_design", "heavy_design"))
    if inner is None or light is None or heavy is None or light <= inner <= heavy:
        return
    names = [materials_of(CELLS)[key].label for key in masses.blank]
    words = message(
        "Cells of {x:.2f} kg/kWh are outside the designs of the kit ({low:.2f} to {high:.2f} without the can); "
        "{n} blank rows are scaled to them: fill {keys}",
        x=inner, low=light, high=heavy, n=len(names), keys=listed(names, 4),
    )  # fmt: skip
    given = sheet.product.cells_mass
    findings.warn(given.place if given is not None else sheet.cell_materials[0].place, words, "V12")


def _check_theory(sheet: DataSheet, chemistry: str, masses: Masses, findings: Findings) -> None:
    """Active masses that cannot store the energy (V14)."""
    for key, least in least_masses(chemistry).items():
        line = sheet.material(key)
        mass = masses.given.get(key, 0.0)
        if line is None or line.value is None or not mass or mass >= least:
            continue
        if line.silicon_share is not None and line.silicon_share.number > 0:
            continue  # silicon holds more than graphite
        words = message("{x:.4g} kg/kWh of {label} cannot store 1 kWh (theory: {min:.3f}).",
                        x=mass, label=materials_of(CELLS)[key].label, min=least)  # fmt: skip
        findings.warn(line.value.place, words, "V14")


@cache
def least_masses(chemistry: str) -> dict[str, float]:
    """Kg per kWh that a material needs at least by its theoretical capacity: 1000 / (mAh/g * V)."""
    with THEORY.open(encoding="utf-8", newline="") as file:
        return {
            row["material"]: 1000 / (float(row["capacity_mah_per_g"]) * float(row["voltage_v"]))
            for row in csv.DictReader(file)
            if row["chemistry"] == chemistry
        }


def _check_output(sheet: DataSheet, findings: Findings) -> None:
    """Energy and mass of a pack that stand in the output of the plant as well."""
    product = sheet.product
    own = next((line for line in sheet.output if line.product_id in (product.model, product.name)), None)
    if own is None or own.unit != "packs":
        return
    _same(product.rated_energy, own, "energy_per_piece", "rated_energy", findings)
    _same(product.cells_mass, own, "cell_mass_per_piece", "cells_mass", findings)


def _same(here: Value | None, line: OutputLine, column: str, key: str, findings: Findings) -> None:
    there: Value | None = getattr(line, column)
    if here is None or there is None or abs(here.number - there.number) <= WARNED * abs(here.number) + ROUNDING:
        return
    known = find_field("product", key)
    label = known.label if known is not None else excerpt(key)
    words = message("{label}: {a:.6g} {unit} here, {b:.6g} in {place}; correct one", label=label, a=there.number,
                    unit=here.unit, b=here.number, place=here.place)  # fmt: skip
    findings.warn(there.place, words)
