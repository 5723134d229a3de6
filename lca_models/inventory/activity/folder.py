"""A folder of data sheets: sheets of one plant share its meters, its output and its certificates, which must agree.

A sheet that names a plant and gives nothing of it takes what another sheet of the folder says of the same plant and year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lca_models.inventory.activity.certificates import (
    Batch,
    batches_of,
    check_batch,
    plain_name,
    repeated,
    repeated_pairs,
)
from lca_models.inventory.activity.findings import ERROR, NOTE, WARNING, Finding, Findings, SheetError
from lca_models.inventory.activity.own_pack import judged_pack
from lca_models.inventory.activity.reading import read_data_sheet
from lca_models.inventory.activity.surroundings import Surroundings
from lca_models.inventory.system.pack import Pack
from lca_models.scope.calculation_setup import SHEETS
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import answered_in, message, speaking

if TYPE_CHECKING:
    from lca_models.inventory.activity.sheet.models import Amounts, DataSheet, Value

ROUNDING = 1e-9  # of amounts that two sheets give in different units
TYPICAL_PACKS = 5  # that the pilot of the Chinese programme asks a company for


@dataclass(frozen=True)
class FolderSheet:
    """A file of a folder: its sheet, its pack, and what is wrong with it or worth knowing."""

    file: Path
    findings: tuple[Finding, ...]
    sheet: DataSheet | None = None  # with the plant of another sheet where it gives none; None: the file is no sheet
    pack: Pack | None = None  # None where an error refuses it

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What refuses it."""
        return tuple(one for one in self.findings if one.severity == ERROR)


@dataclass(frozen=True)
class PlantCoverage:
    """How much of a plant the sheets of a folder are about."""

    plant: str
    with_sheet: tuple[str, ...]  # products of its output that have one
    without: tuple[str, ...]
    share: float  # of its good kWh that products with a sheet are


@dataclass(frozen=True)
class SheetFolder:
    """The sheets of a folder, those that are refused among them, by name of file."""

    folder: Path
    sheets: tuple[FolderSheet, ...]

    @property
    def packs(self) -> tuple[Pack, ...]:
        """Packs that can be calculated."""
        return tuple(one.pack for one in self.sheets if one.pack is not None)

    @property
    def chemistries(self) -> Mapping[str, int]:
        """How many sheets there are of each chemistry."""
        found: dict[str, int] = {}
        for one in self.sheets:
            if one.sheet is not None and one.sheet.product.chemistry:
                name = one.sheet.product.chemistry
                found[name] = found.get(name, 0) + 1
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

    def plants(self) -> tuple[PlantCoverage, ...]:
        """Coverage of each plant whose output a sheet gives."""
        return tuple(_coverage(group) for group in _by_plant(self.sheets).values() if _said_by(group) is not None)


def sheet_files(folder: Path) -> tuple[Path, ...]:
    """Data sheets that stand in a folder itself, by name; what an open program or a version control keeps is none."""
    return tuple(
        sorted(
            path
            for path in folder.iterdir()
            if path.suffix.lower() in SHEETS and not path.name.startswith((".", "~$")) and path.is_file()
        )
    )


def read_folder(files: Iterable[Path]) -> tuple[FolderSheet, ...]:
    """What sheets say, each by itself; a file that cannot be read has its reason among its findings."""
    return tuple(_read(file) for file in files)


def _read(file: Path) -> FolderSheet:
    try:
        sheet = read_data_sheet(file)
    except SheetError as error:
        words = (line.removeprefix(f"{file.name}: ") for line in str(error).splitlines())
        return FolderSheet(file, tuple(Finding(ERROR, "", text) for text in words))
    return FolderSheet(file, sheet.findings, sheet)


