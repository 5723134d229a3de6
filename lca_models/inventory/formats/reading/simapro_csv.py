"""SimaPro CSV (.csv): blocks as bw_simapro_csv tells them apart; formulas, units and links are this kit's.

The library would evaluate formulas of the file with an evaluator that opens files, so it is stopped before it does. Project and
database parameters become parameters of the database; of several products each has its share of the process.
"""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lca_models.inventory.formats.imported import Imported
from lca_models.inventory.formats.reading.dialects import SIMAPRO, as_brightway, plain_name
from lca_models.inventory.formats.reading.marked_json import is_number
from lca_models.inventory.formats.reading.units import brightway_unit, is_known, scaled
from lca_models.inventory.system.rows import ProjectError
from lca_models.inventory.tables.formulas import FormulaError, evaluate_by, names_in
from lca_models.scope.grammar.excerpts import excerpt
from lca_models.scope.grammar.spelling import MOST_PROBLEMS
from lca_models.scope.wording.messages import message

LARGEST = 200_000_000  # bytes
BOUGHT = {"Materials/fuels": "technosphere", "Electricity/heat": "technosphere", "Waste to treatment": "technosphere",
          "Avoided products": "substitution"}  # fmt: skip
COMPARTMENTS = {
    "Emissions to air": "air", "Emissions to water": "water", "Emissions to soil": "soil", "Resources": "natural resource",
    "Final waste flows": "waste", "Non material emissions": "non material emissions",
    "Non material emission": "non material emissions", "Social issues": "social", "Economic issues": "economic",
}  # fmt: skip
PLACES_BELOW = {  # of compartments, as Brightway calls them (bw2io, strategies of SimaPro)
    "high. pop.": "urban air close to ground", "low. pop.": "non-urban air or from high stacks",
    "low. pop., long-term": "low population density, long-term", "groundwater": "ground-",
    "groundwater, long-term": "ground-, long-term", "river": "surface water", "lake": "surface water",
    "stratosphere + troposphere": "lower stratosphere + upper troposphere",
}  # fmt: skip
MADE = ("Products", "Waste treatment")
SCENARIOS = ("Waste scenario", "Separated waste", "Remaining waste")
GLOBAL = (
    "DatabaseInputParameters",
    "DatabaseCalculatedParameters",
    "ProjectInputParameters",
    "ProjectCalculatedParameters",
)


def is_simapro(path: Path) -> bool:
    """Whether a file begins as SimaPro's exports do, with lines in braces."""
    try:
        with path.open("rb") as file:
            start = file.read(200)
    except OSError:
        return False
    return start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b'"{'))


def look_at(path: Path) -> None:
    """Look at a file before it is read. Raises ProjectError for one beyond any export."""
    if path.stat().st_size > LARGEST:
        raise ProjectError(message("{name} is larger than {most:,} bytes; split it", name=path.name, most=LARGEST))


def read(path: Path) -> tuple[Imported, ...]:
    """The processes of an export as one database of the name of its project, or of the file.

    Raises ProjectError for a file that is none, with every fault of its processes at once.
    """
    look_at(path)
    header, blocks = _blocks(path)
    return (_Reading(path, header, blocks).database(),)


class _Lines(io.StringIO):
    """The lines of a file, which knows how many were read."""

    count = 0

    def __next__(self) -> str:  # type: ignore[override]
        self.count += 1
        return super().__next__()


def _blocks(path: Path) -> tuple[Mapping[str, Any], list[Any]]:
    try:
        from bw_simapro_csv import SimaProCSV
    except ImportError:
        raise ProjectError(
            message("SimaPro's format needs the package bw_simapro_csv; run pip install 'lca_models[simapro]'")
        ) from None

    class Blocks(SimaProCSV):  # type: ignore[misc]
        def resolve_parameters(self) -> None:  # before anything of the file is evaluated
            self.found: list[Any] = self.blocks
            self.blocks: list[Any] = []

    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    lines = _Lines(text.replace("\r\n", "\n").replace("\r", "\n"))
    try:
        found = Blocks(lines, database_name=path.stem, stderr_logs=False, write_logs=False)
    except MemoryError:
        raise
    except Exception as error:  # the library answers a file that is none with whatever happens first
        what = excerpt(" ".join(str(error).split()) or type(error).__name__, 160)
        raise ProjectError(
            message("{name}:{line}  the block that ends here cannot be read as SimaPro CSV ({what}); export it again with its "
                    "header", name=path.name, line=lines.count, what=what)
        ) from None  # fmt: skip
    kind = str(getattr(found.header["kind"], "value", found.header["kind"]))
    if kind != "processes":
        raise ProjectError(message("{name} holds {kind}; export processes", name=path.name, kind=kind))
    return found.header, found.found


