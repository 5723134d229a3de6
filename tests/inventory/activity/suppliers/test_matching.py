"""A footprint in place of a purchase: units, stages, gases, what both sides count, and the difference it makes."""

from dataclasses import replace
from datetime import date

import pytest

from lca_models.inventory.activity.findings import ERROR, NOTE, WARNING, Findings
from lca_models.inventory.activity.suppliers.comparing import Terms
from lca_models.inventory.activity.suppliers.footprint import GATE, GRAVE, Metal, SupplierFootprint, Verification
from lca_models.inventory.activity.suppliers.matching import SHEET, SUPPLIER, Purchase, match_purchase, pedigree
from lca_models.scope.replacement import read_replacements
from lca_models.scope.stages import DISTRIBUTION, MANUFACTURING, RAW_MATERIAL_ACQUISITION, RECYCLING

TERMS = Terms(date(2026, 6, 1), date(2025, 1, 1), date(2025, 12, 31))
BOUGHT = Purchase("cell_nmc811", "cathode_nmc811", "kg", "suppliers!F7", kit_value=30, amount=2, has_transport=True)
STAGES = {RAW_MATERIAL_ACQUISITION: 20.0, MANUFACTURING: 5.0, DISTRIBUTION: 0.5, RECYCLING: 0.5}


def footprint(**changed):
    given = {
        "supplier": "Supplier M", "product": "M7", "unit": "kg", "amount": 1.0, "value": 26.0, "gwp": ("AR6",),
        "period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31), "valid_until": date(2027, 12, 31),
        "boundary": GATE,
        "exempted_share": 0.01, "verification": Verification("Checker"), "technology": 1.4, "place_rating": 2.6,
        "time": 2.0,
        "kind": "PACT 3.0.4", "file": "cathode.json",
    }  # fmt: skip
    return SupplierFootprint(**(given | changed))


def match(purchase=BOUGHT, **changed):
    findings = Findings()
    return match_purchase(footprint(**changed), purchase, TERMS, findings), findings


def bought(**changed):
    return Purchase(**(BOUGHT.__dict__ | changed))


def test_a_replacement_says_what_the_supplier_states():
    """3.9 kg per piece of 0.15 kg is 26 kg/kg; of 26 kg, 24 are fossil"""
    found, findings = match(unit="piece", value=3.9, mass_kg=0.15, gases={"fossil": 3.6, "biogenic": 0.3})
    made = found.replacement

    assert findings.of(ERROR, WARNING) == ()
    assert (made.buyer, made.input, made.per, made.supplier) == ("cell_nmc811", "cathode_nmc811", "kg", "Supplier M")
    assert made.value == pytest.approx(26)
    assert dict(made.gases) == pytest.approx({"fossil": 12 / 13, "biogenic": 1 / 13})
    assert (made.gwp, made.boundary, made.source) == ("GWP100 AR6", GATE, "PACT 3.0.4 · cathode.json")
    assert (made.valid_until, made.pedigree) == ("2027-12-31", "2-1-2-3-1")
    assert found.words == "3.9 kg CO2e per piece of 0.15 kg = 26 kg CO2e/kg"
    assert found.effect == pytest.approx((26 - 30) * 2)


def test_a_scenario_reads_the_replacement_back():
    found, _ = match(stages=STAGES, boundary=GRAVE, gases={"fossil": 20, "land use change": 6})

    assert read_replacements([found.replacement.entry()])[0].value == found.replacement.value


def test_stages_are_counted_as_they_are_stated_up_to_the_gate():
    """20 and 5 of 25"""
    found, findings = match(stages=STAGES, boundary=GRAVE, inbound_transport=True)

    assert found.replacement.value == 25
    assert dict(found.replacement.stages) == pytest.approx({RAW_MATERIAL_ACQUISITION: 0.8, MANUFACTURING: 0.2})
    assert "raw material acquisition 80%, manufacturing 20%" in "\n".join(one.text for one in findings.found)
    assert match(bought(splits_stages=False), stages=STAGES, boundary=GRAVE)[0].replacement.stages == ()


def test_transport_that_both_count_is_kept_once():
    split, findings = match(stages=STAGES, boundary=GRAVE, inbound_transport=True)
    assert split.transport == SHEET
    assert [one.text for one in findings.of(WARNING) if one.code == "V41"] == [
        "transport to the plant is counted by Supplier M and here; kept: that of this sheet."
    ]

    whole, findings = match(inbound_transport=True)
    assert (whole.transport, whole.replacement.value) == (SUPPLIER, 26)
    assert "kept: that of the supplier" in findings.of(WARNING)[0].text


