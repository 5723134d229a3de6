"""The look of documents: paper, fonts of both scripts, headings, tables."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from lca_models.scope.wording.catalogue import CHINESE

if TYPE_CHECKING:
    from docx.document import Document

PORTRAIT_CM, LANDSCAPE_CM = 16.6, 25.3  # between the margins of A4
_A4_CM, _MARGIN_CM, _EDGE_CM = (21.0, 29.7), 2.2, 1.1
LATIN, BODY_CHINESE, HEAD_CHINESE = "Arial", "SimSun", "SimHei"
_INK, _MUTED, _LINE = "1F2933", "5B6770", "C9CFD6"
# Name in the file: (parent, size in pt, bold, space before, space after, colour, Chinese font)
_STYLES: dict[str, tuple[str, float, bool, float, float, str, str]] = {
    "Title": ("Normal", 22, True, 60, 10, _INK, HEAD_CHINESE),
    "Subtitle": ("Normal", 12, False, 0, 6, _MUTED, HEAD_CHINESE),
    "Statement": ("Normal", 11, True, 6, 6, "9B1C1C", HEAD_CHINESE),
    "Heading1": ("Normal", 15, True, 20, 8, _INK, HEAD_CHINESE),
    "Heading2": ("Normal", 12, True, 12, 5, _INK, HEAD_CHINESE),
    "Heading3": ("Normal", 10.5, True, 8, 4, _INK, HEAD_CHINESE),
    "Lead": ("Normal", 10.5, False, 2, 3, _INK, BODY_CHINESE),
    "Caption": ("Normal", 9, True, 6, 4, _MUTED, HEAD_CHINESE),
    "Note": ("Normal", 9, False, 0, 5, _MUTED, BODY_CHINESE),
    "Figure": ("Normal", 10.5, False, 6, 2, _INK, BODY_CHINESE),
    "AfterTable": ("Normal", 4, False, 0, 2, _INK, BODY_CHINESE),
    "TableText": ("Normal", 9, False, 1.2, 1.2, _INK, BODY_CHINESE),
    "TableHead": ("Normal", 9, True, 1.5, 1.5, _INK, HEAD_CHINESE),
    "SmallText": ("Normal", 7.5, False, 0.8, 0.8, _INK, BODY_CHINESE),
    "SmallHead": ("Normal", 7.5, True, 1, 1, _INK, HEAD_CHINESE),
    "ContentsTitle": ("Normal", 15, True, 0, 8, _INK, HEAD_CHINESE),
    "TOC1": ("Normal", 10.5, True, 4, 1, _INK, BODY_CHINESE),
    "TOC2": ("Normal", 10, False, 0, 0, _INK, BODY_CHINESE),
    "Header": ("Normal", 8, False, 0, 0, _MUTED, BODY_CHINESE),
    "Footer": ("Normal", 8, False, 0, 0, _MUTED, BODY_CHINESE),
}
_KEPT_WITH_NEXT = ("Heading1", "Heading2", "Heading3", "Figure", "Lead")
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def new_document(title: str, language: str, issued: datetime) -> Document:
    """An empty document on A4 with the styles of this kit, its properties those of the date of issue."""
    import docx
    from docx.shared import Cm

    document = docx.Document()
    for element in list(document.element.body):
        if element is not document.element.body.sectPr:
            document.element.body.remove(element)
    _drop_unused(document)
    _write_styles(document)
    section = document.sections[0]
    section.page_width, section.page_height = (Cm(one) for one in _A4_CM)
    section.left_margin = section.right_margin = Cm(_MARGIN_CM)
    section.top_margin = section.bottom_margin = Cm(_MARGIN_CM)
    section.header_distance = section.footer_distance = Cm(_EDGE_CM)
    _write_properties(document, title, language, issued)
    return document


def section_xml(document: Document, *, landscape: bool, last: bool = False) -> str:
    """The properties of a section that ends here; `last`: those that end the document, set in it."""
    from docx.shared import Cm

    found = document.element.body.sectPr
    wide, tall = (max(_A4_CM), min(_A4_CM)) if landscape else (min(_A4_CM), max(_A4_CM))
    size = found.find(f"{{{found.nsmap['w']}}}pgSz")
    w = f"{{{found.nsmap['w']}}}"
    size.set(f"{w}w", str(Cm(wide).twips))
    size.set(f"{w}h", str(Cm(tall).twips))
    size.attrib.pop(f"{w}orient", None)
    if landscape:
        size.set(f"{w}orient", "landscape")
    if last:
        return ""
    return str(found.xml)


def _drop_unused(document: Document) -> None:
    """Leave out what the template brings and no document of this kit uses: a picture of it, and styles for old programs."""
    for holder in (document.part, document.part.package):
        for key, one in list(holder.rels.items()):
            if one.reltype.endswith(("/stylesWithEffects", "/thumbnail", "/customXml")):
                del holder.rels[key]


def _write_properties(document: Document, title: str, language: str, issued: datetime) -> None:
    properties = document.core_properties
    moment = issued.replace(tzinfo=None)
    properties.title, properties.author, properties.last_modified_by = title[:255], "lca_models", "lca_models"
    properties.created = properties.modified = moment
    properties.last_printed = moment
    properties.comments = properties.keywords = properties.subject = properties.category = ""
    properties.language, properties.revision = ("zh-CN" if language == CHINESE else "en-GB"), 1


def _write_styles(document: Document) -> None:
    """Styles of our own in place of the template's of the same names, each with its fonts of both scripts."""
    from docx.oxml.parser import parse_xml

    styles: Any = document.styles.element
    w = f"{{{styles.nsmap['w']}}}"
    kept = ("DefaultParagraphFont", "TableNormal", "NoList")
    for style in [one for one in styles if one.tag == f"{w}style" and one.get(f"{w}styleId") not in kept]:
        styles.remove(style)
    defaults = styles.find(f"{w}docDefaults")
    if defaults is not None:
        styles.replace(defaults, parse_xml(_defaults()))
    normal = (
        f'<w:style {_W} w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:spacing w:before="0" w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:style>'
    )
    styles.append(parse_xml(normal))
    for name in _STYLES:
        styles.append(parse_xml(_style(name)))
    styles.append(parse_xml(_TABLE_STYLE))


