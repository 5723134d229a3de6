"""A Word file in the few forms that reports of this kit need: headings, paragraphs, tables, figures, and figures in fields.

Numbers of results stand in content controls whose tags say which result they are. Texts of makers are cleaned of characters
that no XML file holds. The same content gives the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from lca_models.reporting.declaration.document.paper.numbers import Number
from lca_models.reporting.declaration.document.paper.styles import LANDSCAPE_CM, PORTRAIT_CM, new_document, section_xml
from lca_models.reporting.declaration.office_files import stable_file

if TYPE_CHECKING:
    from docx.document import Document

Part = str | Number
Cell = Part | Sequence[Part] | None
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TWIPS_PER_CM = 567


class WordFile:
    """A document that is being written, from its first line to its last."""

    def __init__(self, title: str, language: str, issued: datetime, *, header: str = "", footer: str = "") -> None:
        """`header` and `footer`: on every page; the footer has the number of the page behind it."""
        self.language = language
        self._document: Document = new_document(clean(title), language, issued)
        self._controls = 0
        self._headings: list[tuple[int, str]] = []
        self._contents: Any = None
        self._is_landscape = False
        _write_edges(self._document, clean(header), clean(footer))

    def heading(self, text: str, level: int = 1) -> None:
        """A heading that the table of contents lists; `level` 1 to 3."""
        self._headings.append((level, clean(text)))
        mark = f"_h{len(self._headings)}"
        start = f'<w:bookmarkStart w:id="{len(self._headings)}" w:name="{mark}"/>'
        end = f'<w:bookmarkEnd w:id="{len(self._headings)}"/>'
        self._append(f'<w:p {_W}><w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr>{start}{_run(text)}{end}</w:p>')

    def paragraph(self, *parts: Part, style: str = "Normal", bold: bool = False) -> None:
        """A paragraph of texts and numbers. Styles: Normal, Note, Title, Subtitle, Caption, Statement."""
        runs = "".join(self._part(part, bold=bold) for part in parts)
        self._append(f'<w:p {_W}><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>')

    def table(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        widths: Sequence[float],
        *,
        caption: str = "",
        totals: int = 0,
        small: bool = False,
    ) -> None:
        """A table whose first line stands on every page it runs over, its caption above it; rows do not part over pages.

        `widths`: of the columns in relation to each other; the table is as wide as the page. `totals`: how many rows at the
        end are in bold. `small`: with smaller letters, for many columns. Cells of numbers stand to the right. A table
        without rows is not written.
        """  # fmt: skip
        if not rows:
            return
        if caption:
            self._append(f'<w:p {_W}><w:pPr><w:pStyle w:val="Caption"/><w:keepNext/></w:pPr>{_run(caption)}</w:p>')
        page = LANDSCAPE_CM if self._is_landscape else PORTRAIT_CM
        share = page * _TWIPS_PER_CM / sum(widths)
        twips = [round(width * share) for width in widths]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
        right = [bool(rows) and all(_is_number(row[place]) for row in rows) for place in range(len(heads))]
        lines = [self._row([(head,) for head in heads], twips, right, is_head=True, small=small)]
        for number, row in enumerate(rows):
            bold = number >= len(rows) - totals
            # The first two lines and the last two stay together, so that no line stands alone on a page.
            keep = number < 1 or number == len(rows) - 2
            lines.append(self._row([_parts(cell) for cell in row], twips, right, bold=bold, keep=keep, small=small))
        look = '<w:tblStyle w:val="ReportTable"/><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/>'
        self._append(f"<w:tbl {_W}><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>")
        self._append(f'<w:p {_W}><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>')

    def figure(self, png: bytes, caption: str, width_cm: float = PORTRAIT_CM) -> None:
        """A picture with its caption below it, on the same page; the caption alone for a picture that was not drawn."""
        from docx.shared import Cm

        if not png:
            self.paragraph(caption, style="Caption")
            return

        paragraph = self._document.add_paragraph()
        paragraph._p.insert(0, _element(f'<w:pPr {_W}><w:pStyle w:val="Figure"/></w:pPr>'))
        paragraph.add_run().add_picture(io.BytesIO(png), width=Cm(width_cm))
        name = quoteattr(clean(caption))
        for shape in paragraph._p.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"):
            shape.set("descr", name[1:-1])
        self.paragraph(caption, style="Caption")

    def contents(self, title: str) -> None:
        """The table of contents: a field that Word and LibreOffice fill with page numbers, and the headings until then."""
        self.paragraph(title, style="ContentsTitle")
        self._append(f"<w:p {_W}/>")
        self._contents = self._last()

    def page_break(self) -> None:
        """What follows stands on a new page."""
        self._append(f'<w:p {_W}><w:r><w:br w:type="page"/></w:r></w:p>')

    def turn(self) -> None:
        """What follows stands on pages of the other orientation."""
        closing = section_xml(self._document, landscape=self._is_landscape)
        self._append(f'<w:p {_W}><w:pPr><w:pStyle w:val="AfterTable"/>{closing}</w:pPr></w:p>')
        self._is_landscape = not self._is_landscape

    def content(self) -> bytes:
        """The file."""
        self._fill_contents()
        section_xml(self._document, landscape=self._is_landscape, last=True)
        stream = io.BytesIO()
        self._document.save(stream)
        return stable_file(stream.getvalue())

    def _fill_contents(self) -> None:
        if self._contents is None:
            return
        listed = [(number, level, text) for number, (level, text) in enumerate(self._headings, 1) if level <= 2]
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u '
            '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        for place, (number, level, text) in enumerate(listed):
            line = f'<w:hyperlink w:anchor="_h{number}" w:history="1">{_run(text)}</w:hyperlink>'
            line = (begin if place == 0 else "") + line + (end if place == len(listed) - 1 else "")
            self._contents.addprevious(_element(
                f'<w:p {_W}><w:pPr><w:pStyle w:val="TOC{level}"/></w:pPr>{line}</w:p>'
            ))  # fmt: skip
        self._contents.getparent().remove(self._contents)

    def _row(
        self, cells: Sequence[Sequence[Part]], twips: Sequence[int], right: Sequence[bool], *, is_head: bool = False,
        bold: bool = False, keep: bool = False, small: bool = False,
    ) -> str:  # fmt: skip
        written = []
        for parts, width, is_right in zip(cells, twips, right, strict=True):
            look = '<w:jc w:val="right"/>' if is_right else ""
            look = ("<w:keepNext/>" if is_head or keep else "") + look
            style = ("SmallHead" if small else "TableHead") if is_head else "SmallText" if small else "TableText"
            runs = "".join(self._part(part, bold=bold or is_head) for part in parts)
            written.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
                f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{look}</w:pPr>{runs}</w:p></w:tc>'
            )
        head = "<w:tblHeader/>" if is_head else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(written)}</w:tr>"

    def _part(self, part: Part, *, bold: bool = False) -> str:
        if isinstance(part, str):
            return _run(part, bold=bold)
        if part.value is None:
            return _run(part.text, bold=bold)
        self._controls += 1
        return (
            f'<w:sdt><w:sdtPr><w:tag w:val={quoteattr(clean(part.tag))}/><w:id w:val="{self._controls}"/></w:sdtPr>'
            f"<w:sdtContent>{_run(part.text, bold=bold)}</w:sdtContent></w:sdt>"
        )

    def _append(self, xml: str) -> None:
        # Before the properties of the last section, which end the body.
        self._document.element.body.sectPr.addprevious(_element(xml))

    def _last(self) -> Any:
        return self._document.element.body.sectPr.getprevious()


def clean(text: str) -> str:
    """Text without the characters that no XML file holds."""
    return _ILLEGAL.sub("\ufffd", text)


def _parts(cell: Cell) -> tuple[Part, ...]:
    if cell is None:
        return ()
    return (cell,) if isinstance(cell, str | Number) else tuple(cell)


def _is_number(cell: Cell) -> bool:
    parts = _parts(cell)
    return not parts or isinstance(parts[0], Number)


def _run(text: str, *, bold: bool = False) -> str:
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    lines = clean(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    written = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return f"<w:r>{look}{written}</w:r>"


def _element(xml: str) -> Any:
    from docx.oxml.parser import parse_xml

    return parse_xml(xml)


def _write_edges(document: Document, header: str, footer: str) -> None:
    """The lines on top and at the bottom of every page, which all sections share."""
    section = document.sections[0]
    for edge, text, style in ((section.header, header, "Header"), (section.footer, footer, "Footer")):
        paragraph = edge.paragraphs[0]
        runs = _run(text)
        if style == "Footer":
            runs += "<w:r><w:tab/></w:r>" + _field("PAGE") + _run(" / ") + _field("NUMPAGES")
        new = _element(f'<w:p {_W}><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>')
        paragraph._p.getparent().replace(paragraph._p, new)


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
