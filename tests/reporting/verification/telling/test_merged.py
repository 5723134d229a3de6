"""The report and the matrix of a bundle with the findings in them, beside it."""

import pytest

from lca_models.reporting.declaration.archive import archive_bytes
from lca_models.reporting.declaration.manifest import with_manifest
from lca_models.reporting.declaration.table import read_csv
from lca_models.reporting.verification.assurance.events import with_event
from lca_models.reporting.verification.assurance.records import ANSWERED, EXPLAINED, MAKER, VERIFIER, Document
from lca_models.reporting.verification.beginning import begun, with_found, with_person
from lca_models.reporting.verification.one_bundle import Wanted, verify_bundle
from lca_models.reporting.verification.rules.office_text import office_text
from lca_models.reporting.verification.telling.merged import merged_files, outcomes, talk, touches
from lca_models.scope.wording.messages import speaking

TIME = "2026-11-28T00:00:00Z"


@pytest.fixture(scope="module")
def verified(nmc_bundle, shipped_study, tmp_path_factory):
    """A bundle with findings: the first answered, the second explained, and one that a person made."""

    def again(file):
        wanted = Wanted(file=file, is_fast=True)
        return verify_bundle(archive_bytes(nmc_bundle), "b.zip", shipped_study, tmp_path_factory.mktemp("work"), wanted)

    found = again(None)
    file = with_found(begun(None, found, {"verifier": "V", "scope": "four stages"}), found, TIME)
    first, second = (one.id for one in file.findings[:2])
    log = Document(document="log", sha256="01" * 32)
    file = with_event(file, ANSWERED, first, MAKER, TIME, person="Wang", text="see the log", evidence=[log])
    file = with_event(file, EXPLAINED, second, VERIFIER, TIME, person="Li", text="seen")
    return again(with_person(file, "no record of calibration", "M1", 3.0, "major", "Li", TIME, requirements=["GB-07"]))


def test_a_finding_marks_the_requirements_it_touches(verified):
    marked = touches(verified)

    assert [one.number for one in marked["GB-07"] if one.fails] == [f"F-{len(verified.wanted.file.findings):03d}"]
    named = {one for record in verified.wanted.file.findings for one in record.requirements}
    assert named <= set(marked)


def test_a_rule_that_a_quick_verification_leaves_out_has_not_passed(verified):
    judged = outcomes(verified)

    assert "INT-02" in judged
    assert not {"ARI-02", "RPT-01", "MAT-02"} & set(judged)


def test_report_and_matrix_tell_findings_and_answers_in_both_languages(verified):
    files, problems = merged_files(verified, pdfs=False, draws=False)

    assert problems == []
    assert sorted(files) == ["matrix.csv", "matrix.xlsx", "report_en.docx", "report_zh.docx"]
    english, chinese = (office_text(files[f"report_{one}.docx"], "a.docx") for one in ("en", "zh"))
    assert "Wang: see the log" in english
    assert "closed: explained" in english
    assert "已关闭：已说明" in chinese
    rows = {row["id"]: row for row in read_csv(files["matrix.csv"])}
    assert rows["GB-07"]["result"] == "fail"
    assert "findings: " in rows["GB-07"]["reason_en"]


def test_chapter_10_says_of_which_bundle_an_opinion_is(verified):
    with speaking("en"):
        said = talk(verified)

    assert (said.agreed["verifier"], said.agreed["scope"], said.opinion) == ("V", "four stages", "")
    assert verified.hash[:16] in said.notes[0]


def test_the_report_of_other_figures_than_those_of_the_sheet_is_not_written(
    verified, nmc_bundle, shipped_study, tmp_path
):
    stages = nmc_bundle["results/stages.csv"].decode().replace("total,", "total,9")
    altered = archive_bytes(with_manifest({
        **{name: content for name, content in nmc_bundle.items() if not name.startswith("manifest.")},
        "results/stages.csv": stages.encode(),
    }))  # fmt: skip
    found = verify_bundle(altered, "b.zip", shipped_study, tmp_path, Wanted(file=verified.wanted.file, is_fast=True))
    files, problems = merged_files(found)

    assert files == {}
    assert "other figures" in problems[0]
