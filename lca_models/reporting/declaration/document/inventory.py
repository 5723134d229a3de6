"""Chapter 4: materials, energy by month, transport, electricity, factors, suppliers, rows that differ."""

from __future__ import annotations

from lca_models.inventory.activity.sheet.models import Amounts, MeterLine, Row, TransportLine, Value
from lca_models.reporting.declaration.document import pictures
from lca_models.reporting.declaration.document.facts import SHEET_TAG, Facts
from lca_models.reporting.declaration.document.paper.numbers import (
    AMOUNT,
    COUNT,
    FACTOR,
    PER_PACK,
    SCORE,
    SHARE,
    Number,
)
from lca_models.reporting.declaration.document.paper.word_file import WordFile

MONTHS = 12
MOST_TOLD = 4  # suppliers in sentences; more of them stand in the table alone
MOST_DIFFERENCES = 15
MOST_FACTORS = 18  # that move the result most
ELECTRICITY = "electricity_"  # begins the items of meters of electricity


def write_inventory(paper: WordFile, facts: Facts) -> None:
    """What the plant and its suppliers say, with grade and evidence, and by which factors it counts."""
    paper.heading(f"4 {facts.say('Inventory')}")
    paper.heading(f"4.1 {facts.say('Materials')}", 2)
    facts.put_table(
        paper,
        "T4.1",
        _materials(facts),
        (4, 2, 2.2, 1.6, 2.2, 2, 1.4, 2),
        note=facts.say("The amounts are left out of the public version.") if facts.is_public else "",
    )
    _energy(paper, facts)
    paper.heading(f"4.3 {facts.say('Transport')}", 2)
    facts.put_table(paper, "T4.3", _transport(facts), (3, 5, 2, 2, 1.6, 2, 2))
    _electricity(paper, facts)
    paper.heading(f"4.5 {facts.say('Factors')}", 2)
    facts.put_table(
        paper,
        "T4.5",
        _factors(facts),
        (5, 2.1, 1.1, 1.2, 1.2, 2.5, 2.2, 1.9, 1.6),
        note=facts.say(
            "The factors that move the result most; all of them stand in results/quality.csv and setup/factors.csv."
        ),
    )
    _suppliers(paper, facts)
    _differences(paper, facts)


def _materials(facts: Facts) -> list[tuple[object, ...]]:
    return [
        (
            facts.material(line.key, line.label),
            ""
            if facts.is_public
            else facts.say("none")
            if line.not_applicable
            else facts.given(line.value, f"/{part}/{place}/value"),
            "" if line.value is None else facts.choice("bases", line.basis),
            _scrap(line, f"{part}/{place}"),
            "" if facts.is_public else line.supplier_id or "",
            facts.choice("source_kinds", line.value.source_kind) if line.value else "",
            _grade(line.value),
            (line.value.evidence_id if line.value else "") or "",
        )
        for part, lines in (
            ("cell_materials", facts.declared.sheet.cell_materials),
            ("pack_parts", facts.declared.sheet.pack_parts),
        )
        for place, line in enumerate(lines)
    ]


def _scrap(line: Row, place: str) -> Number | str:
    """The share of what is bought that does not reach the product."""
    found: Value | None = getattr(line, "yield_", None)
    return "" if found is None else Number(1 - found.number, SHARE, f"1-{SHEET_TAG}/{place}/yield_")


def _grade(value: Value | None) -> str:
    """The scores of an amount as the sheet has them; empty where it has none."""
    return "·".join("–" if one is None else str(one) for one in value.scores) if value and any(value.scores) else ""


