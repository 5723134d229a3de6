"""What materials of a sheet are made of and where: provinces of origin, recycled content, silicon.

The kit has one recycled content (R1 of the Circular Footprint Formula) for a metal, whichever row it is in, so that rows of
a metal are averaged by their mass. It counts under the rules that credit recycled content, and only with a document.
"""

from __future__ import annotations

from collections.abc import Mapping

from lca_models.inventory.activity.balances import Masses, cell_masses, part_masses
from lca_models.inventory.activity.sheet.fields import materials_of
from lca_models.inventory.activity.sheet.models import MaterialLine, Row, Value
from lca_models.inventory.activity.values.collected import Collected
from lca_models.inventory.system.pack import Origin
from lca_models.scope.wording.messages import message

CELLS, PARTS = "cell_materials", "pack_parts"
PROVINCES = {"cathode": "cathode_province", "graphite": "graphite_province"}  # by row
# Recycled content of the kit by row; the metals of a cathode have the share of its powder.
RECYCLED: Mapping[tuple[str, str], tuple[str, ...]] = {
    (CELLS, "cathode"): ("recycled_lithium_share", "recycled_nickel_share", "recycled_cobalt_share"),
    (CELLS, "graphite"): ("recycled_graphite_share",),
    (CELLS, "copper_foil"): ("recycled_copper_share",),
    (PARTS, "copper"): ("recycled_copper_share",),
    (CELLS, "aluminium_foil"): ("recycled_aluminium_share",),
    (CELLS, "can"): ("recycled_aluminium_share",),
    (PARTS, "aluminium"): ("recycled_aluminium_share",),
}


def give_content(into: Collected, masses: Mapping[str, float]) -> None:
    """Provinces, recycled content and silicon of all rows; `masses`: parameters of the pack without them."""
    shares: dict[str, list[tuple[str, str, float, Value]]] = {}
    for sheet, rows in ((CELLS, into.sheet.cell_materials), (PARTS, into.sheet.pack_parts)):
        for line in rows:
            _give_province(into, sheet, line)
            _collect_recycled(into, sheet, line, shares)
            if isinstance(line, MaterialLine):
                _say_silicon(into, line)
    for name, given in shares.items():
        _give_recycled(into, name, given, masses)


def _label(sheet: str, line: Row) -> str:
    known = materials_of(sheet).get(line.key)
    return known.label if known is not None else line.key


def _give_province(into: Collected, sheet: str, line: Row) -> None:
    """Where a material is made: the electricity of its plant."""
    if not line.origin_province:
        return
    name, label = PROVINCES.get(line.key, ""), _label(sheet, line)
    place = line.where("origin_province")
    if sheet == CELLS and name in into.system.parameters:
        into.choose(
            name,
            line.origin_province,
            Origin(place, line.origin_province, label=message("{label}, province of origin", label=label)),
        )
    else:
        into.findings.note(place, message("The province of origin of {label} moves nothing in this kit.", label=label))


def _collect_recycled(
    into: Collected, sheet: str, line: Row, shares: dict[str, list[tuple[str, str, float, Value]]]
) -> None:
    """Recycled content of a row by parameter: sheet, key, share and the value that says it."""
    given = [one for one in (line.recycled_pre, line.recycled_post) if one is not None and one.number > 0]
    proven = [one for one in given if one.evidence_id]  # what has no document is told among the evidence
    if not given or line.supplier_id:  # a footprint of a supplier holds it
        return
    label = _label(sheet, line)
    share = sum(one.number for one in proven)
    if share > 1:
        words = message("Recycled content of {label} sums to {x:g}; it is a share, 1 at most", label=label, x=share)
        into.findings.error(given[0].place, words, "V08")
        return
    known = [name for name in RECYCLED.get((sheet, line.key), ()) if name in into.system.parameters]
    if not known:
        into.findings.warn(given[0].place, message("Recycled content of {label} is not counted.", label=label))
    for name in known if proven else ():
        shares.setdefault(name, []).append((sheet, line.key, share, proven[0]))


def _give_recycled(
    into: Collected, name: str, given: list[tuple[str, str, float, Value]], values: Mapping[str, float]
) -> None:
    """The recycled content of a metal in all of its rows, those that say nothing with none."""
    per_pack = {
        CELLS: {key: mass * into.rated_energy for key, mass in _all(cell_masses(into.sheet, into.chemistry, values))},
        PARTS: dict(_all(part_masses(into.sheet, into.chemistry, values))),
    }
    rows = [row for row, names in RECYCLED.items() if name in names]
    total = sum(per_pack[sheet].get(key, 0.0) for sheet, key in rows)
    recycled = sum(share * per_pack[sheet].get(key, 0.0) for sheet, key, share, _ in given)
    if total <= 0:
        return
    label = str(into.system.parameters[name].data.get("label") or name)
    into.give(name, min(1.0, recycled / total), "1", into.origin(given[0][3], label))


def _all(masses: Masses) -> list[tuple[str, float]]:
    return [*masses.given.items(), *masses.blank.items()]


def _say_silicon(into: Collected, line: MaterialLine) -> None:
    """Silicon in the graphite, which the kit has no process for."""
    if line.silicon_share is not None and line.silicon_share.number > 0 and not line.supplier_id:
        words = message("Silicon of the anode is counted as graphite; name a supplier's footprint for the row.")
        into.findings.warn(line.silicon_share.place, words, "V13")
