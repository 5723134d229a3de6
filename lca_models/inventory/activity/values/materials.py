"""Sheets `cell_materials` and `pack_parts`: the bill of materials, which is the product.

A mass is kept per kWh of good cells, or per pack; what is bought for it follows by its yield and the acceptance of the plant.
The archetype's formulas of purchase, transport and recycling all read these masses, so a given mass moves all of them.
"""

from __future__ import annotations

import re

from lca_models.inventory.activity.sheet.fields import Material, materials, materials_of
from lca_models.inventory.activity.sheet.models import MaterialLine, PartLine, Row, Value
from lca_models.inventory.activity.values.collected import Collected, own_name
from lca_models.inventory.system.pack import Origin
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import message

CELLS, PARTS = "cell_materials", "pack_parts"
PER_KWH, PER_CELL, PER_PACK, PER_YEAR = "per_kwh", "per_cell", "per_pack", "per_year"
BOUGHT = "bought"
BINDERS = {"cmc": "carboxymethyl_cellulose", "sbr": "styrene_butadiene"}
ACCEPTANCE = "cell_acceptance_rate"
LANDFILL, RAW = "landfill_residue", "raw material acquisition"
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_PART_SHARE = re.compile(r"pack_\w+_share$")


def give_materials(into: Collected) -> None:
    """Every row of both sheets, shares of kinds included."""
    lines = {one.key: one for one in into.sheet.cell_materials}
    extra: list[tuple[str, str, str]] = []  # mass, yield and purchase of rows that the archetype does not have
    yields: dict[str, str] = {}  # own yield by key
    for key, one in materials_of(CELLS).items():
        line = lines.get(key)
        if line is None or not line.is_given:
            if one.mass_of(into.chemistry) or one.parts:
                into.blank([one.label])
        elif one.parts:
            _give_mixture(into, one, line, lines)
        elif key in BINDERS:
            continue
        else:
            _give_material(into, one, line, yields, extra)
    _give_binders(into, lines, yields)
    for line in into.sheet.cell_materials:
        if line.is_free and line.is_given:
            _give_further(into, line, line.key, None, extra)
        _give_kinds(into, line)
    if yields or extra:
        _give_purchased_mass(into, yields, extra)
    _give_parts(into)


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


def _number(into: Collected, line: Row, default: str) -> tuple[float, Origin] | None:
    """The mass of a row and its origin; 0 where the product has none of it."""
    label = _label(line)
    if line.value is None:
        return 0.0, Origin(line.where("yours"), message("none"), label=label, note=line.note or "")
    found = per_kwh(into, line, line.value, default)
    if found is None:
        return None
    origin = into.origin(line.value, label)
    words = f"{origin.words} {line.basis.replace('_', ' ')}" if line.basis else origin.words
    return found, Origin(**{**origin.__dict__, "words": words})


def _label(line: Row) -> str:
    for sheet in (CELLS, PARTS):
        if line.key in materials_of(sheet):
            return materials_of(sheet)[line.key].label
    return line.key


def _give_material(
    into: Collected, one: Material, line: MaterialLine, yields: dict[str, str], extra: list[tuple[str, str, str]]
) -> None:
    """A row that the archetype has a mass for; others are purchases beside it."""
    mass = one.mass_of(into.chemistry)
    if not mass:
        _give_further(into, line, one.key, one, extra)
        return
    found = _number(into, line, PER_KWH)
    if found is None:
        return
    number, origin = found
    c = into.chemistry
    if one.state == BOUGHT:  # NMP and water: what is bought is what is asked for
        own = own_name(one.key, "bought")
        into.give(own, number, "kg/kWh", origin)
        for process in one.processes_of(c):
            into.buy(f"cell_{c}", process, f"{own} * {c}_cell_specific_energy", origin)
        if one.key == "nmp_lost":
            _give_burned_solvent(into, own, origin)
        return
    _give_net(into, line, one, mass, found, yields)
    _supplied(into, line, one)


