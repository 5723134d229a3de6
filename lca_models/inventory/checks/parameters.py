"""Rules of single parameters, of their spread, and of the groups whose shares sum to 1."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from lca_models.inventory.system.admissibility import SHARE_TOLERANCE, needs_limits, value_problem
from lca_models.inventory.system.rows import ParameterRow
from lca_models.inventory.tables.cells import Problem, about
from lca_models.inventory.tables.records import (
    FIGURE,
    ORIGINAL,
    UNREACHABLE,
    VERIFIED,
    Exchange,
    Parameter,
    further_text,
)
from lca_models.inventory.tables.taken_names import TAKEN_NAMES
from lca_models.inventory.tables.uncertainty import CERTAIN_WORDS, spread_of
from lca_models.scope.wording.marks import enumerated
from lca_models.scope.wording.messages import message


def spread_problem(record: Exchange | Parameter) -> str:
    """What is wrong with a distribution and its limits; empty when nothing is."""
    match record.distribution:
        case "lognormal" | "normal" if not record.scale or record.scale <= 0:
            return message("distribution '{distribution}' needs a scale above 0", distribution=record.distribution)
        case "triangular" | "uniform" if record.minimum is None or record.maximum is None:
            return message("distribution '{distribution}' needs minimum and maximum", distribution=record.distribution)
    if record.minimum is not None and record.maximum is not None and record.minimum > record.maximum:
        return message(
            "minimum {minimum:g} is above maximum {maximum:g}; exchange them",
            minimum=record.minimum,
            maximum=record.maximum,
        )
    if record.minimum is not None and record.amount < record.minimum:
        return message(
            "amount {amount:g} is below its minimum {minimum:g}; correct one of them",
            amount=record.amount,
            minimum=record.minimum,
        )
    if record.maximum is not None and record.amount > record.maximum:
        return message(
            "amount {amount:g} is above its maximum {maximum:g}; correct one of them",
            amount=record.amount,
            maximum=record.maximum,
        )
    return ""


def parameter_row(parameter: Parameter, codes: tuple[int, ...] = ()) -> ParameterRow:
    """A parameter as the row of a project; `codes`: the numbers that a choice can take."""
    spread = spread_of(parameter.amount, parameter.distribution, parameter.scale, parameter.minimum, parameter.maximum)
    data = {
        "kind": parameter.kind,
        "unit": parameter.unit,
        "group": parameter.group,
        "choices": parameter.choices,
        "limits": [parameter.minimum, parameter.maximum],
        "codes": codes,
        **spread.fields(),
    }
    return ParameterRow(parameter.name, "", parameter.amount, parameter.formula, data)


def check_parameter(parameter: Parameter, *, is_former: bool = False) -> Iterator[Problem]:
    """Rules of one row of parameters; one of a former version need not have the limits that are asked for today."""
    if fault := spread_problem(parameter):
        yield Problem(parameter.place, about(fault, f" for '{parameter.name}'"))
    elif not is_former:
        yield from _check_limits(parameter)
    if parameter.name in TAKEN_NAMES:
        yield Problem(
            parameter.place,
            message("'{name}' is a function of Brightway's formulas; rename the parameter", name=parameter.name),
        )
    if parameter.formula and parameter.kind != "derived":
        yield Problem(parameter.place, message("'{name}' has a formula; set its kind to derived", name=parameter.name))
    if parameter.kind == "derived" and not parameter.formula:
        yield Problem(
            parameter.place,
            message("'{name}' is derived but has no formula; give one or make it a number", name=parameter.name),
        )
    if parameter.kind in ("derived", "choice") and parameter.distribution != "determined":
        yield Problem(
            parameter.place,
            message("'{name}' is {kind}, so its distribution is determined", name=parameter.name, kind=parameter.kind),
        )
    if parameter.kind == "share" and not parameter.group:
        yield Problem(
            parameter.place,
            message("share '{name}' names no group; give the group that sums to 1", name=parameter.name),
        )
    if parameter.kind == "share" and parameter.distribution not in ("lognormal", *CERTAIN_WORDS) and not is_former:
        yield Problem(
            parameter.place,
            message(
                "share '{name}' is {distribution}; make it lognormal, by the spread of its weight in the mix, or determined",
                name=parameter.name,
                distribution=parameter.distribution,
            ),
        )
    if parameter.kind == "choice" and not parameter.choices:
        yield Problem(
            parameter.place,
            message("choice '{name}' names no list; write the table it chooses from", name=parameter.name),
        )
    if group := dict(parameter.further).get("panel"):
        yield from _check_field(parameter, group)
    if parameter.evidence == "assumed" and not parameter.comment:
        yield Problem(parameter.place, message("'{name}' is assumed; say why in comment", name=parameter.name))
    yield from check_verification(parameter, f"'{parameter.name}'")


def check_verification(record: Exchange | Parameter, subject: str) -> Iterator[Problem]:
    """A figure read in its source is quoted; one that nobody could read there counts as assumed, so it says why it stands."""
    verified = further_text(record, VERIFIED)
    if verified == ORIGINAL and not any(map(str.isdigit, further_text(record, FIGURE))):
        yield Problem(
            record.place,
            message(
                "{subject} is verified in the original; quote the figure as printed, with its unit, in {column}",
                subject=subject,
                column=FIGURE,
            ),
        )
    if verified == UNREACHABLE and record.evidence != "assumed" and not record.comment:
        yield Problem(
            record.place,
            message("{subject} is unreachable, so it counts as assumed; say why in comment", subject=subject),
        )


def _check_limits(parameter: Parameter) -> Iterator[Problem]:
    """A plain parameter has limits, and neither they nor its amount are what its type forbids."""
    is_plain = parameter.kind == "number" or (parameter.kind == "share" and parameter.group)
    if not is_plain or parameter.formula:
        return
    row = parameter_row(parameter)
    if needs_limits(row):
        yield Problem(
            parameter.place,
            message("'{name}' is 0, which says nothing of its size; give minimum and maximum", name=parameter.name),
        )
    ends = {"amount": parameter.amount, "minimum": parameter.minimum, "maximum": parameter.maximum}
    for column, value in ends.items():
        if value is not None and (fault := value_problem(row, value)):
            yield Problem(parameter.place, f"{column} {value:g} of '{parameter.name}' {fault}")


def _check_field(parameter: Parameter, group: str) -> Iterator[Problem]:
    """A parameter in a group of the page can be moved there."""
    limited = parameter.kind in ("number", "share") and None not in (parameter.minimum, parameter.maximum)
    if parameter.kind != "choice" and not limited:
        yield Problem(
            parameter.place,
            message(
                "'{name}' stands in the page, but a person cannot move it; give a choice, or a number "
                "with minimum and maximum",
                name=parameter.name,
            ),
        )
    elif group == "plants" and parameter.choices != "provinces":
        yield Problem(
            parameter.place,
            message("'{name}' stands among the plants of the page; make it a choice of provinces", name=parameter.name),
        )


def check_share_groups(parameters: tuple[Parameter, ...], unread_groups: frozenset[str]) -> Iterator[Problem]:
    """Shares of a group sum to 1; groups with rows that could not be read are passed over."""
    groups: dict[str, list[Parameter]] = defaultdict(list)
    for parameter in parameters:
        if parameter.group and parameter.group not in unread_groups:
            groups[parameter.group].append(parameter)
    for group, members in groups.items():
        total = sum(member.amount for member in members)
        if abs(total - 1) > SHARE_TOLERANCE:
            yield Problem(
                members[0].place,
                message(
                    "shares of group '{group}' sum to {total:.9g}, not 1; correct one of {listed}",
                    group=group,
                    total=total,
                    listed=enumerated(f"{member.name} {member.amount:g}" for member in members),
                ),
            )
