"""How the meters of a plant are shared: all of them, by one key, over all sheets, and what others would do (ALL-01 to 06)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lca_models.interpretation.evidence.key_effects import key_effects
from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.plant.by_products import MASS_UP_TO_RATIO
from lca_models.inventory.activity.plant.from_sheet import own_product, plant_of
from lca_models.inventory.activity.plant.items import WASTE, items
from lca_models.inventory.activity.plant.lines import CELLS, ECONOMIC, KWH_GOOD, MASS, PACKS, SHARE
from lca_models.inventory.activity.plant.splitting import split_plant
from lca_models.inventory.activity.sheet.models import AllocationLine, DataSheet
from lca_models.reporting.declaration.bundle import result_member
from lca_models.reporting.verification.case import Case
from lca_models.reporting.verification.finding import MAJOR, MINOR, Seen, Words
from lca_models.reporting.verification.rules.effects import effect_of, scaled, with_row
from lca_models.reporting.verification.rules.said import (
    of_same_plant,
    own_id,
    pointer,
    says,
    sheets_beside,
    split_of,
)
from lca_models.reporting.verification.rules.table import limit
from lca_models.scope.wording.messages import bilingual

SCRAP = ("scrap", "reject", "废", "边角料")  # in the name of a by-product
RECYCLER = "recycler"


def _shared_out(case: Case) -> Iterator[Seen]:
    """Shares of a meter that leave something, or more than there is (ALL-01); beyond a thousandth they refuse a sheet.

    What is left within it goes to the products in proportion.
    """
    meters = {line.allocation_id: line for line in reversed(case.sheet.meters) if line.allocation_id}
    for at, line in enumerate(case.sheet.allocation):
        total = sum(share.number for share in line.shares)
        meter = meters.get(line.allocation_id)
        if line.key != SHARE or meter is None or abs(total - 1) <= limit(case, "ALL-01", "relative"):
            continue
        place = next(number for number, one in enumerate(case.sheet.meters) if one is meter)
        effect = effect_of(case, with_row(case.sheet, "meters", place, scaled(meter, 1 / total))) if total > 0 else None
        said = {"meter": meter.id, "a": total, "b": 1.0, "c": 1 - total}
        yield Seen(line.where("shares"), said, effect, pointer=pointer("allocation", at, "shares"))


def _one_key(case: Case) -> Iterator[Seen]:
    """Meters that another sheet of the plant shares by another key (ALL-02)."""
    for name, other in sheets_beside(case).items():
        if not of_same_plant(case.sheet, other):
            continue
        theirs = {line.id: _key(other, line.allocation_id) for line in other.meters}
        for at, line in enumerate(case.sheet.meters):
            mine = _key(case.sheet, line.allocation_id)
            if line.id not in theirs or theirs[line.id] == mine:
                continue
            said = {"meter": line.id, "a": mine, "b": theirs[line.id], "s1": case.sheet.file.name, "s2": name}
            effect = effect_of(case, with_key(case.sheet, at, theirs[line.id]))
            yield Seen(line.where("allocation_id"), said, effect, pointer=pointer("meters", at, "allocation_id"))


def _key(sheet: DataSheet, allocation: str | None) -> str:
    """The key that a meter is shared by: by the energy of good products where nobody says."""
    return next((line.key or KWH_GOOD for line in sheet.allocation if line.allocation_id == allocation), KWH_GOOD)


def with_key(sheet: DataSheet, at: int, key: str) -> DataSheet:
    """A sheet whose meter at a place is shared by a key, with a row of allocation of its own."""
    line = sheet.meters[at]
    before = next((one for one in sheet.allocation if one.allocation_id == line.allocation_id), None)
    id = f"{line.id} by {key}"
    row = (
        before.model_copy(update={"allocation_id": id, "key": key})
        if before
        else AllocationLine(allocation_id=id, key=key)
    )
    changed = with_row(sheet, "meters", at, line.model_copy(update={"allocation_id": id}))
    return changed.model_copy(update={"allocation": (*changed.allocation, row)})


def _plant_total(case: Case) -> Iterator[Seen]:
    """What all sheets of a plant take of a meter, beside what there is (ALL-03).

    A product of the plant that no bundle of the folder is about takes the share that this sheet gives it.
    """
    split, id = split_of(case), own_id(case)
    others = [sheet for sheet in sheets_beside(case).values() if of_same_plant(case.sheet, sheet)]
    if split is None or id is None or not others:
        return
    taken: dict[str, dict[str, float]] = {}
    for sheet in others:
        plant, product = plant_of(sheet, Findings()), own_product(sheet, Findings())
        theirs = split_plant(plant, Findings()) if plant is not None else None
        if theirs is not None and product is not None and product != id:
            taken[product] = {name: float(one.products.get(product, 0)) for name, one in theirs.meters.items()}
    for at, line in enumerate(case.sheet.meters):
        one = split.meters.get(line.id)
        if one is None or not one.products or not one.shared or id not in one.products:
            continue
        shared = float(one.shared)
        known = {product: float(amount) for product, amount in one.products.items()}
        known |= {product: amounts[line.id] for product, amounts in taken.items() if line.id in amounts}
        total = sum(known.values())
        if abs(total - shared) <= limit(case, "ALL-03", "relative") * shared or total <= 0:
            continue
        effect = effect_of(case, with_row(case.sheet, "meters", at, scaled(line, shared / total)))
        said = {"meter": line.id, "a": total, "b": shared}
        yield Seen(line.place, said, effect, pointer=pointer("meters", at))


def _by_products(case: Case) -> Iterator[Seen]:
    """By-products whose share is against the prices, and scrap that takes a burden and goes to a recycler as well (ALL-04)."""
    scrap = [line for line in case.sheet.meters if line.item in items() and items()[line.item].role == WASTE
             and line.destination == RECYCLER]  # fmt: skip
    for at, line in enumerate(case.sheet.allocation):
        if not line.by_product or line.by_product_rule not in (MASS, ECONOMIC):
            continue
        ratio = line.price_ratio.number if line.price_ratio is not None else None
        problem = None
        if scrap and says(line.by_product, SCRAP):
            problem = Words(*bilingual("takes a share of the burden and leaves without one to a recycler"))
            row = line.model_copy(update={"by_product": None, "by_product_rule": None, "by_product_amount": None,
                                          "price_ratio": None})  # fmt: skip
        elif ratio is not None and ratio > 0:
            apart = max(ratio, 1 / ratio)
            wanted = ECONOMIC if apart > MASS_UP_TO_RATIO else MASS
            if wanted != line.by_product_rule:
                problem = Words(*bilingual("is shared by {rule} at a ratio of prices of {ratio}; the rule is {wanted}",
                                rule=line.by_product_rule, ratio=f"{ratio:.3g}", wanted=wanted))  # fmt: skip
                row = line.model_copy(update={"by_product_rule": wanted})
        if problem is not None:
            effect = effect_of(case, with_row(case.sheet, "allocation", at, row))
            said = {"product": line.by_product, "problem": problem}
            yield Seen(line.where("by_product"), said, effect, pointer=pointer("allocation", at, "by_product"))


def _sensitivity(case: Case) -> Iterator[Seen]:
    """Keys that would move the result by more than is material, without a reason for the one in use (ALL-05)."""
    member = result_member("allocation")
    effects = [one.effect for one in key_effects(case.again.result.assessment)]
    if not effects:
        return  # one product, or no plant
    low, high = min(effects), max(effects)
    said = {"a": case.total_kg + low, "b": case.total_kg + high}
    if case.bundle.members and member not in case.bundle.members:
        yield Seen(member, said, high - low, MINOR, member=member)
    elif high - low > case.threshold_kg and not any(line.reason or line.note for line in case.sheet.allocation):
        place = case.sheet.allocation[0].place if case.sheet.allocation else case.sheet.meters[0].place
        yield Seen(place, said, high - low, MAJOR, pointer=pointer("allocation"))


def _unlike_pieces(case: Case) -> Iterator[Seen]:
    """Meters shared by pieces whose energy differs (ALL-06)."""
    split = split_of(case)
    if split is None:
        return
    for at, line in enumerate(case.sheet.meters):
        one = split.meters.get(line.id)
        if one is None or one.allocation.key not in (CELLS, PACKS) or _reason(case, line.allocation_id):
            continue
        key = one.allocation.key
        chosen = [split.products[id] for id in one.allocation.products or tuple(split.products) if id in split.products]
        energies = [float(year.good_kwh / year.key_amounts[key]) for year in chosen if year.key_amounts.get(key)]
        if len(energies) < 2 or min(energies) <= 0 or max(energies) / min(energies) <= limit(case, "ALL-06", "ratio"):
            continue
        effect = effect_of(case, with_key(case.sheet, at, KWH_GOOD))
        said = {"meter": line.id, "r": max(energies) / min(energies)}
        yield Seen(line.place, said, effect, pointer=pointer("meters", at, "allocation_id"))


def _reason(case: Case, allocation: str | None) -> str:
    """Why a meter is shared as it is, where the sheet says so."""
    line = next((one for one in case.sheet.allocation if one.allocation_id == allocation), None)
    return "" if line is None else line.reason or line.note or ""


RULES: Mapping[str, Callable[[Case], Iterator[Seen]]] = {
    "ALL-01": _shared_out,
    "ALL-02": _one_key,
    "ALL-03": _plant_total,
    "ALL-04": _by_products,
    "ALL-05": _sensitivity,
    "ALL-06": _unlike_pieces,
}
