"""Brightway's Excel format: out and in again with nothing unlinked, and files of others with a report."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook

from lca_models.commands.main import main
from lca_models.impact.assessment import assess
from lca_models.impact.study import load_study
from lca_models.inventory.brightway.database import close_databases, import_brightway
from lca_models.inventory.formats.importing import import_files
from lca_models.inventory.formats.workbooks import export_databases
from lca_models.inventory.system.product_system import build_product_system
from lca_models.inventory.system.rows import ProjectError, read_project_rows

TINY = Path(__file__).parents[2] / "tiny_inventory"


TOY = ("recycling", "life_cycle_toy")


BRIGHTWAY_ALONE = """
import json, sys
sys.modules["rfc3987_syntax"] = None  # else jsonschema builds grammars of addresses for 2 s
import bw2data, bw2calc
products, method = json.loads(sys.argv[1]), json.loads(sys.argv[2])
scores = []
for product in products:
    bw2data.projects.set_current(product["project"])
    lca = bw2calc.LCA({bw2data.get_node(database=product["database"], code=product["code"]): product["amount"]},
                      method=tuple(method["tuple"]))
    lca.lci()
    lca.lcia()
    scores.append(lca.score)
assert not [name for name in sys.modules if name.startswith("lca_models")]
print("SCORES", json.dumps(scores))
"""


@pytest.fixture
def study(copy_base):
    """A copy of the toy project in a base folder of its own."""
    return load_study(TINY)


def open_rows(base, project):
    bw2data = import_brightway(base)
    assert project in bw2data.projects
    bw2data.projects.set_current(project, update=False)
    folder = Path(bw2data.projects.dir)
    close_databases(bw2data)
    return read_project_rows(folder)


def calculate_in_brightway_alone(base, products, method):
    done = subprocess.run(
        [sys.executable, "-c", BRIGHTWAY_ALONE, json.dumps(products), json.dumps(method)],
        env={**os.environ, "BRIGHTWAY2_DIR": str(base)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout.rpartition("SCORES")[2])


def workbook(path, *lines):
    book = Workbook()
    for line in lines:
        book.active.append(line)
    book.save(path)
    return path


def foreground(path, *exchanges, parameters=()):
    """A workbook of somebody: one process 'my cell' in a database 'mine'."""
    head = [
        ["Database", "mine"],
        [],
        *([["Project parameters"], ["name", "amount", "formula"], *parameters, []] if parameters else []),
    ]
    return workbook(
        path, *head, ["Activity", "my cell"], ["code", "my_cell"], ["unit", "kilogram"], ["location", "CN"],
        ["stage", "manufacturing"], ["Exchanges"],
        ["name", "amount", "unit", "location", "categories", "type", "formula", "database"],
        ["my cell", 1, "kilogram", "CN", None, "production"], *exchanges,
    )  # fmt: skip


NICKEL = ["nickel sulfate production", 2, "kilogram", "CN", None, "technosphere"]


CO2 = ["carbon dioxide, fossil", 3, "kilogram", None, "air", "biosphere"]


def test_a_round_trip_through_files_links_everything_and_keeps_the_result(study, tmp_path):
    paths = export_databases(study.base, study.current.project, tmp_path / "files")
    report = import_files(paths, study.base, study.current.project, "round trip")
    rows = open_rows(study.base, "round trip")

    assert [path.name for path in paths] == [
        "elementary_flows.xlsx",
        "manufacturing.xlsx",
        "raw_materials.xlsx",
        "recycling.xlsx",
    ]
    assert (report.unlinked, report.problems, report.written) == ((), (), True)
    for settings in ({}, {"cell_plant_province": 51.0, "recovery_rate_nickel": 0.5}):
        expected, found = (assess(build_product_system(one, TOY), settings).score for one in (study.rows, rows))
        assert found == pytest.approx(expected, rel=1e-6)


def test_databases_as_built_and_as_read_again_calculate_in_brightway_alone(study, tmp_path, capsys):
    """by the names that `list` gives, in a process that knows nothing of this kit"""
    assert main(["list", "products", "--json"]) == 0
    product = json.loads(capsys.readouterr().out)[0]
    assert main(["list", "methods", "--json"]) == 0
    method = next(one for one in json.loads(capsys.readouterr().out) if one["id"] == "gwp100-ar6")
    paths = export_databases(study.base, study.current.project, tmp_path / "files")
    import_files(paths, study.base, study.current.project, "round trip")
    products = [product, {"project": "round trip", "database": TOY[0], "code": TOY[1], "amount": 1.0}]

    assert calculate_in_brightway_alone(study.base, products, method) == pytest.approx([6.6, 6.6], rel=1e-6)


def test_a_round_trip_keeps_parameters_formulas_spreads_and_sources(study, tmp_path):
    paths = export_databases(study.base, study.current.project, tmp_path / "files")
    import_files(paths, study.base, study.current.project, "round trip")
    rows = open_rows(study.base, "round trip")

    def parameters(found):
        return {one.qualified_name: (one.amount, one.formula, dict(one.data)) for one in found.parameters
                if one.name != "dummy_parameter"}  # fmt: skip

    def exchanges(found):
        kept = ("formula", "uncertainty type", "source", "locator", "evidence", "pedigree", "table", "row")
        return {(one.process, one.input): [one.data.get(key) for key in kept] for one in found.exchanges}

    assert parameters(rows) == parameters(study.rows)
    assert exchanges(rows) == exchanges(study.rows)
    assert {name: group.members for name, group in rows.groups.items() if group.members} == {
        name: group.members for name, group in study.rows.groups.items() if group.members
    }


def test_the_exported_project_stays_as_it_was(study, tmp_path):
    export_databases(study.base, study.current.project, tmp_path / "files")

    assert read_project_rows(study.base / study.current.folder).rows_hash == study.current.rows_hash


def test_the_commands_go_out_and_in_again(study, tmp_path, capsys):
    assert main(["export", str(tmp_path / "files")]) == 0
    paths = capsys.readouterr().out.split()
    assert main(["import", *paths, "--project", "again", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)

    assert report["unlinked"] == []
    assert report["written"] is True
    assert report["links"] == {"elementary_flows": 5, "manufacturing": 2, "raw_materials": 9, "recycling": 3}
    assert main(["import", *paths, "--project", "again"]) == 1
    assert "project 'again' exists" in capsys.readouterr().err


def test_a_file_of_others_buys_from_the_kit(study, tmp_path):
    """2 kg of nickel sulfate at 0.6 and 3 kg of CO2"""
    path = foreground(tmp_path / "mine.xlsx", NICKEL, CO2)
    report = import_files([path], study.base, study.current.project)

    assert report.project == "imported mine"
    assert report.links == {"mine": 1, "raw_materials": 1, "elementary_flows": 1}
    assert assess(
        build_product_system(open_rows(study.base, "imported mine"), ("mine", "my_cell"))
    ).score == pytest.approx(2 * 0.6 + 3)
    assert load_study(TINY).current == study.current


def test_a_formula_of_a_file_is_alive_in_the_new_project(study, tmp_path):
    line = [*NICKEL[:6], "my_dose * 2"]
    path = foreground(tmp_path / "mine.xlsx", line, parameters=[["my_dose", 1.5, None]])
    report = import_files([path], study.base, study.current.project)
    system = build_product_system(open_rows(study.base, report.project), ("mine", "my_cell"))

    assert report.problems == ()
    assert assess(system).score == pytest.approx(3 * 0.6)
    assert assess(system, {"my_dose": 4}).score == pytest.approx(8 * 0.6)


def test_a_csv_file_is_read_too(study, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("Database,mine\n\nActivity,my cell\ncode,my_cell\nunit,kilogram\nlocation,CN\nstage,manufacturing\n"
                    "Exchanges\nname,amount,unit,location,categories,type\nmy cell,1,kilogram,CN,,production\n"
                    '"carbon dioxide, fossil",3,kilogram,,air,biosphere\n', encoding="utf-8")  # fmt: skip
    report = import_files([path], study.base, study.current.project)

    assert assess(
        build_product_system(open_rows(study.base, report.project), ("mine", "my_cell"))
    ).score == pytest.approx(3)


def test_what_cannot_be_linked_is_reported_and_nothing_written(study, tmp_path, capsys):
    foreign = ["market for copper", 1, "kilogram", "GLO", None, "technosphere", None, "ecoinvent"]
    path = foreground(tmp_path / "mine.xlsx", ["nickel sulphate production", *NICKEL[1:]], CO2, foreign,
                      [NICKEL[0], 1, "kilogram", "CL", None, "technosphere"])  # fmt: skip

    assert main(["import", str(path)]) == 1
    captured = capsys.readouterr()
    assert "did you mean 'nickel sulfate production'" in captured.out
    assert "'my cell' <- 'market for copper, kilogram, GLO' [technosphere]" in captured.out
    assert "the location is 'CN', given 'CL'" in captured.out
    assert "3 inputs could not be linked, so nothing was written" in captured.err
    assert "imported mine" not in import_brightway(study.base).projects
    assert main(["import", str(path), "--drop-unlinked", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert len(report["unlinked"]) == 3
    assert assess(
        build_product_system(open_rows(study.base, "imported mine"), ("mine", "my_cell"))
    ).score == pytest.approx(3)


@pytest.mark.parametrize(
    ("exchange", "parameters", "message"),
    [
        ([*NICKEL[:6], "open('x')"], (), "'my cell' <- 'nickel sulfate production': 'open('x')' calls 'open'"),
        (["nickel sulfate production", "much", *NICKEL[2:]], (), "amount 'much' is not a finite number"),
        (NICKEL, [["size", 1, None]], "parameter 'size' has a name that Brightway's formulas already use"),
        (NICKEL, [["toy_plant_electricity", 5, None]], "is 5, but 2.0 in the project; rename it"),
        ([*NICKEL[:6], "my_unknown * 2"], (), "Brightway refuses what the files hold, so nothing was written"),
    ],
)
def test_a_file_with_a_fault_is_refused_by_name(study, tmp_path, exchange, parameters, message):
    path = foreground(tmp_path / "mine.xlsx", exchange, parameters=parameters)

    with pytest.raises(ProjectError) as raised:
        import_files([path], study.base, study.current.project)
    assert message in str(raised.value)
    assert "imported mine" not in import_brightway(study.base).projects


def test_what_is_no_workbook_is_refused_by_name(study, tmp_path, capsys):
    (tmp_path / "text.xlsx").write_text("no workbook", encoding="utf-8")
    workbook(tmp_path / "table.xlsx", ["a", "b"], [1, 2])

    for name in ("text.xlsx", "table.xlsx", "absent.xlsx"):
        assert main(["import", str(tmp_path / name)]) == 1
        captured = capsys.readouterr()
        assert name in captured.err
        assert not captured.out


def test_inputs_left_out_are_counted_in_every_result(study, tmp_path, capsys):
    path = foreground(tmp_path / "mine.xlsx", ["market for copper", 1, "kilogram", "GLO", None, "technosphere"], CO2)

    assert main(["import", str(path), "--drop-unlinked"]) == 0
    assert "left out: 1 of 2 rows of these processes\n  mine/my_cell: 1 of 2 rows" in capsys.readouterr().out
    assert main(["footprint", "imported mine:mine/my_cell"]) == 0
    assert "note: 'mine/my_cell': 1 of 2 rows of its file were left out" in capsys.readouterr().out


def test_a_mapping_table_is_written_filled_in_and_taken(study, tmp_path, capsys):
    """2 kg of what stands for 3 kg of nickel sulfate each, and 3 kg of CO2"""
    copper = ["market for sulfate", 2, "pound", "GLO", None, "technosphere"]
    path, table = foreground(tmp_path / "mine.xlsx", copper, CO2), tmp_path / "map.csv"

    assert main(["import", str(path), "--map", str(table)]) == 1
    assert "fill in" in capsys.readouterr().err
    text = table.read_text(encoding="utf-8-sig").splitlines()
    line = text[1].rsplit(",", 3)[0]
    table.write_text(f"{text[0]}\n{line},raw_materials,nickel_sulfate,3\n", encoding="utf-8")
    assert main(["import", str(path), "--map", str(table), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["written"], report["mapped"], report["unlinked"]) == (True, 1, [])
    rows = open_rows(study.base, "imported mine")
    nickel = assess(build_product_system(rows, ("raw_materials", "nickel_sulfate"))).score
    assert assess(build_product_system(rows, ("mine", "my_cell"))).score == pytest.approx(2 * 3 * nickel + 3)


def test_what_cannot_be_made_is_said_by_the_import(study, tmp_path, capsys):
    path = workbook(
        tmp_path / "mine.xlsx", ["Database", "mine"], [], ["Activity", "cell"], ["code", "cell"], ["unit", "kilogram"],
        ["location", "CN"], ["Exchanges"], ["name", "amount", "unit", "location", "categories", "type"],
        ["cell", 0, "kilogram", "CN", None, "production"], CO2, [],
        ["Activity", "orphan"], ["code", "orphan"], ["type", "product"], ["unit", "kilogram"], ["location", "CN"], [],
        ["Activity", "pack"], ["code", "pack"], ["unit", "kilogram"], ["location", "CN"], ["Exchanges"],
        ["name", "amount", "unit", "location", "categories", "type"], ["pack", 1, "kilogram", "CN", None, "production"],
        ["orphan", 1, "kilogram", "CN", None, "technosphere"],
    )  # fmt: skip
    assert main(["import", str(path)]) == 0
    printed = capsys.readouterr().out
    assert "'mine/cell' makes 0 kilogram" in printed
    assert "nothing makes the product 'mine/orphan', and 'mine/pack' buys it" in printed


def test_new_project_parameters_recalculate_the_new_database_alone(study, tmp_path, monkeypatch):
    from importlib import import_module

    parameters = import_module("bw2data.parameters")
    seen = []
    recalculate = parameters.ActivityParameter.recalculate_exchanges
    monkeypatch.setattr(parameters.ActivityParameter, "recalculate_exchanges",
                        staticmethod(lambda group, signal=True: seen.append(group) or recalculate(group, signal)))  # fmt: skip
    path = foreground(tmp_path / "mine.xlsx", [*CO2, "my_need * 2"], parameters=[["my_need", 5, None]])
    report = import_files([path], study.base, study.current.project)

    assert {*seen} == {"mine/my_cell"}
    assert report.problems == ()
    rows = open_rows(study.base, report.project)
    assert assess(build_product_system(rows, ("mine", "my_cell"))).score == pytest.approx(10)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Database;mine\n;\nActivity;cell\n", "is separated by semicolons"),
        (b"Database\tmine\nActivity\tcell\n", "is separated by tabs"),
        ("Database,mine\n".encode("utf-16"), "is not UTF-8 text but UTF-16"),
        ("Database,\u7535\u6c60\u5382\u6e05\u5355\n".encode("gb18030"), "is not UTF-8 text but GB18030"),
        ("Database,K\u00e4fig\n".encode("latin-1"), "is not UTF-8 text but Latin-1"),
    ],
)
def test_a_file_of_another_excel_is_one_line_that_says_how_to_save_it(study, tmp_path, content, said):
    path = tmp_path / "mine.csv"
    path.write_bytes(content)
    with pytest.raises(ProjectError, match=said) as refused:
        import_files([path], study.base, study.current.project)
    assert len(str(refused.value).splitlines()) == 1
