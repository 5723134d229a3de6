"""Elements of the cathode, solvents, sub-meters: what comes in against what is told of."""

import pytest
from judged_cases import GONE, LFP, NMC, seen

from lca_models.reporting.verification.finding import MAJOR, MINOR

METALS = {"cell_materials.cathode.supplier_id": "C1", "suppliers": [
    {"supplier_id": "C1", "name": "Powder Co.", "replaces": "cell_lfp > cathode_lfp", "declared_unit": "kg", "value": "10",
     "boundary": "cradle_to_gate", "evidence_id": "E3", "iron_content": "0.35", "phosphorus_content": "0.1964",
     "lithium_content": "0.044", "lithium_virgin_value": "30"}
]}  # fmt: skip
SUB = {"id": "M7", "item": "natural_gas", "unit": "m3", "parent": "M4", "source_kind": "meter", "evidence_id": "E5"}


def with_sub_meter(total, **edits):
    return {"meters.+": {**SUB, "year_total": total}, **edits}


@pytest.mark.parametrize("name", [LFP, NMC])
def test_the_examples_have_their_solvent_and_no_sub_meters(cases, name):
    for rule in ("BAL-03", "BAL-04", "BAL-05"):
        assert seen(cases.base(name), rule) == []


def test_an_element_that_its_supplier_states_otherwise_is_told_at_its_virgin_value(cases):
    """iron by formula 35.4 %, lithium by formula 4.40 %: both within 2 %; lithium at 5 % is 0.8 kg too much"""
    sound, off = cases.of(METALS), cases.of({**METALS, "suppliers.0.lithium_content": "0.05"})

    (one,) = seen(off, "BAL-03")

    assert seen(sound, "BAL-03") == []
    assert one.values["element"] == "Li"
    assert one.values["a"] == pytest.approx(128.67 * 0.05)
    assert one.effect_kg == pytest.approx((one.values["b"] - one.values["a"]) * 30)


def test_a_wet_cathode_without_solvent_is_told_with_the_archetype_s_loss(cases):
    row = {"cell_materials.nmp_lost.yours": "0", "cell_materials.nmp_lost.evidence_id": GONE,
           "cell_materials.nmp_lost.source_kind": "estimate"}  # fmt: skip
    case = cases.of(row)

    (one,) = seen(case, "BAL-04")

    assert one.severity == MAJOR
    assert one.effect_kg == pytest.approx(cases.of({"cell_materials.nmp_lost": GONE}).total_kg - case.total_kg)
    assert seen(cases.of({**row, "cell_materials.nmp_lost.note": "dry process, no solvent"}), "BAL-04") == []
    assert seen(cases.of({**row, "cell_materials.nmp_lost.note": "水性正极"}), "BAL-04") == []


def test_an_omission_with_a_document_is_minor(cases):
    (one,) = seen(cases.of({"cell_materials.nmp_lost.yours": "0"}), "BAL-04")

    assert one.severity == MINOR


def test_the_rest_of_a_main_meter_is_told_with_what_it_moves_unless_it_has_a_name(cases):
    """a sub-meter of 8 000 000 m3 behind 9 301 458 m3: 14 % of the gas is nobody's"""
    (one,) = seen(cases.of(with_sub_meter("8000000")), "BAL-05")

    assert (one.values["a"] / one.values["b"]) == pytest.approx(8_000_000 / 9_301_458)
    assert one.effect_kg < 0
    assert seen(cases.of(with_sub_meter("8000000", **{"meters.3.note": "rest: dry rooms"})), "BAL-05") == []
    assert seen(cases.of(with_sub_meter("9300000")), "BAL-05") == []
    assert "V21" in cases.refused(with_sub_meter("9900000"))
