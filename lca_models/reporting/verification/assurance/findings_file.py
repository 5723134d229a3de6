"""The findings of a verification over time: a file beside the bundle, to whose events others are only added.

Each event carries the hash of the one before, the first that of what the file is about, and each finding is named by its hash
in the event that opened it: what was once said cannot be altered unseen. States are derived from the events and never stored.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from pydantic import ValidationError

from lca_models.inventory.activity.suppliers.payloads.field_types import faults_of
from lca_models.inventory.files.commit import write_files
from lca_models.reporting.verification.assurance.events import FindingsFileError, fault_of, state_after
from lca_models.reporting.verification.assurance.records import (
    FACT,
    OPENED,
    OPINION,
    Event,
    FindingsFile,
    first_hash,
    hash_of,
)
from lca_models.scope.wording.messages import bilingual, message

LARGEST = 64 << 20  # bytes


def read_findings(path: Path) -> FindingsFile:
    """A findings file. Raises FindingsFileError with every fault of its form; `log_problems` judges what it says."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise FindingsFileError(
                message("{path} has more than {n} bytes; it is no findings file", path=path, n=LARGEST)
            )
        return parse_findings(content, str(path))
    except OSError as error:
        raise FindingsFileError(
            message("{path} cannot be read ({error}); give a findings file", path=path, error=error.strerror or error)
        ) from None


def parse_findings(content: bytes, name: str) -> FindingsFile:
    """A findings file from its bytes; `name`: for messages. Raises FindingsFileError with every fault of its form."""
    try:
        return FindingsFile.model_validate(json.loads(content.decode("utf-8"), parse_constant=_no_number))
    except ValidationError as error:
        faults = [
            message("{path}: {place} {fault}", path=name, place=one.field, fault=one.text)
            for one in faults_of(error, {}, {})
        ]
        raise FindingsFileError("\n".join(faults)) from None
    except (ValueError, RecursionError) as error:
        raise FindingsFileError(
            message(
                "{path} is no findings file: it is no JSON in UTF-8 ({error}); take the file as it was last written",
                path=name,
                error=error,
            )
        ) from None


def write_findings(path: Path, file: FindingsFile) -> None:
    """Write a findings file whole. Raises OSError that names the folder in the way."""
    write_files(path.parent, {path.name: file.content()})


def log_problems(file: FindingsFile) -> Iterator[tuple[int, tuple[str, str]]]:
    """What is wrong in the log: number of the event, and what in English and in Chinese.

    A broken chain, a number out of order, a finding that was never opened or was altered since, a role or a state that
    does not allow the kind of event.
    """
    expected, states = first_hash(file), dict[str, str]()
    for place, event in enumerate(file.events, start=1):
        if event.n != place:
            yield place, bilingual("its number is {n}", n=event.n)
        if event.previous != expected:
            yield place, bilingual("the hash of what stands before it does not fit: the log was altered, or cut")
        if not _names_what_is_there(file, place, event):
            yield place, bilingual("what it opened or issued is missing, or was altered since")
        if fault := fault_of(event, states):
            yield place, fault
        states[event.finding] = state_after(event, states)
        expected = hash_of(event)
    if file.opinion and all(one.kind != OPINION for one in file.events):
        yield len(file.events), bilingual("there is an opinion that no event issued")
    for unopened in sorted({one.id for one in file.findings} - states.keys()):
        yield len(file.events), bilingual("no event opened the finding {finding}", finding=unopened)


def _names_what_is_there(file: FindingsFile, place: int, event: Event) -> bool:
    """Whether the finding that an event opened, or the last opinion that one issued, is as it was."""
    hashes = {one.document: one.sha256 for one in event.evidence}
    if event.kind in (OPENED, FACT):
        found = [one for one in file.findings if one.id == event.finding]
        return len(found) == 1 and hashes.get("finding") == hash_of(found[0])
    if event.kind == OPINION and all(one.kind != OPINION for one in file.events[place:]):
        return file.opinion is not None and hashes.get("opinion") == hash_of(file.opinion)
    return True


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")
