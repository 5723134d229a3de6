"""Good and started pieces, yields and scrap (YLD-01 to 03)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lca_models.inventory.activity.plant.items import ELECTRICITY, WASTE, items
from lca_models.inventory.activity.plant.splitting import PlantSplit
from lca_models.inventory.activity.sheet.models import DataSheet
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import Seen, Words
from lca_models.reporting.verification.rules.effects import effect_of, scaled, with_row
from lca_models.reporting.verification.rules.said import own_id, pointer, says, split_of
from lca_models.reporting.verification.rules.table import limit
from lca_models.scope.wording.messages import bilingual

LANDFILL = "landfill"
REJECTED = "rejected_cells"
PER_STARTED = ("per started", "started piece", "per piece started", "按投入", "投入量")
LEAST_LOSS = 0.01  # a yield nearer to 1 leaves no trace


def _once(case: Case) -> Iterator[Seen]:
    """Good output that is the started one times the acceptance rate twice, or energy divided by it once more (YLD-01)."""
    split, id, fields = split_of(case), own_id(case), case.sheet.plant
    if split is None or id is None:
        return
    year = split.products[id]
    at, line = next((at, line) for at, line in enumerate(case.sheet.output) if line.product_id == id)
    rate = fields.acceptance.number if fields.acceptance is not None else None
    near = limit(case, "YLD-01", "relative")
    if rate and year.started_kwh and rate < 1 - LEAST_LOSS and not says(line.note, PER_STARTED):
        found = float(year.good_kwh / year.started_kwh)
        if abs(found / rate**2 - 1) < near:
            row = line.model_copy(update={"good": scaled(line.good, 1 / rate)})
            effect = effect_of(case, with_row(case.sheet, "output", at, row))
            said = {"meter": Words(*bilingual("all meters of the plant")), "rate": rate}
            yield Seen(line.good.place or line.place, said, effect, pointer=pointer("output", at, "good"))
    if fields.plant_electricity is not None and fields.plant_electricity.unit != "kWh":
        made = sum(float(split.per_good_kwh(id, item)) for item in split.items if items()[item].role == ELECTRICITY)
        accepted = float(year.good_kwh / year.started_kwh) if year.started_kwh else rate
        if made and accepted and accepted < 1 - LEAST_LOSS:
            ratio = fields.plant_electricity.number / made
            if abs(ratio * accepted - 1) < near:
                # Meters stand above the field, so that the result does not hold it.
                said = {"meter": "plant_electricity", "rate": accepted}
                yield Seen(fields.plant_electricity.place, said, 0.0, pointer=pointer("plant", "plant_electricity"))


def _good_of_started(case: Case) -> Iterator[Seen]:
    """Rejected cells on the scales that are not what was started and not good (YLD-02).

    More good than started pieces refuse a sheet.
    """
    split = split_of(case)
    if split is None:
        return
    weighed = sum(float(one.year.total) for one in split.of_item(REJECTED))
    missing, masses = 0.0, []
    for year in split.products.values():
        product = year.product
        if year.started_kwh is None or product.cell_mass_per_piece is None or not product.energy_per_piece:
            return
        masses.append(float(product.cell_mass_per_piece / product.energy_per_piece))
        missing += float(year.started_kwh - year.good_kwh) * masses[-1]
    if not weighed or abs(weighed - missing) <= limit(case, "YLD-02", "relative") * max(weighed, missing):
        return
    id = own_id(case)
    effect = _with_good(case, split, id, weighed / masses[0]) if len(masses) == 1 and id is not None else None
    at, line = next((at, one) for at, one in enumerate(case.sheet.output) if id in (None, one.product_id))
    year = split.products[line.product_id]
    said = {"product": line.product_id, "a": float(year.good_kwh), "b": float(year.started_kwh or 0)}
    yield Seen(line.place, said, effect, pointer=pointer("output", at))


def _with_good(case: Case, split: PlantSplit, id: str, rejected_kwh: float) -> float | None:
    """What the result would move by if what was rejected, in kWh of cells, is what was started and not good."""
    year = split.products[id]
    good, started = float(year.good_kwh), float(year.started_kwh or 0)
    right = started - rejected_kwh
    if right <= 0:
        return None
    at, line = next((at, one) for at, one in enumerate(case.sheet.output) if one.product_id == id)
    return effect_of(
        case, with_row(case.sheet, "output", at, line.model_copy(update={"good": scaled(line.good, right / good)}))
    )


def _outlet(case: Case) -> Iterator[Seen]:
    """Scrap and waste without a destination: what its treatment on a landfill would add (YLD-03)."""
    split = split_of(case)
    for at, line in enumerate(case.sheet.meters):
        if line.item not in items() or items()[line.item].role != WASTE or line.destination or split is None:
            continue
        one = split.meters.get(line.id)
        if one is None or not one.year.total:
            continue
        yield Seen(line.where("destination"), {"kg": float(one.year.total)}, effect_of(case, _on_landfill(case.sheet, at)),
                   pointer=pointer("meters", at, "destination"))  # fmt: skip


def _on_landfill(sheet: DataSheet, at: int) -> DataSheet:
    return with_row(sheet, "meters", at, sheet.meters[at].model_copy(update={"destination": LANDFILL}))


RULES: Mapping[str, Callable[[Case], Iterator[Seen]]] = {
    "YLD-01": _once,
    "YLD-02": _good_of_started,
    "YLD-03": _outlet,
}
