"""The sheet `suppliers`: each of its rows as a footprint in place of what the pack buys."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.sheet.fields import MATERIALS, Material, materials_of
from lca_models.inventory.activity.sheet.models import DataSheet, Row, SupplierLine, Value
from lca_models.inventory.activity.suppliers.by_hand import footprint_by_hand
from lca_models.inventory.activity.suppliers.comparing import Terms
from lca_models.inventory.activity.suppliers.conversion import figure
from lca_models.inventory.activity.suppliers.footprint import KILOGRAM, UNSTATED, Metal, SupplierFootprint
from lca_models.inventory.activity.suppliers.matching import Match, Purchase, match_purchase
from lca_models.inventory.stored.units import SHORT_UNITS
from lca_models.inventory.system.product_system import ProductSystem
from lca_models.inventory.system.rows import Node
from lca_models.inventory.tables.formulas import Alike
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.replacement import EVERY, RECYCLED
from lca_models.scope.stages import RAW_MATERIAL_ACQUISITION
from lca_models.scope.wording.messages import message
from lca_models.scope.wording.reasons import reason_of

if TYPE_CHECKING:
    from lca_models.inventory.activity.suppliers.inquiry.full_inputs import KitProcess

BUYERS = {"cell_materials": "cell_{c}", "pack_parts": "pack_{c}"}
PACKAGING = "packaging"
ARROW = ">"
TYPED_DIFFERS = 0.005  # of a value that sheet and file both state
_NOTHING = Value(number=0.0, unit="kgCO2e", place="", written="")
Target = tuple[str, str]  # buyer, input


@dataclass(frozen=True)
class KitFigure:
    """What the kit has for a purchase, where somebody has solved the archetype."""

    value: float  # kg CO2e per unit of the input
    amount: float  # units per pack


def match_suppliers(
    sheet: DataSheet,
    system: ProductSystem,
    terms: Terms,
    findings: Findings,
    *,
    own_process: Callable[[str], str],
    kit: Mapping[Target, KitFigure] | None = None,
) -> tuple[Match, ...]:
    """Footprints of suppliers in place of purchases, with every fault of every row found.

    `system`: of the archetype. `own_process`: code of the process of a row that the archetype does not have, by its key.
    `kit`: figures of the archetype by buyer and input, for the difference that a footprint makes.
    """
    found: list[Match] = []
    known = {line.supplier_id: line for line in sheet.suppliers}
    wanted = _rows_by_supplier(sheet, known, findings)
    taken: dict[Target, str] = {}
    processes = _processes(system, kit or {})
    for line in sheet.suppliers:
        rows = wanted.get(line.supplier_id, [])
        targets = _targets(line, rows, sheet, system, own_process, findings)
        footprint = _footprint(line, sheet, processes, findings)
        if not targets:
            continue
        for (buyer, code), row in targets.items():
            if other := taken.get((buyer, code)):
                findings.error(line.place, message("{buyer} > {input} has a footprint of {other} already; keep one",
                                                   buyer=buyer, input=code, other=other))  # fmt: skip
                continue
            taken[buyer, code] = line.supplier_id
            if footprint is None:
                continue
            purchase = _purchase(line, (buyer, code), row, system, kit or {})
            if (match := match_purchase(footprint, purchase, terms, findings)) is not None:
                found.append(match)
    return tuple(found)


def _rows_by_supplier(
    sheet: DataSheet, known: Mapping[str, SupplierLine], findings: Findings
) -> dict[str, list[tuple[str, Row]]]:
    """Rows of materials that name each supplier, with their sheets."""
    found: dict[str, list[tuple[str, Row]]] = {}
    for name, rows in (("cell_materials", sheet.cell_materials), ("pack_parts", sheet.pack_parts)):
        for row in rows:
            if not row.supplier_id or row.not_applicable:
                continue
            if row.supplier_id not in known:
                findings.error(row.where("supplier_id"), message("'{id}' is no row of the sheet suppliers; {near}",
                                                                 id=excerpt(row.supplier_id),
                                                                 near=suggestion(row.supplier_id, known)))  # fmt: skip
            found.setdefault(row.supplier_id, []).append((name, row))
    return found


def _answered(
    line: SupplierLine, sheet: DataSheet, processes: Mapping[str, KitProcess], findings: Findings
) -> SupplierFootprint | None:
    """The footprint in a supplier sheet that was sent back, or that follows from the inputs in it."""
    from lca_models.inventory.activity.suppliers.inquiry.answer import read_answer
    from lca_models.inventory.activity.suppliers.inquiry.full_inputs import footprint_of_answer

    path = sheet.file.parent / str(line.file)
    inside = Findings()  # its places are cells of the form
    try:
        found = footprint_of_answer(read_answer(path, inside), processes, inside)
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else str(error)
        findings.error(line.where("file"), message("'{file}' cannot be read ({reason}); it is looked for beside the sheet",
                                                   file=excerpt(str(line.file)), reason=reason))  # fmt: skip
        return None
    for one in inside.found:
        findings.found.append(replace(one, place=", ".join(dict.fromkeys([path.name, one.place]))))
    if found is None:
        return None
    return replace(found, sha256=hashlib.sha256(content).hexdigest(), place=line.where("file"))


def _processes(system: ProductSystem, kit: Mapping[Target, KitFigure]) -> dict[str, KitProcess]:
    """Figures of the kit by the code of what is bought, for suppliers that state inputs."""
    if not kit:
        return {}
    from lca_models.inventory.activity.suppliers.inquiry.full_inputs import KitProcess

    units = _units(Alike(system.processes))
    return {
        code: KitProcess(SHORT_UNITS.get(units[code], units[code]), figures.value)
        for (_, code), figures in kit.items()
        if code in units
    }


@lru_cache(maxsize=16)
def _units(processes: Alike[tuple[Node, ...]]) -> dict[str, str]:
    """Unit of what each process makes, by its code."""
    return {node.key[1]: str(node.data.get("unit")) for node in processes.of}


def _footprint(
    line: SupplierLine, sheet: DataSheet, processes: Mapping[str, KitProcess], findings: Findings
) -> SupplierFootprint | None:
    """What a row states: its file, completed by what the row says beside it, or the row alone."""
    if not line.file:
        return footprint_by_hand(line, findings)
    if line.file.lower().endswith(".xlsx"):
        found = _answered(line, sheet, processes, findings)
    else:
        from lca_models.inventory.activity.suppliers.payloads.reading import (
            read_footprint,  # no sheet without a file of one
        )

        found = read_footprint(line.file, sheet.file.parent, line.where("file"), findings)
    if found is None:
        return None
    evidence = next((one for one in sheet.evidence if one.evidence_id == line.evidence_id), None)
    if evidence and evidence.sha256 and not evidence.file and evidence.sha256.lower() != found.sha256:
        findings.error(line.where("file"), message("{file} does not match its hash.", file=line.file), "V43")
    if line.value is not None and line.declared_unit == found.unit:
        stated = found.value / found.amount
        if abs(line.value.number - stated) > TYPED_DIFFERS * stated:
            findings.warn(line.where("value"), message("the sheet says {typed} kg CO2e, the file {read}; the file is used",
                                                       typed=figure(line.value.number), read=figure(stated)))  # fmt: skip
    return _completed(found, line, findings)


def _completed(found: SupplierFootprint, line: SupplierLine, findings: Findings) -> SupplierFootprint:
    """A footprint of a file with what its form has no field for, as the sheet says it; the file stands where both do."""
    unit = found.unit if line.declared_unit is None else line.declared_unit
    typed = footprint_by_hand(
        line.model_copy(update={"value": line.value or _NOTHING, "declared_unit": unit, "stage_raw": None,
                                "stage_production": None, "stage_distribution": None, "stage_end": None}),
        findings,
    )  # fmt: skip
    if typed is None:
        return found
    metals = {one.name: one for one in typed.metals}
    return replace(
        found,
        supplier=line.name or found.supplier,
        gwp=found.gwp or typed.gwp,
        boundary=typed.boundary if found.boundary == UNSTATED else found.boundary,
        period_start=found.period_start or typed.period_start,
        period_end=found.period_end or typed.period_end,
        valid_until=found.valid_until or typed.valid_until,
        geography=found.geography or typed.geography,
        verification=found.verification or typed.verification,
        exempted_share=typed.exempted_share if found.exempted_share is None else found.exempted_share,
        inbound_transport=typed.inbound_transport if found.inbound_transport is None else found.inbound_transport,
        recycled_content=typed.recycled_content if found.recycled_content == RECYCLED[-1] else found.recycled_content,
        metals=tuple(_metal(one, metals.pop(one.name, None)) for one in found.metals) + tuple(metals.values()),
    )


def _metal(read: Metal, typed: Metal | None) -> Metal:
    if typed is None:
        return read
    return Metal(
        read.name,
        typed.content if read.content is None else read.content,
        typed.virgin if read.virgin is None else read.virgin,
        typed.recycled if read.recycled is None else read.recycled,
        read.recycled_share,
    )


def _targets(
    line: SupplierLine,
    rows: Iterable[tuple[str, Row]],
    sheet: DataSheet,
    system: ProductSystem,
    own_process: Callable[[str], str],
    findings: Findings,
) -> dict[Target, Row | None]:
    """What the footprint of a row stands for: what it replaces, and the rows of materials that name it."""
    chemistry = system.shipped_product.chemistry
    found: dict[Target, Row | None] = {}
    for name, row in rows:
        for code in _inputs(name, row, chemistry, own_process, sheet):
            found[_buyer(name, row.key, chemistry), code] = row
    if line.replaces:
        for target in _replaced(line, sheet, system, chemistry, own_process, findings):
            found.setdefault(target, None)
    elif not found:
        findings.error(line.place, message("nothing buys of {supplier}; name its row as supplier_id of a material, or give "
                                           "what it replaces (buyer > input)",
                                           supplier=line.name or line.supplier_id))  # fmt: skip
    return found


def _replaced(
    line: SupplierLine,
    sheet: DataSheet,
    system: ProductSystem,
    chemistry: str,
    own_process: Callable[[str], str],
    findings: Findings,
) -> list[Target]:
    """Buyer and input of the column `replaces`, or those of the material that it names."""
    words = (line.replaces or "").strip()
    if ARROW in words:
        buyer, _, code = (part.strip() for part in words.partition(ARROW))
        target = (buyer, code)
        if _is_bought(system, *target):
            return [target]
    for name in MATERIALS:
        rows = {one.key: one for one in (sheet.cell_materials if name == "cell_materials" else sheet.pack_parts)}
        material = _material(name, words)
        key = material.key if material is not None else words
        if material is None and key not in rows:
            continue
        row = rows.get(key) or Row(key=key, is_free=material is None)
        return [(_buyer(name, key, chemistry), code) for code in _inputs(name, row, chemistry, own_process, sheet)]
    findings.error(line.where("replaces"), message("'{words}' is nothing that this pack buys; {near}", words=excerpt(words),
                                                   near=suggestion(words, _bought(system, chemistry))))  # fmt: skip
    return []


def _material(name: str, words: str) -> Material | None:
    """A material of a sheet by its key or its label in either language."""
    return next(
        (one for one in materials_of(name).values() if words.lower() in (one.key, one.english.lower(), one.chinese)),
        None,
    )


def _buyer(name: str, key: str, chemistry: str) -> str:
    """Who buys what a row of a sheet is; packaging is bought where packs are delivered."""
    return f"distribution_{chemistry}" if key == PACKAGING else BUYERS[name].format(c=chemistry)


def _inputs(
    name: str, row: Row, chemistry: str, own_process: Callable[[str], str], sheet: DataSheet
) -> tuple[str, ...]:
    """Codes of what a row buys; a mixture is its parts, but for those that have a supplier of their own."""
    material = materials_of(name).get(row.key)
    if material is not None and material.parts:
        rows = {one.key: one for one in sheet.cell_materials}
        parts = [rows.get(key) or Row(key=key) for key in material.parts if materials_of(name)[key].mass_of(chemistry)]
        parts = [one for one in parts if not one.supplier_id or one.supplier_id == row.supplier_id]
        parts = [one.model_copy(update={"process": one.process or row.process}) for one in parts]
        return tuple(dict.fromkeys(code for one in parts for code in _inputs(name, one, chemistry, own_process, sheet)))
    if row.process:
        return (row.process,)
    if material is not None and chemistry in material.chemistries and material.process:
        return material.processes_of(chemistry)
    return (own_process(row.key),)


def _is_bought(system: ProductSystem, buyer: str, code: str) -> bool:
    return any(
        row.input[1] == code and (buyer == EVERY or row.process[1] == buyer)
        for row in system.exchanges
        if row.type != "biosphere" and row.process != row.input
    )


def _bought(system: ProductSystem, chemistry: str) -> list[str]:
    """Purchases of the cells and the pack, as a sheet names them."""
    buyers = {form.format(c=chemistry) for form in BUYERS.values()}
    rows = (row for row in system.exchanges if row.process[1] in buyers and row.type != "biosphere")
    return [f"{row.process[1]} > {row.input[1]}" for row in rows if row.process != row.input]


def _purchase(
    line: SupplierLine, target: Target, row: Row | None, system: ProductSystem, kit: Mapping[Target, KitFigure]
) -> Purchase:
    buyer, code = target
    made = next((node for node in system.processes if node.key[1] == code), None)
    by = next((node for node in system.processes if node.key[1] == buyer), None)
    unit = str(made.data.get("unit") or KILOGRAM) if made is not None else KILOGRAM
    figures = kit.get(target)
    recycled = (value.number for value in (row.recycled_pre, row.recycled_post) if value is not None) if row else ()
    mass = line.mass_per_piece
    return Purchase(
        buyer,
        code,
        SHORT_UNITS.get(unit, unit),
        line.where("declared_unit") if not line.file else line.where("file"),
        label=row.key if row is not None else code,
        kit_value=figures.value if figures else None,
        amount=figures.amount if figures else None,
        mass_kg=mass.number if mass is not None and line.declared_unit != KILOGRAM else None,
        stage=(made.stage if made is not None else "") or RAW_MATERIAL_ACQUISITION,
        splits_stages=bool(by is None or by.stage),
        has_transport=True,  # the archetype carries everything to the plant, and a sheet may say how
        recycled_share=sum(recycled),
    )
