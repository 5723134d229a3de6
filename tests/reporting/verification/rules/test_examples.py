"""The examples under all rules: what is grave in them is right, and a sheet in the short form is judged by what it says."""

import pytest
from judged_cases import EVERBATT, LFP, NMC, seen

from lca_models.reporting.verification.engine import findings_of
from lca_models.reporting.verification.finding import CRITICAL, MAJOR, QUESTION

OF_SHEETS = ("UNI", "MON", "ELE", "CER", "BAL", "ALL", "YLD", "TRN", "FUN")


def grave(case):
    """Rules of sheets with a critical or major finding."""
    return {one.rule for one in findings_of(case).findings
            if one.rule[:3] in OF_SHEETS and one.severity in (CRITICAL, MAJOR)}  # fmt: skip


def test_nothing_grave_is_found_in_the_examples_but_what_one_of_them_says_itself(cases):
    """the LFP example claims 2 000 cycles where 1 000 were run, and calls it an estimate"""
    assert grave(cases.base(LFP)) == {"FUN-06"}
    assert grave(cases.base(NMC)) == set()


@pytest.mark.long
def test_a_published_model_in_the_short_form_is_clean_but_for_trivial_omissions(cases):
    """EverBatt counts no solvent, without proof: 1.6 kg of 3 528; where its power is from it does not say"""
    case = cases.base(EVERBATT)
    (solvent,), (power,) = seen(case, "BAL-04"), seen(case, "ELE-01")

    assert grave(case) == set()
    assert 0 < solvent.effect_kg < 0.05 * case.threshold_kg
    assert power.severity == QUESTION


@pytest.mark.long
def test_a_slip_in_the_short_form_is_told_with_what_it_moves(cases):
    """139.96 MJ per kWh, entered in kJ"""
    case = cases.of({"plant.plant_heat": "139960 MJ/kWh"}, EVERBATT)

    (one,) = seen(case, "UNI-02")

    assert one.values["k"] == 3
    assert one.effect_kg == pytest.approx(cases.base(EVERBATT).total_kg - case.total_kg, rel=1e-6)
