"""Inputs of a supplier as a footprint: in balance, by the processes of the kit."""

import pytest
from supplier_answers import INPUTS, OUTPUTS, answered

from lca_models.inventory.activity.findings import ERROR, WARNING, Findings
from lca_models.inventory.activity.suppliers.inquiry.answer import read_answer
from lca_models.inventory.activity.suppliers.inquiry.full_inputs import KitProcess, footprint_of_answer, mass_balance
from lca_models.scope.stages import MANUFACTURING, RAW_MATERIAL_ACQUISITION

KIT = {"nickel_salt": KitProcess("kg", 12), "power": KitProcess("MJ", 0.15)}


def result(tmp_path, own=None, inputs=INPUTS, outputs=OUTPUTS):
    findings = Findings()
    answer = read_answer(answered(tmp_path / "a.xlsx", own, inputs, outputs), findings)
    return footprint_of_answer(answer, KIT, findings), findings


def test_inputs_are_calculated_with_the_kit(tmp_path):
    """100 t * 12 = 1200 t; 20 MWh = 72 000 MJ * 0.15 = 10.8 t; per kg of 60 t: 20 and 0.18"""
    found, findings = result(tmp_path, {"name": "Supplier M", "period": "2025", "verified_by": "Checker"})

    assert findings.of(ERROR) == ()
    assert dict(found.stages) == pytest.approx({RAW_MATERIAL_ACQUISITION: 20, MANUFACTURING: 0.18})
    assert found.value == pytest.approx(20.18)
    assert (found.supplier, found.period_end.year, found.verification.by) == ("Supplier M", 2025, "Checker")
    assert "2.0 % missing" in findings.of(WARNING)[0].text


def test_by_products_share_by_mass(tmp_path):
    """half of the mass, half of the burden: per kg the same as without"""
    outputs = [("product", "cathode", "30", "t"), ("by_product", "sulfate", "30", "t"), ("waste", "sludge", "40", "t")]

    assert result(tmp_path, outputs=outputs)[0].value == pytest.approx(20.18)


@pytest.mark.parametrize(
    ("inputs", "outputs", "code", "said"),
    [
        (INPUTS, [("product", "cathode", "60", "t")], "V15", "bought 100 t, found again 60 t, 40.0 % missing"),
        (INPUTS, [("product", "cathode", "110", "t")], "V15", "-10.0 % missing"),
        ([("salt", "", "100", "t")], [("product", "cathode", "99", "t")], "V13", "no process for 'salt'"),
        (
            [("salt", "nickel_sal", "100", "t")],
            [("product", "cathode", "99", "t")],
            "V13",
            "did you mean 'nickel_salt'",
        ),
        ([("salt", "power", "100", "t")], [("product", "cathode", "99", "t")], "V06", "'kg' cannot be turned into MJ"),
        (INPUTS, [("product", "cathode", "60", "kWh")], "", "the product has no mass"),
        ((), (), "", "has neither a footprint in table_0 nor inputs and a product"),
    ],
)
def test_inputs_that_cannot_be_calculated_are_refused(tmp_path, inputs, outputs, code, said):
    found, findings = result(tmp_path, inputs=inputs, outputs=outputs)

    assert found is None
    assert any(one.code == code and said in one.text for one in findings.of(ERROR))


def test_table_0_stands_where_it_is_filled_in(tmp_path):
    own = {"name": "Supplier M", "declared_unit": "kg", "value": "3.9", "stage_raw": "3", "stage_production": "0.9"}
    found, findings = result(tmp_path, own)

    assert (found.value, found.kind) == (3.9, "supplier sheet")
    assert [one.text for one in findings.found] == ["table 0 is taken; inputs and outputs are not calculated"]


def test_energy_weighs_nothing_in_the_balance(tmp_path):
    answer = read_answer(answered(tmp_path / "a.xlsx", None, INPUTS, OUTPUTS), Findings())

    assert mass_balance(answer) == (100_000, 98_000)
