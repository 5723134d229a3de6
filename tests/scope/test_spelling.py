"""Names that come near a wrong one."""

import pytest

from lca_models.scope.spelling import suggestion


@pytest.mark.parametrize(
    ("name", "known", "text"),
    [
        ("CN-gd", ["CN-GD", "CN-SC"], "did you mean 'CN-GD'"),
        ("copper", ["copper_wire", "steel"], "did you mean 'copper_wire'?"),
        ("xyz", ["abc"], "known: abc"),
        ("xyz", [], "none is known"),
        ("", ["abc"], "known: abc"),
    ],
)
def test_the_nearest_names_are_suggested(name, known, text):
    assert text in suggestion(name, known)


def test_long_lists_are_cut():
    assert suggestion("zzz", [f"name{number}" for number in range(20)]).endswith(", …")
