"""A workbook small enough to be checked by hand: two products, five meters, six materials, three certificates.

All inputs are made up but two factors of the Ministry of Ecology and Environment for 2024, in kg CO2e per kWh: wind 0.0324,
transmission and distribution with losses 0.0327.
"""

from __future__ import annotations

from lca_models.reporting.declaration.calculation.book.pages import HEADING, INPUT, Book, Cell, Page, follows, text

MONTHS = 12
METERS = {
    "M1": ((1893204, 1702118, 1951377, 1988640, 2004915, 1966083, 1917442, 1899756, 1942305, 1987611, 2013948, 2031786),
           1.0, "kwh", "EL"),
    "M2": ((1378450, 1251906, 1345872, 1322147, 1339658, 1401233, 1465780, 1472914, 1381026, 1319475, 1336208, 1384519),
           1.0, "kwh", "EL"),
    "M3": ((352410, 318765, 327840, 301226, 288913, 271540, 262375, 265018, 279362, 305147, 329684, 351902),
           38.931, "kwh", "GAS"),
    "M4": ((1620.5, 1498.2, 1533.8, 1401.6, 1289.4, 1177.9, 1120.3, 1131.7, 1216.5, 1388.1, 1502.4, 1611.6),
           1.0, "kg", "STEAM"),
    "M5": ((84216, 76390, 86975, 88104, 88920, 87331, 85416, 84702, 86447, 88375, 89560, 90214), 1.0, "piece", "EL"),
}  # fmt: skip
FACTORS = {
    "EL_GRID": 0.25,
    "EL_TECH": 0.0324,
    "EL_TD": 0.0327,
    "GAS": 0.0672,
    "STEAM": 95.0,
    "TRUCK": 0.075,
    "EOL": 0.904,
}
PRODUCTS = {"A": (20480, 20000, 60.0, 441.0), "B": (5150, 5000, 80.0, 460.0)}  # started, good, kWh and kg of a pack
MATERIALS = {  # kg in a pack, share lost, kg CO2e per kg, km by truck
    "P1": (130.0, 0.04, 10.0, 820.0), "P2": (66.0, 0.045, 9.5, 1310.0), "P3": (49.0, 0.08, 5.2, 640.0),
    "P4": (26.0, 0.07, 14.8, 705.0), "P5": (60.0, 0.02, 3.1, 450.0), "P6": (110.0, 0.0, 15.9, 980.0),
}  # fmt: skip
CERTIFICATES = {"GEC-0001": (7200000, 1), "GEC-0002": (4800000, 1), "GEC-0003": (3000000, 0)}  # the third is unbundled
PACK = {"E_rated_kwh": 60.0, "cycles_n": 2000.0, "r_eol": 0.8, "pack_mass_kg": 441.0, "dist_km": 1200.0}

EXPECTED = {
    "keys share kwh": 0.75, "keys share kg": 0.7931654676258992, "keys share piece": 0.8, "el_total_kwh": 40735023.0,
    "green_share": 0.29458679819574424, "el_factor": 0.1955309010136069, "M1": 170.8391488474768, "M2": 120.24555020743239,
    "M3": 358.49761779384, "M4": 62.13420323741006, "M5": 8.107884341430223, "P1": 1354.166666666667, "P2": 656.5445026178011,
    "P3": 276.95652173913044, "P4": 413.7634408602151, "P5": 189.79591836734693, "P6": 1749.0, "tkm": 390.72335242953653,
    "raw": 4669.531301683375, "manufacturing": 719.8244044275893, "distribution": 39.690000000000005, "recycling": 398.664,
    "total_kg": 5827.709706110963, "per kWh": 97.1284951018494, "per kWh delivered": 0.053960275056583,
}  # fmt: skip


def mini_workbook() -> tuple[Book, dict[str, str]]:
    """The workbook, and the places of what is expected and of what is changed."""
    book, places = Book(), dict[str, str]()
    _product(book, places)
    _factors(book)
    _output(book, places)
    _electricity(book, places)
    _meters(book, places)
    _materials(book, places)
    _stages(book, places)
    return book, places


def _page(book: Book, name: str, *headings: str) -> Page:
    page = book.page(name)
    page.add([text(one, HEADING) for one in headings])
    return page


def _given(value: float | str) -> Cell:
    return Cell(value, look=INPUT)


def _product(book: Book, places: dict[str, str]) -> None:
    page = _page(book, "product", "name", "value")
    for name, value in PACK.items():
        row = page.add([text(name), _given(value)])
        places[name] = page.place(row, 1)
        book.name(name, page.place(row, 1))
    for name, formula in (("r_mean", "(1+r_eol)/2"), ("E_total_kwh", "E_rated_kwh*cycles_n*r_mean")):
        book.name(name, page.place(page.add([text(name), follows(formula)]), 1))


def _factors(book: Book) -> None:
    page = _page(book, "factors", "code", "value")
    for code, value in FACTORS.items():
        page.add([text(code), Cell(value)])
    book.name("factor_code", page.span(0, 2, page.rows))
    book.name("factor_value", page.span(1, 2, page.rows))


