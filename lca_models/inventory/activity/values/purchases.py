"""What a row of materials buys: its mass on any basis, its process, and the yield it is bought by."""

from __future__ import annotations

from lca_models.inventory.activity.sheet.fields import Material, find_entry, materials_of
from lca_models.inventory.activity.sheet.models import MaterialLine, PartLine, Row, Value
from lca_models.inventory.activity.values.collected import Collected, own_name
from lca_models.inventory.system.pack import Origin
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import in_language, message

CELLS, PARTS = "cell_materials", "pack_parts"
PER_KWH, PER_CELL, PER_PACK = "per_kwh", "per_cell", "per_pack"
BOUGHT = "bought"
ACCEPTANCE = "cell_acceptance_rate"
LANDFILL, RAW = "landfill_residue", "raw material acquisition"


def per_kwh(into: Collected, line: Row, value: Value, default: str) -> float | None:
    """A mass in kg per kWh of good cells; None where the sheet lacks what its basis needs, which is then said."""
    basis = line.basis or default
    if basis == PER_KWH:
        return value.number
    if basis == PER_PACK:
        return value.number / into.rated_energy
    if basis == PER_CELL:
        cells = into.sheet.product.cells_per_pack
        if cells is None:
            into.findings.error(
                line.where("basis"), message("is per cell; give cells_per_pack on the sheet product"), "V02"
            )
            return None
        return value.number * cells.number / into.rated_energy
    if not into.good_kwh:
        into.findings.error(
            line.where("basis"), message("is per year; give good_output (kWh a year) on the sheet plant"), "V02"
        )
        return None
    return value.number / into.good_kwh


def number_of(into: Collected, line: Row, default: str) -> tuple[float, Origin] | None:
    """The mass of a row and its origin; 0 where the product has none of it."""
    label = label_of(line)
    if line.value is None:
        return 0.0, Origin(line.where("yours"), message("none"), label=label, note=line.note or "")
    found = per_kwh(into, line, line.value, default)
    if found is None:
        return None
    origin = into.origin(line.value, label)
    words = origin.words
    if line.basis and (basis := find_entry("bases", line.basis)):
        words = in_language(f"{words} {line.basis.replace('_', ' ')}", f"{words}，{basis.chinese}")
    return found, Origin(**{**origin.__dict__, "words": words})


def label_of(line: Row) -> str:
    """The name of a row for people; its key where it is the maker's own."""
    for sheet in (CELLS, PARTS):
        if line.key in materials_of(sheet):
            return materials_of(sheet)[line.key].label
    return line.key


def purchase_formula(into: Collected, buyer: str, process: str) -> str:
    """What a buyer buys of a process: as it was given, else the formula of the archetype; '0' where it buys none."""
    for one in reversed(into.purchases):
        if (one.buyer, one.input, one.adds) == (buyer, process, False):
            return one.formula
    for row in into.system.formulas:
        exchange = into.system.exchanges[row.exchange]
        if (exchange.process[1], exchange.input[1]) == (buyer, process):
            return row.text
    return "0"


def buy_by_own_yield(into: Collected, one: Material, own_yield: str, value: Value) -> None:
    """The yield of a row as a parameter of its own, and what is bought of each of its processes by it."""
    origin = into.origin(value, message("{label}, yield", label=one.label))
    into.give(own_yield, value.number, "1", origin)
    buyer = buyer_of(into, one)
    for process in one.processes_of(into.chemistry):
        formula = purchase_formula(into, buyer, process)
        if one.yield_parameter:
            formula = formula.replace(f"/ {one.yield_parameter}", f"/ {own_yield}")
        else:
            formula = f"({formula}) / {own_yield}"
        into.buy(buyer, process, formula, origin)


def buyer_of(into: Collected, one: Material) -> str:
    """Who buys the material of a row that the archetype has."""
    return f"cell_{into.chemistry}" if one.sheet == CELLS else f"pack_{into.chemistry}"


def process_of(into: Collected, line: Row, one: Material | None) -> str:
    """The process that a further row buys of; a supplier's footprint stands on one of the row's own."""
    if line.process:
        return line.process if is_known(into, line) else ""
    if line.supplier_id:
        return own_name(line.key)
    if one is not None and one.process:
        into.findings.warn(line.where("yours"), message("{label} is counted as {process}, a proxy", label=one.label,
                                                        process=one.processes_of(into.chemistry)[0]))  # fmt: skip
        return one.processes_of(into.chemistry)[0]
    if line.value is not None and line.value.number:
        into.findings.error(
            line.where("yours"),
            message("no data for {label}; choose a process or a supplier's footprint", label=label_of(line)), "V13",
        )  # fmt: skip
    return ""


def is_known(into: Collected, line: Row) -> bool:
    """Whether the project has the process of a row, in kg; the findings say where it does not."""
    unit, code = into.units.get(str(line.process)), excerpt(str(line.process))
    if unit is None and into.units:
        near = suggestion(str(line.process), into.units)
        text = message("there is no process '{listed}'; {near}", listed=code, near=near)
        into.findings.error(line.where("process"), text, "V13")
    elif unit not in (None, "kilogram", "kg"):
        text = message(
            "'{process}' is bought by {unit}, and this row is in kg; choose another", process=code, unit=unit
        )
        into.findings.error(line.where("process"), text, "V06")
    else:
        return True
    return False


def buy_otherwise(into: Collected, line: Row, one: Material) -> None:
    """A row of the archetype that buys of another process of the project, as much as of its own."""
    c = into.chemistry
    if line.process and line.process not in one.processes_of(c) and is_known(into, line):
        origin = Origin(line.where("process"), line.process, label=one.label)
        buyer = buyer_of(into, one)
        formulas = [purchase_formula(into, buyer, process) for process in one.processes_of(c)]
        own = {(buyer, process, False) for process in one.processes_of(c)}
        into.purchases[:] = [row for row in into.purchases if (row.buyer, row.input, row.adds) not in own]
        for process in one.processes_of(c):
            into.buy(buyer, process, "0", origin)
        into.buy(buyer, line.process, " + ".join(f"({text})" for text in formulas), origin, adds=True, stage=RAW)


def warn_without_mass(into: Collected, line: MaterialLine | PartLine) -> None:
    """Says what a row without a mass, which the archetype has none of either, asks for in vain."""
    for column, said in (("yield", line.yield_), ("process", line.process), ("supplier_id", line.supplier_id)):
        if said:
            text = message("{label} has no mass, so that {column} changes nothing; give its mass, or clear {column}",
                           label=label_of(line), column=column)  # fmt: skip
            into.findings.warn(line.where(column), text)
