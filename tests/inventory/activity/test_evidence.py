from hashlib import sha256
from pathlib import Path

import pytest

from lca_models.inventory.activity.evidence import check_evidence, documents_of, file_beside, resting_on, values_of
from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.sheet.models import (
    Amounts,
    DataSheet,
    EndOfLifeFields,
    EvidenceLine,
    MaterialLine,
    MeterLine,
    OutputLine,
    PartLine,
    ProductFields,
    Value,
)


def value(number: float, place: str, **further) -> Value:
    return Value(number=number, unit="kg", place=place, written=f"{number:g}", **further)


def sheet_of(file: Path = Path("pack.xlsx"), **parts) -> DataSheet:
    return DataSheet(file=file, **parts)


def said(sheet: DataSheet) -> list[tuple[str, str, str]]:
    findings = Findings()
    check_evidence(sheet, findings)
    return [(one.severity, one.code, one.place) for one in findings.found]


SHEET = sheet_of(
    product=ProductFields(pack_mass=value(457, "product!D9", source_kind="calculated", evidence_id="E2")),
    cell_materials=(
        MaterialLine(key="cathode", value=value(128.67, "cell_materials!D5", source_kind="supplier", evidence_id="E1, E2")),
        MaterialLine(key="our glue", is_free=True, value=value(1, "cell_materials!D9")),
    ),
    pack_parts=(PartLine(key="steel", value=value(5, "pack_parts!D6"), yield_=value(0.9, "pack_parts!H6")),),
    meters=(
        MeterLine(
            id="M1", item="electricity_grid", source_kind="invoice", evidence_id="E1",
            months={"2025-01": value(10, "meters!F5"), "2025-02": value(11, "meters!G5")},
        ),
    ),
    output=(OutputLine(product_id="EX", good=Amounts(year_total=value(9, "output!E5"))),),
    end_of_life=EndOfLifeFields(recovery={"lithium": value(0.95, "end_of_life!D8")}),
    evidence=(
        EvidenceLine(evidence_id="E1", document="bills 2025", issuer="grid company", page="12", period="2025"),
        EvidenceLine(evidence_id="E2", document="weighbridge note"),
    ),
)  # fmt: skip


def test_every_number_of_a_sheet_is_found_with_what_it_is():
    found = {one.value.place: one for one in values_of(SHEET)}

    assert list(found) == [
        "product!D9", "end_of_life!D8", "cell_materials!D5", "cell_materials!D9", "pack_parts!D6", "pack_parts!H6",
        "meters!F5", "meters!G5", "output!E5",
    ]  # fmt: skip
    assert found["product!D9"].label == "pack mass, with coolant"
    assert found["end_of_life!D8"].label == "recovery of lithium"
    assert found["cell_materials!D9"].label == "our glue"
    assert found["pack_parts!H6"].label == "steel, yield"
    assert (found["meters!G5"].source_kind, found["meters!G5"].evidence) == ("invoice", ("E1",))


def test_values_are_listed_by_the_document_that_they_rest_on():
    found = {name: [one.value.place for one in rows] for name, rows in resting_on(values_of(SHEET)).items()}

    assert found["E1"] == ["cell_materials!D5", "meters!F5", "meters!G5"]
    assert found["E2"] == ["product!D9", "cell_materials!D5"]
    assert "cell_materials!D9" in found[""]
    assert documents_of(SHEET) == {"E1": "bills 2025, grid company, page 12, 2025", "E2": "weighbridge note"}


def test_recovery_without_a_document_does_not_stand():
    assert check_evidence(SHEET, Findings()) == {"end_of_life!D8"}


