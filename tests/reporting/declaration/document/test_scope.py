"""Chapter 3: the functional unit term by term, the boundary, what is left out."""

from lca_models.reporting.declaration.document.paper.reading import numbers_of_document


def test_the_energy_delivered_is_said_with_its_formula_and_its_extrapolation(reports):
    text = numbers_of_document(reports["en"]).text

    assert "115,200 kWh = 64 kWh rated x 2,000 cycles x 0.9 mean retention (linear)." in text
    assert "measured to 1000, declared 2000, an extrapolation beyond the test." in text


def test_all_three_rules_of_cut_off_are_said_with_what_they_give(reports, chinese):
    text = numbers_of_document(reports["zh"]).text

    assert "1/0.1/5规则：通过；质量1 %：通过；排放3 %：未定。" in text
    assert all(
        chinese.left_out(str(row["input"])) in text for _, row in chinese.rows("cutoff") if row["kind"] == "cut-off"
    )
