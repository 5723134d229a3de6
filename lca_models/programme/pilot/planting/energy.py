"""Errors of meters, months, output and allocation: units, heating values, gaps, late bills, yields, keys, by-products."""

from __future__ import annotations

from collections.abc import Mapping

from lca_models.programme.pilot.planting.change import (
    ENERGY,
    Change,
    Ground,
    Plant,
    copied,
    meters_of,
    number_in,
    scale,
)
from lca_models.programme.pilot.sheets.document import Document
from lca_models.programme.pilot.sheets.plant import AT_20, KWH, MONTHS

POWER, GAS = "electricity_grid", "natural_gas"
UNLIKE = 1.2  # of the largest energy of a pack to the smallest: own


def thousandfold(ground: Ground, document: Document) -> Change:
    """H1: one month of a meter."""
    found, draws = copied(document), ground.draws
    at, row = draws.pick(meters_of(found, *ENERGY), "meter")
    month, size = draws.pick(MONTHS, "month"), draws.size("H1")
    row["months"][month] = round(row["months"][month] * size)
    return Change(found, (f"/meters/{at}/months/{month}",), size)


def kwh_for_mj(ground: Ground, document: Document) -> Change | None:
    """H2: heat that is read in MJ and labelled kWh."""
    found = copied(document)
    rows = [(at, row) for at, row in meters_of(found, GAS) if row["unit"] == "MJ"]
    if not rows:
        return None
    at, row = rows[0]
    row["unit"] = "kWh"
    return Change(found, (f"/meters/{at}",), KWH)


def gross_value(ground: Ground, document: Document) -> Change | None:
    """H3: the heating value with the heat of the water in the exhaust."""
    found = copied(document)
    rows = [(at, row) for at, row in meters_of(found, GAS) if "heating_value" in row]
    if not rows:
        return None
    at, row = rows[0]
    size = ground.draws.size("H3")
    row["heating_value"] = f"{round(float(row['heating_value'].split()[0]) * size, 3)} MJ/m3"
    return Change(found, (f"/meters/{at}/heating_value",), size)


def gas_at_20(ground: Ground, document: Document) -> Change | None:
    """H4: volumes of a bill at 20 °C, with the heating value of a cubic metre at 0 °C."""
    found = copied(document)
    rows = [(at, row) for at, row in meters_of(found, GAS) if "20" in row["unit"]]
    if not rows:
        return None
    at, row = rows[0]
    row["unit"] = "m3"
    row["heating_value"] = f"{round(float(row['heating_value'].split()[0]) * AT_20, 3)} MJ/m3"
    return Change(found, (f"/meters/{at}",), ground.draws.size("H4"))


def missing_months(ground: Ground, document: Document) -> Change:
    """H6: one to three months in a row."""
    found, draws = copied(document), ground.draws
    at, row = draws.pick(meters_of(found, *ENERGY), "meter")
    count = int(draws.size("H6"))
    first = int(draws.stream("first").integers(len(MONTHS) - count + 1))
    for month in MONTHS[first : first + count]:
        del row["months"][month]
    return Change(found, (f"/meters/{at}",), count)


def late_bills(ground: Ground, document: Document) -> Change:
    """H7: each month holds the bill of the month before; the first one that of a December like the last."""
    found = copied(document)
    rows = meters_of(found, *ENERGY)
    for _, row in rows:
        amounts = [row["months"][month] for month in MONTHS]
        row["months"] = dict(zip(MONTHS, [amounts[-1], *amounts[:-1]], strict=True))
    return Change(found, tuple(f"/meters/{at}" for at, _ in rows), 1)


def started_for_good(ground: Ground, document: Document) -> Change:
    """H8: what was started stands as good."""
    found = copied(document)
    for row in found["output"]:
        row["good"] = {"months": {**row["started"]["months"]}}
    return Change(found, _outputs(found, "good"), 1)


def yield_twice(ground: Ground, document: Document) -> Change:
    """H9: good pieces times the acceptance once more."""
    found, rate = copied(document), ground.sheet.document["plant"]["acceptance"]["yours"]
    for row in found["output"]:
        row["good"] = {"months": {month: round(count * rate) for month, count in row["good"]["months"].items()}}
    return Change(found, _outputs(found, "good"), rate)


