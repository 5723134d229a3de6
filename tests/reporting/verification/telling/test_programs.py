"""A verification as JSON; a whole one is written in tests of one bundle."""

import json

from lca_models.reporting.verification.one_bundle import verify_bundle
from lca_models.reporting.verification.telling.programs import standing_document, verification_document


def test_a_refused_archive_is_a_document_with_one_finding_and_no_sample(toy_study, tmp_path):
    found = verify_bundle(b"x", "b.zip", toy_study, tmp_path)
    document = json.loads(json.dumps(verification_document(found), allow_nan=False))

    assert [one["rule"] for one in document["findings"]] == ["INT-04"]
    assert document["findings"][0] == json.loads(json.dumps(standing_document(found.standings[0])))
    assert document["sampling"] is None
    assert document["fails"]
    assert len(document["rules"]) == 139
