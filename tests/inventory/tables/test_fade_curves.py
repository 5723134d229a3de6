"""A measured fade curve from a file of the user."""

import pytest

from lca_models.inventory.tables.fade_curves import read_fade_curve
from lca_models.inventory.tables.reading import InventoryError
from lca_models.scope.functional_unit import ServiceLifeError


def written(folder, text):
    path = folder / "fade.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_curve_is_read_with_its_file_and_other_columns_are_passed_over(tmp_path):
    """1 at 0, 0.9 at 1000: 0.95 halfway"""
    path = written(tmp_path, "cycles,retention,laboratory\n0,1,A\n1000,0.9,A\n")
    found = read_fade_curve(path)

    assert found.points == ((0, 1), (1000, 0.9))
    assert found.retention_at(500) == pytest.approx(0.95)
    assert found.file == str(path)


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("cycle,retention\n0,1\n", InventoryError, r"fade\.csv:1  column 'cycles' is missing"),
        ("cycles,retention\n0,1\n100,high\n", ServiceLifeError, r"fade\.csv: line 3: '100,high' is no pair of numbers"),
        ("cycles,retention\n0,1\n9,0.9\n\n20,0.95\n", ServiceLifeError, r"fade\.csv: line 5: retention rises"),
        ("cycles,retention\n0,1\n", ServiceLifeError, r"fade\.csv: a fade curve has at least two points"),
    ],
)
def test_what_is_no_curve_is_refused_with_its_file_and_line(tmp_path, text, error, message):
    with pytest.raises(error, match=message):
        read_fade_curve(written(tmp_path, text))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InventoryError, match=r"there is no file .*gone\.csv; give its path"):
        read_fade_curve(tmp_path / "gone.csv")
