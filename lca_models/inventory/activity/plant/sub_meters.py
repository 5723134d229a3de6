"""Meters behind meters: what a main meter holds beyond its sub-meters, and which meters cannot stand behind which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.plant.lines import Meter
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message


def sound_parents(meters: Sequence[Meter], findings: Findings) -> dict[str, str]:
    """The main meter of each sub-meter, by id; what cannot be is among the findings: unknown ones, circles, other items."""
    known = {meter.id: meter for meter in meters}
    parents: dict[str, str] = {}
    for meter in meters:
        if not meter.parent:
            continue
        if meter.parent not in known:
            findings.error(
                meter.place,
                message(
                    "{label} stands behind '{parent}', which no meter is called; {near}",
                    label=meter.label,
                    parent=meter.parent,
                    near=suggestion(meter.parent, [id for id in known if id != meter.id]),
                ),
                "V21",
            )
        elif known[meter.parent].item != meter.item:
            findings.error(
                meter.place,
                message(
                    "{label} stands behind {main}, which measures something else; leave parent empty",
                    label=meter.label,
                    main=known[meter.parent].label,
                ),
                "V21",
            )
        else:
            parents[meter.id] = meter.parent
    for circle in _circles(parents):
        findings.error(
            known[circle[0]].place,
            message("{meters} stand behind each other; one of them is the main meter", meters=enumerated(circle)),
            "V21",
        )
        parents = {id: parent for id, parent in parents.items() if id not in circle}
    return parents


def held_back(
    amounts: Mapping[str, Fraction], meters: Sequence[Meter], parents: Mapping[str, str], findings: Findings
) -> dict[str, Fraction]:
    """What each meter holds beyond its own sub-meters, by id, in its unit; sub-meters that read more are a finding.

    `amounts`: of the year by meter, those that are known.
    """
    behind: dict[str, Fraction] = {}
    for id, parent in parents.items():
        behind[parent] = behind.get(parent, Fraction()) + amounts.get(id, Fraction())
    rest: dict[str, Fraction] = {}
    for meter in meters:
        if meter.id not in amounts:
            continue
        rest[meter.id] = amounts[meter.id] - behind.get(meter.id, Fraction())
        if meter.id in behind and rest[meter.id] < 0:
            findings.error(
                meter.place,
                message(
                    "Sub-meters of {label} sum to {sum:,.9g} {unit}, the main meter reads {amount:,.9g}",
                    label=meter.label,
                    sum=float(behind[meter.id]),
                    amount=float(amounts[meter.id]),
                    unit=meter.unit,
                ),
                "V21",
            )
    return rest


def _circles(parents: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Meters that stand behind each other in a ring, each ring once."""
    found: list[tuple[str, ...]] = []
    done: set[str] = set()
    for start in parents:
        path: list[str] = []
        at = start
        while at in parents and at not in done and at not in path:
            path.append(at)
            at = parents[at]
        if at in path:
            found.append(tuple(path[path.index(at) :]))
        done.update(path)
    return found
