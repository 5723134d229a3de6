"""The file of findings: written and read again, and every alteration of its log found."""

import json

import pytest

from lca_models.reporting.verification.assurance.events import FindingsFileError, with_opinion
from lca_models.reporting.verification.assurance.findings_file import (
    log_problems,
    parse_findings,
    read_findings,
    write_findings,
)
from lca_models.reporting.verification.assurance.opinion import opinion_record


def test_what_is_written_is_read_again_and_has_no_problem(made, tmp_path):
    write_findings(tmp_path / "findings.json", made.closed)

    assert read_findings(tmp_path / "findings.json") == made.closed
    assert list(log_problems(made.closed)) == []


def altered(file, change):
    document = json.loads(file.content())
    change(document)
    return parse_findings(json.dumps(document).encode(), "findings.json")


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document["events"][3].update(text="the log shows nothing"),
        lambda document: document["events"].pop(3),
        lambda document: document["events"].insert(0, document["events"][0]),
        lambda document: document["events"].reverse(),
        lambda document: document["findings"][0].update(effect_kg=0.1),
        lambda document: document["findings"].pop(0),
        lambda document: document["findings"].append(document["findings"][0] | {"id": "dddd4444"}),
        lambda document: document.update(nonce="00fe"),
        lambda document: document.update(bundle="ef" * 32),
        lambda document: document.update(opinion=None),
        lambda document: document["opinion"].update(kind="modified"),
        lambda document: document["events"].pop(),
    ],
)
def test_every_alteration_of_the_log_is_found(made, change):
    issued = with_opinion(
        made.closed, opinion_record(made.closed, made.asked, made.subject, made.nothing), "2026-11-28T00:00:00Z"
    )

    assert list(log_problems(issued)) == []
    assert list(log_problems(altered(issued, change)))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "is no JSON"),
        (b"\xff", "is no JSON"),
        (b"[" * 100_000, "is no JSON"),
        (b'{"schema": "findings-1", "bundle": NaN}', "NaN"),
        (b"[]", "give an object"),
        (b'{"schema": "findings-1", "bundle": "ab", "nonce": "zz"}', "bundle.*\n.*nonce"),
        (b'{"schema": "findings-2"}', "schema"),
        (b'{"schema": "findings-1", "findingz": []}', "findingz"),
    ],
)
def test_a_file_that_is_none_says_everything_that_is_wrong_in_a_line_each(content, words):
    with pytest.raises(FindingsFileError, match=words):
        parse_findings(content, "findings.json")


def test_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(FindingsFileError, match="cannot be read"):
        read_findings(tmp_path / "no.json")
