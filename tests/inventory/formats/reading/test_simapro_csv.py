"""Exports of SimaPro are read with their units, formulas, wastes and shares, and nothing of them is evaluated elsewhere."""

import pytest
from imported_rows import system_of
from simapro_text import CELL, COPPER, GIVEN, GRID, HEADER, SCRAP, UNITS, WHOLE, block, process

from lca_models.impact.assessment import solve
from lca_models.inventory.formats.reading.by_ending import look_at, read
from lca_models.inventory.system.rows import ProjectError


def written(tmp_path, text):
    path = tmp_path / "some.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("cp1252"))
    return path


def read_of(tmp_path, text):
    (file,) = read(written(tmp_path, text))
    return file


def faults(tmp_path, text):
    with pytest.raises(ProjectError) as error:
        read_of(tmp_path, text)
    return str(error.value)


def test_the_score_of_an_export_is_that_of_its_arithmetic(toy_study, tmp_path):
    """2 kg of cell: 0.012 * 0.5² * 100 kg of copper at 1, 1 kWh at 0.5, 0.1 kg of scrap at 0.5, less 0.2 kg of copper"""
    text = WHOLE.replace("Copper ore;in ground;kg;1200;", "Water, unspecified;;kg;0;")
    plain = text.replace("Resources\nWater, unspecified;;kg;0;Undefined;0;0;0;\n\n", "").replace(";high. pop.;", ";;")
    system = system_of(written(tmp_path, plain), toy_study.rows, "cell production")
    values = system.parameter_values()
    method = next(iter(system.factors))
    assert solve(system, values, system.amounts(values), method).score == pytest.approx(0.325)


def test_units_links_spreads_and_compartments_are_those_of_brightway(tmp_path):
    file = read_of(tmp_path, WHOLE)
    assert (file.database, [one["code"] for one in file.datasets]) == ("Batteries", ["P1", "P2", "P3", "P4"])
    grid, copper, scrap, cell = file.datasets
    assert (grid["exchanges"][0]["amount"], grid["unit"]) == (3.6, "megajoule")
    assert grid["exchanges"][1]["categories"] == ("air", "urban air close to ground")
    assert (copper["name"], copper["unit"], copper["exchanges"][0]["amount"]) == ("copper", "kilogram", 1000.0)
    assert copper["exchanges"][1]["scale"] == pytest.approx(0.1823, abs=1e-4)  # half of ln 1.44
    assert scrap["exchanges"][0]["type"] == "production"
    kinds = {(row["type"], row["name"]): row for row in cell["exchanges"]}
    assert kinds["technosphere", "copper"]["formula"] == "((e_value * (share ** 2)) * 100)"
    assert kinds["technosphere", "copper"]["amount"] == pytest.approx(0.3)
    assert kinds["technosphere", "scrap"]["input"] == ("Batteries", "P3")
    assert kinds["substitution", "copper"]["amount"] == 0.2
    assert {name: kinds["technosphere", "electricity, grid"][name] for name in ("minimum", "maximum")} == {
        "minimum": 1.8, "maximum": 7.2}  # fmt: skip
    assert [(one["name"], one["amount"]) for one in cell["parameters"]] == [("share", 0.5), ("twice", 2.0)]
    assert [(one["name"], one["original_name"]) for one in file.database_parameters] == [("e_value", "E")]


def test_what_nothing_in_the_file_makes_keeps_its_unit(tmp_path):
    file = read_of(tmp_path, HEADER + CELL + UNITS + GIVEN)
    power = next(row for row in file.datasets[0]["exchanges"] if row["name"] == "electricity, grid")
    assert (power["unit"], power["amount"], "input" in power) == ("kilowatt hour", 1.0, False)


def test_decimal_commas_are_read_as_the_header_says(tmp_path):
    text = WHOLE.replace("separator: .", "separator: ,").replace("0.2;", "0,2;").replace("0.5;2;", "0,5;2;")
    for point in ("0.1;", "0.5;", "1.44;", "0.012;", "1.21;", "0.001;", "3.6;"):
        text = text.replace(point, point.replace(".", ","))
    file = read_of(
        tmp_path, text.replace("Share=0.5, 2, 3)", "Share=0,5; 2; 3)").replace("Iff", '"Iff').replace("3);", '3)";')
    )
    assert file.datasets[3]["exchanges"][1]["amount"] == pytest.approx(0.3)


