"""The desk of a session: data sheets that were opened or filled in on the page, each as a file that every command takes.

A sheet never changes: what is filled in makes a new file, so that an undone step finds the one before it. The folder goes with
the session.
"""

from __future__ import annotations

import re
import weakref
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from lca_models.impact.study import Study
from lca_models.inventory.activity.findings import ERROR, NOTE, WARNING, Finding, Findings, SheetError
from lca_models.inventory.activity.own_pack import archetype_of, judged_pack
from lca_models.inventory.activity.sheet.blank.workbook import new_workbook
from lca_models.inventory.activity.sheet.entries import VALUE, Entry, Line, RawSheet
from lca_models.inventory.activity.sheet.fields import columns_of
from lca_models.inventory.activity.sheet.judging import judge
from lca_models.inventory.activity.sheet.models import DataSheet
from lca_models.inventory.activity.sheet.workbook_file import read_workbook
from lca_models.inventory.activity.sheet.yaml_file import read_yaml_sheet
from lca_models.inventory.files.commit import fill_work_folder, remove_file
from lca_models.inventory.files.leftovers import work_folder
from lca_models.inventory.system.pack import Pack
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.wording.catalogue import ENGLISH, LANGUAGES
from lca_models.scope.wording.messages import message, speaking

PLACE = "page_sheets"  # below the base of the projects
LARGEST = 5 * 1024 * 1024  # bytes of a file
WORKBOOK, YAML = ".xlsx", ".yaml"
NAMELESS, NAMELESS_ZH = "My pack", "我的电池包"  # until its maker says more
AT_HAND = 16  # sheets that are kept as they were judged; of the others the file
HASH = 12  # digits by which an address names a sheet
_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how workbooks begin, those of today and of old


@dataclass(frozen=True)
class Remark:
    """What is wrong with a sheet, or worth knowing, in both languages."""

    severity: str
    place: str
    text: tuple[str, str]  # English, Chinese
    code: str


@dataclass(frozen=True)
class OwnSheet:
    """A sheet with what is wrong with it, and its pack where nothing is."""

    file: Path
    raw: RawSheet
    sheet: DataSheet  # judged, in English
    pack: Pack | None
    remarks: tuple[Remark, ...]
    archetype: str  # id of the product that stands where it is blank; that of an empty sheet where it names none
    beside: Mapping[str, bytes] = field(default_factory=dict, repr=False)  # files that it may name, by name

    @property
    def hash(self) -> str:
        """What an address names it by."""
        return self.file.parent.name

    @property
    def problems(self) -> tuple[Remark, ...]:
        """What refuses it."""
        return tuple(one for one in self.remarks if one.severity == ERROR)


