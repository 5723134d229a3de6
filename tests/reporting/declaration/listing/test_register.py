"""Which values lean on which document."""

import hashlib

from data_sheets import given, sheet_of

from lca_models.inventory.activity.evidence import values_of
from lca_models.inventory.activity.sheet.models import EvidenceLine
from lca_models.reporting.declaration.listing.register import register_table


def test_every_value_of_a_sheet_leans_on_a_document_or_is_listed_without(nmc_declared):
    table = [*register_table(nmc_declared.sheet).records()]
    assert sum(int(row["values"]) for row in table) == sum(
        len(one.evidence or ("",)) for one in values_of(nmc_declared.sheet)
    )
    (bills,) = [row for row in table if row["id"] == "E5"]
    assert bills["carries"] == "meters M1 (12); meters M2 (13)"


def test_the_file_of_a_document_beside_the_sheet_is_hashed_and_one_outside_is_not(tmp_path):
    (tmp_path / "a.yaml").write_text("x", encoding="utf-8")
    (tmp_path / "bill.pdf").write_bytes(b"bill")
    lines = (EvidenceLine(evidence_id="E1", file="bill.pdf", sha256="sha256:AB"),
             EvidenceLine(evidence_id="E2", file="../bill.pdf"))  # fmt: skip
    sheet = sheet_of({"pack_mass": given(1, evidence_id="E1")}, evidence=lines).model_copy(
        update={"file": tmp_path / "a.yaml"}
    )
    first, second = register_table(sheet).records()
    assert (first["sha256_found"], first["sha256_stated"]) == (hashlib.sha256(b"bill").hexdigest(), "ab")
    assert second["sha256_found"] == ""
    assert (first["carries"], second["values"]) == ("product pack_mass", 0)


def test_values_without_a_document_are_counted_in_a_last_row():
    (row,) = register_table(sheet_of({"pack_mass": given(1, source_kind="estimate")})).records()
    assert (row["id"], row["values"], row["source_kinds"]) == ("", 1, "estimate")
