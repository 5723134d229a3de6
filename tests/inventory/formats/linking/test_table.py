"""A mapping table is written, filled in by a person, and read back; every fault of it is named at once."""

import csv
import math

import pytest
from openpyxl import load_workbook

from lca_models.inventory.formats.linking.exact import link_exchanges
from lca_models.inventory.formats.linking.likeness import Target
from lca_models.inventory.formats.linking.table import COLUMNS, apply_mapping, read_mapping, write_mapping
from lca_models.inventory.system.rows import ProjectError

POWER = Target(("kit", "power"), {"name": "grid power", "unit": "kilowatt hour", "location": "CN"})
CARBON = Target(("kit", "co2"), {"name": "CO2", "unit": "kilogram", "categories": ("air",), "type": "emission"})
KNOWN = (POWER, CARBON)


def datasets(*exchanges):
    given = exchanges or (
        {"name": "market for power", "unit": "megajoule", "location": "DE", "type": "technosphere", "amount": 36.0},
        {
            "name": "Carbon dioxide",
            "unit": "kilogram",
            "categories": ("air", "urban"),
            "type": "biosphere",
            "amount": 2.0,
        },
    )
    return {"=mine": [{"name": "cell", "code": "cell", "exchanges": [dict(one) for one in given]}]}


def filled(path, files, *answers):
    """The table of what the files do not link, with (database, code, factor) by name of the input."""
    write_mapping(path, link_exchanges(files, KNOWN))
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        row |= dict(zip(COLUMNS[-3:], dict(answers).get(row["name"], ("", "", "")), strict=True))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_a_filled_table_links_and_converts(tmp_path):
    files = datasets()
    path = filled(tmp_path / "m.csv", files, ("market for power", ("kit", "power", "0.25")),
                  ("Carbon dioxide", ("kit", "co2", "")))  # fmt: skip
    assert apply_mapping(read_mapping(path), files, KNOWN, "m.csv") == 2
    power, carbon = files["=mine"][0]["exchanges"]
    assert (power["input"], power["amount"], power["unit"]) == (("kit", "power"), 9.0, "kilowatt hour")
    assert (carbon["input"], carbon["amount"]) == (("kit", "co2"), 2.0)
    assert power["mapped_from"] == "market for power, megajoule, DE"
    assert link_exchanges(files, KNOWN) == ()


def test_a_row_left_empty_stays_unlinked(tmp_path):
    files = datasets()
    path = filled(tmp_path / "m.csv", files, ("Carbon dioxide", ("kit", "co2", "")))
    assert apply_mapping(read_mapping(path), files, KNOWN, "m.csv") == 1
    assert [one.name for one in link_exchanges(files, KNOWN)] == ["market for power"]


def test_a_workbook_serves_as_well(tmp_path):
    files, path = datasets(), tmp_path / "m.xlsx"
    write_mapping(path, link_exchanges(files, KNOWN))
    book = load_workbook(path)
    for line in book.active.iter_rows(min_row=2):
        if line[2].value == "market for power":
            for cell, value in zip(line[-3:], ("kit", "power", 0.5), strict=True):
                cell.value = value
    book.save(path)
    assert apply_mapping(read_mapping(path), files, KNOWN, "m.xlsx") == 1
    assert files["=mine"][0]["exchanges"][0]["amount"] == 18.0


