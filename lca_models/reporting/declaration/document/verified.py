"""Chapter 10: an empty form until a verification has begun, then what verifier and maker have said of this edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lca_models.reporting.declaration.document.facts import Facts
from lca_models.reporting.declaration.document.paper.word_file import WordFile

EMPTY_FINDINGS = 4  # lines of the form
WIDTHS = (1.4, 6, 2.4, 2.6, 2, 4)
# What a verifier agrees with the maker and concludes; filled in by hand where nothing says it.
FORM = (
    "verifier",
    "accreditation",
    "team",
    "criteria",
    "scope",
    "level of assurance",
    "threshold of materiality",
    "visits of sites",
    "sample",
    "independent reviewer",
    "opinion",
    "date and signature",
)


@dataclass(frozen=True)
class Talk:
    """A verification as chapter 10 tells it, in the language of the report."""

    agreed: Mapping[str, str]  # by the words of FORM
    findings: tuple[tuple[str, ...], ...] = ()  # cells of table 10.1
    notes: tuple[str, ...] = ()  # of what stands: its edition, uncorrected misstatements
    opinion: str = ""  # its words; empty until one is issued


def write_verification(paper: WordFile, facts: Facts, talk: Talk | None = None) -> None:
    """Chapter 10: what `talk` says, or the form that a verifier fills in."""
    paper.heading(f"10 {facts.say('Verification')}")
    if talk is None or not talk.opinion:
        facts.put(paper, facts.sentence("S10.1"))
    for note in talk.notes if talk else ():
        paper.paragraph(note)
    said = talk.agreed if talk else {}
    head = facts.say("value") if talk else facts.say("to be filled in by the verifier")
    paper.table((facts.say("item"), head), [(facts.say(one), said.get(one, "")) for one in FORM], (4, 9))
    blank = (("",) * len(WIDTHS),) * EMPTY_FINDINGS
    facts.put_table(paper, "T10.1", talk.findings if talk else blank, WIDTHS, small=talk is not None)
    if talk and talk.opinion:
        paper.paragraph(talk.opinion, style="Statement")
