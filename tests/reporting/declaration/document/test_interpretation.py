"""Chapters 5 to 7: results, what makes them, how sure they are."""

from lca_models.reporting.declaration.document.paper.reading import numbers_of_document


def test_no_view_of_electricity_is_called_conforming(reports):
    text = numbers_of_document(reports["en"]).text

    assert (
        "By the four views of electricity the total lies between 6427.7 and 6930.0 kg. None of them is called conforming."
        in text
    )


def test_a_zero_that_nobody_measured_says_so(reports):
    assert "not that it was measured" in numbers_of_document(reports["en"]).text


def test_the_interval_is_said_with_draws_seed_and_drivers(reports):
    text = numbers_of_document(reports["zh"]).text

    assert "抽样2048次，种子0" in text
    assert "负极石墨（包覆） → LFP电芯增加10 %，结果变化1.8 %。" in text


def test_shares_of_each_stage_are_those_of_the_results(facts, reports):
    tags = [tag for tag, _ in numbers_of_document(reports["en"]).traced if tag.startswith("own_data/")]

    parts = [number for number, row in facts.rows("own_data") if row["kind"] == "part"]
    named = {int(one.split("/")[1]) for tag in tags for one in tag.partition("|")[0].split("+")}
    assert set(parts) <= named
