"""Credits, recycled content, negative figures and offsets."""

from dataclasses import replace

import pytest

from lca_models.inventory.activity.sheet.models import Value
from lca_models.reporting.declaration.results.lines import lines_of_result
from lca_models.reporting.declaration.results.members import result_table
from lca_models.reporting.verification.rules.result.credits import RULES
from tests.reporting.verification.rules.result.cases import bundle_of, case_of, table_with, with_kept, with_sheet


def seen(rule, case):
    return list(RULES[rule](case))


def test_an_example_passes_every_rule(lfp_declared):
    case = case_of(lfp_declared)
    assert not [one for rule in RULES for one in seen(rule, case)]


def test_a_credit_beside_recycled_content_at_its_own_burden_is_refused(lfp_declared):
    """the declared approach credits nothing; 50 kg are avoided all the same"""
    lines = lines_of_result(lfp_declared)
    credit = replace(lines[-1], kind="substitution", kg=-50.0, what="nickel sulfate")
    (one,) = seen("REC-01", with_kept(lfp_declared, lines=(*lines, credit)))

    assert (one.values["metal"], one.effect_kg) == ("nickel sulfate", 50.0)


def test_a_negative_line_that_avoids_nothing_is_named(lfp_declared):
    """-3 kg at 2 kg CO2e each: right is +6, so 12 are missing"""
    lines = lines_of_result(lfp_declared)
    below = replace(lines[0], amount=-3.0, factor=2.0, kg=-6.0)
    (one,) = seen("NEG-03", with_kept(lfp_declared, lines=(below,)))

    assert (one.values["a"], one.effect_kg) == (-3.0, 12.0)
    assert not seen("NEG-03", with_kept(lfp_declared, lines=(replace(below, kind="substitution"),)))


def test_all_three_approaches_stand_side_by_side(lfp_declared):
    def without(row):
        return None if row["approach"] == "cff" else row

    changed = bundle_of(lfp_declared, end_of_life=table_with(lfp_declared, "end_of_life", without))
    assert [one.values["list"] for one in seen("REC-03", case_of(lfp_declared, changed))] == [["cff"]]


def test_recycled_content_without_a_document_is_told(lfp_declared):
    share = Value(number=0.3, unit="share", place="cell_materials!K7", written="30", unit_written="%")
    first, *rest = lfp_declared.sheet.cell_materials
    proven = share.model_copy(update={"evidence_id": "E1"})

    case = with_sheet(lfp_declared, cell_materials=(first.model_copy(update={"recycled_post": share}), *rest))
    assert [one.place for one in seen("REC-02", case)] == ["cell_materials!K7"]
    case = with_sheet(lfp_declared, cell_materials=(first.model_copy(update={"recycled_post": proven}), *rest))
    assert not seen("REC-02", case)


@pytest.mark.parametrize("words", ["carbon offset of the supplier", "Carbon-neutral foil", "含碳抵消", "碳汇项目"])
def test_offsets_are_no_part_of_the_footprint(lfp_declared, words):
    first, *rest = lfp_declared.sheet.pack_parts
    case = with_sheet(lfp_declared, pack_parts=(first.model_copy(update={"note": words}), *rest))

    assert [one.pointer for one in seen("NEG-02", case)] == ["/pack_parts/0"]


@pytest.mark.parametrize("words", ["set off against the meter", "neutral pH", "抵达"])
def test_words_that_look_alike_pass(lfp_declared, words):
    first, *rest = lfp_declared.sheet.pack_parts
    case = with_sheet(lfp_declared, pack_parts=(first.model_copy(update={"note": words}), *rest))

    assert not seen("NEG-02", case)


def test_a_stage_below_nothing_is_its_listed_credit(lfp_declared):
    """burden 10, credit -50: -40 is listed; burden -40 is not"""
    stages = result_table(lfp_declared, "stages")
    columns = stages.columns

    def with_last(burden, credit):
        row = dict(zip(columns, stages.rows[3], strict=True))
        row |= {"burden_kg_co2e_per_pack": burden, "credit_kg_co2e_per_pack": credit}
        table = replace(stages, rows=(*stages.rows[:3], tuple(row.values()), stages.rows[4]))
        return with_kept(lfp_declared, result_table_stages=table)

    assert not seen("NEG-01", with_last(10.0, -50.0))
    (one,) = seen("NEG-01", with_last(-40.0, 0.0))
    assert one.effect_kg == 40.0
