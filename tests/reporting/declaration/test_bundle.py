"""The members of a bundle by name."""

import pytest

from lca_models.reporting.declaration.bundle import NOT_REPRODUCIBLE, REPORT_PDFS, Bundle, result_member


def test_members_are_read_as_documents_and_tables_by_their_names():
    bundle = Bundle({"setup/setup.json": b'{"rules": "cn-551"}', "results/stages.csv": b"stage,kg\nall,1.5\n"})

    assert bundle.json("setup/setup.json") == {"rules": "cn-551"}
    assert bundle.table("stages") == ({"stage": "all", "kg": "1.5"},)
    assert result_member("stages") == "results/stages.csv"


@pytest.mark.parametrize(
    ("content", "error"), [({}, KeyError), ({"a.json": b"{"}, ValueError), ({"a.json": b"\xff"}, ValueError)]
)
def test_what_is_missing_or_no_document_is_an_error_to_be_told(content, error):
    with pytest.raises(error):
        Bundle(content).json("a.json")


def test_the_members_that_differ_each_time_are_the_pdfs():
    assert set(NOT_REPRODUCIBLE) == set(REPORT_PDFS.values())
