"""Sheets `cell_materials` and `pack_parts`: the bill of materials, which is the product.

A mass is kept per kWh of good cells, or per pack; what is bought for it follows by its yield and the acceptance of the plant.
The archetype's formulas of purchase, transport and recycling all read these masses, so a given mass moves all of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lca_models.inventory.activity.sheet.fields import Material, materials, materials_of
from lca_models.inventory.activity.sheet.models import MaterialLine
from lca_models.inventory.activity.values.collected import Collected, own_name
from lca_models.inventory.activity.values.parts import give_parts
from lca_models.inventory.activity.values.purchases import (
    ACCEPTANCE,
    BOUGHT,
    CELLS,
    LANDFILL,
    PER_KWH,
    RAW,
    buy_by_own_yield,
    buy_otherwise,
    is_known,
    label_of,
    number_of,
    process_of,
    warn_without_mass,
)
from lca_models.inventory.system.pack import Origin
from lca_models.scope.wording.messages import message

BINDERS = {"cmc": "carboxymethyl_cellulose", "sbr": "styrene_butadiene"}
CLOSES = 0.01  # of the mass of a cell: from here on, a blank row that takes up what others leave is named
_TAKEN_OFF = re.compile(r"- (\w+)")


def give_materials(into: Collected) -> None:
    """Every row of both sheets, shares of kinds included."""
    lines = _with_mixtures(into, {one.key: one for one in into.sheet.cell_materials})
    extra: list[tuple[str, str, str]] = []  # mass, yield and purchase of rows that the archetype does not have
    yields: dict[str, str] = {}  # own yield by key
    for key, one in materials_of(CELLS).items():
        line = lines.get(key)
        if line is None or not line.is_given:
            if one.mass_of(into.chemistry) or one.parts:
                into.blank([one.label])
            if line is not None and not one.parts and key not in BINDERS:
                _modify(into, one, line, yields)
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
        elif line.is_free:
            warn_without_mass(into, line)
        _give_kinds(into, line)
    if yields or extra:
        _give_purchased_mass(into, yields, extra)
    give_parts(into)


def _give_material(
    into: Collected, one: Material, line: MaterialLine, yields: dict[str, str], extra: list[tuple[str, str, str]]
) -> None:
    """A row that the archetype has a mass for; others are purchases beside it."""
    mass = one.mass_of(into.chemistry)
    if not mass:
        _give_further(into, line, one.key, one, extra)
        return
    found = number_of(into, line, PER_KWH)
    if found is None:
        return
    number, origin = found
    c = into.chemistry
    if one.state == BOUGHT:  # NMP and water: what is bought is what is asked for
        own = own_name(one.key, "bought")
        into.give(own, number, "kg/kWh", origin)
        for process in one.processes_of(c):
            into.buy(f"cell_{c}", process, f"{own} * {c}_cell_specific_energy", origin)
        _refused(into, one, line)
        buy_otherwise(into, line, one)
        if one.key == "nmp_lost":
            _give_burned_solvent(into, own, origin)
        return
    _give_net(into, line, one, mass, found, yields)
    buy_otherwise(into, line, one)


def _give_net(
    into: Collected, line: MaterialLine, one: Material, mass: str, found: tuple[float, Origin], yields: dict[str, str]
) -> None:
    """The mass of a row in the cell, and what is bought for it where the yield is the maker's own."""
    number, origin = found
    _own_yield(into, line, one, yields)
    if line.state == BOUGHT:
        own, part = own_name(one.key, "bought"), yields.get(one.key) or one.yield_parameter or "1"
        into.give(own, number, "kg/kWh", origin)
        share = line.yield_.number if line.yield_ is not None else into.archetype.get(one.yield_parameter, 1.0)
        inside = number * share * into.archetype[ACCEPTANCE]
        into.give(mass, inside, "kg/kWh", origin, f"{own} * {part} * {ACCEPTANCE}")
    else:
        into.give(mass, number, "kg/kWh", origin)


