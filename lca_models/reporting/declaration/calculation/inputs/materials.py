"""Page `materials`: masses of cells and parts, their yields and recycled content, and what they come to."""

from __future__ import annotations

from lca_models.inventory.activity.balances import Masses, cell_masses, part_masses
from lca_models.inventory.activity.sheet.fields import Material, materials, materials_of
from lca_models.inventory.activity.sheet.models import MaterialLine, Row, Value
from lca_models.inventory.activity.values.content import RECYCLED
from lca_models.inventory.activity.values.purchases import CELLS, PARTS, PER_CELL, PER_KWH, PER_PACK
from lca_models.inventory.system.pack import own_name
from lca_models.inventory.tables.formulas import names_in
from lca_models.reporting.declaration.calculation.book.pages import follows, text
from lca_models.reporting.declaration.calculation.inputs.filling import Filling, written
from lca_models.reporting.declaration.calculation.inputs.product import good_kwh, rated_energy
from lca_models.reporting.declaration.calculation.kit.live import cell_name
from lca_models.reporting.declaration.calculation.kit.translation import UntranslatableError, translated

PAGE = "materials"
COLUMNS = (
    "sheet", "key", "name_en", "name_zh", "yours", "unit", "basis", "state", "mass_kwh", "mass_pack", "yield",
    "recycled_pre", "recycled_post", "kind_share", "bought_pack", "material_factor", "material_kg", "as_written", "place",
)  # fmt: skip
YOURS, PER_KWH_COLUMN, PER_PACK_COLUMN, YIELD, PRE, POST, KIND, BOUGHT_COLUMN, FACTOR, KG = (
    4,
    8,
    9,
    10,
    11,
    12,
    13,
    14,
    15,
    16,
)


def fill_materials(into: Filling) -> None:
    """Every row of both sheets that says something in numbers."""
    page = into.page(PAGE, COLUMNS, (15, 20, 24, 18, 14, 7, 10, 9, 14, 14, 10, 10, 10, 10, 14, 14, 14, 20, 40))
    for sheet, lines in ((CELLS, into.sheet.cell_materials), (PARTS, into.sheet.pack_parts)):
        for place, line in enumerate(lines):
            _fill_line(into, sheet, line, f"{sheet}[{place}]")
    if page.rows == 1:
        page.add([text("–")])
    _follow_recycled(into)


def _fill_line(into: Filling, sheet: str, line: Row, pointer: str) -> None:
    page, known = into.book.pages[PAGE], materials_of(sheet).get(line.key)
    names = (known.english, known.chinese) if known is not None else (line.label or line.key, line.label or line.key)
    default = PER_KWH if sheet == CELLS else PER_PACK
    state = getattr(line, "state", None) or (known.state if known is not None else "")
    row = page.add([text(sheet), text(line.key), text(names[0]), text(names[1]), None, text("kg"),
                    text(line.basis or default if line.value is not None else ""), text(state)])  # fmt: skip
    if line.value is not None:
        cell = into.fill(page, row, YOURS, line.value, f"{pointer}.value", names[0])
        page.put(row, 17, text(written(line.value)))
        page.put(row, 18, text(line.value.place))
        per_kwh = _per_kwh(into, cell, line.basis or default)
        if per_kwh:
            page.put(row, PER_KWH_COLUMN, follows(per_kwh))
            page.put(row, PER_PACK_COLUMN, follows(f"{page.place(row, PER_KWH_COLUMN)}*{rated_energy(into)}"))
            _follow_mass(into, sheet, line, known, page.place(row, PER_KWH_COLUMN), page.place(row, PER_PACK_COLUMN))
    _fill_shares(into, sheet, line, known, row, pointer, names[0])


def _per_kwh(into: Filling, cell: str, basis: str) -> str:
    """A mass in kg per kWh of good cells; empty where the sheet lacks what its basis needs."""
    if basis == PER_KWH:
        return cell
    if basis == PER_PACK:
        return f"{cell}/{rated_energy(into)}"
    if basis == PER_CELL:
        count = into.cells.get("product.cells_per_pack")
        return f"{cell}*{count}/{rated_energy(into)}" if count else ""
    return f"{cell}/{good_kwh(into)}" if good_kwh(into) else ""


def _follow_mass(into: Filling, sheet: str, line: Row, known: Material | None, per_kwh: str, per_pack: str) -> None:
    """The parameter that holds the mass of a row: whichever of those that it can be is given as a number."""
    given = (
        {one.name for one in into.result.system.pack.parameters if not one.formula}
        if into.result.system.pack
        else set()
    )
    if sheet == CELLS:
        candidates = [own_name(line.key, "bought"), own_name(line.key, "mass")]
        if known is not None and (mass := known.mass_of(into.chemistry)):
            candidates.insert(1, mass)
        cell = per_kwh
    else:
        own = own_name("pack", line.key)
        candidates, cell = [f"{own}_bought", own], per_pack
    found = next((one for one in candidates if one in given), "")
    if found:
        into.follow(found, cell)


