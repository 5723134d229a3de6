from datetime import date

import pytest
from data_sheets import given, sheet_of

from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.remarks.idle_fields import IDLE, check_idle_fields
from lca_models.inventory.activity.sheet.fields import columns_of, rows_of
from lca_models.inventory.activity.sheet.models import CertificateLine, CycleTest, MaterialLine, MeterLine

TODAY = date(2026, 6, 1)


def said(product=None, **parts):
    findings = Findings()
    check_idle_fields(sheet_of(product, **parts), "lfp", TODAY, findings)
    return [(one.severity, one.code, one.text) for one in findings.found]


def test_every_idle_field_is_one_of_the_sheet():
    assert [(name, key) for name, key in IDLE if key not in {*rows_of(name), *columns_of(name)}] == []


def test_a_sheet_without_them_is_told_nothing():
    assert said({"company": "A", "model": "B", "plant_address": "C", "cell_format": "prismatic"}) == []


def test_each_field_is_said_once_whatever_the_number_of_its_rows():
    rows = tuple(CertificateLine(generation_plant=name) for name in "ABC")

    assert said(certificates=rows, cycle_test=CycleTest(temperature=given(25, "degC"))) == [
        ("note", "", "temperature of the test moves nothing: kept for the record"),
        ("note", "", "power station moves nothing: kept for the record"),
    ]


@pytest.mark.parametrize(
    ("formula", "warned"),
    [("LiFePO4", False), ("LiFe0.98Mn0.02PO4", False), ("LiNi0.8Co0.1Mn0.1O2", True), ("?", False)],
)
def test_a_cathode_of_another_chemistry_is_told(formula, warned):
    assert bool(said(cell_materials=(MaterialLine(key="cathode", formula=formula),))) == warned


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ("91510100MA6CGUGA1W", False),
        ("９1510100MA6CGUGA1W", False),
        ("urn:uuid:1", False),
        ("123", True),
        ("urn:", True),
    ],
)
def test_an_identifier_of_no_form_is_told(text, warned):
    assert [one[0] for one in said({"company_id": text})] == (["warning"] if warned else [])


@pytest.mark.parametrize(("month", "refused"), [("2026-06", False), ("2026-07", True), ("2031-01", True)])
def test_a_period_in_the_future_is_refused(month, refused):
    assert [one[:2] for one in said({"period_start": month})] == ([("error", "V18")] if refused else [])


@pytest.mark.parametrize(("sold", "severity"), [(150, "note"), (151, "error"), (0, None)])
def test_no_plant_sells_more_electricity_than_comes_in(sold, severity):
    """100 kWh of the grid and 50 of its own; the meter behind the first is part of it"""
    rows = [("M1", "electricity_grid", 100, None), ("M2", "electricity_onsite", 50, None),
            ("M3", "electricity_grid", 60, "M1"), ("M4", "electricity_sold", sold, None)]  # fmt: skip
    meters = tuple(
        MeterLine(id=id, item=item, year_total=given(kwh, "kWh"), parent=parent) for id, item, kwh, parent in rows
    )

    assert [one[0] for one in said(meters=meters)] == ([severity] if severity else [])
