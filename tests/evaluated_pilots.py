"""Pilots as plain data, for what is calculated of them."""

from lca_models.programme.evaluation.declarations import (
    CHECKED,
    RECEIVED,
    RETURNED,
    UNDER_VERIFICATION,
    VERIFIED,
    Declaration,
    Participant,
    Pilot,
    StageResult,
)

STEPS = ((0.0, RECEIVED), (1.0, CHECKED), (3.0, UNDER_VERIFICATION), (10.0, VERIFIED))
BACK = ((0.0, RECEIVED), (1.0, CHECKED), (3.0, UNDER_VERIFICATION), (10.0, RETURNED))
COUNTS = {
    (chemistry, province): count
    for chemistry, counts in zip(("lfp", "lmfp", "nmc"), [(12, 6, 7), (9, 2, 5), (8, 5, 3)], strict=True)
    for province, count in zip(("CN-FJ", "CN-GD", "CN-SC"), counts, strict=True)
}


def declaration(own, org, *, chemistry="lfp", province="CN-SC", kg=6000.0, steps=STEPS, **more):
    """A declaration of 60 kWh: two thirds in materials, half of all on own data."""
    stages = {
        "raw material acquisition": StageResult(kg * 2 / 3, 0.5, 2.0),
        "manufacturing": StageResult(kg / 3, 0.5, 1.0),
    }
    return Declaration(own, org, f"m-{own}", "p", chemistry, province, 60.0, stages, steps, **more)


def pilot_of_counts(counts, *, extra=(), today=20.0, groups=None):
    """A pilot with so many companies by (chemistry, province), each with one verified declaration."""
    declarations = []
    for (chemistry, province), count in counts.items():
        for _ in range(count):
            number = len(declarations)
            declarations.append(
                declaration(
                    f"s{number:03}", f"c{number:03}", chemistry=chemistry, province=province, kg=6000.0 + number
                )
            )
    declarations += extra
    chemistries = {}
    for one in declarations:
        chemistries.setdefault(one.org, set()).add(one.chemistry)
    participants = [
        Participant(org, org, org, (groups or {}).get(org, ""), frozenset(used))
        for org, used in sorted(chemistries.items())
    ]
    return Pilot(participants, declarations, 100, today)