def _own_yield(into: Collected, line: MaterialLine, one: Material, yields: dict[str, str]) -> None:
    """The yield of a row, where it has one, and what is bought by it."""
    if line.yield_ is not None:
        yields[one.key] = own_name(one.key, "yield")
        buy_by_own_yield(into, one, yields[one.key], line.yield_)


def _modify(into: Collected, one: Material, line: MaterialLine, yields: dict[str, str]) -> None:
    """A row without a mass: its yield and its process stand on the mass of the archetype."""
    if one.mass_of(into.chemistry):
        if not _refused(into, one, line):
            _own_yield(into, line, one, yields)
        buy_otherwise(into, line, one)
    else:
        warn_without_mass(into, line)


def _refused(into: Collected, one: Material, line: MaterialLine) -> bool:
    """Whether a row of what is bought has a yield or a mass in the cell, which it cannot have."""
    if one.state != BOUGHT:
        return False
    if line.yield_ is not None:
        text = message("{label} is what is bought; clear its yield", label=one.label)
        into.findings.error(line.where("yield"), text, "V07")
    if line.state not in (None, "", BOUGHT):
        text = message("{label} is what is bought; write bought as its state, or clear it", label=one.label)
        into.findings.error(line.where("state"), text, "V07")
    return True


def _with_mixtures(into: Collected, lines: dict[str, MaterialLine]) -> dict[str, MaterialLine]:
    """Rows by key; what a mixture says of state, yield, process and supplier stands on each part that says nothing else."""
    found = dict(lines)
    for one in materials(CELLS):
        line = lines.get(one.key)
        if not one.parts or line is None or line.not_applicable:
            continue
        said = {"yield_": line.yield_, "state": line.state if line.is_given else None,
                "process": line.process if line.process and is_known(into, line) else None}  # fmt: skip
        said = {name: value for name, value in said.items() if value is not None}
        for key in one.parts:
            if not materials_of(CELLS)[key].mass_of(into.chemistry):
                continue
            part = found.get(key) or MaterialLine(key=key, place=line.place)
            new = {name: value for name, value in said.items() if getattr(part, name) is None}
            places = {name.rstrip("_"): line.where(name.rstrip("_")) for name in new}
            found[key] = part.model_copy(update={**new, "places": {**part.places, **places}})
    return found


def _give_mixture(into: Collected, one: Material, line: MaterialLine, lines: dict[str, MaterialLine]) -> None:
    """A mass of several rows together: what the given ones leave of it goes to the blank ones as in the archetype."""
    found = number_of(into, line, PER_KWH)
    if found is None:
        return
    number, origin = found
    own = rest = own_name(one.key, "mass")
    number = left = _give_mixed_mass(into, one, line, own, found)
    blank: dict[str, float] = {}
    for key in one.parts:
        part, row = materials_of(CELLS)[key], lines.get(key)
        mass = part.mass_of(into.chemistry)
        if not mass:
            continue
        if row is None or not row.is_given:
            blank[mass] = into.archetype[mass]
        elif (given := number_of(into, row, PER_KWH)) is not None:
            rest, left = f"{rest} - {mass}", left - given[0] * _inside(into, part, row)
    if left < -0.05 * number or (not blank and abs(left) > 0.05 * number):
        text = message("{label} is {sum:g} kg/kWh, and its parts sum to {parts:g}; correct one",
                       label=one.label, sum=number, parts=number - left)  # fmt: skip
        into.findings.error(line.where("yours"), text, "V10")
    for mass, archetype in blank.items():
        share = archetype / sum(blank.values())
        into.give(mass, left * share, "kg/kWh", origin, f"max(0, {rest}) * {share!r}")


def _inside(into: Collected, one: Material, line: MaterialLine) -> float:
    """Kg in good cells for each kg that a row gives."""
    if line.state != BOUGHT:
        return 1.0
    share = line.yield_.number if line.yield_ is not None else into.archetype.get(one.yield_parameter, 1.0)
    return share * into.archetype[ACCEPTANCE]


