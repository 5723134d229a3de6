"""What may be said of a finding, by whom, after what; and the state that follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lca_models.reporting.verification.assurance.records import (
    ANSWERED,
    CORRECTED,
    EXPLAINED,
    FACT,
    KINDS,
    KIT,
    MAKER,
    OPENED,
    OPINION,
    REOPENED,
    ROLES,
    UNCORRECTED,
    VERIFIER,
    WITHDRAWN,
    Document,
    Event,
    FindingRecord,
    FindingsFile,
    OpinionRecord,
    first_hash,
    hash_of,
)
from lca_models.scope.errors import LcaModelsError
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.messages import bilingual, language_in_use, message

OPEN = "open"  # a state, beside the kinds of events that are states too
BY: Mapping[str, tuple[str, ...]] = {
    OPENED: (VERIFIER, KIT),
    ANSWERED: (MAKER,),
    CORRECTED: (VERIFIER,),
    EXPLAINED: (VERIFIER,),
    UNCORRECTED: (VERIFIER,),
    REOPENED: (VERIFIER,),
    WITHDRAWN: (VERIFIER,),
    FACT: ROLES,
    OPINION: (VERIFIER,),
}
AFTER: Mapping[str, str] = {
    OPENED: OPEN,
    ANSWERED: ANSWERED,
    CORRECTED: CORRECTED,
    EXPLAINED: EXPLAINED,
    UNCORRECTED: UNCORRECTED,
    REOPENED: OPEN,
    WITHDRAWN: WITHDRAWN,
    FACT: OPEN,
}
LIVE = (OPEN, ANSWERED)  # states that wait for somebody
COUNTED = (*LIVE, UNCORRECTED)  # states whose effect is in the sum


FROM: Mapping[str, tuple[str, ...]] = {
    ANSWERED: LIVE,
    CORRECTED: LIVE,
    EXPLAINED: LIVE,
    UNCORRECTED: LIVE,
    REOPENED: (CORRECTED, EXPLAINED, UNCORRECTED, WITHDRAWN),
    WITHDRAWN: LIVE,
}
ASK_FOR_TEXT = (ANSWERED, EXPLAINED, REOPENED, WITHDRAWN, FACT)
OF_OPINION = ""  # what the opinion stands under among the states

States = Mapping[str, str]  # of findings by id


class FindingsFileError(LcaModelsError):
    """A findings file must be whole, and an event must fit the state of its finding and the role of its author."""


def states_of(file: FindingsFile) -> dict[str, str]:
    """The state of every finding that events speak of."""
    states: dict[str, str] = {}
    for event in file.events:
        states[event.finding] = state_after(event, states)
    return {finding: state for finding, state in states.items() if finding != OF_OPINION}


def state_after(event: Event, states: States) -> str:
    """The state that an event leaves its finding in; an event of an unknown kind leaves it as it was."""
    return event.kind if event.kind == OPINION else AFTER.get(event.kind, states.get(event.finding, OPEN))


def fault_of(event: Event, states: States) -> tuple[str, str] | None:
    """Why an event may not follow the states before it, in English and in Chinese; None where it may."""
    state = states.get(event.finding)
    if event.kind not in KINDS:
        return bilingual("there is no event '{kind}'", kind=event.kind)
    if event.role not in BY[event.kind]:
        return bilingual(
            "'{kind}' is not for the {role}; it is for: {roles}",
            kind=event.kind,
            role=event.role,
            roles=", ".join(BY[event.kind]),
        )
    if event.kind in (OPENED, FACT):
        if state is not None:
            return bilingual("the finding {finding} is there already; reopen it", finding=event.finding)
        if event.kind == FACT and OF_OPINION not in states:
            return bilingual("facts are found after the opinion; open a finding instead")
    elif event.kind != OPINION and state not in FROM[event.kind]:
        if state is None:
            return bilingual("no event opened the finding {finding}", finding=event.finding)
        return bilingual(
            "'{kind}' does not follow '{state}'; it follows: {states}",
            kind=event.kind,
            state=state,
            states=", ".join(FROM[event.kind]),
        )
    return _lack_of(event)


def _lack_of(event: Event) -> tuple[str, str] | None:
    if event.kind in ASK_FOR_TEXT and not event.text.strip():
        return bilingual("'{kind}' needs a text that says why", kind=event.kind)
    if event.kind == ANSWERED and not (event.evidence or event.bundle):
        return bilingual("an answer needs a document with its hash, or a new bundle")
    if event.kind == CORRECTED and not event.bundle:
        return bilingual("'{kind}' needs the new bundle in which the rule passes", kind=event.kind)
    return None


def with_event(
    file: FindingsFile,
    kind: str,
    finding: str,
    role: str,
    time: str,
    *,
    person: str = "",
    text: str = "",
    evidence: Sequence[Document] = (),
    bundle: str = "",
) -> FindingsFile:
    """The file with an event at its end. `time`: UTC, as 2026-11-28T00:00:00Z; `bundle`: hash of the manifest of a new one.

    Raises FindingsFileError where the event may not follow, which says what may.
    """
    event = Event(
        n=len(file.events) + 1,
        finding=finding,
        role=role,  # type: ignore[arg-type]
        person=person,
        time=time,
        kind=kind,
        text=text,
        evidence=tuple(evidence),
        bundle=bundle,
        previous=hash_of(file.events[-1]) if file.events else first_hash(file),
    )
    states: dict[str, str] = {}
    for former in file.events:
        states[former.finding] = state_after(former, states)
    if fault := fault_of(event, states):
        raise FindingsFileError(fault[language_in_use() == CHINESE])
    return file.model_copy(update={"events": (*file.events, event)})


def with_finding(
    file: FindingsFile,
    record: FindingRecord,
    role: str,
    time: str,
    *,
    kind: str = OPENED,
    person: str = "",
    text: str = "",
) -> FindingsFile:
    """The file with a finding, and the event that opened it and names it by its hash.

    `kind`: OPENED, or FACT after the opinion. Raises FindingsFileError where it is there already.
    """
    grown = file.model_copy(update={"findings": (*file.findings, record)})
    named = Document(document="finding", sha256=hash_of(record))
    return with_event(grown, kind, record.id, role, time, person=person, text=text, evidence=[named])


def with_opinion(file: FindingsFile, opinion: OpinionRecord, time: str) -> FindingsFile:
    """The file with the opinion, and the event that issued it."""
    grown = file.model_copy(update={"opinion": opinion})
    named = Document(document="opinion", sha256=hash_of(opinion))
    return with_event(
        grown, OPINION, OF_OPINION, VERIFIER, time, person=opinion.signed_by, evidence=[named], bundle=opinion.bundle
    )


def find_record(file: FindingsFile, name: str) -> FindingRecord:
    """A finding by its number (F-001), its id, or how the id begins.

    Raises FindingsFileError for none and for several, with the nearest.
    """
    numbers = {file.number(one.id): one for one in file.findings}
    found = [one for number, one in numbers.items() if name.upper() == number]
    found = found or [one for one in file.findings if one.id == name]
    found = found or [one for one in file.findings if len(name) >= 4 and one.id.startswith(name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise FindingsFileError(message("'{name}' begins several findings; give its number, such as F-001", name=name))
    raise FindingsFileError(message("there is no finding '{name}'; {near}", name=name, near=suggestion(name, numbers)))


def role_of(name: str) -> str:
    """A role by its name. Raises FindingsFileError for an unknown one, with the nearest."""
    if name not in ROLES:
        raise FindingsFileError(message("there is no role '{name}'; {near}", name=name, near=suggestion(name, ROLES)))
    return name


def effect_by_state(record: FindingRecord, state: str) -> float | None:
    """What a finding still moves, kg CO2e per pack: nothing once it is explained, corrected or withdrawn; None: unknown."""
    return record.effect_kg if state in COUNTED else 0.0
