import pytest

from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import speaking
from tests.plants import PLANT_TEXT, sheet_text


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("sheets")
    (place / "a.yaml").write_text(sheet_text(more=PLANT_TEXT), encoding="utf-8")
    (place / "a.yml").write_text(
        sheet_text("EX-B-80", rated_energy="80 kWh", pack_mass="480 kg", cells_mass="400 kg"), encoding="utf-8"
    )
    (place / "bad.yaml").write_text(sheet_text("EX-C", rated_energy="60 apples"), encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def found(shipped_study, folder):
    return shipped_study.folder_results(str(folder))


def test_every_sheet_that_can_be_calculated_has_a_row(found):
    assert [(row["file"], row["model"], row["rated_energy_kwh"]) for row in found.rows()] == [
        ("a.yaml", "EX-A-60", 60),
        ("a.yml", "EX-B-80", 80),
    ]


def test_a_row_is_the_footprint_of_its_file(found, shipped_study):
    """stages and totals to the last digits"""
    for (one, _), row in zip(found.results, found.rows(), strict=True):
        alone = shipped_study.footprint(CalculationSetup(str(one.file)))

        assert row["stages"] == pytest.approx(alone.stages, rel=1e-9)
        assert sum(row["stages"].values()) == pytest.approx(row["total"]["kg_co2e_per_pack"])


def test_a_bad_sheet_is_named_with_its_file_and_place(found):
    assert [line.startswith("bad.yaml: product.rated_energy") for line in found.problems()] == [True]


def test_the_table_is_tidy_and_has_units(found):
    """2 sheets, 4 stages"""
    table = found.table()

    assert [*table.columns] == ["file", "product", "chemistry", "plant", "stage", "amount", "unit"]
    assert len(table) == 2 * 4
    assert set(table["unit"]) == {"kg CO2-eq/pack"}


def test_coverage_tells_packs_chemistries_and_plants(found):
    lines = found.coverage()

    assert lines[0] == "2 of 3 sheets calculated; chemistries: LFP 3"
    assert lines[1] == "packs: 2; the pilot asks for 5 typical packs of a company"
    assert lines[2] == "plant Plant 1: sheets are about 100% of its good output"
    with speaking("zh"):
        assert "磷酸铁锂 3" in found.coverage()[0]


def test_reports_of_files_with_one_name_have_folders_of_their_own(found):
    assert found.folder_names() == {"a.yaml": "a_yaml", "a.yml": "a_yml"}


def test_programs_read_rows_problems_and_coverage(found):
    document = found.document()

    assert [*document] == ["folder", "rows", "problems", "coverage"]
    assert document["coverage"]["plants"] == [
        {"plant": "Plant 1", "with_sheet": ["EX-A-60", "EX-B-80"], "without": [], "share": 1.0}
    ]


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_a_folder_without_sheets_is_refused(shipped_study, tmp_path, name):
    (tmp_path / "empty").mkdir()

    with pytest.raises(ScenarioError, match="no folder with data sheets"):
        shipped_study.folder_results(str(tmp_path / name))


def test_what_is_asked_for_holds_for_every_sheet(shipped_study, folder):
    with pytest.raises(ScenarioError, match="no_such_parameter"):
        shipped_study.folder_results(str(folder), CalculationSetup(settings=["no_such_parameter=1"]))
