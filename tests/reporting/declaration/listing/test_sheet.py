"""The sheet in a bundle: what it names, and what was read of it."""

import hashlib
import json
from pathlib import Path

import pytest
from data_sheets import given, sheet_of

from lca_models.inventory.activity.findings import SheetError
from lca_models.inventory.activity.sheet.models import SupplierLine
from lca_models.reporting.declaration.bundle import SHEET
from lca_models.reporting.declaration.listing.sheet import named_files, pointers, sheet_document


def naming(folder, *names):
    """A sheet in a folder with a supplier for each name of a file."""
    (folder / "a.yaml").write_text("data_sheet: '1'", encoding="utf-8")
    lines = tuple(SupplierLine(supplier_id=f"S{number}", file=name, place=f"suppliers[{number}]",
                               places={"file": f"suppliers[{number}].file"}) for number, name in enumerate(names))  # fmt: skip
    return sheet_of(suppliers=lines).model_copy(update={"file": folder / "a.yaml"})


def at(document, pointer):
    """What a JSON pointer points at."""
    for part in pointer.split("/")[1:]:
        part = part.replace("~1", "/").replace("~0", "~")
        document = document[int(part)] if isinstance(document, list) else document[part]
    return document


def test_every_value_stands_with_its_place_words_document_and_kind(nmc_listed, nmc_declared):
    document = json.loads(nmc_listed[SHEET])
    cathode = at(document, "/cell_materials/0/value")
    assert (cathode["number"], cathode["written"], cathode["unit_written"]) == (112.65, "112.65", "kg")
    assert (cathode["evidence_id"], cathode["source_kind"]) == ("E3", "calculated")
    assert document["file"]["sha256"] == hashlib.sha256(nmc_declared.file.read_bytes()).hexdigest()


def test_a_place_of_a_finding_points_at_its_value(nmc_listed, nmc_declared):
    document = json.loads(nmc_listed[SHEET])
    found = pointers(document)
    july = nmc_declared.sheet.meters[0].months["2025-07"]
    assert at(document, found[july.place])["number"] == july.number == 5957686
    assert at(document, found[nmc_declared.sheet.meters[1].place])["id"] == "M2"


def test_months_and_names_with_a_stroke_are_escaped():
    document = {"meters": [{"place": "m", "months": {"a/b~c": {"number": 1, "place": "here"}}}]}
    assert pointers(document) == {"here": "/meters/0/months/a~1b~0c", "m": "/meters/0"}


def test_files_are_kept_at_their_place_below_the_sheet_and_others_by_their_name(tmp_path):
    folder = tmp_path / "sheets"
    (folder / "files").mkdir(parents=True)
    (folder / "files" / "x.json").write_text("{}", encoding="utf-8")
    (tmp_path / "y.json").write_text("[]", encoding="utf-8")
    inside, outside = named_files(naming(folder, "files/x.json#urn:a", "../y.json"))
    assert (inside.member, inside.named, inside.is_outside) == ("sheet/files/x.json", "files/x.json", False)
    assert (outside.member, outside.named, outside.is_outside) == ("sheet/y.json", "../y.json", True)


def test_two_files_of_one_name_are_two_members(tmp_path):
    folder = tmp_path / "sheets"
    folder.mkdir()
    (folder / "x.json").write_text("{}", encoding="utf-8")
    (tmp_path / "x.json").write_text("[]", encoding="utf-8")
    found = named_files(naming(folder, "x.json", "../x.json"))
    assert len({one.member for one in found}) == 2


def test_paths_of_one_machine_and_files_that_are_gone_are_refused_together(tmp_path):
    with pytest.raises(SheetError) as error:
        named_files(naming(tmp_path, "/data/x.json", "C:\\x.json", "gone.json"))
    assert [line.split(":")[0] for line in str(error.value).splitlines()] == [f"suppliers[{n}].file" for n in range(3)]
    assert "gone.json" in str(error.value)


def test_a_sheet_without_suppliers_names_no_file():
    sheet = sheet_of(product={"pack_mass": given(441)}).model_copy(update={"file": Path("a.yaml")})
    assert named_files(sheet) == ()


def test_no_path_of_the_machine_stands_in_what_was_read(nmc_listed, nmc_declared):
    text = nmc_listed[SHEET].decode()
    assert str(nmc_declared.file.parent) not in text
    assert sheet_document(nmc_declared.sheet, ())["files"] == []