def _defaults() -> str:
    """Latin text is English in both languages: rules of Chinese would part figures at their points."""
    fonts = _fonts(BODY_CHINESE)
    return (
        f'<w:docDefaults {_W}><w:rPrDefault><w:rPr>{fonts}<w:color w:val="{_INK}"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        f'<w:lang w:val="en-GB" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )


def _fonts(chinese: str) -> str:
    return f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:cs="{LATIN}" w:eastAsia="{chinese}"/>'


def _style(name: str) -> str:
    parent, size, bold, before, after, color, chinese = _STYLES[name]
    is_heading = name.startswith("Heading")
    shown = f"heading {name[-1]}" if is_heading else f"toc {name[-1]}" if name.startswith("TOC") else name.lower()
    keep = "<w:keepNext/>" if name in _KEPT_WITH_NEXT else ""
    tabs = '<w:tabs><w:tab w:val="right" w:pos="9410"/></w:tabs>' if name in ("Footer", "TOC1", "TOC2") else ""
    indent = '<w:ind w:left="240"/>' if name == "TOC2" else ""
    tight = ' w:line="240" w:lineRule="auto"' if name.startswith(("Table", "Small", "TOC", "After")) else ""
    level = f'<w:outlineLvl w:val="{int(name[-1]) - 1}"/>' if is_heading else ""
    center = '<w:jc w:val="center"/>' if name == "Figure" else ""
    spacing = f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{tight}/>'
    weight = "<w:b/>" if bold else ""
    half_points = round(size * 2)
    return (
        f'<w:style {_W} w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/><w:basedOn w:val="{parent}"/>'
        f"<w:qFormat/><w:pPr>{keep}{tabs}{spacing}{indent}{center}{level}</w:pPr>"
        f'<w:rPr>{_fonts(chinese)}{weight}<w:color w:val="{color}"/><w:sz w:val="{half_points}"/>'
        f'<w:szCs w:val="{half_points}"/></w:rPr></w:style>'
    )


_TABLE_STYLE = (
    f'<w:style {_W} w:type="table" w:styleId="ReportTable"><w:name w:val="report table"/><w:basedOn w:val="TableNormal"/>'
    "<w:tblPr><w:tblBorders>"
    f'<w:top w:val="single" w:sz="8" w:color="{_MUTED}"/><w:bottom w:val="single" w:sz="8" w:color="{_MUTED}"/>'
    f'<w:insideH w:val="single" w:sz="4" w:color="{_LINE}"/></w:tblBorders>'
    '<w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="EEF1F4"/></w:tcPr></w:tblStylePr>'
    "</w:style>"
)
