"""Files of anybody become a project of which every row is linked, left out and counted, or refused; nothing is lost unsaid."""

import csv
import json
from pathlib import Path

import pytest

from lca_models.commands.main import main
from lca_models.impact.assessment import assess
from lca_models.impact.study import load_study
from lca_models.inventory.formats import importing
from lca_models.inventory.formats.importing import import_files
from lca_models.inventory.formats.linking.table import read_mapping
from lca_models.inventory.projects.places import find_project
from lca_models.inventory.system.product_system import build_product_system
from lca_models.inventory.system.rows import ProjectError, read_project_rows

TINY = Path(__file__).parents[2] / "tiny_inventory"
HEADINGS = "name,amount,unit,location,categories,type,reference product,database,formula"
CO2 = '"carbon dioxide, fossil",3,kilogram,,air,biosphere'
NAMES = """kind,name,unit,place,target,factor,grade,reason,reason_zh
technosphere,market for nickel sulfate,kilogram,,nickel_sulfate,,same product,,
technosphere,market for nickel,kilogram,,nickel_sulfate,2.637,proxy,sulfate for the metal in it,
technosphere,market for slag,kilogram,,nickel_sulfate,-1,proxy,as if it were sulfate,
technosphere,market for factory,,,,,none,buildings are outside,
"""


@pytest.fixture
def study(copy_base):
    """A copy of the toy project in a base folder of its own."""
    return load_study(TINY)


@pytest.fixture
def root(tmp_path):
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "input_names.csv").write_text(NAMES, encoding="utf-8")
    return tmp_path / "tables"


def process(name, *rows, production=None, location="CN", unit="kilogram"):
    made = f"{name},1,{unit},{location},,production" if production is None else production
    return "\n".join([f"Activity,{name}", f"code,{name}", f"unit,{unit}", f"location,{location}", "Exchanges", HEADINGS,
                      *filter(None, [made, *rows]), ","])  # fmt: skip


def written(path, *processes, database="mine"):
    path.write_text("\n".join([f"Database,{database}", ",", *processes]) + "\n", encoding="utf-8")
    return path


def imported(study, path, project="p", **more):
    return import_files([path], study.base, study.current.project, project, **more)


def score(study, project, database, code):
    rows = read_project_rows(find_project(project, (study.base,)).folder)
    return assess(build_product_system(rows, (database, code), default_stage="unassigned")).score


@pytest.mark.parametrize(
    ("production", "said"),
    [
        ("pack,2,kilogram,CN,,production", "name 'pack' where the process has 'cell'"),
        ("cell,2,kilogram,DE,,production", "location 'DE' where the process has 'CN'"),
        ("cell,2,unit,CN,,production", "unit 'unit' where the process has 'kilogram'"),
        ("pack,2,unit,DE,,production", "name 'pack' where the process has 'cell', and location 'DE'"),
    ],
)
@pytest.mark.parametrize("drop_unlinked", [False, True])
def test_a_production_row_is_never_dropped(study, tmp_path, production, said, drop_unlinked):
    """2 of the product emit 3 kg, whatever the row calls it: 1.5 each, not 3"""
    cell = process("cell", CO2, production=production).replace("location,CN", "location,CN\nreference product,cell", 1)
    path = written(tmp_path / "mine.csv", cell)
    report = imported(study, path, drop_unlinked=drop_unlinked)
    assert report.written
    assert any(f"mine.csv:10  the production row of 'cell' says {said}" in note for note in report.notes)
    assert score(study, "p", "mine", "cell") == pytest.approx(1.5)


def test_of_several_production_rows_one_that_names_nothing_is_refused(study, tmp_path):
    path = written(tmp_path / "mine.csv", process("cell", CO2, "heat,1,megajoule,CN,,production"))
    with pytest.raises(ProjectError, match=r"mine\.csv:11  'cell' has 2 production rows, and 'heat' is neither"):
        imported(study, path, drop_unlinked=True)


