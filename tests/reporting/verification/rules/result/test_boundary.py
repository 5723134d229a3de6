"""Cut-off, empty stages, zeros, upstream and coverage: each rule fires where it should and is silent beside it."""

from dataclasses import replace

import pytest

from lca_models.reporting.declaration.results.cut_off import CUT_OFF, LeftOut
from lca_models.reporting.declaration.results.lines import lines_of_result
from lca_models.reporting.verification.finding import CRITICAL, MINOR, QUESTION
from lca_models.reporting.verification.rules.result.boundary import RULES
from tests.reporting.verification.rules.result.cases import bundle_of, case_of, table_with, with_kept, with_sheet

PACK_KG = 457.0


def left_out(*shares, scarce=False, kg=1.0):
    return tuple(
        LeftOut(f"glue {place}", "manufacturing", CUT_OFF, share * PACK_KG, 0.0, kg, "LcaModels", "", scarce)
        for place, share in enumerate(shares)
    )


def seen(rule, case):
    return list(RULES[rule](case))


@pytest.mark.parametrize(
    ("left", "severity"),
    [
        (left_out(0.011), ""),  # one ordinary input above 1 %
        (left_out(0.002, scarce=True), CRITICAL),  # scarce metal above 0.1 %
        (left_out(*[0.009] * 6), CRITICAL),  # six of 0.9 %: 5.4 % together
    ],
)
def test_chinese_cut_off_judges_each_input_and_all_of_them(lfp_declared, left, severity):
    (one,) = seen("CUT-01", with_kept(lfp_declared, left_out=left))

    assert one.severity == severity
    assert one.values["a"] == pytest.approx(100 * sum(row.mass_kg for row in left) / PACK_KG)


def test_inputs_below_the_limits_pass_all_three_rules(lfp_declared):
    case = with_kept(lfp_declared, left_out=left_out(0.0009, 0.0008, scarce=True))

    assert not [one for rule in ("CUT-01", "CUT-02", "CUT-03", "CUT-04") for one in seen(rule, case)]


def test_the_battery_rule_sums_the_mass(lfp_declared):
    """0.6 % + 0.6 % is above 1 %; 2 kg CO2e at most"""
    (one,) = seen("CUT-02", with_kept(lfp_declared, left_out=left_out(0.006, 0.006)))

    assert (one.values["a"], one.effect_kg) == (pytest.approx(1.2), pytest.approx(2))


def test_omitted_emissions_fail_by_their_lower_bound_and_ask_by_their_upper_one(lfp_declared):
    """3 % of 6,427.65 + x is 198.8 kg"""
    total = sum(lfp_declared.result.stages.values())
    at_limit = 0.03 / 0.97 * total
    (row,) = left_out(0.001)

    (fails,) = seen(
        "CUT-04", with_kept(lfp_declared, left_out=(replace(row, low_kg=at_limit + 1, high_kg=at_limit + 2),))
    )
    (asks,) = seen("CUT-04", with_kept(lfp_declared, left_out=(replace(row, high_kg=at_limit + 1),)))
    assert (fails.severity, asks.severity) == ("", QUESTION)
    assert not seen("CUT-04", with_kept(lfp_declared, left_out=(replace(row, high_kg=at_limit - 1),)))


def test_an_input_without_an_estimate_is_named_and_its_ledger_asks(lfp_declared):
    (row,) = left_out(0.001)
    case = with_kept(lfp_declared, left_out=(replace(row, high_kg=None),))

    assert [(one.values["input"], one.severity) for one in seen("CUT-03", case)] == [("glue 0", MINOR)]
    assert [one.severity for one in seen("CUT-04", case)] == [QUESTION]


def test_a_stage_without_a_line_is_empty_and_what_is_bought_without_upstream_is_named(lfp_declared):
    lines = lines_of_result(lfp_declared)
    without = tuple(one for one in lines if one.stage != "distribution")
    bought = next(place for place, one in enumerate(lines) if one.kind == "technosphere")
    free = tuple(replace(one, factor=0.0) if place == bought else one for place, one in enumerate(lines))

    assert [one.pointer for one in seen("CMP-01", with_kept(lfp_declared, lines=without))] == ["distribution"]
    assert [one.pointer for one in seen("CMP-03", with_kept(lfp_declared, lines=free))] == [lines[bought].name]
    assert not seen("CMP-01", case_of(lfp_declared))
    assert not seen("CMP-03", case_of(lfp_declared))


def test_none_of_a_material_says_why(lfp_declared):
    sheet = lfp_declared.sheet
    rows = tuple(row.model_copy(update={"note": None}) if row.not_applicable else row for row in sheet.cell_materials)
    silent = [row.key for row in rows if row.not_applicable]

    found = seen("CMP-02", with_sheet(lfp_declared, cell_materials=rows))
    assert len(found) == len(silent) > 0
    assert not seen("CMP-02", case_of(lfp_declared))


def test_coverage_makes_the_whole(lfp_declared):
    def halved(row):
        row["kg_co2e_per_pack"] = row["kg_co2e_per_pack"] and row["kg_co2e_per_pack"] / 2
        return row

    assert not seen("CMP-04", case_of(lfp_declared))
    changed = bundle_of(lfp_declared, own_data=table_with(lfp_declared, "own_data", halved))
    assert seen("CMP-04", case_of(lfp_declared, changed))
    assert seen("CMP-04", with_kept(lfp_declared))  # no table at all
