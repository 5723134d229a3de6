"""Elements of the cathode, solvents and the meters of a plant: what comes in against what is told of (BAL-03, 04, 05)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lca_models.inventory.activity.elements import element_masses
from lca_models.inventory.activity.plant.splitting import PlantSplit
from lca_models.inventory.activity.sheet.models import MaterialLine
from lca_models.inventory.activity.values.metered import OWN_ROWS
from lca_models.inventory.system.pack import own_name
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import MAJOR, MINOR, Seen, Words
from lca_models.reporting.verification.rules.effects import effect_of, scaled, with_row
from lca_models.reporting.verification.rules.said import (
    chemistry_of,
    own_id,
    pointer,
    says,
    split_of,
    values_of_pack,
)
from lca_models.reporting.verification.rules.table import limit
from lca_models.scope.wording.messages import bilingual

SOLVENT = "nmp_lost"
SOLVENT_METERS = ("nmp_bought", "nmp_returned", "stock_change")
DRY = ("dry process", "dry electrode", "dry coating", "water-based", "water based", "aqueous", "干法", "水性", "水系", "无溶剂",
       "solvent-free", "solvent free")  # fmt: skip
SYMBOLS = {"lithium": "Li", "nickel": "Ni", "cobalt": "Co", "manganese": "Mn", "iron": "Fe", "phosphorus": "P"}


def _elements(case: Case) -> Iterator[Seen]:
    """Elements that the supplier of the cathode states beside those of its formula (BAL-03).

    What an element is worth is the virgin value that the supplier states; without one the effect is not known.
    """
    chemistry = chemistry_of(case)
    line = case.sheet.material("cathode")
    at, supplier = next(
        ((at, one) for at, one in enumerate(case.sheet.suppliers)
         if line is not None and line.supplier_id and one.supplier_id == line.supplier_id), (-1, None),
    )  # fmt: skip
    for one in element_masses(case.sheet, chemistry, values_of_pack(case)):
        apart = one.by_formula - one.by_supplier
        if abs(apart) <= limit(case, "BAL-03", "relative") * max(one.by_formula, one.by_supplier):
            continue
        metal = supplier.metals.get(one.metal) if supplier is not None else None
        worth = metal.virgin_value if metal is not None else None
        said = {"element": SYMBOLS.get(one.metal, one.metal), "a": one.by_supplier, "b": one.by_formula}
        yield Seen(one.place, said, apart * worth.number if worth is not None else None,
                   pointer=pointer("suppliers", at, "metals", one.metal))  # fmt: skip


def _solvents(case: Case) -> Iterator[Seen]:
    """A wet cathode without its solvent, and solvent lost that meters tell otherwise (BAL-04)."""
    sheet = case.sheet
    at, line = next(((at, one) for at, one in enumerate(sheet.cell_materials) if one.key == SOLVENT), (-1, None))
    metered = _solvent_by_meters(case, split_of(case))
    if line is None or not line.is_given:
        return  # what meters say, or the archetype's
    number = line.value.number if line.value is not None else 0.0
    said = {"input": Words(*bilingual("NMP lost"))}

    def effect() -> float | None:  # with what meters say, or the archetype
        return effect_of(case, with_row(sheet, "cell_materials", at, None))

    if number == 0 and not metered:
        if not says(line.note, DRY):
            severity = MINOR if _has_proof(case, line) else MAJOR
            yield Seen(line.where("yours"), said, effect(), severity, pointer=pointer("cell_materials", at))
        return
    own = values_of_pack(case).get(own_name(SOLVENT, "bought"))
    if metered is None or own is None:
        return
    if abs(own - metered) > limit(case, "BAL-04", "relative") * max(own, metered):
        yield Seen(line.where("yours"), said, effect(), pointer=pointer("cell_materials", at))


def _has_proof(case: Case, line: MaterialLine) -> bool:
    """Whether a document stands behind a row that gives none of its material, which a cut-off needs."""
    return bool(line.value is not None and line.value.evidence_id)


def _solvent_by_meters(case: Case, split: PlantSplit | None) -> float | None:
    """Kg of solvent per kWh of good cells that was bought, neither returned nor put on stock; None where nobody meters it."""
    id = own_id(case)
    if split is None or id is None or "nmp_bought" not in split.items:
        return None
    lines = {line.id: line for line in case.sheet.meters}
    total = 0.0
    for one in split.meters.values():
        item = one.meter.item
        if item == "stock_change" and (lines[one.meter.id].material or "") not in ("nmp", *OWN_ROWS.values()):
            continue
        if item in SOLVENT_METERS:
            total += float(one.products.get(id, 0)) * (1 if item == "nmp_bought" else -1)
    return total / float(split.products[id].good_kwh)


def _sub_meters(case: Case) -> Iterator[Seen]:
    """Sub-meters beside their main meter: the rest counts as the main meter's key says, so that it needs a name (BAL-05)."""
    split, id = split_of(case), own_id(case)
    if split is None or id is None:
        return
    for at, line in enumerate(case.sheet.meters):
        one = split.meters.get(line.id)
        if one is None or line.id not in split.parents.values():
            continue
        main, behind = float(one.year.total), float(one.sub_metered)
        if main <= 0 or abs(main - behind) <= limit(case, "BAL-05", "relative") * main or line.note:
            continue
        yield Seen(line.place, {"a": behind, "b": main}, _without_rest(case, at), pointer=pointer("meters", at))


def _without_rest(case: Case, at: int) -> float | None:
    """What a main meter moves that reads no more than the meters behind it."""
    line = case.sheet.meters[at]
    split = split_of(case)
    if split is None:
        return None
    one = split.meters[line.id]
    share = float(one.sub_metered / one.year.total)
    # The smallest amount above what the sub-meters read: they may not read more than their main meter.
    return effect_of(case, with_row(case.sheet, "meters", at, scaled(line, share * (1 + 1e-9))))


RULES: Mapping[str, Callable[[Case], Iterator[Seen]]] = {
    "BAL-03": _elements,
    "BAL-04": _solvents,
    "BAL-05": _sub_meters,
}