def _energy(paper: WordFile, facts: Facts) -> None:
    sheet = facts.declared.sheet
    monthly = [(place, line) for place, line in enumerate(sheet.meters) if line.months]
    estimated = sum(one.source_kind == "estimate" for _, line in monthly for one in line.months.values())
    wide = bool(monthly) and not facts.is_public
    if wide:
        paper.turn()
    paper.heading(f"4.2 {facts.say('Energy of the plant')}", 2)
    if monthly:
        facts.put(
            paper,
            facts.sentence(
                "S4.1",
                n__meters=Number(len(monthly), COUNT, "sheet#count/meters"),
                n__months=Number(max(len(line.months) for _, line in monthly), COUNT, "sheet#count/months"),
                n__estimated=Number(estimated, COUNT, "sheet#count/estimated"),
            ),
        )
    else:
        paper.paragraph(facts.say("The sheet gives the energy of the plant for the year and names no meter by month."))
    if sheet.plant.acceptance is not None:
        facts.put(paper, facts.sentence("S4.2", rate=facts.given(sheet.plant.acceptance, "/plant/acceptance", SHARE)))
    if facts.is_public:
        paper.paragraph(facts.say("Monthly values are left out of the public version."), style="Note")
    elif wide:
        months = sorted({month for _, line in monthly for month in line.months})[:MONTHS]
        heads = (facts.say("meter"), *months, facts.say("year"), facts.say("unit"))
        facts.put_table(
            paper,
            "T4.2",
            [_months(facts, place, line, months) for place, line in monthly],
            (3.6, *[1.95] * len(months), 2.3, 1.2),
            heads=heads,
            small=True,
        )
        output = [(place, line) for place, line in enumerate(sheet.output) if line.good.months]
        if output:
            paper.paragraph(facts.say("Good output of the same months:"), style="Lead")
            paper.table(
                heads,
                [
                    (
                        line.label or line.product_id,
                        *_month_cells(facts, line.good, f"/output/{place}/good", months),
                        facts.choice("output_units", line.unit),
                    )
                    for place, line in output
                ],
                (3.6, *[1.95] * len(months), 2.3, 1.2),
                small=True,
            )
    years = [(place, line) for place, line in enumerate(sheet.meters) if not line.months and line.is_given]
    if years:
        paper.paragraph(
            facts.say("Meters, bills and stock accounts that are given for the year or for every month alike:")
        )
        paper.table(
            (facts.say("meter"), facts.say("amount"), facts.say("unit")),
            [
                (f"{line.id} {facts.choice('meter_items', line.item)}", _year(facts, place, line), line.unit or "")
                for place, line in years
            ],
            (7, 3, 3),
        )
    if wide:
        paper.turn()
        picture = pictures.months(facts)
        if picture is not None:
            paper.figure(picture, pictures.caption(facts, 4, "Energy of each month per kWh of good cells"))


def _months(facts: Facts, place: int, line: MeterLine, months: list[str]) -> tuple[object, ...]:
    name = f"{line.id} {line.label or facts.choice('meter_items', line.item)}"
    return (name, *_month_cells(facts, line, f"/meters/{place}", months), line.unit or "")


def _month_cells(facts: Facts, amounts: Amounts, pointer: str, months: list[str]) -> tuple[Number, ...]:
    cells = [facts.given(amounts.months.get(month), f"{pointer}/months/{month}", AMOUNT) for month in months]
    whole = sum(one.number for one in amounts.months.values())
    return (*cells, Number(whole, COUNT, f"sum {SHEET_TAG}{pointer}/months"))


def _year(facts: Facts, place: int, line: MeterLine) -> Number | str:
    if line.not_applicable:
        return facts.say("none")
    name = "year_total" if line.year_total is not None else "every_month"
    return facts.given(getattr(line, name), f"/meters/{place}/{name}")


def _transport(facts: Facts) -> list[tuple[object, ...]]:
    return [
        (
            f"{facts.choice('directions', line.direction)} {_what(facts, line)}",
            _way(facts, line),
            facts.choice("transport_modes", line.mode),
            facts.given(line.distance, f"/transport/{place}/distance"),
            facts.given(line.share, f"/transport/{place}/share", SHARE),
            facts.choice("source_kinds", line.source_kind),
            line.evidence_id or "",
        )
        for place, line in enumerate(facts.declared.sheet.transport)
    ]


def _what(facts: Facts, line: TransportLine) -> str:
    return (
        facts.material(line.what) if line.what and line.what not in ("all", "pack") else facts.say(line.what or "all")
    )


def _way(facts: Facts, line: TransportLine) -> str:
    return " – ".join(one or facts.say("not given") for one in (line.from_, line.to)) if line.from_ or line.to else ""


