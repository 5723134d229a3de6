"""A number that a person set cites the person, and what it was."""

from lca_models.impact.assessment import assess
from lca_models.interpretation.contribution.rows import trace
from lca_models.interpretation.evidence.data_quality import evidence_shares
from lca_models.inventory.system.accounted.given import PERSON, SCENARIO, Author, Level, given_settings
from lca_models.inventory.system.accounted.provenance import cited
from lca_models.scope.calculation_setup import CalculationSetup

PRODUCT = "lfp-60kwh"


def test_rows_that_a_setting_moves_cite_it_and_no_others_do(shipped_study):
    """25 in place of 47.23 kWh: 14.4787 x 25/47.23 kWh of electricity in formation"""
    found = shipped_study.footprint(CalculationSetup(PRODUCT, settings={"cell_plant_energy": 25}))
    rows = {(row["process"], row["input"]): row for row in trace(found.assessment, 40).rows}
    row = rows["cell_plant_formation", "electricity_cell_plant"]

    assert (row["source"], row["locator"], row["evidence"]) == (
        "your input: cell_plant_energy=25 (was 16.2719, Jinasena2021)", "", "user"
    )  # fmt: skip
    assert {row["process"].startswith("cell_plant") for row in rows.values() if row["evidence"] == "user"} == {True}
    assert not any(row["source"] == "Jinasena2021" for row in rows.values())
    assert found.system.parameters["cell_plant_energy"].data["evidence"] == "user"


def test_the_share_of_what_is_yours_is_evidence_of_its_own(shipped_study):
    setup = CalculationSetup(PRODUCT, settings={"cell_plant_energy": 25})
    shares = evidence_shares(shipped_study.footprint(setup).assessment)

    assert shares["user"] > 0.05
    assert evidence_shares(shipped_study.footprint(CalculationSetup(PRODUCT)).assessment)["user"] == 0


def test_a_choice_brings_in_rows_that_keep_their_sources(shipped_study):
    found = shipped_study.footprint(CalculationSetup(PRODUCT, province="CN-SC"))

    assert not any(row["evidence"] == "user" for row in trace(found.assessment).rows)
    row = found.system.parameters["cell_plant_province"]
    assert row.data["source"] == "your input (was CN-FJ, ChinaNews2022Ningde)"


def test_a_shipped_scenario_is_cited_and_is_not_yours(shipped_study):
    found = shipped_study.footprint(CalculationSetup(PRODUCT, scenarios=("green-power-50",)))
    row = found.system.parameters["green_power_share"]

    assert row.data["source"] == "scenario green-power-50 (was 0, LcaModels)"
    assert row.data["evidence"] == "assumed"
    assert not any(note.endswith("yours") or "inputs are yours" in note for note in found.notes())


def test_a_scenario_file_of_the_user_is_theirs(shipped_study, tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("own: {description: d, settings: {cell_plant_energy: 25}}", encoding="utf-8")
    found = shipped_study.footprint(CalculationSetup(PRODUCT, scenarios=(str(path),)))

    assert "1 input is yours: cell_plant_energy=25 (was 47.23, Jinasena2021)" in found.notes()
    assert found.system.parameters["cell_plant_energy"].data["evidence"] == "user"


def test_members_of_a_mixture_that_make_room_say_so(shipped_study):
    system = shipped_study.product_system(PRODUCT)
    groups = {row.data.get("group") for row in system.parameters.values()} - {None, ""}
    group = sorted(groups)[0]
    first, *others = [name for name, row in system.parameters.items() if row.data.get("group") == group]
    found = assess(system, {first: 0.9 * system.parameters[first].amount}).system.parameters

    assert found[first].data["source"].startswith("your input (was ")
    assert {found[name].data["source"].startswith(f"makes room for {first}=") for name in others} == {True}


def test_a_value_that_stays_keeps_its_source(toy_system):
    value = toy_system.parameters["toy_plant_electricity"].amount
    given = given_settings((Level(Author(PERSON, is_yours=True), {"toy_plant_electricity": value}),), toy_system)

    assert cited(toy_system, given, toy_system.parameter_values()) is toy_system


def test_a_person_above_a_scenario_is_the_one_who_is_cited(toy_system):
    levels = (
        Level(Author(SCENARIO, "theirs"), {"toy_plant_electricity": 4}),
        Level(Author(PERSON, is_yours=True), {"toy_plant_electricity": 5}),
    )
    given, values = given_settings(levels, toy_system), toy_system.parameter_values({"toy_plant_electricity": 5})
    found = cited(toy_system, given, values)

    assert found.parameters["toy_plant_electricity"].data["source"] == "your input (was 4, scenario theirs)"
    assert {
        row.data["evidence"] for row, old in zip(found.exchanges, toy_system.exchanges, strict=True) if row is not old
    } == {"user"}
