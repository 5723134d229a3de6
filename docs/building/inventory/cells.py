"""Cells of tables as HTML: every number as the text that stands in the table, every key as a link to what it names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from docs.building.inventory.places import Tables, dashed
from lca_models.scope.labels import label, stage_label
from lca_models.scope.wording.catalogue import CHINESE, catalogue
from lca_models.scope.wording.prose import told

NAME = re.compile(r"[A-Za-z_]\w*")


def link(place: str, words: str, *, up: str = "../") -> str:
    """A link below `inventories/`, or the words alone where there is no place."""
    return f'<a class="reference internal" href="{escape(up + place)}">{words}</a>' if place else words


def both(name: tuple[str, str]) -> str:
    """A name in both languages."""
    english, chinese = name
    return escape(english) + (f' <span lang="zh-Hans">{escape(chinese)}</span>' if chinese else "")


def sentence(text: str) -> str:
    """What a row says, and below it what the tables say in Chinese, where they do."""
    chinese = told(text, CHINESE)
    return escape(text) + (f'<br><span lang="zh-Hans">{escape(chinese)}</span>' if chinese != text else "")


def words(key: str) -> str:
    """A label of the catalogue in both languages."""
    return both((label(key), label(key, CHINESE)))


def of_stage(name: str) -> str:
    """A stage of the life cycle in both languages; a process of the background has none."""
    return both((name, stage_label(name, CHINESE))) if name else "background, of no stage 背景过程"


def number(text: str, unit: str = "") -> str:
    """A number as its cell has it, with its unit."""
    return f'<span class="number">{escape(text)}</span>' + (f" {escape(unit)}" if unit else "")


def formula(text: str, tables: Tables, *, up: str = "../") -> str:
    """A formula whose parameters are links to their rows."""
    parts, at = [], 0
    for found in NAME.finditer(text):
        parts.append(escape(text[at : found.start()]))
        place = tables.parameter_place(found[0])
        parts.append(link(place, found[0], up=up) if place else escape(found[0]))
        at = found.end()
    return f"<br><code>{''.join(parts)}{escape(text[at:])}</code>" if text else ""


def source(key: str, locator: str, *, up: str = "../") -> str:
    """A source, as a link to its line, and the place in it."""
    return f"{link(f'sources.html#{dashed(key)}', escape(key), up=up)}<br><small>{sentence(locator)}</small>"


def evidence(kind: str) -> str:
    """A class of evidence with its mark, in both languages."""
    said = words(f"evidence.{kind}") if f"evidence.{kind}" in catalogue() else escape(kind)
    return f'<span class="evidence {escape(kind)}">{said}</span>'


def row(cells: Iterable[str], anchor: str = "") -> str:
    """A row of a table; with an anchor, also the mark that links to it."""
    mark = f'<a class="headerlink" href="#{anchor}" title="Link to this row">¶</a>' if anchor else ""
    first, *others = cells
    head = f'<tr id="{anchor}">' if anchor else "<tr>"
    return head + f"<th scope=row>{first}{mark}</th>" + "".join(f"<td>{cell}</td>" for cell in others) + "</tr>"


def table(head: Iterable[str], rows: Iterable[str], label: str) -> str:
    """A table that scrolls by itself where it is wider than the page."""
    cells = "".join(f"<th scope=col>{cell}</th>" for cell in head)
    # Search reads text without tags: what stands in cells of its own is words of its own.
    body = re.sub(r"(?=<br>)|(?<=</t[dh]>)(?=<t[dh])", " ", "\n".join(rows))
    return (
        f'<div class="table-wrapper rows" role="region" aria-label="{escape(label)}"><table class="docutils">'
        f"<thead><tr>{cells}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>"
    )


def raw(html: str) -> str:
    """HTML as a block of a page."""
    return f"```{{raw}} html\n{html}\n```\n"
