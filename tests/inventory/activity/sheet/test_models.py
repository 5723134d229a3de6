from lca_models.inventory.activity.sheet.models import Amounts, DataSheet, MaterialLine, Value

GRAMS = Value(number=0.741, unit="kg", place="cell_materials!E9", written="741", unit_written="g")


def test_a_value_is_said_as_it_was_written():
    """0.741 kg, from a cell that says 741 g"""
    assert GRAMS.words == "741 g"


def test_a_cell_is_named_by_its_column_and_a_blank_one_by_its_row():
    """E9 holds the value; no cell holds the basis"""
    line = MaterialLine(
        key="copper_foil", value=GRAMS, place="cell_materials row 9", places={"yours": "cell_materials!E9"}
    )

    assert (line.where("yours"), line.where("basis")) == ("cell_materials!E9", "cell_materials row 9")


def test_none_and_no_such_part_are_given_and_a_blank_is_not():
    """0 kg, n/a, and an empty cell"""
    zero = GRAMS.model_copy(update={"number": 0.0})

    assert MaterialLine(key="sbr", value=zero).is_given
    assert MaterialLine(key="sbr", not_applicable=True).is_given
    assert not MaterialLine(key="sbr").is_given


def test_a_year_total_alone_is_an_amount():
    """no month, one total"""
    assert Amounts(year_total=GRAMS).is_given
    assert not Amounts().is_given


def test_a_row_is_found_by_its_key(tmp_path):
    """one of two"""
    sheet = DataSheet(file=tmp_path, cell_materials=(MaterialLine(key="sbr"), MaterialLine(key="cmc")))

    assert sheet.material("cmc") is sheet.cell_materials[1]
    assert sheet.material("pvdf") is sheet.part("steel") is None
