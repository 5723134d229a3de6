"""A rule that looks at nothing says why in both languages."""

from lca_models.reporting.verification.finding import NotApplicableError, Words


def test_a_reason_is_kept_in_both_languages():
    error = NotApplicableError(Words("no power is bought", "未购电"))

    assert (str(error), error.reason.chinese) == ("no power is bought", "未购电")