def _give_net(
    into: Collected, line: MaterialLine, one: Material, mass: str, found: tuple[float, Origin], yields: dict[str, str]
) -> None:
    """The mass of a row in the cell, and what is bought for it where the yield is the maker's own."""
    (number, origin), c = found, into.chemistry
    if line.yield_ is not None:
        yields[one.key] = own_name(one.key, "yield")
        label = message("{label}, yield", label=one.label)
        into.give(yields[one.key], line.yield_.number, "1", into.origin(line.yield_, label))
    if line.state == BOUGHT:
        own, part = own_name(one.key, "bought"), yields.get(one.key) or one.yield_parameter or "1"
        into.give(own, number, "kg/kWh", origin)
        share = line.yield_.number if line.yield_ is not None else into.archetype.get(one.yield_parameter, 1.0)
        inside = number * share * into.archetype[ACCEPTANCE]
        into.give(mass, inside, "kg/kWh", origin, f"{own} * {part} * {ACCEPTANCE}")
    else:
        into.give(mass, number, "kg/kWh", origin)
    if one.key in yields:
        for process in one.processes_of(c):
            formula = _purchase_formula(into, f"cell_{c}", process)
            own_formula = formula.replace(f"/ {one.yield_parameter}", f"/ {yields[one.key]}") if one.yield_parameter else (
                f"({formula}) / {yields[one.key]}")  # fmt: skip
            into.buy(f"cell_{c}", process, own_formula, origin)


def _give_mixture(into: Collected, one: Material, line: MaterialLine, lines: dict[str, MaterialLine]) -> None:
    """A mass of several rows together: what the given ones leave of it goes to the blank ones as in the archetype."""
    found = _number(into, line, PER_KWH)
    if found is None:
        return
    number, origin = found
    own, rest, left = own_name(one.key, "mass"), own_name(one.key, "mass"), number
    into.give(own, number, "kg/kWh", origin)
    blank: dict[str, float] = {}
    for key in one.parts:
        part, row = materials_of(CELLS)[key], lines.get(key)
        mass = part.mass_of(into.chemistry)
        if not mass:
            continue
        if row is None or not row.is_given:
            blank[mass] = into.archetype[mass]
        elif (given := _number(into, row, PER_KWH)) is not None:
            rest, left = f"{rest} - {mass}", left - given[0]
    if left < -0.05 * number or (not blank and abs(left) > 0.05 * number):
        text = message("{label} is {sum:g} kg/kWh, and its parts sum to {parts:g}; correct one",
                       label=one.label, sum=number, parts=number - left)  # fmt: skip
        into.findings.error(line.where("yours"), text, "V10")
    for mass, archetype in blank.items():
        share = archetype / sum(blank.values())
        into.give(mass, left * share, "kg/kWh", origin, f"max(0, {rest}) * {share!r}")


def _purchase_formula(into: Collected, buyer: str, process: str) -> str:
    """What a buyer buys of a process: as it was given, else the formula of the archetype; '0' where it buys none."""
    for one in reversed(into.purchases):
        if (one.buyer, one.input, one.adds) == (buyer, process, False):
            return one.formula
    for row in into.system.formulas:
        exchange = into.system.exchanges[row.exchange]
        if (exchange.process[1], exchange.input[1]) == (buyer, process):
            return row.text
    return "0"


def _give_burned_solvent(into: Collected, own: str, origin: Origin) -> None:
    """The carbon of lost solvent leaves as carbon dioxide, as the archetype counts it."""
    c = into.chemistry
    formula = f"{own} * {c}_cell_specific_energy * carbon_content_nmp * molar_mass_carbon_dioxide / molar_mass_c"
    into.buy(f"cell_{c}", "co2_fossil", formula, origin)


