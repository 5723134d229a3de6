"""A data sheet in YAML: every scalar is a text with its line, whatever YAML would make of it, in the tree of a sheet.

A field is a scalar (`pack_mass: 440 kg`) or a mapping of its columns (`{yours: 440, unit: kg}`); a table is a list of rows.
What stands in another shape is named, with the way to write it, and all else is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lca_models.inventory.activity.findings import Findings, SheetError
from lca_models.inventory.activity.sheet.entries import FIELDS, SHEETS, TABLES, VALUE, Entry, Line, RawSheet
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import first_problems, suggestion
from lca_models.scope.grammar.text_files import TextFileError, read_text
from lca_models.scope.grammar.yaml_text import LARGEST, Branch, Text, YamlError, read_yaml_texts, sign_problem
from lca_models.scope.wording.catalogue import ENGLISH, LANGUAGES
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import answered_in, message, speaking

VERSION = "1"
HEAD = ("data_sheet", "language")  # names beside the sheets
MONTHS = "months"
BY_MONTH = ("good", "started")  # columns of output that hold amounts of a year
METALS = "metals"
_AMOUNT = ("value", VALUE)
_LISTS = ("products", "shares", "curve")  # cells that hold several values
_MOST_ROWS = 2000  # of a table
_LONGEST_PATH = 120  # characters


def read_yaml_sheet(path: Path, spoken: str = "", name: str = "") -> RawSheet:
    """The tree of a data sheet in YAML, with what is wrong in its shape among the findings.

    `spoken`: the language of these (default: that of the sheet); `name`: of the file, for messages. Raises SheetError for a
    file that is no UTF-8, no YAML, or no data sheet; OSError where there is none.
    """
    name = name or path.name
    try:
        text = read_text(path, name, largest=4 * LARGEST)
        document = read_yaml_texts(text, name)
    except (TextFileError, YamlError) as error:
        raise SheetError(str(error)) from None
    if not isinstance(document, Branch) or not isinstance(document.holds, dict):
        raise SheetError(
            message("{name} is no data sheet: it holds no names such as product: and cell_materials:", name=name)
            + sign_problem(text)
        )
    if not {*HEAD, *SHEETS} & set(document.holds):
        raise SheetError(
            message(
                "{name} is no data sheet: none of its names is one of a sheet ({listed})",
                name=name,
                listed=enumerated(SHEETS),
            )
        )
    language = _head(document, "language")
    with speaking(spoken or answered_in(language if language in LANGUAGES else ENGLISH)):
        return _Reader(message("{path} (line {line})")).sheet(path, document)


def _head(document: Branch, name: str) -> str:
    found = document.names.get(name)
    return found.text if isinstance(found, Text) else ""


@dataclass
class _Reader:
    """Reads the tree, and collects what stands in a shape that it should not have."""

    place_words: str
    findings: Findings = field(default_factory=Findings)

    def place(self, path: str, line: int) -> str:
        return self.place_words.format(
            path=path if len(path) <= _LONGEST_PATH else excerpt(path, _LONGEST_PATH), line=line
        )

    def sheet(self, path: Path, document: Branch) -> RawSheet:
        self._judge_head(document)
        fields: dict[str, Mapping[str, Line]] = {}
        tables: dict[str, tuple[Line, ...]] = {}
        unknown = []
        for name, node in document.names.items():
            if name in FIELDS:
                fields[name] = self._fields(name, node)
            elif name in TABLES:
                tables[name] = self._rows(name, node)
            elif name not in HEAD:
                unknown.append(name)
        self._unknown(unknown, document)
        language = _head(document, "language")
        return RawSheet(
            file=path,
            language=language if language in LANGUAGES else ENGLISH,
            fields=fields,
            tables=tables,
            findings=tuple(self.findings.found),
        )

    def _judge_head(self, document: Branch) -> None:
        self._repeated("", document)
        version, language = _head(document, "data_sheet"), _head(document, "language")
        if version not in ("", VERSION):
            self.findings.error(
                self.place("data_sheet", document.lines["data_sheet"]),
                message("'{x}' is no edition of the sheet; this one is {version}", x=excerpt(version), version=VERSION),
                "V07",
            )
        if language not in ("", *LANGUAGES):
            self.findings.error(
                self.place("language", document.lines["language"]),
                message("'{x}' is not in the list: {listed}", x=excerpt(language), listed=enumerated(LANGUAGES)),
                "V07",
            )
        for name in HEAD:
            if name in document.lines and isinstance(document.holds[name], Branch):  # type: ignore[call-overload]
                self._wrong_shape(name, document.lines[name], message("a text"))

    def _unknown(self, names: list[str], document: Branch) -> None:
        """Sheets that are none, of which a wrong file may have many."""
        for name, text in zip(names, first_problems(names, lambda one: _unknown_words(one, SHEETS)), strict=False):
            self.findings.error(self.place(excerpt(name), document.lines[name]), text, "V01")

    def _fields(self, sheet: str, node: Text | Branch) -> Mapping[str, Line]:
        """The rows of a sheet of fields, by key."""
        if isinstance(node, Text):
            if node.text:
                self._wrong_shape(sheet, node.line, message("a name and a value for each field"))
            return {}
        if isinstance(node.holds, list):
            self._wrong_shape(sheet, node.line, message("a name and a value for each field"))
            return {}
        self._repeated(sheet, node)
        return {key: dict(self._field(f"{sheet}.{key}", key, inner)) for key, inner in node.holds.items()}

    def _field(self, path: str, key: str, node: Text | Branch) -> Iterator[tuple[str, Entry]]:
        """The columns of a field."""
        if isinstance(node, Text):
            yield VALUE, Entry(node.text, self.place(path, node.line))
        elif isinstance(node.holds, list):
            if (text := _joined(node)) is not None and key in _LISTS:
                yield VALUE, Entry(text, self.place(path, node.line))
            else:
                self._wrong_shape(path, node.line, message("one value, or a mapping of its columns"))
        else:
            yield from self._columns(path, node)

    def _rows(self, sheet: str, node: Text | Branch) -> tuple[Line, ...]:
        """The rows of a table."""
        if isinstance(node, Text) or isinstance(node.holds, dict):
            if isinstance(node, Branch) or node.text:
                self._wrong_shape(sheet, node.line, message("a list of rows, each beginning with '- '"))
            return ()
        if len(node.holds) > _MOST_ROWS:
            self.findings.error(
                self.place(sheet, node.line),
                message("has {count:,} rows; a sheet has at most {most:,}", count=len(node.holds), most=_MOST_ROWS),
            )
        rows = []
        for at, inner in enumerate(node.holds[:_MOST_ROWS]):
            path = f"{sheet}[{at}]"
            if isinstance(inner, Text) or isinstance(inner.holds, list):
                if isinstance(inner, Branch) or inner.text:
                    self._wrong_shape(path, inner.line, message("a mapping of columns: {example}", example="{id: M1}"))
                continue
            rows.append(dict(self._columns(path, inner)))
        return tuple(rows)

    def _columns(self, path: str, node: Branch) -> Iterator[tuple[str, Entry]]:
        """The columns of a row or a field; what stands in a mapping or a list of its own is laid beside it."""
        self._repeated(path, node)
        for column, inner in node.names.items():
            yield from self._column(f"{path}.{column}", column, inner)

    def _column(self, path: str, column: str, node: Text | Branch) -> Iterator[tuple[str, Entry]]:
        if isinstance(node, Text):
            yield column, Entry(node.text, self.place(path, node.line))
            return
        if isinstance(node.holds, list):
            text = _joined(node)
            if text is None:
                self._wrong_shape(path, node.line, message("one value, or values in [ ]"))
            else:
                yield column, Entry(text, self.place(path, node.line))
            return
        self._repeated(path, node)
        if column == MONTHS:
            yield from self._texts(path, "", node)
        elif column in BY_MONTH:
            yield from self._year(path, column, node)
        elif column == METALS:
            for metal, inner in node.holds.items():
                if isinstance(inner, Branch) and isinstance(inner.holds, dict):
                    self._repeated(f"{path}.{metal}", inner)
                    yield from self._texts(f"{path}.{metal}", f"{metal}_", inner)
                else:
                    self._wrong_shape(
                        f"{path}.{metal}",
                        inner.line,
                        message("a mapping of columns: {example}", example="{content: 0.5}"),
                    )
        else:
            yield from self._amount(path, column, node)

    def _texts(self, path: str, before: str, node: Branch) -> Iterator[tuple[str, Entry]]:
        """Scalars of a mapping, each as a column of its name."""
        for name, inner in node.names.items():
            if isinstance(inner, Text):
                yield f"{before}{name}", Entry(inner.text, self.place(f"{path}.{name}", inner.line))
            else:
                self._wrong_shape(f"{path}.{name}", inner.line, message("one value"))

    def _year(self, path: str, column: str, node: Branch) -> Iterator[tuple[str, Entry]]:
        """Amounts of a year in a mapping of their own: good.unit, good.every_month, good.2025-01, and good of the total."""
        for name, inner in node.names.items():
            if name == MONTHS and isinstance(inner, Branch) and isinstance(inner.holds, dict):
                self._repeated(f"{path}.{name}", inner)
                yield from self._texts(f"{path}.{name}", f"{column}.", inner)
            elif isinstance(inner, Text):
                given = column if name in ("year_total", *_AMOUNT) else f"{column}.{name}"
                yield given, Entry(inner.text, self.place(f"{path}.{name}", inner.line))
            else:
                self._wrong_shape(f"{path}.{name}", inner.line, message("one value"))

    def _amount(self, path: str, column: str, node: Branch) -> Iterator[tuple[str, Entry]]:
        """A value with its unit, in a mapping of their own."""
        texts = {name: inner.text for name, inner in node.names.items() if isinstance(inner, Text)}
        value = next((texts[name] for name in _AMOUNT if name in texts), None)
        if value is None or set(node.names) - {*_AMOUNT, "unit"}:
            self._wrong_shape(
                path, node.line, message("one value, with its unit behind it: {example}", example="800 km")
            )
        else:
            yield column, Entry(f"{value} {texts.get('unit', '')}".strip(), self.place(path, node.line))

    def _repeated(self, path: str, node: Branch) -> None:
        for name, line in node.repeated[:20]:
            first = node.lines[name]
            self.findings.error(
                self.place(f"{path}.{excerpt(name)}" if path else excerpt(name), line),
                message("stands there twice, first in line {first}; keep one", first=first),
            )

    def _wrong_shape(self, path: str, line: int, wanted: str) -> None:
        self.findings.error(self.place(path, line), message("stands in another shape than {wanted}", wanted=wanted))


def _unknown_words(name: str, known: tuple[str, ...]) -> str:
    return message(
        "'{x}' is not a field of this sheet; {suggestion}", x=excerpt(name), suggestion=suggestion(name, known)
    )


def _joined(node: Branch) -> str | None:
    """Values of a list as one text, separated by semicolons; pairs by blanks. None where it holds anything else."""
    texts = []
    for inner in node.holds if isinstance(node.holds, list) else []:
        if isinstance(inner, Text):
            texts.append(inner.text)
            continue
        values = list(inner.holds.values()) if isinstance(inner.holds, dict) else inner.holds
        if not all(isinstance(one, Text) for one in values):
            return None
        texts.append(" ".join(one.text for one in values))
    return "; ".join(texts)
