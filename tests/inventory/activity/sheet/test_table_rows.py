"""Meters, output, allocation, transport, certificates, suppliers: rows in the units in which they are kept."""

import pytest

from lca_models.inventory.activity.sheet.judging import judge
from lca_models.inventory.activity.sheet.yaml_file import read_yaml_sheet


@pytest.fixture
def judged(tmp_path):
    def judge_text(text):
        path = tmp_path / "pack.yaml"
        path.write_text("product: {name: Pack, chemistry: lfp}\n" + text, encoding="utf-8")
        return judge(read_yaml_sheet(path))

    return judge_text


def said(sheet):
    return [(one.code, one.words) for one in sheet.findings]


@pytest.mark.parametrize(
    ("item", "unit", "kept", "number"),
    [
        ("electricity_grid", "万kWh", "kWh", 10_000),
        ("electricity_grid", "MWh", "kWh", 1000),
        ("natural_gas", "m3", "m3", 1),
        ("natural_gas", "万Nm³", "m3", 10_000),
        ("natural_gas", "GJ", "MJ", 1000),
        ("steam", "GJ", "MJ", 1000),
        ("steam", "吨", "kg", 1000),
        ("heat", "kWh", "MJ", 3.6),
        ("diesel", "t", "kg", 1000),
        ("water", "m³", "m3", 1),
        ("nitrogen", "Nm3", "m3", 1),
        ("rejected_cells", "件", "piece", 1),
        ("electrode_scrap", "t", "kg", 1000),
    ],
)
def test_a_meter_is_kept_in_the_unit_of_its_item(judged, item, unit, kept, number):
    """one of each"""
    (meter,) = judged(f"meters: [{{id: M1, item: {item}, unit: {unit}, year_total: 1}}]").meters

    assert (meter.unit, meter.year_total.number) == (kept, number)


def test_gas_at_20_degrees_keeps_its_energy(judged):
    """1000 m3 x 36 MJ/m3, both at 20 °C; and 36 MJ per normal cubic metre stays"""
    row = "meters: [{{id: M2, item: natural_gas, unit: m3 (20 °C), heating_value: {0}, year_total: 1000}}]"

    (meter,) = judged(row.format("36 MJ/m3")).meters
    assert meter.year_total.number * meter.heating_value.number == pytest.approx(36_000, rel=1e-15)
    (meter,) = judged(row.format("36 MJ/Nm3")).meters
    assert meter.heating_value.number == 36


@pytest.mark.parametrize(
    ("row", "code", "words"),
    [
        ("item: electricity_grid, year_total: 5", "V02", "meters[0] (line 2): unit is needed."),
        ("item: natural_gas, unit: kgce, year_total: 5", "V06", "unit (line 2): 'kgce' cannot be turned into m3 or MJ"),
        ("item: electricity_grid, unit: kgce, year_total: 5", "V06", "A coal equivalent counts primary energy"),
        ("item: diesel, unit: L, year_total: 5", "V06", "'L' cannot be turned into kg or MJ"),
        ("item: heat, unit: GJ, months: {2025-1: 5}", "V18", "2025-1 (line 2): '2025-1' is no month; write it as 2025-01"),
        ("item: heat, unit: GJ, months: {2025-13: 5}", "V18", "'2025-13' is no month"),
        ("item: heat, unit: GJ, months: {Jan: 5}", "V01", "'Jan' is not a field of this sheet"),
        ("item: heat, unit: GJ, months: {2025-01: 12:30}", "V03", "'12:30' is not a number"),
        ("item: natural_gas, unit: m3, months: {2025-01: 5, 2025-02: 5 GJ}", "V06", "'5 GJ' and its unit 'm3' say two things"),
        ("item: electricty_grid, unit: kWh, year_total: 5", "V07", "did you mean 'electricity_grid'"),
    ],
)  # fmt: skip
def test_a_meter_that_cannot_be_read_says_why_once(judged, row, code, words):
    (found,) = judged(f"meters: [{{id: M1, {row}}}]").findings

    assert found.code == code
    assert words in found.words


def test_a_wrong_unit_is_said_once_and_not_for_every_month(judged):
    months = ", ".join(f"2025-{at:02d}: 5" for at in range(1, 13))

    sheet = judged(f"meters: [{{id: M1, item: heat, unit: kg, months: {{{months}}}}}]")

    assert [code for code, _ in said(sheet)] == ["V06"]


def test_a_meter_of_an_empty_sheet_was_not_read(judged):
    sheet = judged("meters: [{id: M1, item: natural_gas, unit: m3, year_total: }]")

    assert (sheet.meters, sheet.findings) == ((), ())


