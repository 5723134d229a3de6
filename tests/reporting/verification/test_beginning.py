"""A findings file from its beginning, on a refused archive; a whole one is begun in tests of one bundle."""

import pytest

from lca_models.reporting.verification.assurance.findings_file import log_problems
from lca_models.reporting.verification.beginning import begun, issued, still_found, with_found, with_person
from lca_models.reporting.verification.one_bundle import verify_bundle

TIME = "2026-11-28T00:00:00Z"


@pytest.fixture
def found(toy_study, tmp_path):
    return verify_bundle(b"x", "b.zip", toy_study, tmp_path)


def test_a_file_begins_with_the_bundle_a_nonce_and_what_was_agreed(found):
    file = begun(None, found, {"verifier": "V", "team": ["A"], "scope": "all", "criteria": ["cn-551"]})

    assert (file.bundle, len(file.nonce)) == (found.hash, 32)
    assert (file.engagement.verifier.name, file.engagement.criteria) == ("V", ("cn-551",))
    assert begun(file, found, {}) == file


def test_findings_are_opened_once_in_their_order_beside_those_of_persons(found):
    file = with_found(begun(None, found, {}), found, TIME)
    more = with_person(file, "the meter is broken", "hall 2", 3.0, "major", "A", TIME)

    assert [one.rule for one in more.findings] == ["INT-04", ""]
    assert with_found(more, found, TIME) == more
    assert list(log_problems(more)) == []
    assert still_found(more.findings[0], found)


def test_a_disclaimed_opinion_can_be_issued_on_what_cannot_be_read(found):
    file = with_found(begun(None, found, {"verifier": "V"}), found, TIME)
    done = issued(file, found, "disclaimed", "V", "R", (), "a bundle", TIME)

    assert done.opinion is not None
    assert done.opinion.en.startswith("For want of a bundle")
    assert list(log_problems(done)) == []
