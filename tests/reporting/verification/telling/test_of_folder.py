"""A folder on a terminal and for programs."""

from lca_models.reporting.verification.folder import verify_folder
from lca_models.reporting.verification.one_bundle import Wanted
from lca_models.reporting.verification.telling.of_folder import folder_document, folder_text


def test_a_folder_of_strangers_has_a_row_and_a_finding_each(toy_study, tmp_path):
    for name in ("a.zip", "b.zip"):
        (tmp_path / name).write_bytes(b"x")
    found = verify_folder(tmp_path, toy_study, Wanted())

    assert [one["worst"] for one in folder_document(found)["bundles"]] == ["critical", "critical"]
    assert folder_text(found).startswith(f"2 bundles in {tmp_path}")
    assert folder_text(found).count("INT-04") == 2
