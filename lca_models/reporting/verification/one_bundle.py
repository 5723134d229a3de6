"""One bundle verified from itself alone: archive, hashes, recalculation, rules, findings so far, materiality, sample."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path

from lca_models.impact.study import Study
from lca_models.inventory.files.manifest import hash_of
from lca_models.reporting.declaration.bundle import Bundle
from lca_models.reporting.declaration.conformity.requirements import all_requirements
from lca_models.reporting.verification.assurance.looked import evaluated
from lca_models.reporting.verification.assurance.materiality import Materiality, materiality, thresholds_of
from lca_models.reporting.verification.assurance.population import denominator_terms, lines_to_sample
from lca_models.reporting.verification.assurance.records import FindingsFile
from lca_models.reporting.verification.assurance.sampling import SamplingPlan, confidence_of, interval_of, sampling_plan
from lca_models.reporting.verification.assurance.standing import Standing, standings
from lca_models.reporting.verification.case import Case, Engagement
from lca_models.reporting.verification.closing import CLOSING, Work
from lca_models.reporting.verification.engine import Requirements, Verified, findings_of, in_order, outcome_of
from lca_models.reporting.verification.finding import FOUND, NOT_RUN, PASSED, Outcome, Words
from lca_models.reporting.verification.received import Received, again, received, unpack
from lca_models.reporting.verification.rules.declared_figures import declared_total
from lca_models.reporting.verification.rules.findings import could_not_run, finding_of
from lca_models.reporting.verification.rules.integrity import INTEGRITY, STRUCTURE, Arrival, refusal
from lca_models.reporting.verification.rules.register import looks
from lca_models.reporting.verification.rules.table import rules
from lca_models.scope.wording.catalogue import ENGLISH
from lca_models.scope.wording.messages import bilingual, speaking

NO_NONCE = "00"  # until the verifier gives one, a sample is drawn with this, and says so
RECALCULATION = "ARI-01"


@dataclass(frozen=True)
class Wanted:
    """How a bundle shall be verified."""

    engagement: Engagement = field(default_factory=Engagement)
    named_hash: str = ""  # of the manifest, as somebody named it beside the bundle
    nonce: str = ""  # hexadecimal
    file: FindingsFile | None = None  # findings so far
    is_fast: bool = False
    folder: Mapping[str, Bundle] = field(default_factory=dict)  # other bundles beside it
    earlier: Bundle | None = None


@dataclass(frozen=True)
class BundleVerification:
    """What a verification of one bundle comes to."""

    name: str  # of the file
    hash: str  # SHA-256 of the manifest
    verified: Verified
    standings: tuple[Standing, ...]
    declared_kg: float | None  # per pack; None where no total can be read
    found: Materiality
    plan: SamplingPlan | None  # None where the data sheet cannot be calculated
    case: Case | None
    wanted: Wanted

    @property
    def total_kg(self) -> float | None:
        """The result worked out again, kg CO2e per pack; None where it cannot be."""
        return self.case.total_kg if self.case else None

    @property
    def fails(self) -> bool:
        """Whether a finding is open that is critical or major."""
        return any(one.fails for one in self.standings)

    @property
    def nonce(self) -> str:
        """What the sample is drawn with."""
        return self.wanted.nonce or (self.wanted.file.nonce if self.wanted.file else NO_NONCE)


def verify_bundle(
    content: bytes, name: str, study: Study, work: Path, wanted: Wanted | None = None
) -> BundleVerification:
    """What the rules find in a bundle. Whatever is wrong with it is a finding.

    `content`: of the file; `study`: of the shipped tables; `work`: a folder that its data sheet is written into, and that
    stays as long as the result is used. Raises OSError where that cannot be written.
    """
    asked = wanted or Wanted()
    with speaking(ENGLISH):
        refused = refusal(content, name)
        if refused is not None:
            finding = finding_of(rules()[STRUCTURE], refused, 0.0, served()[STRUCTURE])
            outcomes = {finding.rule: Outcome(finding.rule, FOUND, findings=(finding,))}
            whole = _not_run(outcomes, Words(*bilingual("the archive was refused")))
            return _concluded(name, hash_of(content), whole, None, None, asked)
        found = received(content, name)
        outcomes = arrived(found, asked)
        try:
            inside = unpack(found.bundle, work)
            case = Case(
                found.bundle, again(inside, study), asked.engagement, asked.folder, asked.earlier, asked.is_fast
            )
            case.total_kg  # noqa: B018  a result that does not exist is found here
        except MemoryError:
            raise
        except Exception as error:  # what a hostile data sheet makes of the kit is nobody's traceback
            fault = could_not_run(rules()[RECALCULATION], error)
            outcomes[RECALCULATION] = Outcome(RECALCULATION, FOUND, findings=(fault,))
            whole = _not_run(outcomes, Words(*bilingual("the data sheet of the bundle cannot be calculated")))
            return _concluded(name, found.hash, whole, None, found.bundle, asked)
        whole = {**findings_of(case, served()).outcomes, **outcomes}
        return _concluded(name, found.hash, whole, case, found.bundle, asked)


def arrived(found: Received, asked: Wanted) -> dict[str, Outcome]:
    """What came of the rules that look at the file itself."""
    named = asked.named_hash or (asked.file.current_bundle if asked.file else "")
    arrival = Arrival(found, named, asked.is_fast)
    outcomes = {rule: outcome_of(rules()[rule], partial(look, arrival), 0.0, served()[rule])
                for rule, look in INTEGRITY.items()}  # fmt: skip
    return {STRUCTURE: Outcome(STRUCTURE, PASSED), **outcomes}


def _concluded(
    name: str, found_hash: str, outcomes: Mapping[str, Outcome], case: Case | None, bundle: Bundle | None, asked: Wanted
) -> BundleVerification:
    """What findings sum to, what to look at, and the rules on the verification itself."""
    declared = declared_kg(bundle)
    total = case.total_kg if case else declared or 0.0
    found = [one for outcome in outcomes.values() for one in outcome.findings]
    counted = [one.finding for one in standings(found, asked.file) if one.counts]
    known = thresholds_of(total, asked.engagement.threshold_share, asked.engagement.limits)
    confidence = confidence_of(asked.engagement.assurance, asked.engagement.limits)
    sampled = evaluated(asked.file, interval_of(known, confidence), confidence)
    summed = materiality(counted, total, asked.engagement, sampled)
    work = Work(asked.file, summed)
    closing = {rule: outcome_of(rules()[rule], partial(look, work), summed.thresholds.threshold_kg, served()[rule])
               for rule, look in CLOSING.items()}  # fmt: skip
    verified = Verified(in_order({**outcomes, **closing}))
    verification = BundleVerification(
        name, found_hash, verified, standings(verified.findings, asked.file), declared, summed, None, case, asked
    )
    if case is None:
        return verification
    plan = sampling_plan(
        lines_to_sample(case),
        known,
        confidence,
        found_hash,
        verification.nonce,
        denominator_terms(case),
    )
    return replace(verification, plan=plan)


def declared_kg(bundle: Bundle | None) -> float | None:
    """The total that a bundle declares, kg CO2e per pack; None where none can be read."""
    try:
        return declared_total(bundle) if bundle else None
    except (KeyError, ValueError):
        return None


def _not_run(outcomes: Mapping[str, Outcome], words: Words) -> dict[str, Outcome]:
    """Outcomes with every rule that looks at what could not be read."""
    return {**{rule: Outcome(rule, NOT_RUN, words) for rule in {*looks(), *INTEGRITY}}, **outcomes}


@cache
def served() -> Requirements:
    """Which requirements of the conformity matrix each rule serves."""
    found: dict[str, tuple[str, ...]] = dict.fromkeys(rules(), ())
    for one in all_requirements(None):
        for rule in one.rules:
            found[rule] = (*found.get(rule, ()), one.id)
    return found