@dataclass(frozen=True)
class Desk:
    """The sheets of one session."""

    study: Study
    _sheets: dict[str, OwnSheet] = field(default_factory=dict, repr=False)  # the last ones, by path
    _calculable: dict[str, bool] = field(default_factory=dict, repr=False)  # all there have been

    @cached_property
    def _folder(self) -> Path:
        """A folder of this process's own; what the killed have left goes when the next one opens a page."""
        held = ExitStack()
        folder = held.enter_context(work_folder(self.study.base / PLACE))
        weakref.finalize(self, held.close)
        return folder

    def open(self, name: str, content: bytes, beside: Mapping[str, bytes] = MappingProxyType({})) -> OwnSheet:
        """A sheet that a person opens, a workbook or YAML, whatever its name ends in.

        `beside`: files that it may name, such as footprints of suppliers. Raises SheetError for what is no data sheet at all,
        and for a file larger than one.
        """
        if len(content) > LARGEST:
            raise SheetError(message("{name} has {size:.1f} MB; a file that is opened here has at most {most:.0f}",
                                     name=excerpt(name), size=len(content) / 1024**2, most=LARGEST / 1024**2))  # fmt: skip
        return self._kept(f"{_stem(name)}{WORKBOOK if is_workbook(content) else YAML}", content, beside, excerpt(name))

    def sheet(self, path: str) -> OwnSheet | None:
        """A sheet of this session by the path of its file; None where it has none.

        One that was left long ago is read again from its file.
        """
        if path in self._calculable and path not in self._sheets:
            file = Path(path)
            beside = {one.name: one.read_bytes() for one in sorted(file.parent.iterdir()) if one.name != file.name}
            self._keep(replace(self._judged(file), beside=beside))
        return self._sheets.get(path)

    @property
    def packs(self) -> tuple[str, ...]:
        """Paths of the sheets that can be calculated."""
        return tuple(path for path, is_calculable in self._calculable.items() if is_calculable)

    def find(self, digits: str) -> OwnSheet | None:
        """A sheet of this session by what an address names it by."""
        return next((self.sheet(path) for path in self._calculable if Path(path).parent.name == digits), None)

    def begun(self, product: str) -> RawSheet:
        """An empty sheet like a shipped product.

        Raises ScenarioError for a product that is none.
        """
        return self._read_blank(self.study.product(product).id)

    def changed(self, raw: RawSheet, change: Callable[[RawSheet], RawSheet]) -> OwnSheet:
        """The sheet after a change, as the workbook that is saved.

        Raises SheetError for a change that has no place in a sheet.
        """
        after = change(raw)
        content, former = self._workbook(after), self._sheets.get(str(raw.file))
        found = self._kept(f"{_stem(raw.file.name)}{WORKBOOK}", content, former.beside if former is not None else {})
        begun = replace(found, raw=replace(found.raw, tables=_with_begun_rows(after, found.raw)))
        self._keep(begun)
        return begun

    def workbook(self, one: OwnSheet) -> bytes:
        """The sheet as a workbook."""
        return one.file.read_bytes() if one.file.suffix == WORKBOOK else self._workbook(one.raw)

    def blank(self, product: str, language: str) -> bytes:
        """The workbook of an empty sheet like a shipped product.

        Raises ScenarioError for a product or a language that is none.
        """
        shipped = self.study.product(product)
        return new_workbook(self.study.product_system(shipped.id), f"my {shipped.id}", language)

    def _workbook(self, raw: RawSheet) -> bytes:
        system = self.study.product_system(self._archetype(raw, Findings()))
        name = raw.fields.get("product", {}).get("name", {})
        return new_workbook(system, name[VALUE].text if VALUE in name else raw.file.stem, raw.language, raw)

    def _archetype(self, raw: RawSheet, findings: Findings) -> str:
        """The product that stands where a sheet is blank; the first one where it names none."""
        return archetype_of(judge(raw), self.study.products, findings) or next(iter(self.study.products))

    def _read_blank(self, product: str) -> RawSheet:
        said = {"name": NAMELESS, "chemistry": self.study.product(product).chemistry, "like": product}
        lines = {key: {VALUE: Entry(text, f"product.{key}")} for key, text in said.items()}
        return RawSheet(Path(f"my_{product}{WORKBOOK}"), ENGLISH, {"product": lines})

    def _kept(self, name: str, content: bytes, beside: Mapping[str, bytes], called: str = "") -> OwnSheet:
        beside = {other: one for other, one in sorted(beside.items()) if other != name}
        parts = [content, *(sha256(part).digest() for other, one in beside.items() for part in (other.encode(), one))]
        digits = sha256(b"".join(parts)).hexdigest()[:HASH]
        file = self._folder / digits / name
        if (known := self.sheet(str(file))) is not None:
            return known
        fill_work_folder(self._folder, {f"{digits}/{other}": one for other, one in {**beside, name: content}.items()})
        try:
            found = replace(self._judged(file, called or name), beside=beside)
        except SheetError:
            remove_file(file)
            raise
        self._keep(found)
        return found

    def _keep(self, one: OwnSheet) -> None:
        path = str(one.file)
        self._sheets.pop(path, None)
        self._sheets[path], self._calculable[path] = one, one.pack is not None
        while len(self._sheets) > AT_HAND:
            del self._sheets[next(iter(self._sheets))]

    def _judged(self, file: Path, called: str = "") -> OwnSheet:
        said, packs, sheets = [], [], []
        read = read_workbook if file.suffix == WORKBOOK else read_yaml_sheet
        raw = read(file, ENGLISH, called)  # what is no sheet at all is refused in the language of the reader
        for language in LANGUAGES:
            with speaking(language):
                again = read(file, language, called) if raw.findings and language != ENGLISH else raw
                sheet = judge(replace(again, language=language))
                pack, findings = judged_pack(sheet, self.study.surroundings())
            said.append(findings.of(ERROR, WARNING, NOTE))
            packs.append(pack)
            sheets.append(sheet)
        return OwnSheet(file, raw, sheets[0], packs[0], _remarks(*said), self._archetype(raw, Findings()))


def _remarks(english: tuple[Finding, ...], chinese: tuple[Finding, ...]) -> tuple[Remark, ...]:
    """Findings of both languages side by side; they are found in the same order."""
    if len(english) != len(chinese):
        chinese = english
    return tuple(
        Remark(one.severity, one.place, (one.text, other.text), one.code)
        for one, other in zip(english, chinese, strict=True)
    )


def _with_begun_rows(wanted: RawSheet, read: RawSheet) -> dict[str, tuple[Line, ...]]:
    """The rows of a sheet as they were read, and those that say too little yet to be read: their first column alone."""
    found = {}
    for sheet, rows in wanted.tables.items():
        first, there = next(iter(columns_of(sheet))), iter(read.tables.get(sheet, ()))
        said = [{column: entry for column, entry in line.items() if entry.text} for line in rows]
        found[sheet] = tuple(next(there, line) if line.keys() - {first} else line for line in said if line)
    return found


def is_workbook(content: bytes) -> bool:
    """Whether the bytes of a file begin as those of a workbook do."""
    return content.startswith(_BOOKS)


def _stem(name: str) -> str:
    """The name of a file without folder and ending, in characters that every system takes."""
    plain = re.sub(r"[^\w-]+", "_", re.sub(r"\.[^.]{1,5}$", "", re.split(r"[/\\]", name)[-1])).strip("_")
    return plain[:60] or "my_pack"