def test_transport_that_only_the_supplier_counts_stays():
    """20 + 0.5 in acquisition, 5 in manufacturing"""
    found, _ = match(bought(has_transport=False), stages=STAGES, boundary=GRAVE, inbound_transport=True)

    assert found.transport == ""
    assert found.replacement.value == 25.5
    assert dict(found.replacement.stages)[RAW_MATERIAL_ACQUISITION] == pytest.approx(20.5 / 25.5)


@pytest.mark.parametrize(
    ("content", "kept", "warned"), [("inside", SUPPLIER, 1), ("not stated", SUPPLIER, 1), ("not inside", "", 0)]
)
def test_recycled_content_that_both_count_is_kept_once(content, kept, warned):
    found, findings = match(bought(recycled_share=0.2), recycled_content=content)

    assert found.recycled == kept
    assert len([one for one in findings.of(WARNING) if one.code == "V41"]) == warned
    assert match(recycled_content=content)[0].recycled == ""


def test_a_figure_far_from_that_of_the_kit_is_said_with_its_effect():
    """(40 - 30) * 2 = +20"""
    _, findings = match(value=40.0)

    assert [one.text for one in findings.of(WARNING)] == ["Supplier M: 40 against 30 kg/kg here; +20.0 kg per pack."]
    assert match(value=37.0)[1].of(WARNING) == ()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"value": 26_000.0}, "is 866.667 times what is usual"),
        ({"value": 31_000.0}, "is 1033.33 times what is usual: g for kg, or kg for t?"),
        ({"value": 30.0, "unit": "piece", "mass_kg": 0.52}, "kg CO2e per kg, not per piece?"),
    ],
)
def test_a_slip_of_a_unit_is_guessed(changed, words):
    """30 kg per piece of 0.52 kg is 57.7 kg/kg, and 30 kg/kg is what is usual"""
    found = [one.text for one in match(**changed)[1].of(WARNING) if one.code == "V27"]

    assert [words in one for one in found] == ([True] if "866" not in words else [])


def test_every_reason_against_a_footprint_is_said_at_once():
    found, findings = match(unit="L", valid_until=date(2026, 1, 1), boundary=GRAVE)

    assert found is None
    assert [one.code for one in findings.of(ERROR)] == ["V38", "", "V37"]


def test_potentials_of_another_report_serve_another_category():
    assert match(gwp=("AR5",))[0].replacement.gwp == "GWP100 AR5"


def test_the_replacement_knows_what_recycled_content_saves():
    """0.5 * 0.4 * 10, inside 26: A = 0.2 makes 28 - 0.2 * 2 = 27.6"""
    metals = (Metal("Ni", 0.5, 12, 2, 0.4),)
    findings = Findings()
    stated = footprint(metals=metals, recycled_content="inside")
    found = match_purchase(stated, bought(), replace(TERMS, allocation_factor=0.2), findings)

    assert (found.replacement.value, found.replacement.recycled_gain) == (26, pytest.approx(2))
    assert any("which saves 2 against virgin" in one.text and "27.6 count" in one.text for one in findings.of(NOTE))
    assert match(metals=metals)[0].replacement.recycled_gain == 0  # nobody says whether it is inside


def test_the_sheet_says_how_much_is_recycled_where_the_supplier_does_not():
    stated = footprint(metals=(Metal("Ni", 0.5, 12, 2),), recycled_content="inside")
    found = match_purchase(stated, bought(recycled_share=0.4), TERMS, Findings())
    assert found.replacement.recycled_gain == pytest.approx(2)


def test_recycled_content_saves_no_more_than_there_is():
    findings = Findings()
    stated = footprint(metals=(Metal("Ni", 1, 120, 2, 0.9),), recycled_content="not inside")
    found = match_purchase(stated, bought(), TERMS, findings)
    assert found.replacement.recycled_gain == 0
    assert any("would save 106" in one.text for one in findings.of(WARNING))


def test_indicators_follow_verification_period_and_ratings():
    assert pedigree(footprint(verification=None, time=None)) == "3-1-5-3-1"
    assert pedigree(footprint(period_start=date(2025, 3, 1))) == "2-2-2-3-1"
    assert pedigree(footprint(period_start=date(2025, 8, 1))) == "2-4-2-3-1"
    assert pedigree(footprint(period_start=None)) == "2-5-2-3-1"