def test_recycled_content_without_a_document_is_not_counted():
    row = MaterialLine(key="graphite", recycled_post=value(0.2, "cell_materials!I6"))
    findings = Findings()

    assert check_evidence(sheet_of(cell_materials=(row,)), findings) == {"cell_materials!I6"}
    assert [(one.code, one.text) for one in findings.found] == [
        ("V39", "No evidence for graphite, recycled, post-consumer; it is not counted.")
    ]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("calculated", "No evidence for pack mass, with coolant; it does not count as primary data."),
        ("meter", "No evidence for pack mass, with coolant; nobody can verify it, and a declaration needs it."),
        ("estimate", ""),
        (None, ""),
    ],
)
def test_measured_values_ask_for_their_document(kind, words):
    findings = Findings()
    check_evidence(sheet_of(product=ProductFields(pack_mass=value(457, "product!D9", source_kind=kind))), findings)

    assert "".join(one.text for one in findings.found) == words


def test_a_document_that_nobody_registered_is_named_with_the_nearest():
    findings = Findings()
    line = EvidenceLine(evidence_id="E10", document="bills")
    mass = value(457, "product!D9", evidence_id="E1O")
    check_evidence(sheet_of(product=ProductFields(pack_mass=mass), evidence=(line,)), findings)

    assert [one.words for one in findings.of("error")] == [
        "product!D9: There is no document 'E1O' in the sheet evidence (used for pack mass, with coolant); "
        "did you mean 'E10'?"
    ]


def test_an_id_stands_once():
    lines = tuple(EvidenceLine(evidence_id="E1", document=one, place=f"evidence!{at}") for at, one in enumerate("ab"))

    assert said(sheet_of(evidence=lines)) == [("error", "", "evidence!1")]


def with_file(folder: Path, **columns) -> DataSheet:
    line = EvidenceLine(evidence_id="E1", places={"file": "evidence!G5", "sha256": "evidence!H5"}, **columns)
    return sheet_of(folder / "pack.xlsx", evidence=(line,))


def test_the_hash_of_a_file_beside_the_sheet_is_checked(tmp_path):
    (tmp_path / "bills").mkdir()
    (tmp_path / "bills" / "2025.pdf").write_bytes(b"24 000 000 kWh")
    right = sha256(b"24 000 000 kWh").hexdigest()
    wrong = sha256(b"22 000 000 kWh").hexdigest()

    assert said(with_file(tmp_path, file="bills/2025.pdf", sha256=right.upper())) == []
    assert said(with_file(tmp_path, file="bills\\2025.pdf", sha256=right)) == []
    assert said(with_file(tmp_path, file="bills/2025.pdf", sha256=wrong)) == [("error", "V43", "evidence!G5")]
    assert said(with_file(tmp_path, file="bills/2025.pdf", sha256="abc")) == [("error", "", "evidence!H5")]
    findings = Findings()
    check_evidence(with_file(tmp_path, file="bills/2025.pdf"), findings)
    assert findings.found[0].text.endswith(f"{right}; write it down")


def test_a_missing_file_is_named_and_keeps_nobody_from_calculating(tmp_path):
    findings = Findings()
    check_evidence(with_file(tmp_path, file="bills.pdf", sha256="0" * 64), findings)

    assert [(one.severity, one.text) for one in findings.found] == [
        ("warning", "bills.pdf is not in the folder of the sheet, so nobody knows that it is unchanged.")
    ]


@pytest.mark.parametrize(
    "name", ["../bills.pdf", "/etc/hostname", "C:\\bills.pdf", "\\\\server\\bills.pdf", "a\x00b", "x/../../b.pdf"]
)
def test_a_sheet_reads_no_file_outside_its_folder(tmp_path, name):
    assert file_beside(tmp_path, name) is None
    assert [one[0] for one in said(with_file(tmp_path, file=name))] == ["warning"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "inside").mkdir()
    (tmp_path / "secret.txt").write_text("x")
    (tmp_path / "inside" / "link.txt").symlink_to(tmp_path / "secret.txt")

    assert file_beside(tmp_path / "inside", "link.txt") is None


@pytest.mark.parametrize("name", ["x" * 300, "sub", "a/" * 200 + "b"])
def test_names_that_no_file_can_have_are_told(tmp_path, name):
    (tmp_path / "sub").mkdir()

    assert [one[0] for one in said(with_file(tmp_path, file=name))] == ["warning"]
