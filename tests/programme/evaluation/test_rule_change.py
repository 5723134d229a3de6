"""What a change of a rule moves over declarations, in chunks that are as the whole."""

from pathlib import Path

import pytest
from evaluated_pilots import declaration
from submitted_bundles import bundle_of_sheet

from lca_models.programme.evaluation.rule_change import (
    Change,
    Sheet,
    read_sheet,
    rule_change,
    stages,
    totals,
    totals_under,
)
from lca_models.reporting.declaration.archive import archive_bytes
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.scenario import ScenarioError

SHEETS = Path(__file__).parents[3] / "notebooks/data_sheets"
CREDIT = Change({"end_of_life_approach": "avoided-burden"})


@pytest.fixture(scope="module")
def bundles():
    """Three packs of one sheet that differ in their cycles or setup, and one bundle that holds none."""
    text = (SHEETS / "lfp_sichuan.yaml").read_text(encoding="utf-8")
    return {
        "a": bundle_of_sheet(text),
        "b": bundle_of_sheet(text, settings={"collection_truck_km": 400}),
        "c": bundle_of_sheet(text, rules="eu-cfb-ev"),
        "d": archive_bytes({"declaration.json": b"{}"}),
    }


@pytest.fixture(scope="module")
def ones(bundles):
    return [declaration(own, f"c{own}", bundle=own * 64) for own in bundles]


@pytest.fixture(scope="module")
def whole(shipped_study, bundles, ones):
    return rule_change(ones, lambda one: bundles[one.id], shipped_study, CREDIT)


def test_each_declaration_is_calculated_as_it_was_declared_and_with_the_change(shipped_study, bundles, whole, tmp_path):
    sheet = read_sheet(bundles["b"], shipped_study, tmp_path / "b")
    setup = CalculationSetup(str(tmp_path / "b/sheet/pack.yaml"), rules="cn-551", settings={"collection_truck_km": 400})
    assert sheet.setup.settings == {"collection_truck_km": 400}
    assert whole.before["b"] == pytest.approx(shipped_study.footprint(setup).assessment.score, rel=1e-9)
    credited = CREDIT.on(setup)
    assert whole.after["b"] == pytest.approx(shipped_study.footprint(credited).assessment.score, rel=1e-9)
    assert whole.after["b"] < whole.before["b"]


def test_what_cannot_be_calculated_is_said_and_keeps_no_other_from_it(whole):
    assert {*whole.before} == {*whole.after} == {"a", "b", "c"}
    assert {*whole.problems} == {"d"}
    assert "setup/setup.json is missing in the bundle" in whole.problems["d"]


def test_chunks_are_as_the_whole(shipped_study, bundles, ones, whole):
    found = rule_change(ones, lambda one: bundles[one.id], shipped_study, CREDIT, chunk=1)
    assert found.before == pytest.approx(dict(whole.before), rel=1e-9)
    assert found.after == pytest.approx(dict(whole.after), rel=1e-9)
    assert found.problems == whole.problems


def test_a_run_that_was_stopped_goes_on_where_it_was(shipped_study, bundles, ones, whole, tmp_path):
    asked = []

    def stopping(one):
        asked.append(one.id)
        if one.id == "c" and len(asked) < 4:
            raise KeyboardInterrupt
        return bundles[one.id]

    with pytest.raises(KeyboardInterrupt):
        rule_change(ones, stopping, shipped_study, CREDIT, tmp_path, chunk=2)
    found = rule_change(ones, stopping, shipped_study, CREDIT, tmp_path, chunk=2)
    assert asked == ["a", "b", "c", "c", "d"]
    assert found.before == pytest.approx(dict(whole.before), rel=1e-9)
    rule_change(ones, stopping, shipped_study, CREDIT, tmp_path, chunk=2)
    assert len(asked) == 5
    rule_change(ones[:1], stopping, shipped_study, Change({"certificates_count": 1}), tmp_path, chunk=2)
    assert asked[5:] == ["a"]


def test_no_change_moves_nothing(shipped_study, bundles, tmp_path):
    sheet = read_sheet(bundles["a"], shipped_study, tmp_path / "a")
    same = totals({"x": sheet}, shipped_study, Change())
    assert totals({"x": sheet}, shipped_study, Change({"certificates_count": 0})) == pytest.approx(same, rel=1e-12)
    assert totals({"x": Sheet(sheet.pack, sheet.setup)}, shipped_study, Change(rules="cn-551")) == same


def test_changes_calculated_together_move_what_each_does(shipped_study, bundles, tmp_path):
    sheets = {own: read_sheet(bundles[own], shipped_study, tmp_path / own) for own in "abc"}
    changes = (Change(), CREDIT, Change(rules="eu-cfb-ev"), Change({"no_such_setting": 1}))
    together = totals_under(sheets, shipped_study, changes)

    for change, found in zip(changes[:3], together, strict=False):
        assert found == pytest.approx(totals(sheets, shipped_study, change), rel=1e-12)
        by_stage = stages(sheets, shipped_study, change)
        assert found == pytest.approx({own: sum(one.values()) for own, one in by_stage.items()}, rel=1e-12)
    assert all("no_such_setting" in said for said in together[3].values())


def test_a_setting_that_there_is_none_of_is_named_before_anything_is_calculated(shipped_study, ones):
    with pytest.raises(ScenarioError, match="certificates_counted"):
        rule_change(ones, lambda one: pytest.fail("read"), shipped_study, Change({"certificates_counted": 1}))
