import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.programme.registry.errors import InvalidError
from lca_models.programme.roles.cursors import DAY_US, cursor_after, place_of

KEY, ASKED = b"k" * 32, {"state": "received", "client": "c1"}


@given(st.integers(0, 2**53), st.text(max_size=40))
def test_a_cursor_gives_back_the_place_it_was_made_for(number, own):
    assert place_of(KEY, ASKED, cursor_after(KEY, ASKED, (number, own), 5), 5) == (number, own)


@pytest.mark.parametrize(
    ("key", "asked", "now"),
    [(b"x" * 32, ASKED, 0), (KEY, {**ASKED, "client": "c2"}, 0), (KEY, {"client": "c1"}, 0), (KEY, ASKED, DAY_US + 1)],
)
def test_a_cursor_of_another_list_asker_registry_or_day_is_refused(key, asked, now):
    with pytest.raises(InvalidError, match="begin again"):
        place_of(key, asked, cursor_after(KEY, ASKED, (1, "a"), 0), now)


@given(st.text(max_size=80))
def test_any_text_is_refused_by_name(text):
    with pytest.raises(InvalidError, match="begin again"):
        place_of(KEY, ASKED, text, 0)
