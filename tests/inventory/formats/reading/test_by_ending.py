"""A file is read in the format that it is in, and one that is in none is named."""

import pytest

from lca_models.inventory.formats.reading import by_ending
from lca_models.inventory.system.rows import ProjectError


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("mine.txt", r"is in no format that is read; name a workbook \(\.xlsx\) or table"),
        ("mine.xlsx", "is no workbook \\(it is something else by that name"),
    ],
)
def test_a_file_of_another_kind_is_named(tmp_path, name, said):
    path = tmp_path / name
    path.write_text("text", encoding="utf-8")
    with pytest.raises(ProjectError, match=said):
        by_ending.read(path)
    with pytest.raises(ProjectError, match=said):
        by_ending.look_at([path])
