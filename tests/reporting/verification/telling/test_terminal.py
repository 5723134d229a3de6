"""Words of a terminal; a whole verification is told in tests of one bundle."""

from lca_models.reporting.verification.assurance.records import KINDS, OPENED, OPINION
from lca_models.reporting.verification.assurance.standing import Standing
from lca_models.reporting.verification.finding import SEVERITIES, Finding
from lca_models.reporting.verification.one_bundle import verify_bundle
from lca_models.reporting.verification.telling.terminal import (
    kilograms,
    severity_word,
    state_word,
    verification_text,
)
from lca_models.scope.wording.messages import speaking


def test_every_severity_and_every_state_has_words_in_both_languages():
    states = ["open", *(kind for kind in KINDS if kind not in (OPENED, OPINION, "reopened", "fact-found"))]
    for language in ("en", "zh"):
        with speaking(language):
            assert all(map(severity_word, SEVERITIES))
            assert all(map(state_word, states))


def test_kilograms_have_their_sign_and_nothing_where_nobody_knows():
    assert [kilograms(one) for one in (12.5, -0.25, None)] == ["+12.500 kg", "−0.25000 kg", ""]


def test_a_refused_archive_is_told_in_a_few_lines(toy_study, tmp_path):
    text = verification_text(verify_bundle(b"x", "b.zip", toy_study, tmp_path))

    assert "critical  INT-04  open" in text
    assert "declared – kg" in text
    assert Standing(Finding("a", "", "minor", "", "", ""), "", "open").is_open