def _give_binders(into: Collected, lines: dict[str, MaterialLine], yields: dict[str, str]) -> None:
    """Both anode binders: the archetype has their sum and a share."""
    given = {key: lines[key] for key in BINDERS if key in lines and lines[key].is_given}
    if not given:
        return
    c, numbers = into.chemistry, dict[str, float]()
    total, share = f"{c}_anode_binder_mass", "anode_binder_cmc_share"
    blank = into.system.parameters[total].formula or repr(into.archetype[total])
    part = {"cmc": into.archetype[share], "sbr": 1 - into.archetype[share]}
    first = Origin("")
    for key in BINDERS:
        own = own_name(key, "mass")
        if key in given:
            found = _number(into, given[key], PER_KWH)
            if found is None:
                return
            first = first if first.place else found[1]
            _give_net(into, given[key], materials_of(CELLS)[key], own, found, yields)
            numbers[key] = into.parameters[own].value
            _supplied(into, given[key], materials_of(CELLS)[key])
        else:
            numbers[key] = into.archetype[total] * part[key]
            into.give(
                own,
                numbers[key],
                "kg/kWh",
                Origin("", label=materials_of(CELLS)[key].label),
                f"({blank}) * {part[key]!r}",
            )
    both = f"{own_name('cmc', 'mass')} + {own_name('sbr', 'mass')}"
    into.give(total, sum(numbers.values()), "kg/kWh", first, both)
    if sum(numbers.values()) > 0:
        into.give(share, numbers["cmc"] / sum(numbers.values()), "1", first, f"{own_name('cmc', 'mass')} / ({both})")


def _give_kinds(into: Collected, line: MaterialLine) -> None:
    """Which graphite and which separator it is."""
    for value, name in ((line.synthetic_share, "anode_synthetic_share"), (line.coated_share, "separator_coated_share")):
        if value is not None:
            into.give(
                name, value.number, "1", into.origin(value, str(into.system.parameters[name].data.get("label") or name))
            )


def _give_further(
    into: Collected, line: MaterialLine, key: str, one: Material | None, extra: list[tuple[str, str, str]]
) -> None:
    """A material that the archetype does not have: bought beside the others, landfilled at the end of life."""
    c = into.chemistry
    found = _number(into, line, PER_KWH)
    if found is None or not found[0] or not (process := _process_of(into, line, one)):
        return
    number, origin = found
    own, part = own_name(key, "mass"), "1"
    if line.yield_ is not None:
        part = own_name(key, "yield")
        into.give(
            part, line.yield_.number, "1", into.origin(line.yield_, message("{label}, yield", label=_label(line)))
        )
    elif one is not None and one.yield_parameter:
        part = one.yield_parameter
    if line.state == BOUGHT:
        bought = own_name(key, "bought")
        into.give(bought, number, "kg/kWh", origin)
        share = line.yield_.number if line.yield_ is not None else into.archetype.get(part, 1.0)
        into.give(
            own, number * share * into.archetype[ACCEPTANCE], "kg/kWh", origin, f"{bought} * {part} * {ACCEPTANCE}"
        )
    else:
        into.give(own, number, "kg/kWh", origin)
    divided = "" if part == "1" else f" / {part}"
    into.buy(
        f"cell_{c}", process, f"{own} * {c}_cell_specific_energy{divided} / {ACCEPTANCE}", origin, adds=True, stage=RAW
    )
    into.buy(f"recycling_{c}", LANDFILL, f"dismantled_pack_share * {own} * {into.system.shipped_product.rated_energy}",
             origin, adds=True)  # fmt: skip
    extra.append((own, part, process))


def _process_of(into: Collected, line: Row, one: Material | None) -> str:
    """The process that a further row buys of; a supplier's footprint stands on one of the row's own."""
    if line.process:
        return line.process if _is_known(into, line) else ""
    if line.supplier_id:
        return own_name(line.key)
    if one is not None and one.process:
        into.findings.warn(line.where("yours"), message("{label} is counted as {process}, a proxy", label=one.label,
                                                        process=one.processes_of(into.chemistry)[0]))  # fmt: skip
        return one.processes_of(into.chemistry)[0]
    if line.value is not None and line.value.number:
        into.findings.error(
            line.where("yours"),
            message("no data for {label}; choose a process or a supplier's footprint", label=_label(line)), "V13",
        )  # fmt: skip
    return ""


def _is_known(into: Collected, line: Row) -> bool:
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