def test_each_of_several_products_has_its_share(tmp_path):
    two = process("P5", "both", Products=["heat;MJ;2;25%;not defined;x;", "power;MJ;1;75;not defined;x;"],
                  Emissions_to_air="CO2;;kg;4;Undefined;0;0;0;")  # fmt: skip
    heat, power = read_of(tmp_path, HEADER + two).datasets
    assert [(one["code"], one["exchanges"][0]["amount"], one["exchanges"][1]["amount"]) for one in (heat, power)] == [
        ("P5", 2.0, 1.0), ("P5-1" if power["code"] == "P5-1" else "P5-2", 1.0, 3.0)]  # fmt: skip
    assert "add up to 75 %" in faults(tmp_path, HEADER + two.replace("75;", "50;"))


@pytest.mark.parametrize(
    ("line", "said"),
    [("copper;kg;open('x');Undefined;0;0;0;", "is no formula of SimaPro"),
     ("copper;kg;nowhere*2;Undefined;0;0;0;", "there is no parameter 'nowhere'"),
     ("copper;kg;1/(Share-Share);Undefined;0;0;0;", "'copper'"), ("copper;kg;1;Sideways;0;0;0;", "Unknown uncertainty"),
     ("copper;kg;1e999;Undefined;0;0;0;", "no finite number")],
)  # fmt: skip
def test_a_fault_is_named_with_its_line(tmp_path, line, said):
    text = WHOLE.replace("copper;kg;E*Share^2*100;Undefined;0;0;0;", line)
    found = faults(tmp_path, text)
    number = next(at for at, one in enumerate(text.splitlines(), 1) if one == line)
    assert said in found
    assert found.startswith(("some.csv:", f"some.csv:{number}"))


def test_nothing_of_a_file_is_evaluated_by_the_library(tmp_path, monkeypatch):
    monkeypatch.setattr("bw2parameters.ParameterSet.__init__", lambda *_, **__: pytest.fail("evaluated"))
    monkeypatch.setattr("asteval.Interpreter.__call__", lambda *_, **__: pytest.fail("evaluated"))
    assert read_of(tmp_path, WHOLE)


def test_parameters_in_a_circle_are_refused(tmp_path):
    text = WHOLE.replace("Iff(Share=0.5, 2, 3)", "Twice + 1")
    assert "'Twice' follows from itself" in faults(tmp_path, text)


def test_waste_scenarios_are_left_out_with_a_note(tmp_path):
    scenario = process("P6", "landfill", category="waste scenario", Waste_scenario="all;kg;1;All waste types;x;")
    assert "waste scenarios are left out; model them as processes (1)" in read_of(tmp_path, WHOLE + scenario).notes


@pytest.mark.parametrize(
    ("text", "said"),
    [("{SimaPro 9}\n{processes}\n", "some.csv:"), (HEADER, "holds no processes"),
     (HEADER + "Nonsense\na;b\n\nEnd\n", "some.csv:"),
     (HEADER.replace("{processes}", "{methods}"), "holds methods; export processes"),
     (HEADER + GRID.replace(";Undefined;0;0;0;", ""), "some.csv:"), (HEADER + UNITS, "holds no processes"),
     (b"{\xff\xfe\x00", "some.csv:")],
)  # fmt: skip
def test_what_is_no_export_of_processes_is_one_line_with_its_place(tmp_path, text, said):
    found = faults(tmp_path, text)
    assert said in found
    assert "\n" not in found
    assert len(found) < 400


def test_nothing_is_logged_or_written_beside(tmp_path, capfd, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    read_of(tmp_path, HEADER + GRID + COPPER + SCRAP + UNITS + block("Quantities", "Mass;Yes"))
    assert capfd.readouterr() == ("", "")
    assert [one.name for one in tmp_path.iterdir()] == ["some.csv"]
    look_at([tmp_path / "some.csv"])
