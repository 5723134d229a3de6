"""Files that arrive together: whole or not at all, and one of them the sheet that the others belong to."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.inventory.activity.findings import SheetError
from lca_models.panels.model.own.desk import LARGEST
from lca_models.panels.views.sheet.received import MOST, received, sheet_among

SHEET, BOOK = b"data_sheet: 1\nproduct:\n  name: a\n", b"PK\x03\x04"
NAMES = st.text(st.characters(codec="utf-8", exclude_characters="/\\"), min_size=1, max_size=20)


@given(st.dictionaries(NAMES, st.binary(max_size=50), min_size=1, max_size=5))
def test_what_is_sent_arrives_by_its_name_without_a_folder(files):
    sent = [{"name": f"C:\\own/{name}", "data": base64.b64encode(one).decode()} for name, one in files.items()]

    assert received({"files": sent}) == files


@pytest.mark.parametrize(("heard", "words"), [
    ({}, "no file arrived"), ({"files": []}, "no file arrived"), ({"files": "a"}, "no file arrived"),
    ({"files": [{"name": "a", "data": "no base64!"}]}, "a did not arrive whole"),
    ({"files": [{"name": "a", "data": "", "size": LARGEST + 1}]}, "a has 5.0 MB"),
    ({"files": [{"name": "a", "data": "", "size": LARGEST}, {"name": "b", "data": "", "size": 1e6}]}, "b has 6.0 MB"),
    ({"files": [{"name": "a", "data": ""}] * (MOST + 1)}, f"open at most {MOST}"),
])  # fmt: skip
def test_what_did_not_arrive_is_said(heard, words):
    with pytest.raises(SheetError, match=words):
        received(heard)


@pytest.mark.parametrize(("files", "sheet"), [
    ({"a.bin": b"\x00"}, "a.bin"), ({"p.json": b"{}", "s.yaml": SHEET}, "s.yaml"),
    ({"e.pdf": b"%PDF", "s.xlsx": BOOK}, "s.xlsx"),
    ({"e.xlsx": BOOK, "s.txt": SHEET}, "s.txt"), ({"a.json": b"{}", "b.json": b"{}"}, ""), ({"a": SHEET, "b": SHEET}, ""),
    ({"a.xlsx": BOOK, "b.xlsx": BOOK}, ""),
])  # fmt: skip
def test_one_of_several_files_is_the_sheet(files, sheet):
    if sheet:
        assert sheet_among(files) == sheet
    else:
        with pytest.raises(SheetError, match="open one data sheet"):
            sheet_among(files)