def packs_of_folder(folder: Path, sheets: Sequence[FolderSheet], around: Surroundings) -> SheetFolder:
    """Packs of sheets that know of each other: plants shared, certificates counted once, products named once.

    Everything that is wrong stands with the sheet that it refuses.
    """
    around = replace(around, score=None)  # what each warning does to the result takes longer than all results
    shared = with_shared_plants(sheets)
    batches = {one.file: batches_of(one.sheet) for one in shared if one.sheet is not None}
    again: dict[str, list[Finding]] = {}
    every = [batch for each in batches.values() for batch in each]
    languages = {one.file.name: one.sheet.language for one in shared if one.sheet is not None}
    for batch, finding in repeated(every, languages):
        again.setdefault(batch.file, []).append(finding)
    pairs = [*repeated_pairs(every)]
    counted_before = {id(batch) for _, batch in pairs}
    for file, finding in _disputed(pairs, languages):
        again.setdefault(file, []).append(finding)
    twice = _named_twice(shared)
    found = []
    for one in shared:
        if one.sheet is None:
            found.append(one)
            continue
        with speaking(answered_in(one.sheet.language)):
            more = (*twice.get(one.file, ()), *again.get(one.file.name, ()))
            found.append(_judged(one, one.sheet, more, _others(one, shared, batches, counted_before), around))
    return SheetFolder(folder, tuple(found))


def _judged(
    one: FolderSheet, sheet: DataSheet, more: Sequence[Finding], others: Sequence[Batch], around: Surroundings
) -> FolderSheet:
    findings = Findings([*one.findings, *more])
    pack, judged = judged_pack(sheet, around, others)
    every = Findings([*findings.found, *judged.found])
    warned = tuple(finding.words for finding in every.of(WARNING, NOTE))
    pack = None if pack is None or every.of(ERROR) else replace(pack, warnings=warned)
    return replace(one, findings=every.of(ERROR, WARNING, NOTE), pack=pack)


def with_shared_plants(sheets: Sequence[FolderSheet]) -> tuple[FolderSheet, ...]:
    """Sheets with what their folder says of their plants, and with what differs among the findings."""
    changed = {one.file: one for one in sheets}
    for group in _by_plant(sheets).values():
        first = _said_by(group)
        if first is None or first.sheet is None:
            continue
        for one in group:
            if one.sheet is None or one is first:
                continue
            with speaking(answered_in(one.sheet.language)):
                if _says_nothing(one.sheet):
                    changed[one.file] = _with_plant(one, one.sheet, first)
                else:
                    differing = tuple(_differences(one.sheet, first.sheet))
                    changed[one.file] = replace(one, findings=(*one.findings, *differing))
                    if differing:
                        before = changed[first.file]
                        disputed = _differs(first.sheet, one.file.name)
                        changed[first.file] = replace(before, findings=(*before.findings, disputed))
    return tuple(changed[one.file] for one in sheets)


def _differs(sheet: DataSheet, file: str) -> Finding:
    """That a later sheet says of the plant what the first one does not, which is calculated all the same."""
    with speaking(answered_in(sheet.language)):
        words = message("{file} says otherwise of this plant and is refused; what stands here counts, and it is disputed",
                        file=file)  # fmt: skip
    return Finding(WARNING, sheet.product.where("plant"), words, "V24")


def _disputed(pairs: Iterable[tuple[Batch, Batch]], languages: Mapping[str, str]) -> Iterator[tuple[str, Finding]]:
    """File and warning of each sheet whose certificates a later one lists as well, once for each of the two."""
    seen: set[tuple[str, str]] = set()
    for first, again in pairs:
        if first.file != again.file and (first.file, again.file) not in seen:
            seen.add((first.file, again.file))
            with speaking(answered_in(languages.get(first.file, ""))):
                words = message("{file} lists certificates of this sheet as well and is refused; they count here, and they "
                                "are disputed", file=again.file)  # fmt: skip
            yield first.file, Finding(WARNING, first.place, words, "V30")


def _by_plant(sheets: Sequence[FolderSheet]) -> dict[tuple[str, str], list[FolderSheet]]:
    """Sheets of each plant and year; those that name no plant stand alone and are left out."""
    found: dict[tuple[str, str], list[FolderSheet]] = {}
    for one in sheets:
        if one.sheet is not None and one.sheet.product.plant:
            key = (plain_name(one.sheet.product.plant), one.sheet.product.period_start or "")
            found.setdefault(key, []).append(one)
    return found


def _said_by(group: Sequence[FolderSheet]) -> FolderSheet | None:
    """The first sheet that says what its plant makes."""
    return next((one for one in group if one.sheet is not None and one.sheet.output), None)


