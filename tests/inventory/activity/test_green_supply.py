from dataclasses import replace
from datetime import date

import pytest

from lca_models.inventory.activity.certificates import GREEN_TRADE, NOT_TRADABLE, TRADABLE, Batch, month_after
from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.green_supply import PlantPower, count_certificates, supply_parameters
from lca_models.inventory.system.pack import Origin

MONTHS = tuple(month_after("2025-01", count) for count in range(12))
# 10 000 kWh a month from the grid, 20 000 kWh of own photovoltaic power and 60 000 kWh by a direct line in the year
POWER = PlantPower(
    "Plant 1", MONTHS, 120_000, dict.fromkeys(MONTHS, 10_000), onsite={"SOLAR-PV": 20_000}, direct={"HYDRO": 60_000},
    product_shares={"EXA": 0.75, "EXB": 0.25}, place="meters!E5", trade_place="meters!E6",
)  # fmt: skip


def batch(kwh: float, month: str = "2025-03", **further) -> Batch:
    made = Batch(
        "a.xlsx", "certificates!A5", "A1", "", GREEN_TRADE, kwh, month, "WIND", date(2025, 12, 1),
        origin=Origin("certificates!A5", evidence="E1"),
    )  # fmt: skip
    return replace(made, **further)


def counted(*batches, power=POWER):
    findings = Findings()
    return count_certificates(batches, power, findings), findings


def said(findings: Findings) -> list[tuple[str, str]]:
    return [(one.severity, one.code) for one in findings.found]


def test_kwh_count_by_month_and_technology():
    found, findings = counted(batch(4000), batch(3000), batch(2000, "2025-04", technology="HYDRO"))

    assert found.by_month() == dict.fromkeys(MONTHS, 0) | {"2025-03": 7000, "2025-04": 2000}
    assert found.by_technology() == {"WIND": 7000, "HYDRO": 2000}
    assert findings.found == []


@pytest.mark.parametrize(
    ("further", "code"),
    [({"month": "2024-12"}, "V32"), ({"retired_on": None}, ""), ({"plant": "Plant 2"}, "")],
)
def test_what_is_outside_the_period_not_retired_or_of_another_plant_is_not_counted(further, code):
    found, findings = counted(batch(4000, **further))

    assert found.batches == ()
    assert said(findings) == [("warning", code)]


def test_a_month_may_not_hold_more_green_than_grid_electricity():
    assert counted(batch(10_000))[1].found == []
    findings = counted(batch(11_000))[1]

    assert said(findings) == [("error", "V33")]
    assert findings.found[0].text == "2025-03: 11000 kWh green, 10000 kWh bought."


def test_a_year_may_not_where_no_month_is_known():
    power = replace(POWER, grid=5000, grid_by_month={})

    assert said(counted(batch(5000), power=power)[1]) == []
    assert said(counted(batch(6000), power=power)[1]) == [("error", "V33")]


def test_a_product_may_not_have_more_than_its_part_of_the_grid():
    """EX-B buys a quarter of 120 000 kWh: 30 000"""
    rows = [batch(8000, month, product="EX-B") for month in MONTHS[:4]]

    assert said(counted(*rows[:3])[1]) == []
    assert counted(*rows)[1].found[0].text == "EX-B: 32000 kWh green, 30000 kWh bought."


def test_shares_are_of_all_electricity_that_the_plant_uses():
    """of 200 000 kWh: 8000 traded, 4000 of certificates, 20 000 own, 60 000 by direct line"""
    found, findings = counted(batch(8000), batch(1000, kind=TRADABLE), batch(3000, "2025-05", kind=NOT_TRADABLE))
    parameters, choices = supply_parameters(found, "EX-A", findings)

    assert {one.name: one.value for one in parameters} == pytest.approx(
        {
            "green_power_share": 0.04,
            "cell_plant_certificate_share": 0.02,
            "cell_plant_onsite_share": 0.1,
            "cell_plant_direct_line_share": 0.3,
        }
    )
    assert {name: code for name, (code, _) in choices.items()} == {
        "green_power_technology": "WIND",
        "onsite_technology": "SOLAR-PV",
        "direct_line_technology": "HYDRO",
    }
    assert all(one.origin.is_measured for one in parameters)
    assert parameters[0].origin.evidence == "E1"


def test_what_was_retired_for_products_and_for_the_plant_adds_up_to_the_ledger():
    """A: 3000 of 150 000 and 8000 of 200 000; B: 1000 of 50 000 and the same: 3000 + 1000 + 8000 in all"""
    found, _ = counted(batch(8000), batch(3000, "2025-04", product="EX-A"), batch(1000, "2025-05", product="EX-B"))

    shares = {name: found.share((GREEN_TRADE,), name) for name in ("EX-A", "EX-B")}
    assert shares == pytest.approx({"EX-A": 0.02 + 0.04, "EX-B": 0.02 + 0.04})
    assert shares["EX-A"] * 150_000 + shares["EX-B"] * 50_000 == pytest.approx(12_000)


def test_the_same_row_of_a_plant_in_two_sheets_counts_once():
    row = batch(4000, plant="Plant 1")

    assert counted(row, replace(row, file="b.xlsx"))[0].kwh((GREEN_TRADE,)) == 4000


def test_own_power_whose_certificates_were_sold_counts_as_grid_power():
    """20 000 kWh less 5000 sold, of 200 000"""
    found, findings = counted(batch(5000, is_sold=True))
    parameters, _ = supply_parameters(found, "EX-A", findings)

    assert said(findings) == [("warning", "V34")]
    assert {one.name: one.value for one in parameters}["cell_plant_onsite_share"] == pytest.approx(0.075)


def test_green_power_trade_without_certificates_is_told():
    findings = counted(batch(8000), power=replace(POWER, trade=9500))[1]

    assert findings.found[0].text == (
        "Bills of green power trade say 9500 kWh, certificates 8000 kWh; only these count."
    )
    assert findings.found[0].place == "meters!E6"
    assert counted(batch(8000), power=replace(POWER, trade=8999))[1].found == []  # the rest of a month


def test_of_several_technologies_the_largest_stands_and_the_others_are_named():
    found, findings = counted(batch(3000), batch(1000, "2025-04", technology="HYDRO"))
    _, choices = supply_parameters(found, "EX-A", findings)

    assert choices["green_power_technology"][0] == "WIND"
    assert findings.found[0].text == ("Technology of green electricity: HYDRO calculated as WIND, which is 75% of it.")


def test_a_plant_without_green_electricity_gives_no_parameter():
    found, findings = counted(power=PlantPower("Plant 1", MONTHS, 120_000))

    assert supply_parameters(found, "EX-A", findings) == ((), {})


def test_the_same_certificates_count_once_however_two_sheets_spell_their_product():
    found, _ = counted(batch(4000, product="EX-A"), batch(4000, product="ex a", file="b.xlsx"))

    assert found.kwh((GREEN_TRADE,)) == 4000


def test_certificates_sold_without_own_generation_are_told_to_be_nothing():
    _, findings = counted(batch(4000, is_sold=True), power=replace(POWER, onsite={}))

    assert said(findings) == [("warning", "V34")]
    assert "no electricity of its own" in findings.found[0].text
