"""`lca-models list`, `check`, `build`: inventories as data."""

import pytest

from lca_models.commands.data import LISTS
from lca_models.commands.declaring.exporting import TOOL_FORMS
from lca_models.commands.main import main
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.scenario import ScenarioError
from lca_models.scope.wording.messages import speaking
from tests.reporting.conftest import DATA_SHEETS

OUT = {"bw2package": ".bw2package", "workbook": ".xlsx", "openlca": ".zip", "csv": ".csv"}


def test_list_products_is_enough_to_recalculate_with_bw2calc(document, toy_study):
    (found,) = document("list", "products")

    assert {key: found[key] for key in ("id", "chemistry", "database", "code", "amount", "unit")} == {
        "id": "toy", "chemistry": "toy", "database": "recycling", "code": "life_cycle_toy", "amount": 1, "unit": "unit"
    }  # fmt: skip
    assert found["project"] == toy_study.current.project


def test_list_methods_and_provinces(document):
    methods = {row["id"]: row for row in document("list", "methods")}

    assert methods["gwp100-ar6"]["tuple"] == ["climate change", "GWP100", "IPCC AR6"]
    assert methods["gwp100-ar6"]["unit"] == "kg CO2-eq"
    assert document("list", "provinces")[0] == {
        "code": "CN-GD",
        "name": "Guangdong",
        "name_zh": "广东",
        "grid": "South",
    }


@pytest.mark.parametrize("what", LISTS)
def test_every_list_prints_rows_and_json(run, document, what):
    assert run("list", what)[0] == 0
    assert isinstance(document("list", what), list)


def test_check_counts_what_it_checked(run):
    status, out, _ = run("check")

    assert status == 0
    assert out.startswith("7 processes, 12 exchanges, 10 parameters")


@pytest.mark.parametrize("form", TOOL_FORMS)
def test_export_writes_the_inventory_of_one_product_for_another_tool(run, document, tmp_path, form):
    """twice onto the same file, and as JSON"""
    path = tmp_path / f"toy{OUT[form]}"
    for _ in range(2):
        status, out, err = run("export", "toy", "--as", form, "--out", str(path))
        assert (status, err) == (0, "")
        assert out.startswith(f"{path}\n")
    assert "ask for 'toy/life_cycle_toy'" in out
    assert document("export", "toy", "--as", form, "--out", str(path))["files"][0] == str(path)


def test_check_tells_every_problem_of_a_payload(run, tmp_path):
    """a draft keeps every rule of its form; the same under another name is none"""
    words = ("export", "toy", "--as", "eu-article-7", "--placeholder-ids", "--out", str(tmp_path / "a.json"))
    assert run(*words)[0] == 0
    draft, sent = tmp_path / "a.draft.json", tmp_path / "sent.json"
    sent.write_bytes(draft.read_bytes())

    assert run("check", str(draft)) == (0, "a.draft.json: keeps every rule of the form eu-article-7\n", "")
    status, out, err = run("check", str(sent))
    assert (status, err) == (1, f"sent.json: problems: {len(out.splitlines())}\n")
    assert "sent.json: manufacturer.name: PAY-04, is 'placeholder'" in out
    status, out, err = run("check", str(draft), "--as", "idta")
    assert "a.draft.json: ProductCarbonFootprints: PAY-01, is missing" in out


@pytest.fixture
def check_shipped(shipped_study, monkeypatch, capsys):
    """Checks a data sheet on the shipped inventories: (status, stdout, stderr)."""
    monkeypatch.setattr("lca_models.commands.data.open_study", lambda: shipped_study)

    def command(file):
        status = main(["check", str(file)])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return command


def test_a_check_refuses_what_a_footprint_refuses_in_the_words_of_the_sheet(check_shipped, shipped_study, tmp_path):
    """a supplier's figure in the potentials of AR5 has no place in a result of AR6"""
    text = (DATA_SHEETS / "everbatt_2023_lfp.yaml").read_text(encoding="utf-8")
    file = tmp_path / "old.yaml"
    file.write_text(
        text.replace("gwp_set: AR6", "gwp_set: AR5", 1).replace("language: en", "language: zh"), encoding="utf-8"
    )
    status, out, err = check_shipped(file)
    with pytest.raises(ScenarioError) as refused, speaking("zh"):
        shipped_study.footprint(CalculationSetup(str(file)))

    assert status == 1
    assert out.splitlines()[0] == f"old.yaml: {refused.value}"
    assert "警告：old.yaml" in out
    assert "warning" not in out + err
