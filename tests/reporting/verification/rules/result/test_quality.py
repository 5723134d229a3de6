"""Scores, ratings, shares, drivers and the interval, as the bundle states them."""

from hashlib import sha256

import pytest

from lca_models.reporting.declaration.bundle import Bundle
from lca_models.reporting.verification.finding import INFO, MAJOR, NotApplicableError
from lca_models.reporting.verification.rules.result.quality import RULES
from tests.reporting.verification.rules.result.cases import bundle_of, case_of, table_with, with_sheet


def seen(rule, case):
    return list(RULES[rule](case))


def changed(declared, name, change):
    return case_of(declared, bundle_of(declared, **{name: table_with(declared, name, change)}))


def test_what_the_kit_writes_agrees_with_itself(lfp_declared):
    case = case_of(lfp_declared)
    for rule in ("DQ-01", "DQ-02", "DQ-04", "SEN-01", "SEN-02"):
        assert not seen(rule, case)
    assert all(one.severity == INFO for one in seen("DQ-03", case))


def test_a_grade_is_the_mean_of_its_scores(lfp_declared):
    """3 by the scores, 2 stated"""

    def better(row):
        return row | {"grade": 2.0} if row["grade_from"] == "scores of the maker" else row

    found = seen("DQ-01", changed(lfp_declared, "quality", better))
    assert found
    assert (3.0, 2.0) in {(one.values["a"], one.values["b"]) for one in found}


def test_a_primary_share_that_is_not_that_of_the_lines_is_told(lfp_declared):
    def half(row):
        return row | {"share": 0.5} if row["whose"] == "primary_share" else row

    (one,) = seen("DQ-04", changed(lfp_declared, "own_data", half))
    assert (one.values["b"], one.severity) == (50.0, MAJOR)


def test_a_good_score_stands_on_a_whole_document(lfp_declared):
    sheet = lfp_declared.sheet
    value = sheet.product.pack_mass.model_copy(update={"scores": (1, None, None, None, None), "evidence_id": "E2"})
    product = sheet.product.model_copy(update={"pack_mass": value})
    whole = tuple(
        line.model_copy(update={"page": "1", "period": "2025", "sha256": "0" * 64, "document": "weighing"})
        for line in sheet.evidence
    )

    bare = tuple(line.model_copy(update={"page": None}) for line in whole)
    assert [one.place for one in seen("DQ-02", with_sheet(lfp_declared, product=product, evidence=bare))] == [
        value.place
    ]
    assert not seen("DQ-02", with_sheet(lfp_declared, product=product, evidence=whole))


def test_a_document_handed_over_has_the_hash_of_the_register(lfp_declared):
    line = lfp_declared.sheet.evidence[0].model_copy(update={"file": "log.txt", "sha256": sha256(b"log").hexdigest()})

    def case(content):
        found = with_sheet(lfp_declared, evidence=(line,))
        return case_of(found.again, Bundle({"sheet/log.txt": content}))

    assert not seen("DQ-06", case(b"log"))
    assert len(seen("DQ-06", case(b"another"))) == 1
    with pytest.raises(NotApplicableError):
        seen("DQ-06", case_of(lfp_declared, Bundle({})))


def test_a_plan_of_data_quality_is_asked_for(lfp_declared):
    plan = lfp_declared.sheet.evidence[0].model_copy(update={"document": "Data quality plan 2025"})

    assert seen("DQ-05", with_sheet(lfp_declared, evidence=()))
    assert not seen("DQ-05", with_sheet(lfp_declared, evidence=(plan,)))


def test_the_largest_lines_are_varied(lfp_declared):
    def without_inputs(row):
        return None if row["kind"] == "input" else row

    (one,) = seen("SEN-01", changed(lfp_declared, "sensitivity", without_inputs))
    assert len(one.values["list"]) == 10


def test_an_interval_that_leaves_the_result_out_is_told(lfp_declared):
    def narrow(row):
        return row | {"p95": row["p5"]} if row["result"] == "total" and row["per"] == "pack" else row

    assert [one.pointer for one in seen("SEN-02", changed(lfp_declared, "intervals", narrow))] == ["total/pack"]
    with pytest.raises(NotApplicableError):
        seen("SEN-02", case_of(lfp_declared, Bundle({})))
