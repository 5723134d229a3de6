"""Setup, rules with their status, boundary and factors of a declaration."""

import json

import pytest

from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.results.lines import lines_of_result
from lca_models.reporting.declaration.statement.setup import (
    boundary_table,
    exclusions_table,
    factors_table,
    rules_document,
    setup_document,
    setup_files,
    stage_map_table,
)
from lca_models.scope.calculation_setup import CalculationSetup
from tests.conftest import INVENTORIES
from tests.reporting.declaration.conftest import ISSUED, SHEETS


@pytest.fixture(scope="module")
def under_own_rules(shipped_study, tmp_path_factory):
    """The European rules from a file of the user, with a scenario of theirs."""
    folder = tmp_path_factory.mktemp("own")
    lines = (INVENTORIES / "rules.csv").read_text(encoding="utf-8").splitlines()
    mine = [line.replace("eu-cfb-ev", "mine", 1) for line in lines if line.startswith(("rules,", "eu-cfb-ev,"))]
    (folder / "rules.csv").write_text("\n".join(mine) + "\n", encoding="utf-8")
    (folder / "mine.yaml").write_text("rarely:\n  settings: {grid_loss_rate: 0.05}\n", encoding="utf-8")
    setup = CalculationSetup(str(SHEETS / "lfp_sichuan.yaml"), rules=f"{folder}/rules.csv#mine",
                             scenarios=(f"{folder}/mine.yaml#rarely",), settings={"distribution_truck_km": 900})  # fmt: skip
    return Declared(shipped_study, shipped_study.footprint(setup), ISSUED)


def test_the_setup_gives_the_result_again_beside_its_sheet(lfp_declared):
    document = setup_document(lfp_declared)

    assert document["product"] == "lfp_sichuan.yaml"
    assert document["rules"] == "cn-551"
    assert CalculationSetup(**json.loads(json.dumps(document))).document() == document


def test_files_of_the_user_are_members_and_go_by_their_names(under_own_rules):
    document = setup_document(under_own_rules)

    assert (document["rules"], document["scenarios"]) == ("rules.csv#mine", ["mine.yaml#rarely"])
    assert document["settings"] == {"distribution_truck_km": 900}
    assert set(setup_files(under_own_rules)) == {"setup/rules.csv", "setup/mine.yaml"}


def test_every_text_has_its_name_and_status_and_the_rules_in_force_their_terms(lfp_declared, under_own_rules):
    found = rules_document(lfp_declared)

    assert found["in_force"]["id"] == "cn-551"
    assert "not public" in found["in_force"]["status_en"]
    assert found["in_force"]["terms"] == lfp_declared.result.rule_set.document()
    assert [one["id"] for one in found["texts"]].count("cn-551") == 1
    assert all(one["name_en"] and one["name_zh"] and one["status_en"] and one["status_zh"] for one in found["texts"])
    assert "user's own" in rules_document(under_own_rules)["in_force"]["status_en"]


def test_the_boundary_names_what_each_stage_holds_and_leaves_out(lfp_declared):
    rows = list(boundary_table(lfp_declared).records())

    assert {row["stage"] for row in rows if row["is"] == "included"} == set(lfp_declared.result.stages)
    left = {row["item"]: row["reason"] for row in rows if row["is"] == "excluded"}
    assert "no use stage" in left["Use of the pack: charging losses, thermal management"]
    items = {row["item"] for row in exclusions_table(lfp_declared).records()}
    assert items <= set(left)


def test_every_line_has_its_factor_and_its_stage(every_declared):
    factors = {row["code"]: row for row in factors_table(every_declared).records()}
    stages = {row["line"]: row for row in stage_map_table(every_declared).records()}

    for line in lines_of_result(every_declared):
        assert stages[line.name]["stage"] == line.stage
        assert abs(factors[line.input]["kg_co2e_per_unit"]) == pytest.approx(abs(line.factor), rel=1e-9)


def test_what_a_rule_set_moves_shows_where_it_was(under_own_rules):
    moved = {row["line"]: (row["stage_before_rules"], row["stage"]) for row in stage_map_table(under_own_rules).records()
             if row["stage"] != row["stage_before_rules"]}  # fmt: skip

    assert moved["cathode_lfp > electricity_cathode_plant"] == ("raw material acquisition", "manufacturing")