def _electricity(paper: WordFile, facts: Facts) -> None:
    paper.heading(f"4.4 {facts.say('Electricity and certificates')}", 2)
    sheet = facts.declared.sheet
    views = {str(row["view"]): row for _, row in facts.rows("electricity")}
    certified = [one.kwh.number for one in sheet.certificates if one.kwh is not None]
    facts.put(
        paper,
        facts.sentence(
            "S4.3",
            el__region=facts.choice("provinces", facts.declared.result.province),
            el__rule=facts.say(str(views["as_claimed"]["rule"] or "")) if "as_claimed" in views else None,
            el__certified=Number(sum(certified), COUNT, "sum sheet#/certificates/kwh"),
        ),
    )
    rows: list[tuple[object, ...]] = []
    for place, line in enumerate(sheet.meters):
        if line.item.startswith(ELECTRICITY) and line.is_given:
            whole = sum(one.number for one in line.months.values()) if line.months else None
            amount: object = (
                Number(whole, COUNT, f"sum {SHEET_TAG}/meters/{place}/months")
                if whole is not None
                else _year(facts, place, line)
            )
            rows.append(
                (
                    line.id,
                    "" if facts.is_public else amount,
                    "",
                    facts.choice("meter_items", line.item),
                    "",
                    facts.choice("technologies", line.technology),
                    "",
                )
            )
    kinds = dict.fromkeys((one.kind, one.technology, one.generation_province) for one in sheet.certificates)
    for kind, technology, province in kinds:
        alike = [
            (place, one)
            for place, one in enumerate(sheet.certificates)
            if (one.kind, one.technology, one.generation_province) == (kind, technology, province)
        ]
        whole = sum(one.kwh.number for _, one in alike if one.kwh is not None)
        months = sorted(filter(None, (one.generation_month for _, one in alike)))
        rows.append(
            (
                facts.say("certificates"),
                "" if facts.is_public else Number(whole, COUNT, f"sum {SHEET_TAG}/certificates/kwh"),
                facts.choice("provinces", province),
                facts.choice("certificate_kinds", kind),
                "" if facts.is_public else facts.say("see annex B"),
                facts.choice("technologies", technology),
                " – ".join(dict.fromkeys((months[0], months[-1]))) if months else "",
            )
        )
    facts.put_table(paper, "T4.4", rows, (2.6, 2.8, 1.9, 4.2, 2.3, 3.2, 2.6))


def _factors(facts: Facts) -> list[tuple[object, ...]]:
    values = {str(row["line"]): number for number, row in facts.rows("contributions")}
    units = {str(row["line"]): str(row["unit"]) for _, row in facts.rows("contributions")}
    lines = [
        (number, row)
        for number, row in facts.rows("quality")
        if row["kind"] == "line" and row["factor_rating"] is not None
    ]
    lines.sort(key=lambda one: (-abs(float(one[1]["kg_co2e_per_pack"] or 0)), one[0]))
    return [
        (
            facts.line(row["name"]),
            facts.number("contributions", values[str(row["name"])], "factor_kg_co2e_per_unit", FACTOR)
            if str(row["name"]) in values
            else "",
            facts.unit(units.get(str(row["name"]), "")),
            *(
                facts.number("quality", number, f"factor_{score}", SCORE)
                for score in ("time", "place", "technology", "accuracy", "method", "rating")
            ),
        )
        for number, row in lines[:MOST_FACTORS]
    ]


def _suppliers(paper: WordFile, facts: Facts) -> None:
    paper.heading(f"4.6 {facts.say('Footprints of suppliers')}", 2)
    lines = list(enumerate(facts.declared.sheet.suppliers))
    if facts.is_public:
        paper.paragraph(facts.say("Names and values of suppliers are left out of the public version."), style="Note")
        return
    for place, line in lines if len(lines) <= MOST_TOLD else []:
        if line.value is not None:
            facts.put(
                paper,
                facts.sentence(
                    "S4.4",
                    supplier__name=line.name or line.supplier_id,
                    supplier__value=facts.given(line.value, f"/suppliers/{place}/value"),
                    supplier__unit=facts.choice("declared_units", line.declared_unit),
                    supplier__valid=line.valid_until,
                    supplier__verification=line.verified_by or facts.say("none"),
                ),
            )
    facts.put_table(
        paper,
        "T4.6",
        [
            (
                line.name or line.supplier_id,
                line.replaces or "",
                facts.given(line.value, f"/suppliers/{place}/value") if line.value is not None else line.file or "",
                facts.choice("boundaries", line.boundary),
                line.valid_until or "",
                line.verified_by or facts.say("none"),
                facts.choice("declared_units", line.declared_unit),
            )
            for place, line in lines
        ],
        (3, 3.4, 2.4, 2.4, 2.2, 2.4, 2),
    )


def _differences(paper: WordFile, facts: Facts) -> None:
    paper.heading(f"4.7 {facts.say('Rows that differ from the release')}", 2)
    rows = facts.rows("differs")
    facts.put(paper, facts.sentence("S4.5", n__differ=Number(len(rows), COUNT, "differs/count")))
    largest = sorted(rows, key=lambda one: (-abs(float(one[1]["kg_co2e_per_pack"] or 0)), one[0]))[:MOST_DIFFERENCES]
    facts.put_table(
        paper,
        "T4.7",
        [
            (
                facts.difference(number),
                facts.number("differs", number, "release", FACTOR),
                "" if facts.is_public else facts.number("differs", number, "here", FACTOR),
                facts.say(str(row["whose"])),
                facts.number("differs", number, "kg_co2e_per_pack", PER_PACK),
            )
            for number, row in largest
        ],
        (7, 2.2, 2.2, 2.2, 2.6),
        small=True,
        note=facts.say("The rows that move the result most; all of them stand in inventory/differs.csv."),
    )