def _says_nothing(sheet: DataSheet) -> bool:
    """Whether a sheet leaves its plant to others: no meters, no output, no energy in short."""
    fields = sheet.plant
    return not (sheet.meters or sheet.output or fields.plant_electricity or fields.plant_heat)


def _with_plant(one: FolderSheet, sheet: DataSheet, first: FolderSheet) -> FolderSheet:
    plant = first.sheet
    if plant is None:
        return one
    made = [line.product_id for line in plant.output]
    if not {sheet.product.model, sheet.product.name} & set(made):
        words = message("{file} says what the plant makes, {listed}, and this product is not among it; its energy is the "
                        "archetype's", file=first.file.name, listed=enumerated(made[:8]))  # fmt: skip
        return replace(one, findings=(*one.findings, Finding(WARNING, sheet.product.where("plant"), words, "V24")))
    words = message("meters and output of the plant are those of {file}", file=first.file.name)
    taken = {name: _placed_in(first.file.name, getattr(plant, name)) for name in ("meters", "output", "allocation")}
    known = {line.evidence_id for line in sheet.evidence}
    evidence = (*sheet.evidence, *(line for line in plant.evidence if line.evidence_id not in known))
    return replace(
        one,
        sheet=sheet.model_copy(update={**taken, "evidence": evidence}),
        findings=(*one.findings, Finding(NOTE, sheet.product.where("plant"), words)),
    )


def _placed_in(file: str, said: Any) -> Any:
    """Rows of another sheet, with its file in the place of every cell."""
    from pydantic import BaseModel

    if isinstance(said, tuple):
        return tuple(_placed_in(file, one) for one in said)
    if not isinstance(said, BaseModel):
        return said
    changed: dict[str, Any] = {}
    for name in type(said).model_fields:
        value = getattr(said, name)
        if name == "place":
            changed[name] = f"{file}: {value}" if value else ""
        elif name == "places":
            changed[name] = {column: f"{file}: {place}" for column, place in value.items()}
        elif isinstance(value, (BaseModel, tuple)):
            changed[name] = _placed_in(file, value)
        elif isinstance(value, Mapping):
            changed[name] = {key: _placed_in(file, one) for key, one in value.items()}
    return said.model_copy(update=changed)


def _differences(sheet: DataSheet, first: DataSheet) -> Iterator[Finding]:
    """What a sheet and the first one of its plant say differently; nothing where a part stands in one of them only."""
    plant, file = sheet.product.plant or "", first.file.name
    for label, place, mine, theirs in (*_amounts(sheet, first), *_keys(sheet, first)):
        if mine != theirs:
            words = message("{label} of plant {plant}: {a} here, {b} in {file}", label=label, plant=plant, a=mine, b=theirs,
                            file=file)  # fmt: skip
            yield Finding(ERROR, place, words, "V24")


def _amounts(sheet: DataSheet, first: DataSheet) -> Iterator[tuple[str, str, str, str]]:
    """Label, place and both amounts of the meters and the output of a plant, as words."""
    none = message("none")
    for mine, theirs in (
        ({line.id: line for line in sheet.meters}, {line.id: line for line in first.meters}),
        ({line.product_id: line.good for line in sheet.output}, {line.product_id: line.good for line in first.output}),
    ):
        if not mine or not theirs:
            continue
        for id in dict.fromkeys([*mine, *theirs]):
            here, there = mine.get(id), theirs.get(id)
            place = here.place if here is not None else sheet.product.where("plant")
            if here is None or there is None or not _agree(here, there):
                yield id, place, _words(here) if here else none, _words(there) if there else none


def _agree(one: Amounts, other: Amounts) -> bool:
    mine, theirs = _numbers(one), _numbers(other)
    return mine.keys() == theirs.keys() and all(
        abs(mine[name] - theirs[name]) <= ROUNDING * max(abs(mine[name]), abs(theirs[name])) for name in mine
    )


def _numbers(amounts: Amounts) -> dict[str, float]:
    given = {**amounts.months, "every_month": amounts.every_month, "year_total": amounts.year_total}
    return {name: value.number for name, value in given.items() if value is not None}


