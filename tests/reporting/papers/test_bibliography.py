"""BibTeX of what results use, and of nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.inventory.tables.records import Source
from lca_models.reporting.papers.bibliography import bibtex, cited_sources, escaped
from lca_models.scope.calculation_setup import CalculationSetup

SOURCE = Source("Key2020", "Title & more", "A_B", "2020", "https://doi.org/10.1/x_y", "CC BY 4.0", "yes", "")


def keys(text: str) -> list[str]:
    return re.findall(r"(?m)^@misc\{(.+),$", text)


def test_every_row_that_carries_an_amount_is_cited_and_no_other(toy_study):
    """counted here from the rows of the project and the table of parameters"""
    result = toy_study.footprint(CalculationSetup("toy"))
    system = result.system
    rows = {
        row.data.get("source")
        for row, amount in zip(system.exchanges, result.assessment.quantities, strict=True)
        if amount
    }
    named = {row.data.get("source") for row in system.parameters.values()}
    factors = {system.method_metadata[result.assessment.method].get("source")}
    rules = {term.source for term in result.rule_set.terms}
    found = {source.key for source in cited_sources([result], toy_study.sources)}

    assert rows & set(toy_study.sources) <= found
    assert found <= rows | named | factors | rules


def test_a_source_of_a_value_that_a_person_replaced_is_not_cited_for_it(shipped_study):
    """a parameter whose source stands behind nothing else, moved by a hundredth"""
    before = shipped_study.footprint(CalculationSetup("lfp-60kwh"))
    rows = {row.data.get("source") for row in before.system.exchanges}
    parameters = before.system.parameters
    terms = {term.source for term in before.rule_set.terms}
    cited = {source.key for source in cited_sources([before], shipped_study.sources)}
    alone = [
        (name, row) for name, row in parameters.items()
        if row.data.get("source") in cited - rows - terms and not row.formula
        and sum(one.data.get("source") == row.data["source"] for one in parameters.values()) == 1
        and row.data.get("unit") == "1"
    ]  # fmt: skip
    name, row = alone[0]
    after = shipped_study.footprint(CalculationSetup("lfp-60kwh", settings={name: row.amount * 0.99}))

    assert row.data["source"] not in {source.key for source in cited_sources([after], shipped_study.sources)}


def test_a_category_and_the_rules_are_cited_too(shipped_study):
    cn, eu = (shipped_study.footprint(CalculationSetup("lfp-60kwh", rules=one)) for one in ("cn-551", "eu-cfb-ev"))
    found = {source.key for source in cited_sources([cn, eu], shipped_study.sources)}

    assert "IPCC2021" in found  # the factors of gwp100-ar6
    assert {"EUDraft2024", "SESEC2026"} <= found
    assert len(found) == len(set(found)) > 100


def test_an_entry_has_key_title_year_and_address():
    (entry,) = bibtex([SOURCE]).strip().split("\n\n")

    assert keys(entry) == ["Key2020"]
    assert "title = {{Title \\& more}}" in entry
    assert "author = {{A\\_B}}" in entry
    assert "doi = {10.1/x_y}" in entry
    assert "url = {https://doi.org/10.1/x_y}" in entry
    assert "howpublished" not in entry


def test_a_doi_alone_is_printed_once_and_the_licence_not_at_all():
    """styles print `note` and `howpublished`; an `annote` they leave out"""
    entry = bibtex([Source("K", "t", "p", "2020", "10.1234/x", "article, facts", "", "")])

    assert [line.partition(" = ")[0].strip() for line in entry.splitlines()[1:-1]] == [
        "title", "author", "year", "doi", "annote",
    ]  # fmt: skip


def test_all_sources_of_the_inventories_make_entries_that_are_read_back(shipped_study):
    text = bibtex(shipped_study.sources.values())

    assert sorted(keys(text)) == sorted(shipped_study.sources)
    assert text.count("{") - text.count("\\{") == text.count("}") - text.count("\\}")


@given(st.text(max_size=60))
def test_whatever_a_title_holds_is_set_by_tex(text):
    """no special character stands alone, and braces pair up"""
    found = escaped(text)
    plain = re.sub(r"\\(textbackslash|textasciitilde|textasciicircum)\{\}|\\[&%$#_{}]", "", found)

    assert not re.search(r"[&%$#_{}~^\\]", plain)


@pytest.mark.parametrize(("year", "written"), [("2020", True), ("n.d.", False), ("2023-2024", True)])
def test_a_year_is_a_number_or_left_out(year, written):
    assert ("year = {2" in bibtex([Source("K", "t", "p", year, "book", "", "", "")])) is written
