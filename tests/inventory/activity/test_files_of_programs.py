"""Data sheets as programs save them: Excel in German, French and Chinese, LibreOffice, and editors of text.

What a file holds is right, or it is refused by name: nothing is guessed, and nothing is passed over in silence.
"""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from mutated_sheets import document_of, workbook_of

from lca_models.inventory.activity.findings import SheetError
from lca_models.inventory.activity.reading import read_data_sheet

LFP = Path(__file__).parents[3] / "notebooks" / "data_sheets" / "lfp_sichuan.yaml"
TEXT = LFP.read_text(encoding="utf-8")
BOOK = workbook_of(document_of(TEXT))
MINIMAL = "product:\n  name: Pack\n  chemistry: lfp\n"
STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006": b"http://purl.oclc.org/ooxml/officeDocument",
}


@pytest.fixture
def read(tmp_path):
    def read_bytes(content, ending):
        file = tmp_path / f"pack{ending}"
        file.write_bytes(content)
        return read_data_sheet(file)

    return read_bytes


@pytest.fixture
def changed(read):
    """The workbook with a change made to it by a function."""

    def read_changed(change):
        book = openpyxl.load_workbook(io.BytesIO(BOOK))
        change(book)
        stream = io.BytesIO()
        book.save(stream)
        return read(stream.getvalue(), ".xlsx")

    return read_changed


@pytest.fixture
def with_cell(changed):
    """The workbook with one cell of the sheet product, or of another, changed."""

    def read_with(key, value, number_format="", sheet="product"):
        def change(book):
            page = book[sheet]
            column = next(cell.column for cell in page[1] if cell.value == "yours")
            row = next(row[0].row for row in page.iter_rows() if key in [cell.value for cell in row])
            cell = page.cell(row, column)
            cell.value = value
            if number_format:
                cell.number_format = number_format

        return changed(change)

    return read_with


@pytest.fixture
def with_parts(read):
    """The workbook with each of its parts changed as bytes."""

    def read_with(change):
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(name, change(name, old.read(name)))
        return read(stream.getvalue(), ".xlsx")

    return read_with


def said(sheet):
    return [(one.severity, one.place, one.text) for one in sheet.findings]


def plain(sheet):
    """Numbers of a sheet by place of their field."""
    return {one.key: one.value.number for one in sheet.cell_materials if one.value}, sheet.product.pack_mass.number


@pytest.mark.parametrize("change", [
    lambda text: text.encode("utf-8-sig"),
    lambda text: text.replace("\n", "\r\n").encode(),
    lambda text: text.replace("\n", "\r").encode(),
    lambda text: text.replace("64, unit: kWh", "64\u00a0kWh").encode(),
], ids=["byte order mark", "lines of Windows", "lines of an old Mac", "a blank that does not break"])  # fmt: skip
def test_a_text_of_any_editor_says_the_same(read, change):
    sheet = read(change(TEXT), ".yaml")

    assert sheet.findings == ()
    assert plain(sheet) == plain(read_data_sheet(LFP))
    assert sheet.product.rated_energy.number == 64


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            TEXT.replace("Example LFP pack", "磷酸铁锂电池包示例").encode("gbk"),
            "pack.yaml:7  is not UTF-8 text but GB18030",
        ),
        (TEXT.encode("utf-16"), "is not UTF-8 text but UTF-16"),
        (TEXT.replace("Example LFP", "Für Beispiele").encode("cp1252"), "is not UTF-8 text but Latin-1"),
        (TEXT.replace("\n  ", "\n\t", 1).encode(), "a line begins with a tab: write blanks"),
        (TEXT.replace("name: ", "name：", 1).encode(), "it holds '：': write ':'"),
        ("product：\n  name：电池\n".encode(), "it holds '：': write ':'"),
        (TEXT.replace("64, unit", "64， unit").encode(), "it holds '，': write ','"),
        (b"key;yours\npack_mass;457,0\n", "pack.yaml is no data sheet"),
    ],
    ids=["Chinese", "wide characters", "German", "tab", "colon", "every colon", "comma", "CSV by another name"],
)
def test_a_text_in_other_signs_is_refused_with_what_to_write(read, content, words):
    with pytest.raises(SheetError, match=r"pack\.yaml") as raised:
        read(content, ".yaml")
    assert words in str(raised.value)


def test_a_decimal_comma_is_named_wherever_yaml_would_cut_it(read):
    """{yours: 2,02} is a 2 and a name for YAML"""
    sheet = read(
        (MINIMAL + "  pack_mass: 457,5 kg\ncell_materials:\n  cathode: {yours: 2,02, unit: kg}\n").encode(), ".yaml"
    )

    assert [words for _, _, words in said(sheet)] == [
        "'457,5' is not a number; write it as 457.5",
        "'02' is not a field of this sheet; write numbers with a point: 1.5",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "it is an old .xls, or has a password"),
        ("键;填报值\npack_mass;1,5\n".encode("gbk"), "it is something else by that name"),
        (b"key\tyours\r\n", "it is something else by that name"),
        (b"<html><table><tr><td>pack_mass</td></tr></table></html>", "it is something else by that name"),
        (b"", "it is something else by that name"),
    ],
    ids=["old Excel", "Chinese CSV", "text with tabs", "web page", "empty"],
)
def test_a_file_that_is_called_a_workbook_is_refused_by_name(read, content, words):
    with pytest.raises(SheetError, match=r"pack\.xlsx") as raised:
        read(content, ".xlsx")
    assert words in str(raised.value)