def _words(amounts: Amounts) -> str:
    """The total of a year as far as it was given, and how many months it is of."""
    total = amounts.year_total
    if total is not None:
        return f"{total.number:,.10g}"
    if amounts.every_month is not None:
        return f"12 x {amounts.every_month.number:,.10g}"
    number = sum(value.number for value in amounts.months.values())
    return message("{total:,.10g} in {count} months", total=number, count=len(amounts.months))


def _keys(sheet: DataSheet, first: DataSheet) -> Iterator[tuple[str, str, str, str]]:
    """Label, place and both keys of meters that sheets of a plant share out."""
    if not sheet.meters or not first.meters:
        return
    default = "kwh_good"
    keys, others = ({line.allocation_id: line.key for line in one.allocation} for one in (sheet, first))
    theirs = {line.id: line for line in first.meters}
    for line in sheet.meters:
        if (other := theirs.get(line.id)) is not None:
            yield (
                message("key of {id}", id=line.id),
                line.where("allocation_id"),
                keys.get(line.allocation_id or "") or default,
                others.get(other.allocation_id or "") or default,
            )


def _named_twice(sheets: Sequence[FolderSheet]) -> dict[Path, list[Finding]]:
    """Products of one plant that two sheets are about, with both names."""
    seen: dict[tuple[str, str, str], FolderSheet] = {}
    found: dict[Path, list[Finding]] = {}
    for one in sheets:
        if one.sheet is None:
            continue
        product = one.sheet.product
        id = product.model or product.name or ""
        key = (plain_name(id), plain_name(product.plant or ""), product.period_start or "")
        first = seen.setdefault(key, one)
        if first is one or not id:
            continue
        for each in (first, one):
            if each.sheet is None:
                continue
            with speaking(answered_in(each.sheet.language)):
                words = message("Product {id} is in {a} and {b}.", id=id, a=first.file.name, b=one.file.name)
            found.setdefault(each.file, []).append(Finding(ERROR, each.sheet.product.where("model"), words, "V46"))
    return found


def _others(
    one: FolderSheet,
    sheets: Sequence[FolderSheet],
    batches: Mapping[Path, Sequence[Batch]],
    counted_before: Set[int],
) -> tuple[Batch, ...]:
    """Sound certificates of further sheets of the same plant, placed in their files; those of another sheet before count there.

    `counted_before`: ids of the batches that hold a number seen before.
    """
    plant = plain_name(one.sheet.product.plant or "") if one.sheet is not None else ""
    if not plant:
        return ()
    return tuple(
        replace(batch, place=f"{batch.file}: {batch.place}")
        for other in sheets
        if other is not one and other.sheet is not None and plain_name(other.sheet.product.plant or "") == plant
        for batch in batches[other.file]
        if id(batch) not in counted_before and check_batch(batch, Findings())
    )


def _coverage(group: Sequence[FolderSheet]) -> PlantCoverage:
    """Products of a plant that the sheets of a folder are about, by the energy of its good output."""
    first = _said_by(group)
    names = {
        words
        for one in group
        if one.sheet is not None
        for words in (one.sheet.product.model, one.sheet.product.name)
        if words
    }
    energies: dict[str, float] = {}
    plant = ""
    if first is not None and first.sheet is not None:
        plant = first.sheet.product.plant or ""
        energies = {line.product_id: _good_kwh(line.good, line.energy_per_piece) for line in first.sheet.output}
        if len(energies) == 1:  # the only product of a plant is that of its sheet
            names |= set(energies)
    known = tuple(id for id in energies if id in names)
    total = sum(energies.values())
    share = sum(energies[id] for id in known) / total if total else 0.0
    return PlantCoverage(plant, known, tuple(id for id in energies if id not in names), share)


def _good_kwh(good: Amounts, energy_per_piece: Value | None) -> float:
    given = _numbers(good)
    total = given.pop("year_total", None)
    every = given.pop("every_month", None)
    amount = total if total is not None else 12 * every if every is not None else sum(given.values())
    units = {value.unit for value in (*good.months.values(), good.every_month, good.year_total) if value is not None}
    per_piece = energy_per_piece.number if energy_per_piece is not None else 0.0
    return amount if "kWh" in units or good.unit == "kwh" else amount * per_piece
