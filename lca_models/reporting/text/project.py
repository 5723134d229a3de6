"""The status of the project in use, as text for a terminal."""

from __future__ import annotations

from typing import Any

from lca_models.inventory.brightway.edits import Edit
from lca_models.inventory.brightway.status import ProjectStatus
from lca_models.reporting.text.columns import left
from lca_models.scope.wording.marks import in_turn
from lca_models.scope.wording.messages import message

WIDEST = 60  # characters of a value


def status_text(found: ProjectStatus) -> str:
    """Which project is in use, where and from what, and a line for every field of a row that was edited."""
    if found.current is None:
        return message(
            "no project yet in {base}; run lca-models build, or any command that calculates", base=found.base
        )
    lines = [
        (message("project"), found.current.project),
        (message("folder"), str(found.base / found.current.folder)),
        (message("built"), _built(found)),
        (message("tables"), in_turn((str(found.tables), _follows(found)))),
        (message("hash"), found.current.rows_hash),
        (message("edits"), _edits(found)),
    ]
    lines += [
        (message("earlier"), message("{project}, edited", project=name) if edited else name)
        for name, edited in found.earlier
    ]
    shown = [left(head, 10) + words for head, words in lines]
    return "\n".join([*shown, *(line for one in found.edits.rows for line in ("", *_edit_lines(one)))])


def _built(found: ProjectStatus) -> str:
    if not found.about:
        return message("by an earlier version, which kept no record")
    return message("{when} by lca_models {version} from {tables}", when=found.about.get("built_utc", ""),
                   version=found.about.get("lca_models", ""), tables=found.about.get("tables", ""))  # fmt: skip


def _follows(found: ProjectStatus) -> str:
    if found.follows_tables:
        return message("those that it was built from")
    return message("others than it was built from; lca-models build takes them")


def _edits(found: ProjectStatus) -> str:
    edits = found.edits
    if edits.count is None:
        return message("the project differs from its build, which kept no record of its rows")
    if not edits.count:
        return message("none: every row is as it was built")
    if edits.count == 1:
        words = message("1 row differs from the build")
    else:
        words = message("{count} rows differ from the build", count=edits.count)
    if edits.following:
        words += message("; amounts that follow by their formulas: {count}", count=len(edits.following))
    return words + message("; lca-models reset goes back and keeps this project")


def _edit_lines(edit: Edit) -> list[str]:
    change = {"changed": message("changed"), "added": message("added"), "deleted": message("deleted")}[edit.change]
    head = f"{edit.words}  [{', '.join(filter(None, (change, edit.place)))}]"
    if edit.change != "changed":
        return [head]
    return [head, *(f"  {name}: {_shown(was)} -> {_shown(now)}" for name, was, now in edit.fields)]


def _shown(value: Any) -> str:
    if value is None:
        return message("none")
    text = f"{value:.12g}" if isinstance(value, float) else str(value)
    return text if len(text) <= WIDEST else f"{text[:WIDEST]}…"
