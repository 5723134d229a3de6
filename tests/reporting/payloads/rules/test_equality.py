"""A payload against the same made again from the result."""

from payload_mutants import GONE, mutated

from lca_models.reporting.payloads.rules.equality import compare_payload, difference


def test_the_same_document_has_no_difference(documents):
    assert all(compare_payload(one, one) == () for one in documents.values())


def test_a_figure_a_text_and_a_field_that_differ_are_named(documents):
    changes = {
        "pcf.fossilGhgEmissions": "5979.97",
        "companyName": "Other",
        "status": GONE,
        "pcf.landCarbonLeakage": "1",
    }
    found = {one.path: one for one in compare_payload(mutated(documents["pact"], changes), documents["pact"])}

    assert set(found) == set(changes)
    assert {one.rule for one in found.values()} == {"PAY-07"}
    assert found["status"].english == "is missing; the result gives Active"
    assert found["pcf.fossilGhgEmissions"].english.endswith("(+0.01)")


def test_figures_are_equal_however_they_are_written():
    assert compare_payload({"a": 1.0, "b": "2.50"}, {"a": 1, "b": "2.5"}) == ()
    assert difference("2.5", "2") == 0.5
    assert difference("x", 1) is None
