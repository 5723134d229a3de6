"""Pools, kinds of events, and the words for both."""

from datetime import date

import pytest

from lca_models.programme.batches.life import COLLECTED, IN_SECOND_USE, KINDS, MOVES, POOLS, Event, kind_word, pool_word
from lca_models.scope.wording.messages import speaking


def test_every_kind_but_a_reversal_moves_packs_between_pools():
    assert {*MOVES, "reversed"} == {*KINDS}
    assert {pool for move in MOVES.values() for pool in move if pool} == {*POOLS}


def test_packs_are_collected_from_use_unless_said_otherwise():
    told = Event(COLLECTED, date(2026, 3, 1), 1, "recycler", "R-1")
    assert told.move == ("in use", "held")
    again = Event(COLLECTED, date(2026, 3, 1), 1, "recycler", "R-2", origin=IN_SECOND_USE)
    assert again.move == ("second use", "held")


@pytest.mark.parametrize("word", [kind_word, pool_word])
def test_words_are_said_in_both_languages_and_a_strange_one_as_it_is(word):
    names = KINDS if word is kind_word else POOLS
    with speaking("zh"):
        chinese = [word(name) for name in names]
    assert not any(one.isascii() for one in chinese)
    assert len({*chinese}) == len(names)
    assert word("no such") == "no such"