def _output(book: Book, places: dict[str, str]) -> None:
    page = _page(book, "output", "product", "started", "good", "kWh", "kg", "kwh", "kg", "piece")
    for product, numbers in PRODUCTS.items():
        row = page.add([text(product), *map(_given, numbers)])
        for column, formula in ((5, f"C{row}*D{row}"), (6, f"C{row}*E{row}"), (7, f"C{row}")):
            page.put(row, column, follows(formula))
    book.name("good_packs", "output!C2")
    keys = _page(book, "keys", "key", "share")
    for key, letter in (("kwh", "F"), ("kg", "G"), ("piece", "H")):
        row = keys.add([text(key), follows(f"output!{letter}2/SUM(output!{letter}2:{letter}3)")])
        places[f"keys share {key}"] = keys.place(row, 1)
    book.name("key_name", "keys!A2:A4")
    book.name("key_share", "keys!B2:B4")


def _factor(code: str) -> str:
    return f'INDEX(factor_value,MATCH("{code}",factor_code,0))'


def _electricity(book: Book, places: dict[str, str]) -> None:
    page = _page(book, "certificates", "serial", "kWh", "counts", "counted")
    for serial, (kwh, counts) in CERTIFICATES.items():
        row = page.add([text(serial), _given(kwh), _given(counts)])
        page.put(row, 3, follows(f"B{row}*C{row}"))
        places[serial] = page.place(row, 2)
    page = _page(book, "electricity", "name", "value")
    for name, formula in (
        ("el_total_kwh", 'SUMIFS(meters!P2:P6,meters!V2:V6,"EL")'), ("el_green_kwh", "SUM(certificates!D2:D4)"),
        ("green_share", "el_green_kwh/el_total_kwh"),
        ("el_factor", f"(1-green_share)*{_factor('EL_GRID')}+green_share*({_factor('EL_TECH')}+{_factor('EL_TD')})"),
    ):  # fmt: skip
        row = page.add([text(name), follows(formula)])
        places[name] = page.place(row, 1)
        book.name(name, page.place(row, 1))


def _meters(book: Book, places: dict[str, str]) -> None:
    page = _page(book, "meters", "id", "name", "unit", *(f"2025-{month:02d}" for month in range(1, MONTHS + 1)), "sum",
                 "to base", "base", "key", "share", "per pack", "code", "factor", "kg")  # fmt: skip
    for id, (months, to_base, key, code) in METERS.items():
        row = page.add([text(id), text(id), text(""), *map(_given, months)])
        for column, cell in (
            (15, follows(f"SUM(D{row}:O{row})")), (16, Cell(to_base)), (17, follows(f"P{row}*Q{row}")), (18, _given(key)),
            (19, follows(f"INDEX(key_share,MATCH(S{row},key_name,0))")), (20, follows(f"R{row}*T{row}/good_packs")),
            (21, text(code)),
            (22, follows(f'IF(V{row}="EL",el_factor,INDEX(factor_value,MATCH(V{row},factor_code,0)))')),
            (23, follows(f"U{row}*W{row}")),
        ):  # fmt: skip
            page.put(row, column, cell)
        places |= {id: page.place(row, 23), f"{id} january": page.place(row, 3), f"{id} key": page.place(row, 18)}


def _materials(book: Book, places: dict[str, str]) -> None:
    page = _page(book, "materials", "id", "name", "net", "scrap", "input", "factor", "kg CO2e", "km", "tkm")
    for id, (net, scrap, factor, distance) in MATERIALS.items():
        row = page.add([text(id), text(id), _given(net), _given(scrap), None, Cell(factor), None, _given(distance)])
        for column, formula in ((4, f"C{row}/(1-D{row})"), (6, f"E{row}*F{row}"), (8, f"E{row}/1000*H{row}")):
            page.put(row, column, follows(formula))
        places[id] = page.place(row, 6)


def _stages(book: Book, places: dict[str, str]) -> None:
    page = _page(book, "stages", "stage", "per pack", "per kWh", "per kWh delivered")
    for name, formula in (
        ("tkm", "SUM(materials!I2:I7)"),
        ("raw", f"SUM(materials!G2:G7)+SUM(materials!I2:I7)*{_factor('TRUCK')}"), ("manufacturing", "SUM(meters!X2:X6)"),
        ("distribution", f"pack_mass_kg/1000*dist_km*{_factor('TRUCK')}"), ("recycling", f"pack_mass_kg*{_factor('EOL')}"),
        ("total_kg", "SUM(B3:B6)"),
    ):  # fmt: skip
        row = page.add([text(name), follows(formula), follows(f"B{page.rows + 1}/E_rated_kwh"),
                        follows(f"B{page.rows + 1}/E_total_kwh")])  # fmt: skip
        places[name] = page.place(row, 1)
    places |= {"per kWh": page.place(page.rows, 2), "per kWh delivered": page.place(page.rows, 3)}