@pytest.mark.parametrize(
    ("spread", "scaled"),
    [
        ({"uncertainty type": 2, "loc": 0.0, "scale": 0.3}, {"loc": math.log(2.0), "scale": 0.3}),
        (
            {"uncertainty type": 3, "loc": 5.0, "scale": 1.0, "minimum": 2.0},
            {"loc": 10.0, "scale": 2.0, "minimum": 4.0},
        ),
        ({"uncertainty type": 4, "minimum": 1.0, "maximum": 3.0}, {"minimum": 2.0, "maximum": 6.0}),
        (
            {"uncertainty type": 5, "loc": 2.0, "minimum": 1.0, "maximum": 3.0},
            {"loc": 4.0, "minimum": 2.0, "maximum": 6.0},
        ),
        ({"uncertainty type": 8, "loc": 1.0, "scale": 2.0, "shape": 3.0}, {"loc": 2.0, "scale": 4.0, "shape": 3.0}),
        (
            {"uncertainty type": 10, "loc": 2.0, "shape": 3.0, "maximum": 4.0},
            {"loc": 2.0, "shape": 3.0, "maximum": 8.0},
        ),
        ({"formula": "a + b"}, {"formula": "(a + b) * 2.0"}),
    ],
)
def test_a_factor_scales_the_spread_and_the_formula(tmp_path, spread, scaled):
    files = datasets({"name": "heat", "unit": "x", "type": "technosphere", "amount": 1.0, **spread})
    path = filled(tmp_path / "m.csv", files, ("heat", ("kit", "power", "2")))
    apply_mapping(read_mapping(path), files, KNOWN, "m.csv")
    (found,) = files["=mine"][0]["exchanges"]
    assert found["amount"] == 2.0
    assert {name: found[name] for name in scaled} == pytest.approx(scaled) if "formula" not in scaled else scaled


def test_every_fault_of_a_table_is_named_at_once(tmp_path):
    files = datasets(*({"name": name, "unit": unit, "type": kind, "amount": 1.0} for name, unit, kind in (
        ("a", "kilogram", "technosphere"), ("b", "kilowatt hour", "technosphere"), ("c", "kilowatt hour", "technosphere"),
        ("d", "kilowatt hour", "technosphere"), ("e", "kilogram", "biosphere"), ("f", "kilowatt hour", "technosphere"),
        ("g", "kilowatt hour", "technosphere"), ("h", "kilogram", "technosphere"))))  # fmt: skip
    path = filled(
        tmp_path / "m.csv", files, ("a", ("kit", "power", "")), ("b", ("kti", "power", "")), ("c", ("kit", "powre", "")),
        ("d", ("kit", "power", "1,5")), ("e", ("kit", "power", "1")), ("f", ("kit", "power", "0")), ("g", ("kit", "", "")),
        ("h", ("kit", "co2", "1")),
    )  # fmt: skip
    path.write_text(path.read_text() + path.read_text().splitlines()[1] + "\n")
    with pytest.raises(ProjectError) as refused:
        apply_mapping(read_mapping(path), files, KNOWN, "m.csv")
    for said in (
        "m.csv:2  'power' is counted in kilowatt hour, the input in kilogram; give the factor",
        "m.csv:3  there is no database 'kti'; did you mean 'kit'",
        "m.csv:4  the database 'kit' has no code 'powre'; did you mean 'power'",
        "m.csv:5  factor: '1,5' is not a number; write it as 1.5",
        "m.csv:6  names the process 'power' for an emission",
        "m.csv:7  the factor is 0; give another number (below 0 for what leaves as waste)",
        "m.csv:8  gives no target_code",
        "m.csv:9  names the flow 'co2' for something that is bought",
        "m.csv:10  repeats the input of line 2",
    ):
        assert said in str(refused.value)
    assert not any(one.get("input") for one in files["=mine"][0]["exchanges"])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"name;unit\na;b\n", "separated by semicolons"),
        ("name,unit\nK\u00e4fig,b\n".encode("latin-1"), "not UTF-8"),
        (b"name,unit\na,b\n", "the column 'database' is missing"),
        (b"", "the column 'database' is missing"),
    ],
)
def test_what_is_no_mapping_table_is_one_line_each(tmp_path, content, said):
    path = tmp_path / "m.csv"
    path.write_bytes(content)
    with pytest.raises(ProjectError, match=said):
        read_mapping(path)


def test_a_file_that_only_looks_like_a_workbook_is_one_line(tmp_path):
    (tmp_path / "m.xlsx").write_bytes(b"PK nothing")
    with pytest.raises(ProjectError, match=r"m\.xlsx is no workbook"):
        read_mapping(tmp_path / "m.xlsx")
