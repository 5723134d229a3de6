"""Table 0 typed into a sheet: the same footprint as a file, and every fault of a row at once."""

from datetime import date

import pytest

from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.sheet.models import MetalLine, SupplierLine, Value
from lca_models.inventory.activity.suppliers.by_hand import footprint_by_hand, period_of
from lca_models.inventory.activity.suppliers.footprint import GATE, UNSTATED, Metal


def value(number, unit="kgCO2e"):
    return Value(number=number, unit=unit, place="suppliers!G5", written=f"{number:g}")


def line(**changed):
    given = {"supplier_id": "S1", "name": "Supplier M", "declared_unit": "piece", "value": value(3.9), "place": "suppliers!A5",
             "mass_per_piece": value(0.52, "kg")}  # fmt: skip
    return SupplierLine(**(given | changed))


def read(**changed):
    findings = Findings()
    return footprint_by_hand(line(**changed), findings), findings


def test_a_row_is_read_with_everything_it_says():
    found, findings = read(
        stage_raw=value(3), stage_production=value(0.9), boundary="cradle_to_gate", period="2025", valid_until="2027-06-30",
        geography="CN-HN", primary_share=value(0.6, "1"), q_technology=1, q_place=2, q_time=3, gwp_set="AR6",
        exempted_percent=value(1.5, "%"), includes_inbound_transport=False, recycled_counted=True, verified_by="Checker",
        verified_on="2026-01-15", standard="ISO 14067",
        metals={"nickel": MetalLine(content=value(0.48, "1"), virgin_value=value(12), recycled_value=value(3))},
    )  # fmt: skip

    assert findings.found == []
    assert (found.supplier, found.unit, found.value, found.mass_kg) == ("Supplier M", "piece", 3.9, 0.52)
    assert (found.period_start, found.period_end) == (date(2025, 1, 1), date(2025, 12, 31))
    assert (found.boundary, found.recycled_content, found.exempted_share) == (GATE, "inside", 0.015)
    assert found.verification.words == "Checker · 2026-01-15 · ISO 14067"
    assert found.metals == (Metal("Ni", 0.48, 12, 3),)
    assert sum(found.stages.values()) == pytest.approx(3.9)


def test_stages_without_anything_behind_the_gate_are_cradle_to_gate():
    assert read(stage_raw=value(3.9))[0].boundary == GATE
    assert read()[0].boundary == UNSTATED


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"value": None}, "suppliers!A5: footprint is needed."),
        ({"value": value(-1)}, "is -1, and no footprint is below 0"),
        ({"declared_unit": None}, "declared unit is needed."),
        ({"stage_raw": value(3), "stage_production": value(3)}, "Stages sum to 6, the footprint is 3.9."),
        ({"period": "last year"}, "'last year' is no period; write it as 2025 or 2025-01 to 2025-12"),
        ({"period": "2025-12 to 2025-01"}, "is no period"),
        ({"valid_until": "2026-13-01"}, "'2026-13-01' is no day"),
    ],
)
def test_a_row_is_refused_for_what_is_wrong_with_it(changed, said):
    found, findings = read(**changed)

    assert found is None
    assert [said in one.words for one in findings.found] == [True]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-02", date(2025, 2, 1), date(2025, 2, 28)),
        ("2024-07 to 2025-06", date(2024, 7, 1), date(2025, 6, 30)),
        ("2025-01至2025-12", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-01-15/2025-02-14", date(2025, 1, 15), date(2025, 2, 14)),
        (None, None, None),
    ],
)
def test_periods_are_read_as_people_write_them(words, first, last):
    assert period_of(line(period=words), Findings()) == (first, last)


def test_a_cell_that_could_not_be_read_is_not_asked_for_again():
    assert read(value=None, places={"value": "suppliers!G5"}) == (None, Findings())
