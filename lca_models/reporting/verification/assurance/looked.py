"""What looks at a sample came to: each difference is a finding, and what the drawn lines say of all that nobody looked at."""

from __future__ import annotations

from hashlib import sha256

from lca_models.reporting.verification.assurance.events import (
    LIVE,
    FindingsFileError,
    states_of,
    with_event,
    with_finding,
)
from lca_models.reporting.verification.assurance.materiality import Sampled
from lca_models.reporting.verification.assurance.records import (
    EXPLAINED,
    VERIFIER,
    WITHDRAWN,
    FindingRecord,
    FindingsFile,
    SampledLine,
)
from lca_models.reporting.verification.assurance.sampling import Looked, evaluate
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import bilingual, message

SETTLED = (EXPLAINED, WITHDRAWN)  # states of a difference that was none


def evaluated(file: FindingsFile | None, interval_kg: float, confidence: float) -> Sampled | None:
    """What the drawn lines that were looked at say of all of them; None where none was looked at.

    `interval_kg`: J of the plan. A difference stands as a finding with what it moves, so only what goes beyond is projected;
    one that was explained or withdrawn was none.
    """
    drawn = [one for one in file.sampling if not one.key_item] if file else []
    tested = [one for one in drawn if one.recorded is not None and one.right is not None]
    if file is None or not tested:
        return None
    states = states_of(file)
    looks = [(one, _looked(one, states.get(difference_id(one), ""))) for one in tested]
    found = evaluate([look for one, look in looks for _ in range(one.hits)], interval_kg, confidence)
    known = sum(look.tainting * abs(one.kg) for one, look in looks)
    return Sampled(len(drawn), len(tested), found.projected_kg - known, found.upper_limit_kg)


def with_look(
    file: FindingsFile,
    line: str,
    result: str,
    recorded: float | None,
    right: float | None,
    time: str,
    *,
    person: str = "",
    severity: str = "major",
) -> FindingsFile:
    """The file with what a look at a line of the sample found; a difference is opened as a finding with what it moves.

    A later look at the same line withdraws the difference of the earlier one. Raises FindingsFileError for a line that is not
    in the sample, and for one value without the other.
    """
    names = [one.line for one in file.sampling]
    if line not in names:
        near = suggestion(line, names)
        raise FindingsFileError(message("the sample has no line '{line}'; {near}", line=line, near=near))
    if (recorded is None) != (right is None):
        raise FindingsFileError(message("give --recorded and --right together, in one unit"))
    before = file.sampling[names.index(line)]
    looked = before.model_copy(update={"result": result, "recorded": recorded, "right": right})
    rows = tuple(looked if one.line == line else one for one in file.sampling)
    file = file.model_copy(update={"sampling": rows})
    former, now = difference_id(before), difference_id(looked)
    if former != now and states_of(file).get(former) in LIVE:
        again = message("looked at again: {result}", result=result)
        file = with_event(file, WITHDRAWN, former, VERIFIER, time, person=person, text=again)
    if not now or now in states_of(file):
        return file
    return with_finding(file, _difference(looked, now, severity), VERIFIER, time, person=person, text=result)


def difference_id(one: SampledLine) -> str:
    """The id of the finding that a difference of a line stands under; empty where there is none."""
    if one.recorded is None or one.right is None or one.recorded == one.right:
        return ""
    return sha256(f"{one.line}\n{one.recorded!r}\n{one.right!r}".encode()).hexdigest()[:12]


def _difference(one: SampledLine, name: str, severity: str) -> FindingRecord:
    english, chinese = bilingual(
        "{line}: {recorded:,.6g} recorded, {right:,.6g} right ({result})",
        line=one.line, recorded=one.recorded or 0.0, right=one.right or 0.0, result=one.result or "",
    )  # fmt: skip
    return FindingRecord(
        id=name,
        origin="person",
        severity=severity,  # type: ignore[arg-type]
        effect_kg=_tainting(one) * one.kg
        if one.kg
        else None,  # terms of the denominator have no kilograms of their own
        place="; ".join(one.places) or one.line,
        en=english,
        zh=chinese,
    )


def _tainting(one: SampledLine) -> float:
    return Looked(one.recorded or 0.0, one.right or 0.0).tainting


def _looked(one: SampledLine, state: str) -> Looked:
    """A look with the sign of what its line adds: more of a credit makes the result lower."""
    tainting = 0.0 if state in SETTLED else _tainting(one)
    return Looked(1.0, 1.0 + (-tainting if one.kg < 0 else tainting), one.weight)