def _give_mixed_mass(
    into: Collected, one: Material, line: MaterialLine, own: str, found: tuple[float, Origin]
) -> float:
    """The mass of a mixture in good cells, kg per kWh: as given, or what its yield leaves of what is bought."""
    number, origin = found
    if line.state != BOUGHT:
        into.give(own, number, "kg/kWh", origin)
        return number
    bought, part = own_name(one.key, "bought"), one.yield_parameter
    into.give(bought, number, "kg/kWh", origin)
    if line.yield_ is not None:
        part = own_name(one.key, "yield")
        into.give(part, line.yield_.number, "1", into.origin(line.yield_, message("{label}, yield", label=one.label)))
    inside = number * _inside(into, one, line)
    into.give(own, inside, "kg/kWh", origin, f"{bought} * {part} * {ACCEPTANCE}")
    return inside


def _give_burned_solvent(into: Collected, own: str, origin: Origin) -> None:
    """The carbon of lost solvent leaves as carbon dioxide, as the archetype counts it."""
    c = into.chemistry
    formula = f"{own} * {c}_cell_specific_energy * carbon_content_nmp * molar_mass_carbon_dioxide / molar_mass_c"
    into.buy(f"cell_{c}", "co2_fossil", formula, origin)


def _give_binders(into: Collected, lines: dict[str, MaterialLine], yields: dict[str, str]) -> None:
    """Both anode binders: the archetype has their sum and a share."""
    given = {key: lines[key] for key in BINDERS if key in lines and lines[key].is_given}
    for key in BINDERS:
        if key in lines and key not in given:
            _modify(into, materials_of(CELLS)[key], lines[key], yields)
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
            found = number_of(into, given[key], PER_KWH)
            if found is None:
                return
            first = first if first.place else found[1]
            _give_net(into, given[key], materials_of(CELLS)[key], own, found, yields)
            numbers[key] = into.parameters[own].value
            buy_otherwise(into, given[key], materials_of(CELLS)[key])
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
    found = number_of(into, line, PER_KWH)
    if found is None or not found[0] or not (process := process_of(into, line, one)):
        return
    number, origin = found
    own, part = own_name(key, "mass"), "1"
    if line.yield_ is not None:
        part = own_name(key, "yield")
        into.give(
            part, line.yield_.number, "1", into.origin(line.yield_, message("{label}, yield", label=label_of(line)))
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


def _give_purchased_mass(into: Collected, yields: dict[str, str], extra: list[tuple[str, str, str]]) -> None:
    """What comes to the plant for 1 kg of cells, where yields or materials are the maker's own; no less than the cells hold.

    The rest is scrap, and of masses, yields and specific energy that are drawn one by one it could be below 0.
    """
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
              f"max(1, ({' + '.join(terms)}) * {c}_cell_specific_energy / {ACCEPTANCE})")  # fmt: skip


def note_closing_rows(into: Collected, values: Mapping[str, float]) -> None:
    """Names each blank row that takes up what given rows leave of the mass of a cell, as the can does.

    `values`: of all parameters of the pack.
    """
    given = {line.key for line in into.sheet.cell_materials if line.is_given}
    for one in materials(CELLS):
        mass = one.mass_of(into.chemistry)
        if mass not in into.system.parameters or mass in into.parameters or one.key in given:
            continue
        taken = [name for name in _TAKEN_OFF.findall(into.system.parameters[mass].formula) if name in into.parameters]
        moved = values[mass] - into.archetype[mass]
        if taken and abs(moved) > CLOSES * values[f"{into.chemistry}_cell_mass"]:
            origin = into.parameters[taken[0]].origin
            text = message("{label} is blank and closes the mass of the cell: it goes from {before:.3g} to {after:.3g} kg/kWh "
                           "by what {given} is; give its mass", label=one.label, before=into.archetype[mass],
                           after=values[mass], given=origin.label)  # fmt: skip
            into.findings.note(origin.place, text)