def test_output_is_counted_in_its_own_unit_or_that_of_the_row(judged):
    sheet = judged(
        "output:\n"
        "  - {product_id: A, unit: packs, energy_per_piece: 60 kWh, good: 10000, started: {unit: MWh, every_month: 53}}\n"
        "  - {product_id: B, unit: 包, good: {months: {2025-01: 5}}, started: 9}\n"
    )

    first, second = sheet.output
    assert (first.unit, first.good.unit, first.good.year_total.number) == ("packs", "packs", 10000)
    assert (first.started.unit, first.started.every_month.number) == ("kwh", 53_000)
    assert (second.good.unit, second.good.months["2025-01"].number, second.started.year_total.number) == ("packs", 5, 9)
    assert second.good.where("2025-01") == "output[1].good.months.2025-01 (line 4)"
    assert second.started.where("year_total") == "output[1].started (line 4)"


def test_output_needs_a_good_amount_and_a_unit_that_can_be_counted(judged):
    assert said(judged("output: [{product_id: A, unit: packs}]")) == [
        ("V02", "output[0] (line 2): good, year is needed.")
    ]
    assert said(judged("output: [{product_id: A, good: 5}]")) == [("V02", "output[0] (line 2): unit is needed.")]
    assert said(judged("output: [{product_id: A, unit: Stk, good: 5}]"))[0][0] == "V06"


def test_shares_and_products_of_an_allocation_are_read_in_their_order(judged):
    sheet = judged(
        "allocation: [{allocation_id: K3, key: 指定比例, products: [A, B], shares: [70 %, 0.3], reason: lines, "
        "by_product: steam, by_product_amount: 4600 MWh, by_product_rule: physical, efficiency: 92 %}]"
    )

    (line,) = sheet.allocation
    assert (line.key, line.products, [one.number for one in line.shares]) == ("share", ("A", "B"), [0.7, 0.3])
    assert (line.by_product_amount.number, line.by_product_amount.unit, line.efficiency.number) == (
        16_560_000,
        "MJ",
        0.92,
    )


def test_rows_need_what_names_them(judged):
    sheet = judged(
        "meters: [{item: heat, unit: GJ, year_total: 5}]\ntransport: [{distance: 5 km}]\nevidence: [{evidence_id: E1}]"
    )

    assert said(sheet) == [
        ("V02", "meters[0] (line 2): meter is needed."),
        ("V02", "transport[0] (line 3): direction is needed."),
        ("V02", "transport[0] (line 3): mode is needed."),
        ("V02", "evidence[0] (line 4): document is needed."),
    ]


def test_a_leg_and_a_batch_of_certificates_are_rows_of_their_columns(judged):
    sheet = judged(
        "transport: [{direction: 运出, what: pack, from: Yibin, to: Berlin, mode: sea, distance: 19000 km, share: 100 %}]\n"
        "certificates: [{number_first: A1, kind: green_trade, kwh: 5 MWh, generation_month: 2025-02, retired_on: 2025-03-01}]\n"
    )

    (leg,), (batch,) = sheet.transport, sheet.certificates
    assert (leg.direction, leg.from_, leg.to, leg.mode, leg.distance.number, leg.share.number) == (
        "out",
        "Yibin",
        "Berlin",
        "sea",
        19000,
        1,
    )
    assert (batch.kwh.number, batch.generation_month, batch.retired_on) == (5000, "2025-02", "2025-03-01")


@pytest.mark.parametrize(
    ("words", "answer"),
    [("2025/3/1", "write it as 2025-03-01"), ("2025年3月1日", "write it as 2025-03-01"), ("1.3.2025", "write it as 2025-12-31"),
     ("2025-02-30", "is no day of the calendar")],
)  # fmt: skip
def test_a_day_is_written_in_one_way(judged, words, answer):
    sheet = judged(f"suppliers: [{{supplier_id: S1, valid_until: {words}}}]")

    assert [code for code, _ in said(sheet)] == ["V07"]
    assert answer in said(sheet)[0][1]


def test_a_footprint_by_hand_is_per_declared_unit_with_its_stages_and_metals(judged):
    sheet = judged(
        "suppliers: [{supplier_id: S1, value: 26.0 kgCO2e/kg, stage_raw: 20.5, stage_production: 21 %, primary_share: 30 %, "
        "exempted_percent: 3, q_time: 2.5, metals: {nickel: {content: 48.27 %, virgin_value: 9}}}]"
    )

    (one,) = sheet.suppliers
    assert (one.value.number, one.declared_unit, one.stage_raw.unit, one.stage_production.unit) == (
        26,
        "kg",
        "kgCO2e",
        "share",
    )
    assert (one.primary_share.number, one.exempted_percent.number, one.q_time) == (0.3, 0.03, 2.5)
    assert one.metals["nickel"].content.number == pytest.approx(0.4827)
    assert one.metals["nickel"].virgin_value.number == 9


def test_a_supplier_that_stands_twice_or_declares_two_units_is_named(judged):
    sheet = judged(
        "suppliers:\n  - {supplier_id: S1, value: 1 kgCO2e/kg, declared_unit: piece}\n  - {supplier_id: S1}\n"
    )

    assert said(sheet) == [
        ("V06", "suppliers[0].value (line 3): '1 kgCO2e/kg' is per kg and the declared unit is piece; correct one"),
        (
            "V46",
            "suppliers[1].supplier_id (line 4): 'S1' stands here and in suppliers[0].supplier_id (line 3); give each its own",
        ),
    ]
