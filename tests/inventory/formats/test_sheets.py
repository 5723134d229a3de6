"""Workbooks of anybody are looked at before a library reads them: what is none, or takes more than one does, is one line."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from lca_models.inventory.files import archives, workbooks
from lca_models.inventory.formats import sheets
from lca_models.inventory.formats.sheets import look_at_workbook, read_sheets
from lca_models.inventory.system.rows import ProjectError

SHEET = "xl/worksheets/sheet1.xml"
ROWS = '<row r="1"><c r="A1" t="inlineStr"><is><t>amount</t></is></c></row>'


@pytest.fixture(scope="module")
def plain():
    """The parts of a workbook with two lines, by name."""
    book, stream = Workbook(), io.BytesIO()
    book.active.append(["amount", None, 1.5])
    book.active["B4"] = "far"
    book.save(stream)
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def written(plain, tmp_path):
    """Writes the workbook with other parts; None leaves one out."""

    def write(**changed):
        path = tmp_path / "own.xlsx"
        parts = plain | {name.replace("__", "/"): content for name, content in changed.items()}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                if content is not None:
                    archive.writestr(name, content)
        return path

    return write


def sheet_of(plain, rows, head=""):
    start, _, rest = plain[SHEET].decode().partition("<sheetData>")
    return (head + start + "<sheetData>" + rows + "</sheetData>" + rest.partition("</sheetData>")[2]).encode()


def test_lines_that_hold_something_come_with_their_numbers(written):
    [sheet] = read_sheets(written())

    assert sheet.name == "Sheet"
    assert sheet.lines == ((1, ["amount", None, 1.5]), (4, [None, "far", None]))


@pytest.mark.parametrize("dimension", ["A1:XFD1048576", "A1", "A1:B2", "B7:A1"])
def test_the_size_that_a_sheet_gives_itself_is_not_believed(plain, written, dimension):
    content = plain[SHEET].decode().replace('ref="A1:C4"', f'ref="{dimension}"')
    assert dimension in content
    assert [number for number, _ in read_sheets(written(**{SHEET: content.encode()}))[0].lines] == [1, 4]


def test_cells_far_away_take_no_room_or_are_refused(plain, written, monkeypatch):
    """one line of 16,384 cells more; beyond 40,000 in all no third line of that length"""
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    [sheet] = read_sheets(written(**{SHEET: sheet_of(plain, ROWS + far)}))
    assert [(number, len(cells)) for number, cells in sheet.lines] == [(1, 16_384), (1_048_576, 16_384)]

    monkeypatch.setattr(sheets, "MOST_CELLS", 40_000)
    more = '<row r="1048575"><c r="XFD1048575"><v>1</v></c></row>'
    with pytest.raises(ProjectError, match=r"own\.xlsx is no workbook \(it has more than 40,000 cells"):
        read_sheets(written(**{SHEET: sheet_of(plain, ROWS + more + far)}))


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048577"><c><v>1</v></c></row>',
        '<row r="99999999999999"><c><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="2"><c r="A3"><v>1</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row>',
    ],
)
def test_a_cell_out_of_place_is_refused(plain, written, rows):
    with pytest.raises(ProjectError, match=r"own\.xlsx is no workbook \(the sheet 'Sheet' has a cell out of place\)"):
        read_sheets(written(**{SHEET: sheet_of(plain, rows)}))


def test_cells_without_places_and_in_any_order_keep_theirs(plain, written):
    rows = '<row><c><v>1</v></c><c><v>2</v></c></row><row r="3"><c r="C3"><v>3</v></c><c r="A3"><v>4</v></c></row>'
    [sheet] = read_sheets(written(**{SHEET: sheet_of(plain, rows)}))

    assert sheet.lines == ((1, [1, 2, None]), (3, [4, None, 3]))


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "name", [SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "docProps/core.xml"]
)
@pytest.mark.parametrize("head", [BOMB, '<!DOCTYPE x SYSTEM "secret">', "<!doctype x>"])
def test_a_part_that_declares_something_is_refused(plain, written, name, head):
    content = (
        head.encode() + plain[name].partition(b"?>")[2]
        if plain[name].startswith(b"<?")
        else head.encode() + plain[name]
    )
    with pytest.raises(ProjectError, match=r"own\.xlsx is no workbook \(its part '.*' declares DOCTYPE"):
        look_at_workbook(written(**{name: content}))


def test_a_part_in_another_encoding_is_refused(plain, written):
    for content in (BOMB.encode("utf-16"), BOMB.encode("utf-16-le"), b'<?xml version="1.0" encoding="utf-7"?><a/>'):
        with pytest.raises(ProjectError, match="is not in UTF-8"):
            look_at_workbook(written(**{SHEET: content}))


def test_what_unpacks_to_far_more_than_it_is_is_refused(written, monkeypatch):
    """5 MB of blanks in 5 kB; 3,000 bytes where 2,000 are the most; 20 members where 10 are"""
    blank = b"<worksheet>" + b" " * 5_000_000 + b"</worksheet>"
    with pytest.raises(
        ProjectError, match=r"own\.xlsx is no workbook \(its part '.*' unpacks from [\d,]+ to 5,000,023 bytes"
    ):
        look_at_workbook(written(**{SHEET: blank}))

    monkeypatch.setattr(workbooks, "members_of", lambda archive: archives.members_of(archive, 2_000))
    with pytest.raises(ProjectError, match="it would take more than 2,000 bytes unpacked"):
        look_at_workbook(written(**{"xl/media/a.bin": bytes(3000)}))
    monkeypatch.setattr(workbooks, "members_of", archives.members_of)
    monkeypatch.setattr(archives, "MOST", 10)
    with pytest.raises(ProjectError, match="more than 10 files"):
        look_at_workbook(written(**{f"xl/media/{number}.bin": b"" for number in range(20)}))


def test_an_archive_inside_is_not_unpacked(written):
    """A petabyte of zeros, said by a member that nobody opens; a picture; a workbook embedded in another"""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/bomb.xml", bytes(10_000_000))
    found = read_sheets(
        written(**{"xl/embeddings/book.xlsx": inner.getvalue(), "xl/media/a.svg": b"<!DOCTYPE svg><svg/>"})
    )

    assert len(found[0].lines) == 2


@pytest.mark.parametrize("limit", ["MOST_PARTS", "MOST_TAGS"])
def test_a_line_or_a_part_of_too_many_elements_is_refused(plain, written, monkeypatch, limit):
    monkeypatch.setattr(workbooks, limit, 1000)
    row = '<row r="1">' + "<c/>" * 1001 + "</row>"
    for name, content in (
        (SHEET, sheet_of(plain, row)),
        ("xl/styles.xml", b"<styleSheet>" + b"<xf/>" * 1001 + b"</styleSheet>"),
    ):
        with pytest.raises(ProjectError, match="1,000 elements"):
            look_at_workbook(written(**{name: content}))


def test_two_sheets_of_one_part_are_refused(plain, written):
    relation = plain["xl/_rels/workbook.xml.rels"]
    sheet = b'<sheet xmlns:r="%s/officeDocument/2006/relationships" name="b" sheetId="2" r:id="rId1"/>' % (
        b"http://schemas.openxmlformats.org"
    )
    content = plain["xl/workbook.xml"].replace(b"</sheets>", sheet + b"</sheets>")
    assert b'Id="rId1"' in relation
    with pytest.raises(ProjectError, match="two of its sheets are one"):
        read_sheets(written(**{"xl/workbook.xml": content}))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "something else by that name"),
        (b"PK nothing", "something else by that name"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), r"an old \.xls, or has a password"),
    ],
)
def test_what_is_no_archive_is_named(tmp_path, content, said):
    (tmp_path / "own.xlsx").write_bytes(content)
    with pytest.raises(ProjectError, match=rf"own\.xlsx is no workbook \(it (is|has)? ?.*{said}"):
        look_at_workbook(tmp_path / "own.xlsx")


@pytest.mark.parametrize(
    "changed",
    [
        {"[Content_Types].xml": None},
        {"[Content_Types].xml": b"<Types/>"},
        {"xl/workbook.xml": None},
        {SHEET: b"<html>"},
        {SHEET: b"PK\x03\x04"},
        {"xl/styles.xml": b"<a>" * 5000},
    ],
)
def test_an_archive_of_something_else_is_one_line(written, changed):
    with pytest.raises(ProjectError, match=r"own\.xlsx is no workbook \(.+\)") as caught:
        read_sheets(written(**changed))
    assert "\n" not in str(caught.value)


def test_other_types_of_content_are_refused(plain, written):
    types = plain["[Content_Types].xml"].replace(b"spreadsheetml.sheet.main", b"wordprocessingml.document.main")
    with pytest.raises(ProjectError, match=r"own\.xlsx is no workbook \("):
        read_sheets(written(**{"[Content_Types].xml": types}))


@pytest.mark.parametrize("text", ["1_000", "１２", "1_0.5"])
def test_a_number_that_only_python_reads_is_refused(plain, written, text):
    with pytest.raises(ProjectError, match=f"a number of another kind: '{text}'"):
        look_at_workbook(written(**{SHEET: sheet_of(plain, f'<row r="1"><c r="A1"><v>{text}</v></c></row>')}))