def _supplied(into: Collected, line: Row, one: Material) -> None:
    """A row of the archetype that buys of another process of the project, as much as of its own."""
    c = into.chemistry
    if line.process and line.process not in one.processes_of(c) and _is_known(into, line):
        origin = Origin(line.where("process"), line.process, label=one.label)
        buyer = f"cell_{c}" if one.sheet == CELLS else f"pack_{c}"
        formulas = [_purchase_formula(into, buyer, process) for process in one.processes_of(c)]
        for process in one.processes_of(c):
            into.buy(buyer, process, "0", origin)
        into.buy(buyer, line.process, " + ".join(f"({text})" for text in formulas), origin, adds=True, stage=RAW)


def _give_purchased_mass(into: Collected, yields: dict[str, str], extra: list[tuple[str, str, str]]) -> None:
    """What comes to the plant for 1 kg of cells, where yields or materials are the maker's own."""
    c, terms = into.chemistry, list[str]()
    for one in materials(CELLS):
        mass = one.mass_of(c)
        if mass and one.state != BOUGHT:
            part = yields.get(one.key) or one.yield_parameter
            terms.append(f"{mass} / {part}" if part else mass)
    terms += [own if part == "1" else f"{own} / {part}" for own, part, _ in extra]
    first = next(iter(into.parameters.values())).origin
    name = f"{c}_cell_purchased_mass"
    label = str(into.system.parameters[name].data.get("label") or name)
    into.give(name, into.archetype[name], "1", Origin(first.place, label=label),
              f"({' + '.join(terms)}) * {c}_cell_specific_energy / {ACCEPTANCE}")  # fmt: skip


def _give_parts(into: Collected) -> None:
    """Parts of the pack: masses in place of shares of what the pack weighs beside its cells."""
    lines = {one.key: one for one in into.sheet.pack_parts}
    shipped = into.system.shipped_product
    rest = f"({shipped.pack_mass} * (1 - {into.chemistry}_cell_pack_share))"
    own_masses: list[str] = []
    known = [one for one in materials(PARTS) if one.mass_of(into.chemistry)]
    for one in known:
        line = lines.get(one.key)
        found = _part_mass(into, line) if line is not None and line.is_given else None
        if found is None or line is None:
            into.blank([one.label])
            continue
        number, origin = found
        own = own_name("pack", one.key)
        share = _PART_SHARE.search(one.mass_of(into.chemistry))
        into.give(own, number, "kg", origin)
        own_masses.append(own)
        if share is not None:
            into.give(share[0], into.archetype[share[0]], "1", origin, f"{own} / {rest}")
        _supplied(into, line, one)
    further = [_give_further_part(into, line) for line in into.sheet.pack_parts
               if line.is_given and line.key not in {one.key for one in known}]  # fmt: skip
    if len(own_masses) == len(known) and into.sheet.product.pack_mass is None:
        parts = " + ".join([*own_masses, *filter(None, further)])
        cells = f"{shipped.rated_energy} / {into.chemistry}_cell_specific_energy"
        origin = into.parameters[own_masses[0]].origin
        into.give(shipped.pack_mass, into.archetype[shipped.pack_mass], "kg", origin, f"{cells} + {parts}")
        into.give(f"{into.chemistry}_cell_pack_share", into.archetype[f"{into.chemistry}_cell_pack_share"], "1", origin,
                  f"{cells} / {shipped.pack_mass}")  # fmt: skip


def _part_mass(into: Collected, line: Row) -> tuple[float, Origin] | None:
    """Kg of a part in one pack."""
    found = _number(into, line, PER_PACK)
    return (found[0] * into.rated_energy, found[1]) if found is not None else None


def _give_further_part(into: Collected, line: PartLine) -> str:
    """A part that the archetype does not have, such as aerogel; the name of its mass, empty where there is none."""
    found, c = _part_mass(into, line), into.chemistry
    one = materials_of(PARTS).get(line.key)
    if found is None or not found[0] or not (process := _process_of(into, line, one)):
        return ""
    number, origin = found
    own = own_name("pack", line.key)
    into.give(own, number, "kg", origin)
    into.buy(f"pack_{c}", process, own, origin, adds=True, stage=RAW)
    into.buy(f"recycling_{c}", LANDFILL, f"dismantled_pack_share * {own}", origin, adds=True)
    return own