def _fill_shares(
    into: Filling, sheet: str, line: Row, known: Material | None, row: int, pointer: str, label: str
) -> None:
    """Yield, recycled content and shares of kinds of a row."""
    page = into.book.pages[PAGE]
    yield_: Value | None = getattr(line, "yield_", None)
    if yield_ is not None:
        cell = into.fill(page, row, YIELD, yield_, f"{pointer}.yield_", f"{label}, yield")
        if sheet == PARTS:
            into.follow(own_name("pack", line.key, "yield"), cell)
        else:
            into.follow(own_name(line.key, "yield"), cell)
            for part in known.parts if known is not None else ():
                own = into.sheet.material(part)
                if own is None or own.yield_ is None:
                    into.follow(own_name(part, "yield"), cell)
    for column, name in ((PRE, "recycled_pre"), (POST, "recycled_post")):
        value: Value | None = getattr(line, name)
        if value is not None:
            into.fill(page, row, column, value, f"{pointer}.{name}", f"{label}, {name}")
    if isinstance(line, MaterialLine):
        for value, parameter in (
            (line.synthetic_share, "anode_synthetic_share"),
            (line.coated_share, "separator_coated_share"),
        ):
            if value is not None:
                key = "synthetic_share" if parameter.startswith("anode") else "coated_share"
                into.follow(parameter, into.fill(page, row, KIND, value, f"{pointer}.{key}", f"{label}, {key}"))


def _follow_recycled(into: Filling) -> None:
    """The recycled content of a metal: the mean of its rows by their mass, those that say nothing with none."""
    values, c = into.result.assessment.parameters, into.chemistry
    masses = {CELLS: cell_masses(into.sheet, c, values), PARTS: part_masses(into.sheet, c, values)}
    proven: dict[str, dict[tuple[str, str], str]] = {}
    for sheet, lines in ((CELLS, into.sheet.cell_materials), (PARTS, into.sheet.pack_parts)):
        for place, line in enumerate(lines):
            cells = [into.cells[f"{sheet}[{place}].{name}"] for name in ("recycled_pre", "recycled_post")
                     if (one := getattr(line, name)) is not None and one.number > 0 and one.evidence_id]  # fmt: skip
            if cells and not line.supplier_id:
                for parameter in RECYCLED.get((sheet, line.key), ()):
                    proven.setdefault(parameter, {})[(sheet, line.key)] = "+".join(cells)
    for parameter, shares in proven.items():
        rows = [row for row, names in RECYCLED.items() if parameter in names]
        try:
            terms = {row: _mass(into, *row, masses[row[0]]) for row in rows}
        except UntranslatableError:
            continue
        whole = "+".join(filter(None, terms.values()))
        recycled = "+".join(f"({share})*{terms[row]}" for row, share in shares.items() if terms[row])
        if whole and recycled:
            into.follow(parameter, f"MIN(1,({recycled})/({whole}))")


def _mass(into: Filling, sheet: str, key: str, masses: Masses) -> str:
    """The mass of a row in kg per pack as a formula; empty where there is none."""
    if key not in masses.given and key not in masses.blank:
        return ""
    known, values = materials_of(sheet).get(key), into.result.assessment.parameters
    own = own_name(key, "mass") if sheet == CELLS else own_name("pack", key)
    formula = own if own in values else known.mass_of(into.chemistry) if known is not None else ""
    if not formula:
        return ""
    found = translated(formula, {name: name for name in names_in(formula)}, values, lambda name: True, cell_name)
    return f"({found.text})*{rated_energy(into)}" if sheet == CELLS else f"({found.text})"


def buyers_of(into: Filling) -> list[tuple[int, str, tuple[str, ...]]]:
    """Per row of the page: its number, the code of its buyer, and the codes of what it buys."""
    found, row = [], 1
    known = {one.sheet: materials_of(one.sheet) for one in materials()}
    for sheet, lines in ((CELLS, into.sheet.cell_materials), (PARTS, into.sheet.pack_parts)):
        for line in lines:
            row += 1
            material = known[sheet].get(line.key)
            own = own_name(line.key)
            codes = (
                (line.process,)
                if line.process
                else material.processes_of(into.chemistry)
                if material is not None
                else (own,)
            )
            buyer = f"cell_{into.chemistry}" if sheet == CELLS else f"pack_{into.chemistry}"
            if material is None or not material.parts:
                found.append((row, buyer, tuple(codes) or (own,)))
    return found
