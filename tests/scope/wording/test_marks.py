"""Words side by side are set apart as each language does it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.scope.wording.marks import bracketed, clauses, enumerated, headed, in_turn
from lca_models.scope.wording.messages import speaking


def test_english_and_chinese_have_marks_of_their_own():
    def said():
        return [enumerated("ab"), in_turn("ab"), clauses("ab"), headed("a", "b"), bracketed("a")]

    assert said() == ["a, b", "a, b", "a; b", "a: b", "(a)"]
    with speaking("zh"):
        assert said() == ["a、b", "a，b", "a；b", "a：b", "（a）"]


@given(st.text())
@pytest.mark.parametrize("join", [enumerated, in_turn, clauses])
def test_one_word_alone_stands_as_it_is(join, word):
    with speaking("zh"):
        assert join([word]) == word
        assert join(iter([])) == ""
