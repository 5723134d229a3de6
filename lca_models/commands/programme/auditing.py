"""Whether a registry is what was written: its audit, and the checkpoints that others hold against its host."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from lca_models.commands.options import path_of, words
from lca_models.commands.output import document_text, print_result, told
from lca_models.commands.programme.family import action, opened
from lca_models.scope.wording.messages import in_language, message

if TYPE_CHECKING:
    from lca_models.programme.registry.audit import Audit

SHORT = 12  # digits of a hash that a person compares


def add_audit_actions(actions: Any) -> None:
    """Add the actions of an audit."""
    one = action(actions, "audit", _audit, message("prove that everything is as it was written"))
    one.add_argument(
        "--checkpoint", type=path_of, metavar="FILE", help=message("a checkpoint that another party holds")
    )
    one = action(actions, "checkpoint", _checkpoint, message("the hash of all events, for another party to hold"))
    one.add_argument("--holder", required=True, type=words, help=message("who will hold it"))
    one.add_argument("--out", type=path_of, metavar="FILE", required=True, help=message("the file that they keep"))
    one.set_defaults(out_is_file=True)


def _audit(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from lca_models.programme.registry.audit import audit, read_checkpoint

        found = audit(registry, read_checkpoint(options.checkpoint.read_bytes()) if options.checkpoint else None)
    document = {
        "whole": found.is_whole,
        "events": found.head.n + 1,
        "hash": found.head.hash,
        "checkpoints": [one.document() for one in found.checkpoints],
        "rows": found.rows,
        "submissions": found.submissions,
        "files": found.files,
        "problems": [{"where": one.where, "en": one.en, "zh": one.zh} for one in found.problems],
    }
    print_result(options, lambda: document, lambda: _shown(found))
    return 0 if found.is_whole else 1


def _shown(found: Audit) -> str:
    lines = [f"{one.where}: {in_language(one.en, one.zh)}" for one in found.problems]
    lines.append(message(
        "{events:,} events; {rows:,} rows refolded, {submissions:,} of them submissions; {files:,} files hashed; "
        "checkpoints: {checkpoints}",
        events=found.head.n + 1, rows=found.rows, submissions=found.submissions, files=found.files,
        checkpoints=", ".join(f"{one.n:,}" for one in found.checkpoints) or "–",
    ))  # fmt: skip
    lines.append(
        message("everything is as it was written")
        if found.is_whole
        else message("not as it was written: {count}", count=len(found.problems))
    )
    return "\n".join(lines)


def _checkpoint(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from lca_models.programme.registry.audit import take_checkpoint

        taken = take_checkpoint(registry, options.holder)
    from lca_models.inventory.files.commit import write_files

    write_files(options.out.parent, {options.out.name: (document_text(taken.document()) + "\n").encode()})
    print_result(options, taken.document, lambda: message(
        "event {n:,} {hash}…; {holder} keeps the file", n=taken.n, hash=taken.hash[:SHORT], holder=options.holder
    ))  # fmt: skip
    told(options.out.parent, [options.out.name])
    return 0