def test_a_process_that_makes_the_product_of_another_name_keeps_its_link(study, tmp_path):
    product = "Activity,heat\ncode,heat\ntype,product\nunit,megajoule\nlocation,CN\n,"
    path = written(tmp_path / "mine.csv", product, process("boiler", CO2, production="heat,2,megajoule,CN,,production"))
    report = imported(study, path)
    assert report.notes == ()
    assert score(study, "p", "mine", "heat") == pytest.approx(1.5)


def test_the_table_of_this_kit_links_by_grade_with_its_factor(study, root, tmp_path):
    """1 kg of sulfate and 2.637 kg of it for the metal; minus 1 kg of slag buys 1 kg; the factory has nothing"""
    path = written(
        tmp_path / "mine.csv",
        process("cell", "market for nickel sulfate,1,kilogram,DE,,technosphere", "market for slag,-1,kilogram,CN,,technosphere",
                "market for nickel,1,kilogram,CN,,technosphere", "market for factory,1,unit,CN,,technosphere"),
    )  # fmt: skip
    report = imported(study, path, root=root)
    assert not report.written
    assert report.unlinked[0].reason == "nothing of this kit stands for it: buildings are outside"
    report = imported(study, path, root=root, drop_unlinked=True)
    assert report.grades == {"exact": 1, "same product, other region": 1, "proxy": 2}
    assert report.left["mine/cell"].text() == "75% of its rows, 100% of its mass"
    nickel = score(study, "p", "raw_materials", "nickel_sulfate")
    assert score(study, "p", "mine", "cell") == pytest.approx(nickel * (1 + 1 + 2.637))


def test_an_input_that_the_table_links_but_for_one_row_stands_once_in_what_is_left(study, root, tmp_path):
    """A Weibull distribution cannot turn its sign, as the factor of slag asks"""
    rows = [
        "market for slag,-1,kilogram,CN,,technosphere,,,,0",
        "market for slag,-1,kilogram,CN,,technosphere,,,,8,1,2",
    ]
    text = process("cell", *rows).replace(HEADINGS, f"{HEADINGS},uncertainty type,scale,shape")
    path, table = written(tmp_path / "mine.csv", text), tmp_path / "left.csv"
    assert len(imported(study, path, root=root, mapping=table).unlinked) == 1
    assert [row.input[2] for row in read_mapping(table)] == ["market for slag"]


def test_proxies_and_their_share_stand_with_every_result(study, root, tmp_path, capsys):
    """the proxy adds 2.637 of 4.637 nickel sulfates where nothing else is bought"""
    rows = [
        f"market for {name},{amount},kilogram,CN,,technosphere"
        for name, amount in (("nickel sulfate", 2), ("nickel", 1))
    ]
    path = written(tmp_path / "mine.csv", process("cell", *rows))
    imported(study, path, root=root)
    assert main(["footprint", "p:mine/cell"]) == 0
    printed = capsys.readouterr().out
    assert f"proxies stand behind {2.637 / 4.637:.1%} of the result: 1 inputs of files" in printed
    assert "proxy: 'market for nickel, kilogram, CN' is raw_materials/nickel_sulfate" in printed
    assert "sulfate for the metal in it" in printed


def test_a_flow_falls_back_to_its_category_and_is_counted_so(study, tmp_path):
    urban = CO2.replace(",air,", ",air::urban air close to ground,")
    report = imported(study, written(tmp_path / "mine.csv", process("cell", urban)))
    assert report.grades == {"exact": 1, "category": 1}
    assert "1 linked by their category, without its sub-category" in report.text()
    assert score(study, "p", "mine", "cell") == pytest.approx(3.0)


@pytest.mark.parametrize("database", ["ecoinvent-3.10-cutoff", "biosphere3", "raw_materials"])
def test_the_database_of_a_row_binds_where_there_is_one(study, tmp_path, database):
    row = f"nickel sulfate production,1,kilogram,CN,,technosphere,,{database}"
    assert imported(study, written(tmp_path / "mine.csv", process("cell", row))).written


