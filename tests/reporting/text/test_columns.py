import pytest

from lca_models.reporting.text.columns import left, right, width_of


@pytest.mark.parametrize(("text", "width"), [("stage", 5), ("阶段", 4), ("kWh（额定容量）", 3 + 2 * 6), ("", 0)])
def test_a_chinese_character_takes_two_columns(text, width):
    assert width_of(text) == width


def test_cells_end_where_they_should_in_both_languages():
    assert [width_of(cell(text, 12)) for cell in (left, right) for text in ("stage", "阶段")] == [12] * 4
    assert (left("阶段", 6), right("阶段", 6)) == ("阶段  ", "  阶段")


def test_text_wider_than_its_cell_stays_whole():
    assert left("阶段", 3) == right("阶段", 3) == "阶段"
