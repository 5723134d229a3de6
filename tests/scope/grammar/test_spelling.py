"""Names that come near a wrong one."""

import pytest

from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.messages import speaking


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


def test_near_names_are_joined_in_the_language_in_use():
    with speaking(CHINESE):
        assert " 或 " in suggestion("steel", ["steel1", "steel2"])
