"""Errors of the pack itself: digits, masses, cycles, energy, a recipe that is somebody else's, a second plant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lca_models.programme.pilot.companies import province_of
from lca_models.programme.pilot.planting.change import ENERGY, Change, Ground, Plant, copied, meters_of, row_pointer
from lca_models.programme.pilot.sheets.document import CleanSheet, Document
from lca_models.programme.pilot.sheets.plant import MONTHS
from lca_models.programme.pilot.sheets.recipe import BY_YEAR
from lca_models.reporting.verification.rules.product.places import great_circle_km, places

CELLS, PARTS = "cell_materials", "pack_parts"


def swapped_digits(ground: Ground, document: Document) -> Change | None:
    """H5: two neighbouring digits of a mass, a month of a meter or a distance."""
    found, draws = copied(document), ground.draws
    place = int(draws.size("H5")) - 1
    cells: list[tuple[str, dict[str, Any], str]] = [
        (row_pointer(found, table, key), row, "yours")
        for table in (CELLS, PARTS) for key, row in found[table].items() if row["yours"] != "n/a"
    ]  # fmt: skip
    cells += [
        (f"/meters/{at}/months/{month}", row["months"], month)
        for at, row in meters_of(found, *ENERGY)
        for month in MONTHS[:3]
    ]
    cells += [(f"/transport/{at}/distance", row, "distance") for at, row in enumerate(found["transport"])]
    stream = draws.stream("cell")
    for at in stream.permutation(len(cells)):
        pointer, row, key = cells[int(at)]
        swapped = _swapped(str(row[key]), place)
        if swapped is not None and key in row:
            is_text = isinstance(row[key], str)
            row[key] = swapped if is_text else type(row[key])(float(swapped))
            return Change(found, (pointer,), place + 1)
    return None


def _swapped(text: str, place: int) -> str | None:
    """A number with the digit at a place and the next one swapped; None where they are alike or there are no two."""
    digits = [at for at, sign in enumerate(text.split()[0]) if sign.isdigit()]
    if len(digits) < place + 2:
        return None
    a, b = digits[place], digits[place + 1]
    if text[a] == text[b] or (place == 0 and text[b] == "0"):
        return None
    signs = [*text]
    signs[a], signs[b] = signs[b], signs[a]
    return "".join(signs)


def net_for_bought(ground: Ground, document: Document) -> Change:
    """H13: what stays in the cells, where what was bought is asked for."""
    found, draws = copied(document), ground.draws
    key = draws.pick(BY_YEAR, "row")
    row, rate = found[CELLS][key], ground.sheet.document["plant"]["acceptance"]["yours"]
    share = ground.kit.yields[key] * rate
    row["yours"] = round(row["yours"] * share)
    return Change(found, (row_pointer(found, CELLS, key),), share)


def beyond_the_test(ground: Ground, document: Document) -> Change:
    """H20: more cycles than were run, as tested or as an estimate."""
    found, draws = copied(document), ground.draws
    ratio, test = draws.size("H20"), found["cycle_test"]
    test["cycles"] = {**test["cycles"], "yours": round(test["cycles_measured"]["yours"] * ratio)}
    if draws.stream("estimate").random() < 0.5:
        test["cycles"]["source_kind"] = "estimate"
    return Change(found, ("/cycle_test/cycles",), ratio)


def raised_cycles(ground: Ground, document: Document) -> Change:
    """F3: cycles that were run and those that are claimed, both more than the report holds."""
    found, size = copied(document), ground.draws.size("F3")
    for name in ("cycles_measured", "cycles"):
        row = found["cycle_test"][name]
        found["cycle_test"][name] = {**row, "yours": round(row["yours"] * size)}
    return Change(found, ("/cycle_test",), size)


def gentle_energy(ground: Ground, document: Document) -> Change:
    """N3: a rated energy that another test would not show; everything else is as weighed."""
    found, size = copied(document), ground.draws.size("N3")
    energy = round(found["product"]["rated_energy"]["yours"] * size, 2)
    found["product"]["rated_energy"]["yours"] = energy
    row = found["output"][_own(found)]
    row["energy_per_piece"] = f"{energy} kWh"
    return Change(found, ("/product/rated_energy",), size)


def second_plant(ground: Ground, document: Document) -> Change:
    """N2: a part of the cells is of a plant on another grid, which no sheet names."""
    right, here = copied(document), province_of(document["product"]["plant_province"])
    far = sorted(
        (one for one in places() if one.code.startswith("CN-")),
        key=lambda one: great_circle_km(here, one),
        reverse=True,
    )
    right["product"]["plant_province"] = ground.draws.pick(far[:10], "province").code
    size = ground.draws.size("N2")
    return Change(copied(document), ("/product/plant_province",), size, right, size)


def rescaled_copy(ground: Ground, document: Document) -> Change | None:
    """F5: the bill of materials of another maker of the same chemistry, by the energy of the pack."""
    alike = [one for one in ground.others if one.company.chemistry == ground.sheet.company.chemistry]
    if not alike:
        return None
    other, found = ground.draws.pick(alike, "other"), copied(document)
    factor = ground.sheet.pack.energy_kwh / other.pack.energy_kwh
    mine, theirs = _acceptance(ground.sheet), _acceptance(other)
    for key, row in found[CELLS].items():
        said = other.document[CELLS].get(key, {}).get("yours")
        if said in (None, "n/a") or row["yours"] == "n/a" or key == "nmp_lost":
            continue
        if key in BY_YEAR:  # per pack, then for a year of one's own
            packs = sum(_good(other.document)) / sum(_good(document))
            row["yours"] = round(said / packs * factor * theirs / mine)
        else:
            row["yours"] = round(said * factor, 3)
    cells = round(other.document["product"]["cells_mass"]["yours"] * factor, 2)
    apart = cells - found["product"]["cells_mass"]["yours"]
    found["product"]["cells_mass"]["yours"] = cells
    found["product"]["pack_mass"]["yours"] = round(found["product"]["pack_mass"]["yours"] + apart, 1)
    found["output"][_own(found)]["cell_mass_per_piece"] = f"{cells} kg"
    return Change(found, ("/cell_materials",), factor)


def _acceptance(sheet: CleanSheet) -> float:
    return float(sheet.document["plant"]["acceptance"]["yours"])


def _own(document: Document) -> int:
    """The row of output that is the pack."""
    return next(at for at, row in enumerate(document["output"]) if row["product_id"] == document["product"]["model"])


def _good(document: Document) -> list[int]:
    return [*document["output"][_own(document)]["good"]["months"].values()]


PLANTS: Mapping[str, Plant] = {
    "H5": swapped_digits,
    "H13": net_for_bought,
    "H20": beyond_the_test,
    "N2": second_plant,
    "N3": gentle_energy,
    "F3": raised_cycles,
    "F5": rescaled_copy,
}
