"""`lca-models new`: an empty data sheet of either kind, never over a file that is there."""

import pytest

from lca_models.commands.main import build_parser, main
from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.sheet.workbook_file import read_workbook
from lca_models.inventory.activity.sheet.yaml_file import read_yaml_sheet
from lca_models.inventory.activity.suppliers.inquiry.answer import read_answer


@pytest.fixture
def folder(toy_study, monkeypatch, tmp_path):
    monkeypatch.setenv("LCA_MODELS_DIR", str(toy_study.base))
    monkeypatch.setenv("LCA_MODELS_INVENTORIES", str(toy_study.root))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_new_writes_a_workbook_or_yaml_named_as_the_file_and_says_what_comes_next(folder, capsys):
    assert main(["new", "my_pack.xlsx", "--like", "toy"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert main(["template", "my_pack.yml", "--like", "toy"]) == 0

    assert len(said) == 3
    assert said[0].startswith("my_pack.xlsx: a data sheet like ")
    assert said[1:] == [
        "then: lca-models check my_pack.xlsx", "and: lca-models footprint my_pack.xlsx --out results/my_pack"
    ]  # fmt: skip
    for sheet in (read_workbook(folder / "my_pack.xlsx"), read_yaml_sheet(folder / "my_pack.yml")):
        assert sheet.value("product", "name").text == "my_pack"


def test_commands_that_come_next_can_be_pasted_whatever_the_name_of_the_file(folder, capsys):
    """a space would split the name"""
    assert main(["new", "新 表.yaml", "--like", "toy"]) == 0

    assert capsys.readouterr().out.splitlines()[1:] == [
        "then: lca-models check '新 表.yaml'", "and: lca-models footprint '新 表.yaml' --out 'results/新 表'"
    ]  # fmt: skip


def test_the_sheet_speaks_the_language_asked_for(folder, capsys):
    assert main(["new", "own.xlsx", "--like", "toy", "--language", "zh"]) == 0

    assert read_workbook(folder / "own.xlsx").language == "zh"
    assert "然后：lca-models check own.xlsx" in capsys.readouterr().out


def test_a_file_that_is_there_stays_unless_told(folder, capsys):
    (folder / "own.yaml").write_text("mine", encoding="utf-8")

    assert main(["new", "own.yaml", "--like", "toy"]) == 1
    assert "own.yaml is there already" in capsys.readouterr().err
    assert (folder / "own.yaml").read_text(encoding="utf-8") == "mine"
    assert main(["new", "own.yaml", "--like", "toy", "--force"]) == 0
    assert "data_sheet" in (folder / "own.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [(["own.csv", "--like", "toy"], "end it in .xlsx or .yaml"), (["own.xlsx", "--like", "toi"], "did you mean 'toy'?"),
     (["none/own.xlsx", "--like", "toi"], "toi")],
)  # fmt: skip
def test_what_cannot_be_written_is_one_line(folder, capsys, words, said):
    assert main(["new", *words]) == 1

    err = capsys.readouterr().err
    assert said in err
    assert len(err.splitlines()) == 1
    assert not [*folder.iterdir()]


def test_the_other_name_is_the_same_command_and_is_listed_once(capsys):
    [choices] = [action.choices for action in build_parser()._actions if isinstance(action.choices, dict)]
    assert choices["template"] is choices["new"]
    assert main([]) == 0
    listed = capsys.readouterr().out
    assert "\n  new " in listed
    assert "template" not in listed


def test_the_archetype_is_asked_for(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["new", "own.xlsx"])
    assert ended.value.code == 2
    assert "--like" in capsys.readouterr().err


def test_a_form_for_a_supplier_is_written_in_place_of_a_sheet(folder, capsys):
    assert main(["new", "graphite.xlsx", "--like", "toy", "--supplier", "graphite"]) == 0
    assert "a form for the supplier of graphite" in capsys.readouterr().out

    findings = Findings()
    assert read_answer(folder / "graphite.xlsx", findings).line is None
    assert findings.found == []


def test_a_form_is_a_workbook(folder, capsys):
    assert main(["new", "graphite.yaml", "--like", "toy", "--supplier", "graphite"]) == 1
    assert "end it in .xlsx" in capsys.readouterr().err
