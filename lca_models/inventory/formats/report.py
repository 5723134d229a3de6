"""What an import read, linked and wrote, for people and programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from lca_models.scope.wording.messages import message


@dataclass(frozen=True)
class Unlinked:
    """An input that could not be linked, and how many exchanges of a database name it."""

    database: str
    type: str
    name: str
    unit: str
    location: str  # of a process; the categories of a flow
    reference_product: str
    process: str  # the first that names it
    reason: str
    suggestion: str  # DATABASE/CODE of what comes near, with its name, unit and place; empty where nothing does
    uses: int

    def __str__(self) -> str:
        what = ", ".join(text for text in (self.name, self.unit, self.location, self.reference_product) if text)
        times = f" ({self.uses} times)" if self.uses > 1 else ""
        return f"{self.database}: '{self.process}' <- '{what}' [{self.type}]{times}: {self.reason}"


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

    def document(self) -> dict[str, Any]:
        """The report as one JSON document."""
        return {**asdict(self), "unlinked": [asdict(one) for one in self.unlinked], "problems": list(self.problems)}

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
            message("  linked to {name}: {count}", name=name, count=count) for name, count in sorted(self.links.items())
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
            lines += [
                message("  {process}: {dropped} of {every} rows", process=process, dropped=dropped, every=every)
                for process, (dropped, every) in self.left_out.items()
            ]
        if self.table:
            lines.append(message("the inputs to be named stand in {table}; fill in target_database, target_code and factor",
                                 table=self.table))  # fmt: skip
        if self.problems:
            lines += [
                message("the project holds what this kit does not calculate:"),
                *(f"  {line}" for line in self.problems),
            ]
        lines.append(
            message("written to the project '{project}'", project=self.project)
            if self.written
            else message("nothing was written")
        )
        return "\n".join(lines)
