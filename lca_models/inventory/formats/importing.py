"""Files of anybody into a new Brightway project: read, linked, written, and everything said that a reader must know.

An input is linked by the first of these that says something: what it names agrees in every field; the mapping table given
with the files; what was said before; a wider category of an emission; the table of input names of this kit. No
existing project is changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lca_models.inventory.brightway.database import import_brightway
from lca_models.inventory.formats.imported import (
    Imported,
    check_files,
    check_names,
    place_of,
    refusing_faults,
    set_labels_apart,
)
from lca_models.inventory.formats.linking.exact import Known, amounts_of
from lca_models.inventory.formats.linking.input_names import ShippedLinks, read_input_names
from lca_models.inventory.formats.linking.kept import apply_kept, keep
from lca_models.inventory.formats.linking.likeness import Description, Target, description, plain, text_of
from lca_models.inventory.formats.linking.links import CATEGORY, Datasets, Link, open_exchanges, take
from lca_models.inventory.formats.linking.table import Row, apply_mapping, read_mapping, write_mapping
from lca_models.inventory.formats.linking.unlinked import Suggested
from lca_models.inventory.formats.new_project import write_project
from lca_models.inventory.formats.reading import by_ending
from lca_models.inventory.formats.report import ImportReport, Left, counts_of
from lca_models.inventory.formats.spreads import settle_spreads
from lca_models.inventory.system.rows import (
    MAPPED_WORD,
    MAPPING_GRADE,
    PRODUCTION_TYPES,
    ROWS_LEFT_OUT,
    ROWS_OF_FILE,
    ProjectError,
    ProjectRows,
    read_project_rows,
)
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.wording.messages import message


@dataclass(frozen=True)
class _Asked:
    base: Path
    project: str
    drop_unlinked: bool
    mapping: Path | None
    root: Path | None  # of inventories, with the table of input names
    look: Callable[[ProjectRows, Collection[str]], tuple[str, ...]]  # what else is said of the new project


@dataclass
class _Linked:
    """What was linked beside what agrees, and what has to be said of it."""

    mapped: int = 0
    notes: list[str] = field(default_factory=list)
    shipped: dict[Description, Suggested] = field(default_factory=dict)  # inputs that the table of this kit links


def import_files(
    paths: Sequence[Path],
    base: Path,
    current: str,
    project: str | None = None,
    drop_unlinked: bool = False,
    mapping: Path | None = None,
    root: Path | None = None,
    look: Callable[[ProjectRows, Collection[str]], tuple[str, ...]] = lambda rows, databases: (),
) -> ImportReport:
    """Read files into a new project, with a report of what could not be linked; then nothing is written.

    The new project starts as a copy of the project `current`, so that the files can buy from it. Files that bring a database
    of the same name start from an empty project with its impact categories. `mapping`: a table of what stands for inputs
    that nothing fits (.csv or .xlsx), written where it is none yet and taken where a person has filled it in. `root`: the
    folder of inventories whose table of input names links what is left. `look`: what cannot be prepared of the new
    project, by its rows and the databases of the files. Raises ProjectError with every fault of the
    files or of the table, and when the new project exists.
    """
    bw2data = import_brightway(base)
    if current not in bw2data.projects:
        raise ProjectError(
            message("there is no project '{project}' in {base}; run lca-models build", project=current, base=base)
        )
    bw2data.projects.set_current(current, update=False)
    project = project or f"imported {paths[0].stem}"
    if project in bw2data.projects:
        raise ProjectError(message("project '{project}' exists; give another name with --project", project=project))
    rows = read_project_rows(Path(bw2data.projects.dir))
    with refusing_faults(paths):
        return _imported(paths, rows, _Asked(base, project, drop_unlinked, mapping, root, look))


def _imported(paths: Sequence[Path], rows: ProjectRows, asked: _Asked) -> ImportReport:
    files = [file for path in paths for file in by_ending.read(path)]
    sizes = {file.database: counts_of(file) for file in files}  # as they stand in the files
    notes = [note for file in files for note in (*file.notes, *set_labels_apart(file), *settle_spreads(file))]
    check_files(files)
    copied = not {file.database for file in files} & set(rows.databases)
    if copied:
        check_names(files, rows)
    datasets = {file.database: file.datasets for file in files}
    present = [Target(node.key, {**node.data, "type": node.type}) for node in rows.nodes] if copied else []
    known = Known(datasets, present)
    shipped = ShippedLinks(read_input_names(asked.root), present)
    known.link()
    notes += _settle_production(files)
    linked = _link(datasets, known, shipped, asked)
    unlinked = known.unlinked(shipped.why_not)
    table = ""
    if asked.mapping is not None and unlinked and not asked.mapping.exists():
        open_ones = {
            (one.database, one.type, one.name, one.unit, one.location, one.reference_product) for one in unlinked
        }
        write_mapping(
            asked.mapping, unlinked, tuple(one for what, one in linked.shipped.items() if what not in open_ones)
        )
        table = str(asked.mapping)
    written = not unlinked or (asked.drop_unlinked and not table)
    graded = Counter(_grade(one) for listed in datasets.values() for ds in listed for one in ds["exchanges"]
                     if one.get("input"))  # fmt: skip
    left = _leave_out(datasets) if unlinked and written else {}
    links = Counter(one["input"][0] for listed in datasets.values() for ds in listed for one in ds["exchanges"]
                    if one.get("input"))  # fmt: skip
    problems, said = write_project(asked.base, asked.project, files, rows, copied, asked.look) if written else ((), ())
    if written and asked.mapping is not None and asked.mapping.exists():
        linked.notes += _keep(asked.base, [row for row in read_mapping(asked.mapping) if not shipped.says(row)])
    return ImportReport(
        asked.project, {name: one["processes"] for name, one in sizes.items()},
        {name: one["exchanges"] for name, one in sizes.items()}, dict(links), unlinked, written, problems, linked.mapped,
        {name: (one.rows_left_out, one.rows) for name, one in left.items()}, table, dict(graded), left, sizes,
        (*notes, *linked.notes), said,
    )  # fmt: skip


def _link(datasets: Datasets, known: Known, shipped: ShippedLinks, asked: _Asked) -> _Linked:
    """Give inputs to exchanges in the order of the module; an input that one kind of word links is closed to the next."""
    done = _Linked()
    if asked.mapping is not None and asked.mapping.exists():
        rows = [row for row in read_mapping(asked.mapping) if not shipped.says(row)]  # which has reasons too
        done.mapped = apply_mapping(rows, datasets, known.targets, asked.mapping.name)
    kept, faults = apply_kept(asked.base, datasets, known.targets)
    done.notes += faults
    if kept:
        done.notes.append(message("linked as was said before ({file}): {count} exchanges", count=kept,
                                  file=asked.base / "mappings" / "inputs.csv"))  # fmt: skip
    for _, _, exchange in open_exchanges(datasets):
        if (target := known.wider(exchange)) is not None:
            take(exchange, Link(target.key, 1.0, text_of(target.data.get("unit")), CATEGORY, CATEGORY))
    for database, dataset, exchange in open_exchanges(datasets):
        what = description(database, exchange)  # as the file has it
        if (link := shipped.link(exchange)) and not take(exchange, link):
            process, uses = str(dataset.get("name", "")), 1
            if what in done.shipped:
                process, uses = done.shipped[what].process, done.shipped[what].uses + 1
            done.shipped[what] = Suggested(what, process, uses, link.reason, link.grade, *link.key, link.factor)
    return done


def _keep(base: Path, rows: Sequence[Row]) -> list[str]:
    """Keep what was said for the next import; a note where that cannot be, as the project is written by then."""
    try:
        keep(base, rows)
    except (OSError, LcaModelsError) as error:
        return [message("what the table says is not kept for the next import ({error})", error=error)]
    return []


def _grade(exchange: Mapping[str, Any]) -> str:
    """How an exchange is linked, for counting: exactly, by a person's word (with its grade, if any), or by a grade."""
    by, grade = exchange.get(MAPPED_WORD, ""), exchange.get(MAPPING_GRADE, "")
    return str(grade or by or "exact")


