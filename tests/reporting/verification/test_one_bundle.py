"""A bundle verified from itself alone: whole it passes; altered and hashed again, or made to break the kit, it is found out."""

import json
import random
import socket

import pytest
from counts import LONG

from lca_models.reporting.declaration.archive import archive_bytes
from lca_models.reporting.declaration.bundle import MANIFEST, MANIFEST_HASH
from lca_models.reporting.declaration.manifest import manifest_hash, with_manifest
from lca_models.reporting.verification.assurance.events import with_event
from lca_models.reporting.verification.assurance.findings_file import log_problems
from lca_models.reporting.verification.assurance.records import EXPLAINED, VERIFIER
from lca_models.reporting.verification.beginning import begun, still_found, with_found
from lca_models.reporting.verification.finding import CRITICAL, INFO, NOT_RUN, PASSED
from lca_models.reporting.verification.folder import verify_folder
from lca_models.reporting.verification.one_bundle import Wanted, verify_bundle
from lca_models.reporting.verification.rules.office_text import office_text
from lca_models.reporting.verification.telling.of_folder import folder_document, folder_text
from lca_models.reporting.verification.telling.paper import report_files
from lca_models.reporting.verification.telling.programs import verification_document
from lca_models.reporting.verification.telling.terminal import verification_text
from lca_models.scope.wording.messages import speaking
from tests.chinese_marks import english_marks
from tests.english_left import english_left

FIGURES = ("INT-01", "INT-02", "INT-03", "INT-04", "INT-05", "VER-01", "VER-02", "VER-03", "ARI-01", "ARI-03", "ARI-04",
           "SUM-01", "SUM-02")  # fmt: skip
TIME = "2026-11-28T00:00:00Z"


def altered(members, **contents):
    """A bundle with other members, hashed again as whoever altered it would."""
    plain = {name: content for name, content in members.items() if name not in (MANIFEST, MANIFEST_HASH)}
    return archive_bytes(with_manifest(plain | contents))


@pytest.fixture(scope="module")
def verify(shipped_study, tmp_path_factory):
    """Verifies bytes fast."""

    def verified(content, **wanted):
        return verify_bundle(
            content, "b.zip", shipped_study, tmp_path_factory.mktemp("work"), Wanted(is_fast=True, **wanted)
        )

    return verified


