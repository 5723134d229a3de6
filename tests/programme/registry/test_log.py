import hashlib
import json
import unicodedata

import pytest
from counts import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from lca_models.programme.registry.audit import audit
from lca_models.programme.registry.errors import InvalidError
from lca_models.programme.registry.log import (
    BEFORE_ALL,
    canonical,
    chained,
    event_body,
    events_after,
    head,
    ref_of,
    salted,
    sure_data,
    timestamp,
)
from lca_models.programme.registry.schema import texts

GENESIS = (
    b'{"actor":null,"at":"2026-01-01T00:00:00.000000Z","data":{"programme":"synthetic","schema":"1"},'
    b'"kind":"registry.created","n":0,"subject":"registry:demo"}'
)
RETURNED = (
    b'{"actor":"client:v1","at":"2026-01-02T03:04:05.000006Z","data":{"from":"under_verification",'
    b'"text":"0a0528357d8d708c5310041466420438e60ea25e81588817ccd713641e1e9468"},"kind":"submission.returned","n":1,'
    b'"subject":"submission:s1"}'
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("a", "b_1", "B")), inner, max_size=3),
    max_leaves=6,
)


def test_the_first_two_events_have_the_hashes_that_the_form_of_the_log_gives_them():
    first = event_body(0, 1_767_225_600_000_000, "registry.created", None, "registry:demo",
                       {"schema": "1", "programme": "synthetic"})  # fmt: skip
    second = event_body(1, 1_767_323_045_000_006, "submission.returned", "client:v1", "submission:s1", {
        "text": "0a0528357d8d708c5310041466420438e60ea25e81588817ccd713641e1e9468", "from": "under_verification"
    })  # fmt: skip
    hash_of_first = chained(BEFORE_ALL, first)

    assert (first, second) == (GENESIS, RETURNED)
    assert hash_of_first.hex() == "710ff2282b8c18f9f4ac6da7d5ee6b7a60f64339e48e4df824163816536e9f17"
    assert chained(hash_of_first, second).hex() == "2dc24812c696c34d26cb82a8f238b54621248d44eb3ae93e616f304853d1b6a5"


@settings(max_examples=examples(30))
@given(VALUES.map(lambda value: {"data": value}))
def test_a_body_read_again_is_the_same_text(body):
    text = canonical(body)

    assert canonical(json.loads(text)) == text
    assert text.decode() == unicodedata.normalize("NFC", text.decode())


@pytest.mark.parametrize("value", [0.5, float("nan"), 2**53, -(2**53), b"x", {1: "x"}, {"键": 1}, "\ud800", [[0.1]]])
def test_what_json_cannot_say_exactly_is_refused_with_its_place(value):
    with pytest.raises(InvalidError) as refused:
        canonical({"amount": value})

    assert refused.value.problems[0].where.startswith("$.amount")


AT = 1_767_323_045_000_006
TEXTS = st.text(st.sampled_from('aZ0 {}[],:é键\u0301\x7f\n\\"'), max_size=4)
DATA = st.dictionaries(st.sampled_from(("a", "b_1", "B")), VALUES | TEXTS, max_size=3)


def line(n, data, subject="submission:s", actor="host", at=AT):
    """A row of the log, whole but for its hash."""
    return (
        n,
        at,
        "submission.read",
        actor,
        subject,
        event_body(n, at, "submission.read", actor, subject, data).decode(),
        "",
    )


def with_body(row, body):
    return (*row[:5], body, row[6])


def one_by_one(row):
    """What a row tells where its body is the text of its columns; None where it is not, or cannot be read."""
    n, at, kind, actor, subject, body, _ = row
    try:
        data = json.loads(body)["data"]
        return data if event_body(n, at, kind, actor, subject, data).decode() == body else None
    except (ValueError, KeyError, TypeError, InvalidError):
        return None


@settings(max_examples=examples(60))
@given(st.lists(st.tuples(DATA, TEXTS), min_size=1, max_size=5))
def test_what_is_read_at_once_is_what_is_read_one_by_one(told):
    rows = [line(n, data, subject=f"submission:{mark}") for n, (data, mark) in enumerate(told)]

    for row, found in zip(rows, sure_data(rows), strict=True):
        assert found is None or found == one_by_one(row)


def test_usual_bodies_are_sure_whatever_stands_beside_them():
    rows = [
        line(n, {"text": text, "n": n, "rows": [{"a": None}]})
        for n, text in enumerate(("", "合成企业", "é", "a b", "{"))
    ]
    odd = line(7, {"text": 'a "word"'})

    assert sure_data(rows) == [one_by_one(row) for row in rows]
    assert sure_data([*rows[:2], odd, *rows[2:]]) == [*sure_data(rows[:2]), None, *sure_data(rows[2:])]


