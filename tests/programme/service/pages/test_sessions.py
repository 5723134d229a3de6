from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from lca_models.programme.registry.members import disable_client
from lca_models.programme.registry.schema import tokens
from lca_models.programme.service.pages.sessions import form_token, is_ours, sign_in, visitor
from lca_models.programme.service.tokens import actor_of, issue

MINUTE = 60 * 1_000_000  # µs


def begun(parties):
    actor = parties.authority
    return actor, sign_in(parties.registry, actor.client, parties.secrets[actor.client])


def test_a_session_ends_half_an_hour_after_the_last_click_and_lasts_as_long_as_there_are_clicks(parties):
    clock = parties.registry.clock
    actor, token = begun(parties)
    for _ in range(5):
        clock.now += 29 * MINUTE
        assert visitor(parties.registry, token) == actor
    clock.now += 31 * MINUTE
    assert visitor(parties.registry, token) is None


def test_a_session_ends_after_eight_hours_whatever_the_clicks(parties):
    clock = parties.registry.clock
    actor, token = begun(parties)
    seen = 0
    for _ in range(30):  # 20 minutes each: the 24th ends the 8 hours
        clock.now += 20 * MINUTE
        seen += visitor(parties.registry, token) == actor
    assert seen == 23


def test_what_is_kept_of_a_session_is_a_hash_and_its_end_cannot_be_moved(parties):
    _, token = begun(parties)
    with parties.registry.reading() as connection:
        kept = connection.execute(select(tokens)).all()
    name, _, end = token.rpartition(".")
    assert not [row for row in kept if name in str(row)]
    assert visitor(parties.registry, f"{name}.{int(end) + MINUTE}") is None


def test_a_session_is_no_token_of_a_program_nor_the_reverse(parties):
    actor, token = begun(parties)
    other = issue(parties.registry, actor.client, parties.secrets[actor.client])
    assert (actor_of(parties.registry, token), visitor(parties.registry, other)) == (None, None)
    assert (actor_of(parties.registry, other), visitor(parties.registry, token)) == (actor, actor)


def test_a_disabled_client_has_no_session(parties):
    actor, token = begun(parties)
    disable_client(parties.registry, actor.client)
    assert visitor(parties.registry, token) is None


@given(st.tuples(st.text(), st.text()), st.tuples(st.text(), st.text()))
def test_a_form_is_ours_for_whom_and_where_it_was_made_and_nowhere_else(made, sent):
    registry = SimpleNamespace(key=b"key")
    token = form_token(registry, *made)
    assert is_ours(registry, *sent, token) == (sent == made and bool(made[0]))
    assert not is_ours(registry, *made, token[:-1] + "é")