def by_pieces(ground: Ground, document: Document) -> Change | None:
    """H10: energy shared by packs, whatever they hold; no error where those of the plant are alike."""
    found = copied(document)
    energies = [number_in(row["energy_per_piece"]) for row in found["output"]]
    if max(energies) < UNLIKE * min(energies):
        return None
    for row in found["allocation"]:
        row["key"] = "packs"
        row.pop("reason", None)
    return Change(found, ("/allocation", "/meters"), 1)


def steam_kept(ground: Ground, document: Document) -> Change | None:
    """H11: steam that is sold takes no gas along."""
    found = copied(document)
    rows = [(at, row) for at, row in enumerate(found["allocation"]) if row.get("by_product_rule") == "physical"]
    if not rows:
        return None
    at, row = rows[0]
    row["by_product_rule"] = "none"
    del row["efficiency"]
    return Change(found, (f"/allocation/{at}",), 1)


def no_pack_line(ground: Ground, document: Document) -> Change | None:
    """H12: the meter of the pack line is left out, and its electricity said to be inside."""
    found = copied(document)
    if not any(row.get("label") == "pack line" for row in found["meters"]):
        return None
    found["meters"] = [row for row in found["meters"] if row.get("label") != "pack line"]
    return Change(found, ("/plant/includes_pack_assembly", "/meters"), 1)


def all_low(kind: str) -> Plant:
    """N1, F9: all meters of energy read less than they ought to."""

    def plant(ground: Ground, document: Document) -> Change:
        found, size = copied(document), ground.draws.size(kind)
        rows = meters_of(found, *ENERGY)
        for _, row in rows:
            scale(row, size)
        return Change(found, tuple(f"/meters/{at}" for at, _ in rows), size)

    return plant


def contractor(ground: Ground, document: Document) -> Change:
    """N4: the heat of a still that stands outside is not on the meter."""
    found, size = copied(document), ground.draws.size("N4")
    ((at, row),) = meters_of(found, GAS)
    scale(row, size)
    return Change(found, (f"/meters/{at}",), size)


def after_ramp_up(ground: Ground, document: Document) -> Change:
    """N5: twelve good months in place of the whole year; energy per cell is lower."""
    found, size = copied(document), ground.draws.size("N5")
    rows = meters_of(found, *ENERGY)
    for _, row in rows:
        scale(row, size)
    return Change(found, tuple(f"/meters/{at}" for at, _ in rows), size)


def dormitory(ground: Ground, document: Document) -> Change:
    """N6: beds and kitchens behind the first meter of electricity."""
    found, size = copied(document), ground.draws.size("N6")
    at, row = meters_of(found, POWER)[0]
    scale(row, size)
    return Change(found, (f"/meters/{at}",), size)


def smooth_months(ground: Ground, document: Document) -> Change:
    """F4: an invented year of energy, shared out nearly evenly."""
    found, draws = copied(document), ground.draws
    size, rows = draws.size("F4"), meters_of(found, *ENERGY)
    for at, row in rows:
        mean = sum(row["months"].values()) * size / len(MONTHS)
        noise = draws.stream(f"noise/{at}").uniform(-0.005, 0.005, len(MONTHS))
        row["months"] = {month: round(mean * (1 + float(one))) for month, one in zip(MONTHS, noise, strict=True)}
    return Change(found, tuple(f"/meters/{at}" for at, _ in rows), size)


def more_output(ground: Ground, document: Document) -> Change:
    """F8: good and started pieces of all products raised, so that all that is shared by them falls."""
    found, size = copied(document), ground.draws.size("F8")
    for row in found["output"]:
        for name in ("good", "started"):
            row[name] = {"months": {month: round(count * size) for month, count in row[name]["months"].items()}}
    return Change(found, _outputs(found, "good"), size)


def _outputs(document: Document, name: str) -> tuple[str, ...]:
    return tuple(f"/output/{at}/{name}" for at in range(len(document["output"])))


PLANTS: Mapping[str, Plant] = {
    "H1": thousandfold,
    "H2": kwh_for_mj,
    "H3": gross_value,
    "H4": gas_at_20,
    "H6": missing_months,
    "H7": late_bills,
    "H8": started_for_good,
    "H9": yield_twice,
    "H10": by_pieces,
    "H11": steam_kept,
    "H12": no_pack_line,
    "N1": all_low("N1"),
    "N4": contractor,
    "N5": after_ramp_up,
    "N6": dormitory,
    "F4": smooth_months,
    "F8": more_output,
    "F9": all_low("F9"),
}