@settings(max_examples=examples(60))
@given(st.lists(DATA, min_size=2, max_size=3), st.data())
def test_nothing_altered_is_sure(told, draw):
    """Bodies with signs put in, taken out and doubled, and with what stands between two of them moved from one to the other."""
    rows = [line(n, data) for n, data in enumerate(told)]
    first, second = rows[0][5], rows[1][5]
    at, length = draw.draw(st.integers(0, len(first))), draw.draw(st.integers(0, 3))
    sign = draw.draw(
        st.sampled_from(
            ["", " ", ",", "0", ".5", "-0", '"', "{}", '{},{"a":', "\\u0061", "é", "e\u0301", '"键":1,', "NaN"]
        )
    )
    bodies = [first[:at] + sign + first[at + length :], second]
    if draw.draw(st.booleans()):
        bodies = [first[:at], first[at:] + sign + second]
    altered = [*map(with_body, rows, bodies), *rows[2:]]

    for row, found in zip(altered, sure_data(altered), strict=True):
        assert found is None or found == one_by_one(row)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ('"a":1', '"a":1.5'), ('"a":1', '"a":-0'), ('"a":1', '"a":9007199254740993'), ('"a":1', '"a":NaN'),
        ('"a":1', '"a":1,"a":1'), ('"a":1', '"b":2,"a":1'), ('"a":1', '"a" :1'), ('"a":1', '"键":1'), ('"a":1', '"\x7f":1'),
        ('"a":1', '"a":"e\u0301"'), ('"a":1', '"a":"\\u0061"'), ('{"a":1}', "[]"), ('{"a":1}', "{}},{{}"), ('"n":2', '"n":3'),
        ("host", "other"), ("submission:s", "submission:t"), ("05.000006", "05.000007"), ("}", "} "),
    ],
)  # fmt: skip
def test_a_body_that_is_not_the_text_of_its_row_is_never_sure(text, other):
    rows = [line(n, {"a": 1}) for n in range(5)]
    altered = with_body(rows[2], rows[2][5].replace(text, other))
    assert altered != rows[2]

    assert sure_data([*rows[:2], altered, *rows[3:]]) == [{"a": 1}, {"a": 1}, None, {"a": 1}, {"a": 1}]


def test_values_cut_across_two_bodies_are_not_sure():
    """Each begins and ends as a body does, and both together are two values."""
    one, other = line(0, {"a": [{}]}), line(1, {"b": {}})
    cut = (
        with_body(one, one[5].replace("[{}]}", "[{}")),
        with_body(other, other[5].replace('{"b":{}}', '{}]},{"b":{}}')),
    )

    assert sure_data(cut) == [None, None]


def test_accents_are_one_character():
    assert canonical({"name": "e\u0301"}) == canonical({"name": "\u00e9"}) == '{"name":"é"}'.encode()


def test_a_time_is_told_to_the_microsecond():
    assert timestamp(1_767_323_045_000_006) == "2026-01-02T03:04:05.000006Z"


def test_events_are_read_on_from_a_number(registry, maker):
    found = events_after(registry, 1, 2)

    assert [one.n for one in found] == [2, 3]
    assert [one.kind for one in found] == ["client.added", "plant.added"]
    assert found[1].data == {"name": "Plant 1", "org": maker.org, "province": "CN-FJ"}
    assert head(registry).n == 4
    assert events_after(registry, 3)[-1].hash == head(registry).hash
    assert events_after(registry, 4) == []


def test_words_are_called_by_the_hash_of_their_salt_and_themselves():
    kept = salted("原因: e\u0301")

    assert kept.ref == hashlib.sha256(bytes.fromhex(kept.salt) + "原因: é".encode()).hexdigest()
    assert kept.ref == ref_of(bytes.fromhex(kept.salt), kept.body)
    assert salted("原因").ref != salted("原因").ref


def test_words_can_be_deleted_and_the_log_keeps_what_it_called_them_by(registry, maker):
    with registry.writing("host") as write:
        write.event("client.disabled", f"client:{maker.client}", {}, text="left the company")
    ref = events_after(registry, 4)[0].data["text"]
    with registry.writing("host") as write:
        assert write.run(select(texts.c.body).where(texts.c.ref == ref)).scalar_one() == "left the company"
        write.run(texts.update().where(texts.c.ref == ref).values(body=None, salt=None))

    assert events_after(registry, 4)[0].data["text"] == ref
    assert audit(registry).is_whole