def _settle_production(files: Sequence[Imported]) -> list[str]:
    """Link the one production row of a process that says other than the process to it; a note for each.

    Raises ProjectError for several production rows of which one is neither of the process nor of anything in the files:
    dropped, the process would make 1 of its product whatever its rows say.
    """
    notes, problems = [], []
    products = {(file.database, str(dataset["code"])) for file in files for dataset in file.datasets
                if dataset.get("type") == "product"}  # fmt: skip
    for file in files:
        for dataset in file.datasets:
            own = (file.database, str(dataset["code"]))
            made = [one for one in dataset["exchanges"] if one.get("type") in PRODUCTION_TYPES]
            for exchange in made:
                where, is_own = place_of(file, exchange), tuple(exchange.get("input") or ()) == own
                if tuple(exchange.get("input") or ()) in products or (is_own and not _said(exchange, dataset)):
                    continue
                if is_own or len(made) == 1:
                    exchange["input"] = own
                    notes.append(
                        message("{where}the production row of '{process}' says {said}; taken as its product", where=where,
                                process=dataset.get("name"), said=_said(exchange, dataset) or message("another process"))
                    )  # fmt: skip
                elif not exchange.get("input"):
                    problems.append(
                        message(
                            "{where}'{process}' has {count} production rows, and '{product}' is neither the process nor "
                            "anything else in the files; name it as what makes it, or give it a process of its own",
                            where=where, process=dataset.get("name"), count=len(made), product=exchange.get("name"),
                        )
                    )  # fmt: skip
    if problems:
        raise ProjectError("\n".join(problems))
    return notes


def _said(exchange: Mapping[str, Any], dataset: Mapping[str, Any]) -> str:
    """The fields of a production row that its process has otherwise, with both values; empty for none."""
    said = []
    for name in ("name", "location", "unit"):
        given, has = text_of(exchange.get(name)), text_of(dataset.get(name))
        if given and plain(given) not in (
            plain(has),
            plain(dataset.get("reference product")) if name == "name" else "",
        ):
            said.append(
                message("{field} '{given}' where the process has '{known}'", field=name, given=given, known=has)
            )
    return message(", and ").join(said)


def _leave_out(datasets: Datasets) -> dict[str, Left]:
    """Drop the exchanges without a link; what is left of each process that loses some, which keeps both counts of rows."""
    found = {}
    for database, listed in datasets.items():
        for dataset in listed:
            rows = dataset["exchanges"]
            kept = [one for one in rows if one.get("input")]
            if dropped := len(rows) - len(kept):
                every = sum(one.get("type") not in PRODUCTION_TYPES for one in rows)
                masses, energies = zip(amounts_of(kept), amounts_of(rows), strict=True)
                dataset |= {"exchanges": kept, ROWS_LEFT_OUT: dropped, ROWS_OF_FILE: max(every, dropped)}
                found[f"{database}/{dataset['code']}"] = Left(
                    str(dataset.get("name", "")), dropped, max(every, dropped), masses[0] / masses[1] if masses[1] else None,
                    energies[0] / energies[1] if energies[1] else None,
                )  # fmt: skip
    return found
