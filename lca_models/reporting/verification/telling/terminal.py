"""A verification on a terminal: findings by severity and kilograms, then what is material, then what to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lca_models.reporting.text.columns import left, right, width_of
from lca_models.reporting.text.numbers import number_text, signed_text
from lca_models.reporting.verification.assurance.materiality import Sampled
from lca_models.reporting.verification.assurance.population import own_kg, what_to_look_at
from lca_models.reporting.verification.assurance.sampling import Selected
from lca_models.reporting.verification.assurance.standing import Standing
from lca_models.reporting.verification.finding import FOUND, NOT_RUN, PASSED, SEVERITIES
from lca_models.reporting.verification.one_bundle import NO_NONCE, BundleVerification
from lca_models.scope.labels import label
from lca_models.scope.wording.marks import enumerated, headed, in_turn
from lca_models.scope.wording.messages import in_language, language_in_use, message

MOST = 200  # findings that a terminal lists
DIGITS = 5


def verification_text(found: BundleVerification, *, verbose: bool = False) -> str:
    """What the rules found in a bundle. `verbose`: with every rule that did not run, and why."""
    parts = [list(_head(found)), list(_findings(found.standings)), list(_materiality(found)), list(_sample(found))]
    parts.append(list(_rules(found, verbose=verbose)))
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def severity_word(severity: str) -> str:
    """A severity in the language in use."""
    return label(f"severity.{severity}", language_in_use())


def state_word(state: str) -> str:
    """A state of a finding in the language in use."""
    return label(f"finding_state.{state}", language_in_use())


def opinion_word(kind: str) -> str:
    """A kind of opinion in the language in use."""
    return label(f"opinion.{kind}", language_in_use())


def kilograms(effect_kg: float | None) -> str:
    """What a finding moves, with its sign; empty where nobody knows."""
    return "" if effect_kg is None else message("{kg} kg", kg=signed_text(effect_kg, DIGITS))


def sampled_words(one: Sampled) -> str:
    """What the lines that were looked at say of the others, in the language in use."""
    return message(
        "of {drawn} drawn lines {looked} were looked at with two values: {projected} kg more in those that were not, at most "
        "{limit} kg",
        drawn=one.drawn,
        looked=one.looked,
        projected=signed_text(one.projected_kg, DIGITS),
        limit=number_text(one.upper_limit_kg, DIGITS),
    )


def _head(found: BundleVerification) -> Iterator[str]:
    yield message("{file}  ·  manifest {hash}", file=found.name, hash=found.hash)
    declared, total = (None if one is None else number_text(one, 8) for one in (found.declared_kg, found.total_kg))
    yield message(
        "declared {declared} kg CO2e per pack, worked out again {total} kg",
        declared=declared or "–",
        total=total or "–",
    )
    if found.case is not None and found.case.again.is_example:
        yield message("made-up example, not a declaration")
    counts = Counter(one.finding.severity for one in found.standings if one.is_open)
    said = in_turn(f"{counts[one]} {severity_word(one)}" for one in SEVERITIES if counts[one])
    yield message("open findings: {said}", said=said or message("none"))


def _findings(rows: Sequence[Standing]) -> Iterator[str]:
    for one in rows[:MOST]:
        finding = one.finding
        head = [severity_word(finding.severity), finding.rule, kilograms(finding.effect_kg), state_word(one.state)]
        head += [one.number or finding.id] + ([] if one.is_found else [message("no rule finds it any more")])
        yield "  ".join(filter(None, head))
        yield f"    {in_language(finding.english, finding.chinese)}"
        if finding.place:
            yield f"    {finding.place}"
    if len(rows) > MOST:
        yield message("… and {n} more: --json lists all", n=len(rows) - MOST)


def _materiality(found: BundleVerification) -> Iterator[str]:
    summed, known = found.found, found.found.thresholds
    yield message(
        "material from {threshold} kg on ({share:.3g} % of the total); a line is looked at by itself from {performance} kg on; "
        "below {trivial} kg nothing is summed",
        threshold=number_text(known.threshold_kg, DIGITS),
        share=100 * known.share,
        performance=number_text(known.performance_kg, DIGITS),
        trivial=number_text(known.trivial_kg, 4),
    )
    yield message(
        "uncorrected: {under} kg under, {over} kg over; net {net} kg, which decides nothing: {verdict}",
        under=number_text(summed.under_kg, DIGITS),
        over=number_text(summed.over_kg, DIGITS),
        net=signed_text(summed.net_kg, DIGITS),
        verdict=message("it is material") if summed.is_material else message("it is not material"),
    )
    if summed.sampled:
        yield sampled_words(summed.sampled)
        if summed.needs_more:
            yield message("that is above the threshold: look at more lines")
    if summed.at_any_size:
        listed = enumerated(dict.fromkeys(one.rule for one in summed.at_any_size))
        yield message("material at any size until corrected: {listed}", listed=listed)


def _sample(found: BundleVerification) -> Iterator[str]:
    plan, case = found.plan, found.case
    if plan is None or case is None:
        return
    drawn = len(plan.selected) - len(plan.key_items)
    yield message(
        "sample at {confidence:.0%}: {keys} key items, {drawn} drawn of the {rest} kg of other lines, one every {interval} kg; "
        "{released} kg stand on values as released, which their hash tests",
        confidence=plan.confidence,
        keys=len(plan.key_items),
        drawn=drawn,
        rest=number_text(plan.rest_kg, DIGITS),
        interval=number_text(plan.interval_kg, DIGITS),
        released=number_text(plan.released_kg, DIGITS),
    )
    if found.nonce == NO_NONCE:
        yield message(
            "drawn without a nonce of the verifier, so whoever made the bundle could know it: give --nonce HEX"
        )
    heads = [message("line"), message("kg per pack"), message("why"), message("look at")]
    rows = [_line(one, found) for one in plan.selected]
    widths = [max(width_of(row[place]) for row in [heads, *rows]) for place in range(3)]
    for row in [heads, *rows]:
        yield f"  {left(row[0], widths[0])}  {right(row[1], widths[1])}  {left(row[2], widths[2])}  {row[3]}"
    if own_kg([one.line for one in plan.selected]) > found.found.thresholds.threshold_kg:
        yield message("visit the plant: data of its own carry more than the threshold")


def _line(one: Selected, found: BundleVerification) -> list[str]:
    kg = number_text(one.line.kg, 4) if one.line.kg else ""
    seen = what_to_look_at(one.line, found.case.sheet, found.hash + found.nonce) if found.case else ""
    return [one.line.name, kg, one.reason, seen]


def _rules(found: BundleVerification, *, verbose: bool) -> Iterator[str]:
    outcomes = found.verified.outcomes
    counts = Counter(one.state for one in outcomes.values())
    yield message(
        "rules: {passed} passed, {found} with findings, {other} did not run{hint}",
        passed=counts[PASSED],
        found=counts[FOUND],
        other=counts[NOT_RUN],
        hint="" if verbose else message(" (--verbose says why)"),
    )
    if verbose:
        reasons: dict[str, list[str]] = {}
        for rule, one in outcomes.items():
            if one.state == NOT_RUN:
                reasons.setdefault(in_language(one.reason.english, one.reason.chinese), []).append(rule)
        for reason, listed in reasons.items():
            yield f"  {headed(reason, enumerated(listed))}"