@dataclass
class _Reading:
    """One export on its way to a database: what was found wrong, and what was left out and how often."""

    path: Path
    header: Mapping[str, Any]
    blocks: list[Any]
    problems: list[str] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)
    units: dict[str, tuple[str, float]] = field(default_factory=dict)  # that of reference, and how many of it one is
    values: dict[str, float] = field(default_factory=dict)  # of the parameters that are read where one is
    made: set[str] = field(default_factory=set)  # names of products of the file

    def database(self) -> Imported:
        """The database. Raises ProjectError with every fault."""
        name = str(self.header.get("project") or "").strip() or self.path.stem
        names: dict[str, str] = {}
        listed = [one for kind in GLOBAL for block in self._of(kind) for one in block.parsed]
        parameters = self._parameters(listed, names)
        self.units = {str(one["name"]): (str(one["reference unit name"]), float(one["conversion"]))
                      for block in self._of("Units") for one in block.parsed if is_number(one.get("conversion"))}  # fmt: skip
        self.values = self._valued(parameters, {})
        self.made = {str(one["name"]) for block in self._of("Process") for kind in MADE if kind in block.blocks
                     for one in block.blocks[kind].parsed}  # fmt: skip
        datasets = [one for block in self._of("Process") for one in self._process(block, name, names)]
        codes = Counter(one["reference product"] for one in datasets)
        makers = {one["reference product"]: one["code"] for one in datasets if codes[one["reference product"]] == 1}
        for dataset in datasets:
            for row in dataset["exchanges"]:
                if row["type"] in ("technosphere", "substitution") and row["name"] in makers:
                    row["input"] = (name, makers[row["name"]])
        if self.problems:
            more = len(self.problems) - MOST_PROBLEMS
            shown = self.problems[:MOST_PROBLEMS] + ([message("and {count} more", count=more)] if more > 0 else [])
            raise ProjectError("\n".join(shown))
        if not datasets:
            raise ProjectError(message("{name} holds no processes; export some", name=self.path.name))
        notes = tuple(f"{words} ({count})" for words, count in self.notes.items())
        return Imported(self.path, name, {"format": "SimaPro CSV"}, datasets, [], parameters, notes)

    def _of(self, kind: str) -> Iterator[Any]:
        return (block for block in self.blocks if type(block).__name__ == kind)

    def _fault(self, row: Mapping[str, Any], words: object) -> None:
        self.problems.append(f"{self.path.name}:{row.get('line_no', 1)}  {words}")

    def _parameters(self, listed: list[dict[str, Any]], names: dict[str, str]) -> list[dict[str, Any]]:
        """Parameters of the file or of a process; `names` gets theirs, by name in small letters."""
        own: dict[str, str] = {}
        last: dict[str, dict[str, Any]] = {}  # of one name the last counts: the project's, as in SimaPro
        for one in listed:
            said = str(one["name"])
            own.setdefault(said.lower(), plain_name(said, own))
            if own[said.lower()] != said.lower():
                self.notes[message("parameters have other names, which Brightway's formulas can read")] += 1
            last[said.lower()] = one
        names |= own
        found = []
        for one in last.values():
            row = {"name": names[str(one["name"]).lower()], "original_name": str(one["name"])}
            if one.get("comment"):
                row["comment"] = one["comment"]
            try:
                if one.get("formula"):
                    row |= {"formula": as_brightway(str(one["formula"]), names, SIMAPRO), "amount": 0.0}  # type: ignore[dict-item]
                elif is_number(one.get("amount")):
                    row |= {key: one[key] for key in ("amount", *_SPREAD) if key in one}
                else:
                    raise FormulaError(message("value: it is no finite number; give one"))
            except FormulaError as error:
                self._fault(one, message("parameter '{name}': {error}", name=excerpt(str(one["name"])), error=error))
            found.append(row)
        return found

    def _value(self, formula: str, values: Mapping[str, float]) -> float:
        """Raises FormulaError for a formula without a finite value."""
        return evaluate_by(formula, {name: name for name in values}, values)

    def _valued(self, parameters: list[dict[str, Any]], shared: Mapping[str, float]) -> dict[str, float]:
        """Values of parameters, those of formulas put in their places, each when all that it reads has one."""
        values = dict(shared) | {
            one["name"]: one["amount"] for one in parameters if "formula" not in one and "amount" in one
        }
        waiting = [one for one in parameters if "formula" in one]
        while ready := [one for one in waiting if names_in(one["formula"]) <= {*values}]:
            for one in ready:
                try:
                    one["amount"] = values[one["name"]] = self._value(one["formula"], values)
                except FormulaError as error:
                    self._fault({}, message("parameter '{name}': {error}", name=one["original_name"], error=error))
                    values[one["name"]] = 0.0
            waiting = [one for one in waiting if not any(one is other for other in ready)]
        for one in waiting:
            self._fault({}, message("parameter '{name}' follows from itself; give it a value",
                                    name=excerpt(one["original_name"])))  # fmt: skip
        return values

    def _process(self, block: Any, database: str, shared: Mapping[str, str]) -> Iterator[dict[str, Any]]:
        """A process of a block for each of its products."""
        names = dict(shared)
        said = block.parsed["metadata"]
        if any(one in block.blocks for one in SCENARIOS):
            self.notes[message("waste scenarios are left out; model them as processes")] += 1
            return
        listed = [one for kind in ("Input parameters", "Calculated parameters") if kind in block.blocks
                  for one in block.blocks[kind].parsed]  # fmt: skip
        parameters = self._parameters(listed, names)
        shared_values, self.values = self.values, self._valued(parameters, self.values)
        rows = [row for kind in (*BOUGHT, *COMPARTMENTS) if kind in block.blocks
                for one in block.blocks[kind].parsed if (row := self._row(one, kind, names))]  # fmt: skip
        made = [one for kind in MADE if kind in block.blocks for one in block.blocks[kind].parsed]
        if not made:
            self._fault({}, message("'{name}': it makes nothing; give it a product",
                                    name=excerpt(str(said.get("Process name") or said.get("Process identifier")))))  # fmt: skip
        shares = [self._share(one, len(made)) for one in made]
        if len(made) > 1 and abs(sum(shares) - 1) > 1e-6:
            self._fault(made[0], message("allocation: the shares of its products add up to {sum:g} %; make it 100",
                                         sum=100 * sum(shares)))  # fmt: skip
        for number, (one, share) in enumerate(zip(made, shares, strict=True)):
            product = self._row(one, "production", names)
            if product is None or not share:
                continue
            identifier = str(said.get("Process identifier") or "").strip("\"' ") or _digest(database, product["name"])
            code = f"{identifier}-{number + 1}" if number else identifier
            name = str(said.get("Process name") or "").strip() or product["name"]
            place = str(said.get("Geography") or "").strip()
            yield {"code": code, "database": database, "name": name if len(made) == 1 else product["name"], "type": "process",
                   "reference product": product["name"], "unit": product["unit"],
                   "location": place if place.lower() not in ("", "unspecified") else "GLO", "parameters": parameters,
                   **({"comment": said["Comment"]} if said.get("Comment") else {}),
                   "exchanges": [{**product, "input": (database, code)}, *(scaled(row, share) for row in rows)]}  # fmt: skip
        self.values = shared_values

    def _share(self, one: Mapping[str, Any], count: int) -> float:
        """The share of a product in its process, 0 to 1."""
        if count == 1:
            return 1.0
        if not is_number(one.get("allocation")):
            self._fault(one, message("allocation: it is no number; give shares in percent"))
            return 0.0
        return float(one["allocation"]) / 100

    def _row(self, one: Mapping[str, Any], kind: str, names: Mapping[str, str]) -> dict[str, Any] | None:
        """One line of a block as an exchange; None for one with a fault."""
        row: dict[str, Any] = {"name": str(one["name"]), "type": BOUGHT.get(kind, "production")}
        if one.get("comment"):
            row["comment"] = str(one["comment"])
        if kind in COMPARTMENTS:
            below = str(one["context"][1]).strip()
            row |= {"type": "biosphere", "categories": (COMPARTMENTS[kind], *([PLACES_BELOW.get(below, below)] if below and
                    below.lower() != "unspecified" else []))}  # fmt: skip
        try:
            if one.get("formula") is not None:
                row["formula"] = as_brightway(str(one["formula"]), names, SIMAPRO)
                row["amount"] = self._value(row["formula"], self.values)
            elif is_number(one.get("amount")):
                row["amount"] = float(one["amount"])
            else:
                raise FormulaError(message("amount: it is no finite number; give one"))
            row |= self._spread(one, row)
        except (FormulaError, ValueError, ArithmeticError) as error:
            self._fault(one, f"'{excerpt(row['name'])}': {' '.join(str(error).split())}")
            return None
        own = str(one["unit"])
        is_plain = kind in BOUGHT and row["name"] not in self.made and is_known(own) and brightway_unit(own)[1] == 1
        unit, factor = (own, 1.0) if is_plain else self.units.get(own, (own, 1.0))  # in the file all are of reference
        row["unit"], more = brightway_unit(unit)
        return scaled(row, factor * more)

    def _spread(self, one: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
        if "kind" not in one or one["kind"] in ("Undefined", ""):
            return {"uncertainty type": 0}
        if "formula" in row:
            self.notes[message("the spread of an amount with a formula is left out: its parameters have theirs")] += 1
            return {"uncertainty type": 0}
        from bw_simapro_csv.uncertainty import distribution

        given = {name: one[name] for name in ("kind", "field1", "field2", "field3", "line_no")}
        found = distribution(amount=row["amount"], decimal_separator=self.header["decimal_separator"], **given)
        if found["uncertainty type"] == 0:
            self.notes[message("spreads that are none are left out")] += 1
            return {"uncertainty type": 0}
        return {name: value for name, value in found.items() if name != "amount"}


_SPREAD = ("uncertainty type", "loc", "scale", "minimum", "maximum", "negative")


def _digest(*texts: str) -> str:
    return hashlib.md5("\x1f".join(texts).encode(), usedforsecurity=False).hexdigest()