def test_a_chemical_formula_is_none_and_kept_apart(study, tmp_path):
    rows = [CO2 + ",,," + text for text in ("Cu+", "As+5", "CORINE 31", "CO2")]
    report = imported(study, written(tmp_path / "mine.csv", process("cell", *rows)))
    assert "mine.csv: 4 flows have a chemical formula in the column 'formula'; their amounts are taken" in report.notes
    assert score(study, "p", "mine", "cell") == pytest.approx(12.0)
    assert report.counts["mine"]["formulas"] == 4


def test_a_process_of_which_nothing_is_left_ends_the_import_with_1(study, tmp_path, capsys):
    gone = "market for copper,1,kilogram,GLO,,technosphere"
    path = written(tmp_path / "mine.csv", process("cell", gone), process("pack", gone, CO2))
    assert main(["import", str(path), "--project", "p", "--drop-unlinked"]) == 1
    printed = capsys.readouterr().out
    assert "nothing is left of 'mine/cell' but its production: every result of it is 0" in printed
    assert "mine/pack: 1 of 2 rows of 'pack'; left: 50% of its rows, 0% of its mass" in printed


def test_the_table_is_written_beside_the_file_filled_in_and_taken_by_the_next_file(study, tmp_path, capsys):
    """3 kg of nickel sulfate a kilogram, said once; the file of another author takes it and says so"""
    row = "market for nickel,1,kilogram,GLO,,technosphere,nickel"
    path = written(tmp_path / "mine.csv", process("cell", row))
    assert main(["import", str(path)]) == 1
    table = tmp_path / "mine.inputs.csv"
    assert f"fill in {table} and import again" in capsys.readouterr().err
    with table.open(encoding="utf-8-sig", newline="") as stream:
        (line,) = csv.DictReader(stream)
    assert (line["name"], line["reference_product"], line["mass_share"]) == ("market for nickel", "nickel", "1.0")
    assert "raw_materials/nickel_sulfate: nickel sulfate production" in line["suggestion"]
    line |= {"target_database": "raw_materials", "target_code": "nickel_sulfate", "factor": "3", "grade": "proxy"}
    with table.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, line)
        writer.writeheader()
        writer.writerow(line)
    assert main(["import", str(path), "--project", "p"]) == 0
    capsys.readouterr()
    other = written(tmp_path / "theirs.csv", process("module", row), database="theirs")
    assert main(["import", str(other), "--project", "q", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert any("linked as was said before" in note for note in report["notes"])
    assert report["grades"] == {"exact": 1, "proxy": 1}
    assert score(study, "q", "theirs", "module") == pytest.approx(score(study, "p", "mine", "cell"))


def test_what_this_kit_links_stands_in_the_table_to_be_changed(study, root, tmp_path):
    """the proxy as it was written keeps its reason; one that is changed is the person's word: 2 kg in place of 2.637"""
    rows = [f"market for {name},1,kilogram,GLO,,technosphere" for name in ("nickel", "gold")]
    path, table = written(tmp_path / "mine.csv", process("cell", *rows)), tmp_path / "names.csv"
    imported(study, path, root=root, mapping=table)
    text = table.read_text(encoding="utf-8-sig")
    assert ",proxy,raw_materials,nickel_sulfate,2.637" in text
    gold = next(line for line in text.splitlines() if "market for gold" in line)
    filled = text.replace(gold, gold.removesuffix(",,,") + ",raw_materials,nickel_sulfate,1")
    table.write_text(filled, encoding="utf-8")
    assert imported(study, path, root=root, mapping=table).grades == {"exact": 1, "proxy": 1, "own": 1}
    changed = filled.replace(",proxy,raw_materials,nickel_sulfate,2.637", ",proxy,raw_materials,nickel_sulfate,2")
    table.write_text(changed, encoding="utf-8")
    assert imported(study, path, "q", root=root, mapping=table).grades == {"exact": 1, "proxy": 1, "own": 1}
    nickel = score(study, "p", "raw_materials", "nickel_sulfate")
    assert score(study, "p", "mine", "cell") == pytest.approx(3.637 * nickel)
    assert score(study, "q", "mine", "cell") == pytest.approx(3 * nickel)
    kept = (study.base / "mappings" / "inputs.csv").read_text(encoding="utf-8-sig")
    assert kept.count("market for nickel") == 1
    assert "2.637" not in kept


@pytest.mark.parametrize("field", ["unit", "location", "reference product"])
def test_the_reason_names_the_field_that_differs_with_both_values(study, tmp_path, field):
    given = {"unit": "kilogram", "location": "CN", "reference product": "powder"}
    other = {"unit": "ton", "location": "DE", "reference product": "slurry"}[field]
    said = {**given, field: other}
    cathode = process("cathode", CO2).replace("location,CN", "location,CN\nreference product,powder")
    row = f"cathode,1,{said['unit']},{said['location']},,technosphere,{said['reference product']}"
    report = imported(study, written(tmp_path / "mine.csv", cathode, process("cell", row)))
    (lost,) = report.unlinked
    assert lost.reason == f"the {field} is '{given[field]}', given '{other}'"
    assert lost.place.startswith("mine.csv:")


def test_what_cannot_be_calculated_is_said_by_the_import(study, tmp_path, capsys):
    path = written(tmp_path / "mine.csv", process("cell", CO2, production="cell,0,kilogram,CN,,production"))
    assert main(["import", str(path), "--project", "p"]) == 0
    printed = capsys.readouterr().out
    assert "'mine/cell' makes 0 kilogram" in printed
    assert "cannot be calculated:\n  'mine/cell': " in printed


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "gb18030"])
@pytest.mark.parametrize("separator", [";", "\t", ","])
@pytest.mark.parametrize("decimal", [".", ","])
def test_a_file_of_another_excel_is_read_or_one_line_that_says_how_to_save_it(
    study, tmp_path, monkeypatch, encoding, separator, decimal
):
    """commas and points in UTF-8 alone are this kit's; of all else the line names encoding, separator or number"""
    word = {"cp1252": "Käfigläufer für Öl", "gb18030": "电池正极材料生产过程"}.get(encoding, "cell")
    amount = f"1{decimal}5"
    rows = [["Database", "mine"], [], ["Activity", "cell"], ["code", "cell"], ["unit", "kilogram"], ["location", "CN"],
            ["comment", word], ["Exchanges"], ["name", "amount", "unit", "location", "categories", "type"],
            ["cell", "1", "kilogram", "CN", "", "production"],
            ["carbon dioxide, fossil", amount, "kilogram", "", "air", "biosphere"]]  # fmt: skip
    lines = [separator.join(f'"{cell}"' if separator in cell else cell for cell in row) for row in rows]
    (tmp_path / "mine.csv").write_bytes("\n".join(lines).encode(encoding))
    monkeypatch.setattr(importing, "write_project", lambda *given: ((), ()))
    if encoding.startswith("utf-8") and separator == "," and decimal == ".":
        assert imported(study, tmp_path / "mine.csv").written
        return
    with pytest.raises(ProjectError) as refused:
        imported(study, tmp_path / "mine.csv")
    (line,) = str(refused.value).splitlines()
    said = {"utf-16": "UTF-16", "cp1252": "Latin-1", "gb18030": "GB18030"}.get(encoding) or (
        {";": "semicolons", "\t": "tabs"}.get(separator) or "'1,5' is not a number; write it as 1.5"
    )
    assert said in line
    assert line.startswith("mine.csv:")


def test_a_product_that_nothing_makes_is_said_with_who_buys_it(study, tmp_path, capsys):
    orphan = "Activity,orphan\ncode,orphan\ntype,product\nunit,kilogram\nlocation,CN\n,"
    pack = process("pack", "orphan,1,kilogram,CN,,technosphere")
    assert main(["import", str(written(tmp_path / "mine.csv", orphan, pack)), "--project", "p"]) == 0
    printed = capsys.readouterr().out
    assert "nothing makes the product 'mine/orphan', and 'mine/pack' buys it" in printed
    assert "cannot be calculated:\n  'mine/pack': " in printed
