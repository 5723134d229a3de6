"""What a findings file holds: canonical bytes, hashes, numbers."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.reporting.verification.assurance.records import canonical, first_hash, hash_of, record_of
from lca_models.reporting.verification.finding import Finding

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(PLAIN)
def test_canonical_bytes_say_the_same_when_they_are_read_and_written_again(document):
    content = canonical(document)

    assert json.loads(content) == document
    assert canonical(json.loads(content)) == content


def test_keys_are_sorted_and_whole_numbers_have_no_fraction_and_no_exponent():
    assert canonical({"b": 5.0, "a": [1e15, 0.1, "宜宾"]}) == '{"a":[1000000000000000,0.1,"宜宾"],"b":5}'.encode()


def test_numbers_follow_the_order_in_which_findings_were_opened(made):
    assert [made.file.number(one.id) for one in made.file.findings] == ["F-001", "F-002", "F-003"]


def test_the_hash_of_the_first_event_binds_bundle_and_nonce(made):
    other = made.file.model_copy(update={"nonce": "00fe"})

    assert first_hash(other) != first_hash(made.file) == made.file.events[0].previous
    assert made.file.events[1].previous == hash_of(made.file.events[0])


def test_the_last_bundle_that_an_event_names_is_the_current_one(made):
    assert made.file.current_bundle == made.file.bundle


def test_an_automatic_finding_keeps_its_id_its_place_and_both_languages():
    finding = Finding(
        "aaaa1111", "CER-02", "major", "meters!D2", "too much", "过多", 3.5, "sheet/sheet.json", "/meters/0"
    )
    found = record_of(finding)

    assert (found.id, found.en, found.zh, found.effect_kg) == ("aaaa1111", "too much", "过多", 3.5)
    assert (found.where.member, found.where.pointer) == ("sheet/sheet.json", "/meters/0")


def test_a_number_that_is_none_is_refused():
    with pytest.raises(ValueError, match="JSON"):
        canonical(float("nan"))
