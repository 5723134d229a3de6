"""The lines of a result: amount times factor, stage by stage."""

import pytest

from lca_models.reporting.declaration.results.lines import amounts_bought, lines_of_result


def test_lines_sum_to_the_stages_and_each_is_amount_times_factor(every_declared):
    lines = lines_of_result(every_declared)

    for stage, amount in every_declared.result.stages.items():
        assert sum(one.kg for one in lines if one.stage == stage) == pytest.approx(amount, rel=1e-9, abs=1e-9)
    for one in lines:
        assert one.amount * one.factor == pytest.approx(one.kg, rel=1e-12)
    assert len({one.name for one in lines}) == len(lines)


def test_a_line_names_the_cells_of_the_maker_and_one_of_a_supplier_its_factor(lfp_declared, nmc_declared):
    mine = {one.name: one for one in lines_of_result(lfp_declared)}["cell_lfp > anode_graphite"]
    theirs = next(one for one in lines_of_result(nmc_declared) if one.factor_of == "supplier")

    assert mine.places == ("cell_materials.graphite.yours (line 29)",)
    assert (mine.source_kinds, mine.whose) == (("calculated",), "measured")
    assert (theirs.whose, theirs.factor) == ("supplier", pytest.approx(26.0))


def test_they_stand_by_stage_and_name_whatever_they_weigh(lfp_declared):
    lines = lines_of_result(lfp_declared)
    stages = [one.stage for one in lines]

    assert list(dict.fromkeys(stages)) == list(lfp_declared.result.stages)
    for stage in set(stages):
        assert (names := [one.name for one in lines if one.stage == stage]) == sorted(names)


def test_what_is_bought_of_an_input_is_the_sum_of_its_lines(every_declared):
    lines = lines_of_result(every_declared)
    inputs = [*dict.fromkeys(one.input for one in lines), "nothing"]
    found = amounts_bought(every_declared.result.assessment, inputs)

    assert found == {code: sum((one.amount for one in lines if one.input == code), 0.0) for code in inputs}
