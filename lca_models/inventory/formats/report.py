"""What an import read, linked and wrote, for people and programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from lca_models.inventory.formats.imported import Imported
from lca_models.inventory.formats.linking.links import CATEGORY, ELSEWHERE, KEPT, OWN, SAME
from lca_models.inventory.formats.linking.unlinked import Unlinked
from lca_models.inventory.system.rows import PROXY
from lca_models.scope.wording.messages import message


@dataclass(frozen=True)
class Left:
    """What is left of a process of which rows were left out."""

    name: str
    rows_left_out: int
    rows: int  # beside its production
    mass: float | None  # share (0-1) left of the kilograms that it buys; None where it buys none
    energy: float | None  # share (0-1) left of the kilowatt hours and megajoules that it buys

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left but its production."""
        return self.rows_left_out >= self.rows

    def text(self) -> str:
        """The shares left, for a terminal."""
        shares = [message("{share:.0%} of its rows", share=1 - self.rows_left_out / self.rows)]
        shares += [message("{share:.0%} of its mass", share=self.mass)] if self.mass is not None else []
        shares += [message("{share:.0%} of its energy", share=self.energy)] if self.energy is not None else []
        return message(", ").join(shares)


def counts_of(file: Imported) -> dict[str, int]:
    """How many processes and flows, exchanges, formulas, uncertain exchanges and parameters a database of a file holds."""
    exchanges = [one for dataset in file.datasets for one in dataset["exchanges"]]
    activity = sum(len(dataset["parameters"]) for dataset in file.datasets)
    return {
        "processes": len(file.datasets),
        "exchanges": len(exchanges),
        "formulas": sum(bool(one.get("formula")) for one in exchanges),
        "uncertain": sum(int(one.get("uncertainty type") or 0) > 1 for one in exchanges),
        "parameters": len(file.project_parameters) + len(file.database_parameters) + activity,
    }


@dataclass(frozen=True)
class ImportReport:
    """What an import read, linked and wrote."""

    project: str
    processes: Mapping[str, int]  # by database of the files
    exchanges: Mapping[str, int]
    links: Mapping[str, int]  # exchanges by the database they link to
    unlinked: tuple[Unlinked, ...]
    written: bool
    problems: tuple[str, ...] = ()  # what this kit refuses to calculate in the new project
    mapped: int = 0  # exchanges that a mapping table links
    left_out: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # rows left out of all rows, by process
    table: str = ""  # a mapping table that was written, to be filled in
    grades: Mapping[str, int] = field(default_factory=dict)  # exchanges by how they are linked (`exact`, or a grade)
    left: Mapping[str, Left] = field(default_factory=dict)  # of each process that rows were left out of
    counts: Mapping[str, Mapping[str, int]] = field(
        default_factory=dict
    )  # of each database of the files, as `counts_of`
    notes: tuple[str, ...] = ()  # what was taken otherwise than it stands in a file
    unprepared: tuple[str, ...] = ()  # new processes that cannot be calculated, or not drawn, with the reason

    @property
    def emptied(self) -> tuple[str, ...]:
        """Processes of which nothing is left but their production."""
        return tuple(name for name, one in self.left.items() if one.is_empty)

    def document(self) -> dict[str, Any]:
        """The report as one JSON document."""
        return {**asdict(self), "unlinked": [asdict(one) for one in self.unlinked], "problems": list(self.problems),
                "emptied": list(self.emptied)}  # fmt: skip

    def text(self) -> str:
        """The report for a terminal."""
        lines = [
            message(
                "{name}: {count} processes and flows, {value} exchanges",
                name=name,
                count=count,
                value=self.exchanges[name],
            )
            for name, count in self.processes.items()
        ]
        lines += [
            message("  formulas: {formulas}, uncertain exchanges: {uncertain}, parameters: {parameters}",
                    formulas=one["formulas"], uncertain=one["uncertain"], parameters=one["parameters"])
            for one in self.counts.values()
        ]  # fmt: skip
        lines += [message("note: {remark}", remark=note) for note in self.notes]
        lines += [
            message("  linked to {name}: {count}", name=name, count=count) for name, count in sorted(self.links.items())
        ]
        lines += [
            message("  {count} linked {how}", count=count, how=how_linked(grade))
            for grade, count in _in_order(self.grades)
        ]
        lines.append(
            message(
                "could not be linked: {sum} exchanges, {count} inputs",
                sum=sum(one.uses for one in self.unlinked),
                count=len(self.unlinked),
            )
        )
        lines += [f"  {one}" for one in self.unlinked]
        if self.mapped:
            lines.append(message("linked by the mapping table: {count} exchanges", count=self.mapped))
        if self.left_out:
            dropped, every = (sum(counts) for counts in zip(*self.left_out.values(), strict=True))
            lines.append(
                message("left out: {dropped} of {every} rows of these processes", dropped=dropped, every=every)
            )
            for process, (dropped, every) in self.left_out.items():
                line = message("  {process}: {dropped} of {every} rows", process=process, dropped=dropped, every=every)
                if process in self.left:
                    line += message(" of '{name}'; left: {shares}", name=self.left[process].name,
                                    shares=self.left[process].text())  # fmt: skip
                lines.append(line)
        lines += [
            message("nothing is left of '{process}' but its production: every result of it is 0", process=process)
            for process in self.emptied
        ]
        if self.table:
            lines.append(message("the inputs to be named stand in {table}; fill in target_database, target_code and factor",
                                 table=self.table))  # fmt: skip
        if self.problems:
            lines += [
                message("the project holds what this kit does not calculate:"),
                *(f"  {line}" for line in self.problems),
            ]
        if self.unprepared:
            lines += [message("cannot be calculated:"), *(f"  {line}" for line in self.unprepared)]
        lines.append(
            message("written to the project '{project}'", project=self.project)
            if self.written
            else message("nothing was written")
        )
        return "\n".join(lines)


def how_linked(grade: str) -> str:
    """In words how exchanges of a grade are linked."""
    return {
        "exact": message("exactly, by what they name"),
        OWN: message("by the table given"),
        KEPT: message("by a table given before"),
        CATEGORY: message("by their category, without its sub-category"),
        SAME: message("to the same product"),
        ELSEWHERE: message("to the same product of another region"),
        PROXY: message("to a proxy of the same family"),
    }.get(grade, grade)


def _in_order(grades: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Grades with their counts, those nearest to the file first."""
    order = ("exact", OWN, KEPT, CATEGORY, SAME, ELSEWHERE, PROXY)
    yield from ((grade, grades[grade]) for grade in order if grades.get(grade))