def test_a_sheet_of_libreoffice_by_another_name_is_refused_by_name(read):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office:document-content/>")

    with pytest.raises(SheetError, match="it is an archive of something else"):
        read(stream.getvalue(), ".xlsx")


def test_the_strict_format_of_excel_is_refused_by_name(with_parts):
    def strict(name, part):
        for usual, namespace in STRICT.items():
            part = part.replace(usual, namespace)
        return part

    with pytest.raises(SheetError, match="not as Strict Open XML"):
        with_parts(strict)


@pytest.mark.parametrize(
    ("value", "number_format", "words"),
    [
        (date(2025, 2, 1), "dd.mm.yyyy", "'2025-02-01' is a date and no number"),  # 1.2 typed in a German Excel
        ("457,5", "", "'457,5' is not a number; write it as 457.5"),
        ("1\u202f457,5", "", "write it as 1457.5"),  # French thousands
        ("1.457,5", "", "write it as 1457.5"),
        ("1'457.5", "", "write it as 1457.5"),  # Swiss thousands
        ("１２３", "", "'１２３' is not a number; write it as 123"),
        ("457，5", "", "write it as 457.5"),
        ("1,457", "", "'1,457' can be two numbers; write 1457 or 1.457"),
        ("457 kg/Stk", "", "'kg/Stk' cannot be turned into kg"),
        ("=440+17", "", "this formula has no stored value"),
        ("=NA()", "", "this formula has no stored value"),
        ("#REF!", "", "holds the error #REF!"),
        (True, "", "'yes' is not a number"),
    ],
)
def test_a_cell_that_is_no_number_is_named_by_cell_with_what_to_write(with_cell, value, number_format, words):
    ((severity, place, text),) = said(with_cell("pack_mass", value, number_format))

    assert (severity, place) == ("error", "product!B12")
    assert words in text


@pytest.mark.parametrize(
    ("key", "value", "number_format", "sheet", "number"),
    [
        ("pack_mass", "457", "@", "product", 457),  # a number as text
        ("pack_mass", 457, '#,##0.00" kg"', "product", 457),
        ("retention_measured", 0.91, "0 %", "cycle_test", 0.91),  # typed as 91 %
        ("retention_measured", "91 %", "", "cycle_test", 0.91),
    ],
)
def test_a_number_is_the_same_however_it_is_shown(with_cell, key, value, number_format, sheet, number):
    found = with_cell(key, value, number_format, sheet)

    assert found.findings == ()
    assert getattr(getattr(found, sheet), key).number == number


@pytest.mark.parametrize("value", [datetime(2025, 1, 1), date(2025, 1, 1), "2025-01"])
def test_a_month_that_excel_made_a_date_of_is_that_month(with_cell, value):
    assert with_cell("period_start", value, "mmm yy").product.period_start == "2025-01"


def test_hidden_rows_columns_and_sheets_count_as_they_do_in_sums(changed):
    def hide(book):
        book["meters"].sheet_state = "hidden"
        for page in book:
            page.row_dimensions[3].hidden = page.column_dimensions["B"].hidden = True

    sheet = changed(hide)

    assert sheet.findings == ()
    assert plain(sheet) == plain(read_data_sheet(LFP))
    assert len(sheet.meters) == 6


def test_notes_beside_and_below_a_table_are_no_data(changed):
    def note(book):
        for page in book:
            page.cell(2, 60).value = "see the mail of 3 May"
            page.cell(page.max_row + 3, 1).value = "checked by Li, 5 May"
        book.create_sheet("my notes").append(["a", 5])

    sheet = changed(note)

    assert plain(sheet) == plain(read_data_sheet(LFP))
    assert [severity for severity, *_ in said(sheet)] == ["note"]
    assert said(sheet)[0][1:] == ("my notes", "is no sheet of a data sheet and is not read")


def test_columns_and_rows_in_another_order_say_the_same(changed):
    def turn(book):
        for page in book:
            rows = [[cell.value for cell in row] for row in page.iter_rows()]
            page.delete_rows(1, page.max_row)
            for row in [rows[0], *rows[:0:-1]]:
                page.append(row[::-1])

    assert plain(changed(turn)) == plain(read_data_sheet(LFP))


def test_a_sheet_under_another_name_is_not_passed_over(changed):
    def rename(book):
        book["meters"].title = "电表"

    assert said(changed(rename)) == [
        ("error", "电表", "has the columns of a data sheet under another name; call it meters")
    ]


def test_a_number_beside_no_key_is_named(changed):
    def add(book):
        book["product"].cell(20, 2).value = 45
        book["pack_parts"].cell(30, 2).value = 45

    assert [words for _, _, words in said(changed(add))] == [
        "stands in a row without a key; give the key of a field, or delete it",
        "'other_row_30' is no row of this sheet; a row of your own names its process or its supplier_id",
    ]


def test_headings_in_chinese_are_read_as_those_in_english(changed):
    def translate(book):
        words = {"yours": "填报值", "unit": "单位", "basis": "计量基准", "state": "数量口径", "source_kind": "来源类型"}
        for name in ("product", "cell_materials", "pack_parts"):
            for cell in book[name][1]:
                cell.value = words.get(cell.value, cell.value)

    sheet = changed(translate)

    assert sheet.findings == ()
    assert plain(sheet) == plain(read_data_sheet(LFP))