@pytest.fixture(scope="module")
def whole(nmc_bundle, shipped_study, tmp_path_factory):
    """The bundle verified in full, with no socket to be had."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "socket", None)
        work = tmp_path_factory.mktemp("whole")
        return verify_bundle(archive_bytes(nmc_bundle), "b.zip", shipped_study, work, Wanted(nonce="00ff"))


def test_a_whole_bundle_passes_every_rule_on_its_file_and_its_figures(whole):
    assert {rule: whole.verified.outcomes[rule].state for rule in FIGURES} == dict.fromkeys(FIGURES, PASSED)
    assert whole.total_kg == pytest.approx(whole.declared_kg, rel=1e-12)
    assert not [one for one in whole.verified.findings if one.pointer == "could not run"]


def test_its_sample_has_the_denominator_and_every_large_line(whole):
    names = [one.line.name for one in whole.plan.selected]

    assert {"cycle_test.cycles", "product.rated_energy"} <= set(names)
    assert all(
        abs(one.line.kg) > 0 for one in whole.plan.selected if not one.line.name.startswith(("cycle_test", "product"))
    )
    lines = sum(one.line.size_kg for one in whole.plan.key_items) + whole.plan.rest_kg + whole.plan.released_kg
    assert lines >= whole.total_kg  # weights only raise


def test_it_is_told_in_both_languages_to_programs_and_as_a_report(whole, tmp_path, monkeypatch):
    monkeypatch.setattr("lca_models.reporting.declaration.document.paper.pdf.find_soffice", lambda: None)
    english = verification_text(whole, verbose=True)
    with speaking("zh"):
        chinese = verification_text(whole)
    files, problems = report_files(whole)

    assert "worked out again" in english
    assert "重算" in chinese
    assert sorted(files) == ["verification.json", "verification_en.docx", "verification_zh.docx"]
    lines = office_text(files["verification_zh.docx"], "a.docx").splitlines()
    assert [line for line in lines if english_left(line) or english_marks(line)] == []
    assert len(problems) == 1
    assert json.loads(files["verification.json"])["manifest"] == whole.hash
    assert verification_document(whole)["rules"]["ARI-01"]["state"] == PASSED


def test_a_total_that_was_lowered_and_hashed_again_is_caught_by_recalculation(verify, nmc_bundle):
    rows = nmc_bundle["results/stages.csv"].decode().splitlines()
    lowered = [",".join(_lowered(row.split(","))) for row in rows]
    found = verify(altered(nmc_bundle, **{"results/stages.csv": "\n".join([*lowered, ""]).encode()}))

    assert found.verified.outcomes["INT-02"].state == PASSED
    assert {one.rule for one in found.verified.findings if one.severity == CRITICAL} >= {"ARI-01", "ARI-03", "MAT-01"}
    own = [one for one in found.verified.outcomes["ARI-01"].findings if one.document.get("engine") == "lca_models"]
    moved = sum(one.effect_kg or 0.0 for one in own)
    assert moved == pytest.approx(found.total_kg - found.declared_kg)


def _lowered(cells):
    return cells if cells[0] == "stage" else [cells[0], *(repr(0.9 * float(one)) if one else one for one in cells[1:])]


def test_a_bundle_of_other_tables_is_compared_by_its_own_database(verify, nmc_bundle):
    said = json.loads(nmc_bundle["versions.json"])
    found = verify(altered(nmc_bundle, **{"versions.json": json.dumps(said | {"tables": "ab" * 32}).encode()}))

    assert found.verified.outcomes["ARI-01"].state == PASSED
    assert [one.severity for one in found.verified.outcomes["VER-03"].findings] == [INFO]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("setup/setup.json", b"{}"),
        ("setup/setup.json", b'{"product": "../../etc/passwd.yaml"}'),
        ("setup/setup.json", b'{"product": "nmc811_guangdong.yaml", "rules": "/etc/rules.csv"}'),
        ("declaration.json", b"[]"),
        ("sheet/nmc811_guangdong.yaml", b"product: [\n"),
        ("sheet/nmc811_guangdong.yaml", b""),
    ],
)
def test_a_bundle_whose_sheet_cannot_be_calculated_says_so_in_one_critical_finding(verify, nmc_bundle, name, content):
    found = verify(altered(nmc_bundle, **{name: content}))

    assert found.case is None
    assert found.fails
    assert [one.severity for one in found.verified.outcomes["ARI-01"].findings] == [CRITICAL]
    assert found.verified.outcomes["SUM-03"].state == NOT_RUN
    assert "cannot be calculated" in verification_text(found, verbose=True)


def test_what_is_no_archive_is_one_finding_and_a_report_of_it_too(verify, tmp_path, monkeypatch):
    monkeypatch.setattr("lca_models.reporting.declaration.document.paper.pdf.find_soffice", lambda: None)
    found = verify(b"no archive")

    assert [one.rule for one in found.verified.findings] == ["INT-04"]
    assert found.fails
    assert len(report_files(found)[0]) == 3


def test_flipped_bytes_are_all_found(nmc_bundle, verify):
    content = archive_bytes(nmc_bundle)
    draw = random.Random(14)
    for _ in range(2000 if LONG else 4):
        flipped = bytearray(content)
        flipped[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
        found = verify(bytes(flipped))
        assert any(one.rule.startswith("INT") and one.severity == CRITICAL for one in found.verified.findings)


def test_members_that_were_made_to_break_the_kit_leave_no_traceback_and_no_file_elsewhere(nmc_bundle, verify, tmp_path):
    draw, names = random.Random(15), sorted(set(nmc_bundle) - {MANIFEST, MANIFEST_HASH})
    wild = (b"", b"\xff\xfe", b"[]", b"{}", b"null", b"a,b\n1,2\n", b"[" * 10_000, b'{"product": {"a": [1]}}')
    before = sorted(tmp_path.parent.iterdir())
    for _ in range(2000 if LONG else 3):
        name = draw.choice(names)
        content = draw.choice([*wild, nmc_bundle[name][: draw.randrange(len(nmc_bundle[name]) + 1)]])
        found = verify(altered(nmc_bundle, **{name: content}))
        assert verification_text(found)
        json.dumps(verification_document(found), allow_nan=False)
    assert {one.name for one in tmp_path.parent.iterdir()} - {one.name for one in before} <= {
        one.name for one in tmp_path.parent.iterdir() if one.name.startswith("work")
    }


def test_an_explained_finding_no_longer_fails_and_one_found_again_after_a_correction_does(whole, nmc_bundle, verify):
    file = with_found(begun(None, whole, {"verifier": "V"}), whole, TIME)
    grave = [one.finding.id for one in whole.standings if one.fails and one.finding.rule != "MAT-01"]
    for name in grave:
        file = with_event(file, EXPLAINED, name, VERIFIER, TIME, text="seen")
    again = verify(archive_bytes(nmc_bundle), file=file)

    assert list(log_problems(file)) == []
    assert file.bundle == manifest_hash(nmc_bundle)
    assert [one.line for one in file.sampling]
    assert not [one for one in again.standings if one.finding.id in grave and one.is_open]
    assert {one.state for one in again.standings if one.finding.id in grave} <= {EXPLAINED}
    assert all(still_found(one, whole) for one in file.findings)


def test_a_folder_holds_copies_strangers_and_the_whole_in_a_row_each(nmc_bundle, shipped_study, tmp_path):
    content = archive_bytes(nmc_bundle)
    for name, held in (("a.zip", content), ("b.zip", content), ("c.zip", b"stranger")):
        (tmp_path / name).write_bytes(held)
    found = verify_folder(tmp_path, shipped_study, Wanted())
    rules_of = {one.file: {finding.rule for finding in one.findings} for one in found.rows}

    assert found.rows[0].total_kg == pytest.approx(found.rows[0].declared_kg, rel=1e-9)
    assert rules_of["c.zip"] == {"INT-04"}
    assert "DUP-02" in rules_of["b.zip"]
    assert not rules_of["a.zip"] & {"ARI-01", "ARI-03", "ARI-04", "SUM-01", "INT-02"}
    assert [one.rule for one in found.findings] == ["PRT-01"]
    assert "a.zip" in folder_text(found)
    assert folder_document(found)["bundles"][2]["fails"]
