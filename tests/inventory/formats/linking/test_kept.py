"""What was said of one file is taken by the next, which says so."""

from concurrent.futures import ThreadPoolExecutor

from lca_models.inventory.formats.linking.kept import apply_kept, keep, kept_path
from lca_models.inventory.formats.linking.likeness import Target
from lca_models.inventory.formats.linking.table import Row, read_mapping

POWER = Target(("kit", "power"), {"name": "grid power", "unit": "kilowatt hour", "location": "CN"})
WIND = Target(("kit", "wind"), {"name": "wind power", "unit": "kilowatt hour", "location": "CN"})
INPUT = ("mine", "technosphere", "market for power", "megajoule", "DE", "")


def datasets(database="theirs"):
    exchange = {
        "name": "Market for power",
        "unit": "megajoule",
        "location": "DE",
        "type": "technosphere",
        "amount": 36.0,
    }
    return {database: [{"name": "cell", "code": "cell", "exchanges": [exchange]}]}


def test_the_file_of_another_takes_what_was_said(tmp_path):
    """36 MJ are 10 kWh by the factor 1 / 3.6 of before"""
    keep(tmp_path, [Row(2, INPUT, "kit", "power", "0.25"), Row(3, (*INPUT[:2], "steam", *INPUT[3:]), "", "", "")])
    files = datasets()
    assert apply_kept(tmp_path, files, (POWER, WIND)) == (1, ())
    (exchange,) = files["theirs"][0]["exchanges"]
    assert (exchange["input"], exchange["amount"], exchange["mapped_by"]) == (("kit", "power"), 9.0, "kept")
    assert len(read_mapping(kept_path(tmp_path))) == 1


def test_what_is_said_later_stands_in_place_of_what_was_said_before(tmp_path):
    for code in ("power", "wind"):
        keep(tmp_path, [Row(2, INPUT, "kit", code, "0.25", "proxy")])
    files = datasets()
    apply_kept(tmp_path, files, (POWER, WIND))
    assert files["theirs"][0]["exchanges"][0]["input"] == ("kit", "wind")
    assert files["theirs"][0]["exchanges"][0]["mapping_grade"] == "proxy"


def test_what_this_project_does_not_have_is_passed_over(tmp_path):
    keep(tmp_path, [Row(2, INPUT, "kit", "wind", "0.25")])
    assert apply_kept(tmp_path, datasets(), (POWER,)) == (0, ())


def test_nothing_kept_links_nothing(tmp_path):
    assert apply_kept(tmp_path, datasets(), (POWER,)) == (0, ())


def test_a_kept_row_that_links_nothing_says_why(tmp_path):
    keep(tmp_path, [Row(2, INPUT, "kit", "power", "a quarter")])
    count, (fault,) = apply_kept(tmp_path, datasets(), (POWER,))
    assert count == 0
    assert fault.startswith("mappings/inputs.csv:2")
    assert "a quarter" in fault


def test_imports_at_once_keep_the_rows_of_each(tmp_path):
    names = [f"market {number}" for number in range(12)]
    with ThreadPoolExecutor(4) as pool:
        rows = [Row(2, (*INPUT[:2], name, *INPUT[3:]), "kit", "power", "1") for name in names]
        list(pool.map(lambda row: keep(tmp_path, [row]), rows))

    assert sorted(row.input[2] for row in read_mapping(kept_path(tmp_path))) == sorted(names)
