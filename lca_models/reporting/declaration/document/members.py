"""The report as members of a bundle: Word files in both languages, and their PDF where LibreOffice is there."""

from __future__ import annotations

import warnings

from lca_models.reporting.declaration.bundle import REPORT_PDFS, REPORTS
from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.document.closing import (
    write_annexes,
    write_declaration,
    write_limits,
)
from lca_models.reporting.declaration.document.facts import Facts
from lca_models.reporting.declaration.document.interpretation import write_interpretation, write_quality, write_results
from lca_models.reporting.declaration.document.inventory import write_inventory
from lca_models.reporting.declaration.document.opening import (
    example_mark,
    rules_line,
    write_cover,
    write_general,
    write_summary,
)
from lca_models.reporting.declaration.document.paper.pdf import PdfError, pdf_files
from lca_models.reporting.declaration.document.paper.word_file import WordFile
from lca_models.reporting.declaration.document.scope import write_scope
from lca_models.reporting.declaration.document.verified import Talk, write_verification
from lca_models.scope.wording.messages import speaking

PDF_FOLDER = "documents"  # below the folder of the projects, while LibreOffice works


def members(declared: Declared) -> dict[str, bytes]:
    """The report in English and Chinese as Word files. Raises what the tables of results raise."""
    return declared.keep(
        "reports", lambda: {REPORTS[language]: report_file(declared, language) for language in REPORTS}
    )


def pdf_members(declared: Declared) -> dict[str, bytes]:
    """The same as PDF; none where LibreOffice is not found or writes none, which a warning says once.

    Raises what the tables of results raise.
    """
    documents = members(declared)
    try:
        return pdf_files({REPORT_PDFS[language]: documents[member] for language, member in REPORTS.items()},
                         declared.study.base / PDF_FOLDER)  # fmt: skip
    except PdfError as error:
        warnings.warn(str(error), UserWarning, stacklevel=2)
        return {}


def report_file(
    declared: Declared, language: str, *, public: bool = False, draws: bool = True, talk: Talk | None = None
) -> bytes:
    """The report in a language as a Word file, the same bytes for the same declaration.

    `public`: without amounts of materials, monthly values, names of suppliers and the register of evidence. `draws`: with
    its figures; without, it has the same words and numbers, which takes less time. `talk`: of verifier and maker, in the same
    language; without, chapter 10 is a form. Raises what the tables of results raise, ScenarioError for an unknown language.
    """
    facts = Facts(declared, language, public, draws)
    with speaking(language):
        edges = " · ".join(filter(None, (example_mark(facts), rules_line(facts))))
        paper = WordFile(
            f"{facts.say('Product carbon footprint report')} {facts.model}", language, declared.issued,
            header=edges, footer=facts.report_number,
        )  # fmt: skip
        write_cover(paper, facts)
        paper.page_break()
        paper.contents(facts.say("Contents"))
        paper.page_break()
        write_summary(paper, facts)
        write_general(paper, facts)
        write_scope(paper, facts)
        write_inventory(paper, facts)
        write_results(paper, facts)
        write_interpretation(paper, facts)
        write_quality(paper, facts)
        write_limits(paper, facts)
        write_declaration(paper, facts)
        write_verification(paper, facts, talk)
        paper.page_break()
        write_annexes(paper, facts)
        return paper.content()
