"""Page `product`: what the pack is and how long it lives, the short form of its plant, and the energy that it delivers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from lca_models.inventory.activity.sheet.fields import find_field
from lca_models.inventory.activity.sheet.models import Value
from lca_models.inventory.activity.values.product import METALS, PLAIN
from lca_models.inventory.system.pack import own_name
from lca_models.reporting.declaration.calculation.book.pages import Page, follows, number, text
from lca_models.reporting.declaration.calculation.inputs.filling import Filling, written
from lca_models.reporting.declaration.calculation.kit.live import cell_name
from lca_models.reporting.declaration.calculation.texts import texts
from lca_models.scope.functional_unit import LINEAR_FADE, MEASURED_FADE, WARRANTY_YEARS, FunctionalUnit

PAGE, VALUE = "product", 2  # column of the values
COLUMNS = ("name_en", "name_zh", "value", "unit", "as_written", "place", "place")
FIELDS = {
    "product": ("rated_energy", "usable_energy", "pack_mass", "cells_mass", "cells_per_pack", "warranty_years", "warranty_km"),
    "cycle_test": ("depth_of_discharge", "cycles", "end_retention"),
    "plant": ("plant_electricity", "plant_heat", "good_output", "acceptance"),
    "end_of_life": ("collection_rate", "dismantled_by_maker"),
}  # fmt: skip


def fill_product(into: Filling) -> None:
    """The fields of the sheet that are numbers, and the parameters that follow them."""
    page = into.page(PAGE, COLUMNS[:6], (34, 24, 18, 12, 26, 40))
    for sheet, key, value in _values(into):
        known = find_field(sheet, key)
        names = (known.english, known.chinese) if known is not None else (key, key)
        row = page.add(
            [text(names[0]), text(names[1]), None, text(value.unit), text(written(value)), text(value.place)]
        )
        into.fill(page, row, VALUE, value, f"{sheet}.{key}", names[0])
    _fill_curve(into, page)
    _follow_fields(into)


def rated_energy(into: Filling) -> str:
    """The cell of the rated energy; where the maker gives none, that of the archetype."""
    given = into.cells.get("product.rated_energy")
    return given or cell_name(into.result.system.shipped_product.rated_energy)


def good_kwh(into: Filling) -> str:
    """The cell of the good output in kWh a year; empty where nobody gives one."""
    return into.cells.get("good_kwh") or into.cells.get("plant.good_output") or ""


def fill_service_life(into: Filling) -> None:
    """The energy that the pack delivers, term by term, below the fields; its cells have names."""
    page, product, unit = into.book.pages[PAGE], into.result.system.shipped_product, into.result.functional_unit
    rated = _term(into, page, "E_rated_kwh", cell_name(product.rated_energy), "kWh")
    _term(into, page, "pack_mass_kg", cell_name(product.pack_mass), "kg")
    if unit.service_life == WARRANTY_YEARS:
        usable = _term(into, page, "E_usable_kwh", f"{rated}*{cell_name(product.usable_share)}", "kWh")
        cycles = _fixed(page, into, "full_cycles_per_year", unit.full_cycles_per_year, "1/a")
        years = _years(into, page, unit)
        _term(into, page, "E_total_kwh", f"{usable}*{cycles}*{years}", "kWh")
        return
    cycles = _term(into, page, "cycles_n", cell_name(product.cycles), "1")
    eol = _term(into, page, "r_eol", cell_name(product.end_of_life_retention), "1")
    depth = _of_parameter(into, page, "depth_of_discharge", unit.depth_of_discharge, "1")
    mean = f"(1+{eol})/2" if unit.fade == LINEAR_FADE else "1"
    if unit.fade == MEASURED_FADE and unit.curve is not None:
        mean = _mean_of_curve(into, page, unit, cycles)
    kept = _term(into, page, "r_mean", mean, "1")
    _term(into, page, "E_total_kwh", f"{rated}*{depth}*{cycles}*{kept}", "kWh")


def _values(into: Filling) -> Iterator[tuple[str, str, Value]]:
    for sheet, keys in FIELDS.items():
        fields = getattr(into.sheet, sheet)
        for key in keys:
            if (value := getattr(fields, key)) is not None:
                yield sheet, key, value
    for metal in METALS:
        if (value := into.sheet.end_of_life.recovery.get(metal)) is not None:
            yield "end_of_life", f"recovery_{metal}", value


def _follow_fields(into: Filling) -> None:
    c, product, cells = into.chemistry, into.result.system.shipped_product, into.cells
    rated = rated_energy(into)
    into.follow(product.rated_energy, cells.get("product.rated_energy", ""))
    into.follow(product.pack_mass, cells.get("product.pack_mass", ""))
    if usable := cells.get("product.usable_energy"):
        into.follow(product.usable_share, f"{usable}/{rated}")
    if mass := cells.get("product.cells_mass"):
        into.follow(f"{c}_cell_mass", f"{mass}/{rated}")
        into.follow(f"{c}_reference_specific_energy", f"{rated}/{mass}")
    for sheet, keys in PLAIN.items():
        for key in keys:
            known = find_field(sheet, key)
            if known is not None:
                into.follow(known.parameter_of(c), cells.get(f"{sheet}.{key}", ""))
    into.follow("collection_rate", cells.get("end_of_life.collection_rate", ""))
    for metal in METALS:
        into.follow(f"recovery_rate_{metal}", cells.get(f"end_of_life.recovery_{metal}", ""))
    into.follow(own_name("dismantling_electricity"), cells.get("end_of_life.dismantled_by_maker", ""))


def follow_short_form(into: Filling) -> None:
    """Energy and acceptance of a plant without meters."""
    for key, parameter, total in (("plant_electricity", "cell_plant_electricity", "kWh"),
                                  ("plant_heat", "cell_plant_fuel", "MJ")):  # fmt: skip
        value: Value | None = getattr(into.sheet.plant, key)
        if value is not None:
            cell = into.cells[f"plant.{key}"]
            into.follow(parameter, f"{cell}/{good_kwh(into)}" if value.unit == total else cell)
    into.follow("cell_acceptance_rate", into.cells.get("plant.acceptance", ""))


def _fill_curve(into: Filling, page: Page) -> None:
    """The points of a measured fade."""
    for place, point in enumerate(into.sheet.cycle_test.curve):
        for key, value in (("cycles", point.cycles), ("retention", point.retention)):
            names = texts()[f"curve_{key}"]
            row = page.add([text(f"{names[0]} {place + 1}"), text(f"{names[1]}{place + 1}"), None, text(value.unit),
                            text(written(value)), text(value.place)])  # fmt: skip
            into.fill(page, row, VALUE, value, f"cycle_test.curve[{place}].{key}", f"{names[0]} {place + 1}")


def _term(into: Filling, page: Page, name: str, formula: str, unit: str) -> str:
    """A term of the service life as a named cell; its name."""
    english, chinese = texts()[name]
    row = page.add([text(english), text(chinese), follows(formula), text(unit), text(name)])
    return into.book.name(name, page.place(row, VALUE))


def _fixed(page: Page, into: Filling, key: str, value: float, unit: str) -> str:
    """A term that no cell of the maker says, such as one of the rule set."""
    english, chinese = texts()[key]
    row = page.add([text(english), text(chinese), number(value), text(unit), text(into.result.rule_set.reference)])
    return page.place(row, VALUE)


def _of_parameter(into: Filling, page: Page, name: str, value: float, unit: str) -> str:
    """A term that is a parameter, and moves with the cell of the maker where there is one."""
    if name not in into.formulas:
        return _fixed(page, into, name, value, unit)
    english, chinese = texts()[name]
    row = page.add([text(english), text(chinese), follows(cell_name(name)), text(unit)])
    return page.place(row, VALUE)


def _years(into: Filling, page: Page, unit: FunctionalUnit) -> str:
    """Years of warranty that count: the shorter of the years and the distance."""
    product = into.result.system.shipped_product
    distance = _of_parameter(into, page, "warranty_km", unit.warranty_km, "km")
    each = _fixed(page, into, "distance_per_year_km", unit.distance_per_year_km, "km/a")
    years = cell_name(product.warranty_years)
    english, chinese = texts()["warranty_counted"]
    row = page.add([text(english), text(chinese), follows(f"IF({distance}>0,MIN({years},{distance}/{each}),{years})"),
                    text("a")])  # fmt: skip
    return page.place(row, VALUE)


def _mean_of_curve(into: Filling, page: Page, unit: FunctionalUnit, cycles: str) -> str:
    """The mean of a measured curve until the end of life, point by point; of a curve of the setup at its numbers."""
    points = unit.curve.points if unit.curve is not None else ()
    own = [tuple(into.cells.get(f"cycle_test.curve[{place}].{key}", "") for key in ("cycles", "retention"))
           for place in range(len(points))]  # fmt: skip
    if into.result.resolved.asked.fade_curve is not None or any(not all(one) for one in own):
        own = [(repr(one[0]), repr(one[1])) for one in points]
    areas = []
    for (start, high), (end, low) in pairwise(own):
        english, chinese = texts()["curve_area"]
        part = f"MAX(0,MIN({end},{cycles})-{start})"
        words = f"{part}*({high}+{high}+({low}-{high})*{part}/({end}-{start}))/2"
        row = page.add([text(english), text(chinese), follows(words), text("1")])
        areas.append(row)
    return f"SUM({page.span(VALUE, areas[0], areas[-1])})/{cycles}"
