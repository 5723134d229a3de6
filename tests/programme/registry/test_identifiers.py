import uuid

from counts import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from lca_models.programme.registry.identifiers import new_id

LAST = (1 << 48) * 1000 - 1  # µs that the milliseconds of an id hold


@settings(max_examples=examples(30))
@given(st.integers(0, LAST))
def test_an_id_is_a_uuid_of_version_7_with_its_milliseconds_in_front(now):
    made = uuid.UUID(new_id(now))

    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == now // 1000


@settings(max_examples=examples(30))
@given(st.lists(st.integers(0, LAST), unique=True, min_size=2))
def test_ids_sort_by_the_microsecond_they_were_made_in(times):
    made = [new_id(now) for now in sorted(times)]

    assert made == sorted(made)


def test_two_ids_of_one_moment_differ():
    assert len({new_id(1) for _ in range(1000)}) == 1000
