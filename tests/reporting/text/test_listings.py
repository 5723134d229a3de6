"""Lists of what there is, for people and programs."""

import pytest

from lca_models.reporting.text.listings import listing, listing_text
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.messages import speaking


def test_a_product_says_where_its_process_is(toy_study):
    (toy,) = listing(toy_study, "products")

    assert (toy["id"], toy["database"], toy["code"], toy["amount"]) == ("toy", "recycling", "life_cycle_toy", 1.0)
    assert toy["project"] == toy_study.current.project


def test_a_choice_lists_the_codes_that_something_supplies(toy_study):
    (province,) = [row for row in listing(toy_study, "routes") if row["name"] == "cell_plant_province"]

    assert province["chosen"] == "CN-GD"
    assert [one["code"] for one in province["codes"]] == ["CN-GD", "CN-SC"]


def test_parameters_are_listed_with_their_limits(toy_study):
    rows = {row["name"]: row for row in listing(toy_study, "parameters")}

    assert "dummy_parameter" not in rows
    assert (rows["recovery_rate_nickel"]["minimum"], rows["recovery_rate_nickel"]["maximum"]) == (0, 1)


@pytest.mark.parametrize(
    "what", ["products", "provinces", "chemistries", "routes", "parameters", "scenarios", "sources", "methods"]
)
def test_a_list_for_a_terminal_has_one_line_a_row_and_no_second_language_in_whole_sentences(toy_study, what):
    rows = listing(toy_study, what)
    lines = listing_text(rows, what).splitlines()

    assert len(lines) == len(rows) > 0
    assert all(str(next(iter(row.values()))) in line for row, line in zip(rows, lines, strict=True))
    assert listing_text([{"name": "clean", "text_zh": "清洁"}], what) == "clean"


def test_a_list_says_its_sentences_in_the_language_in_use():
    rows = [
        {"name": "clean", "description": "Clean power", "text_zh": "清洁电力", "n": 3},
        {"name": "own", "description": "Mine"},
    ]
    with speaking(CHINESE):
        assert listing_text(rows, "scenarios").splitlines() == ["clean  清洁电力  3", "own  Mine"]


def test_rule_sets_are_listed_with_every_term_and_mark_what_this_kit_chose(toy_study):
    rows = listing(toy_study, "rules")
    lines = listing_text(rows, "rules").splitlines()
    terms = [term for rules in rows for term in rules["terms"]]

    assert sum(line.startswith(("  * ", "    ")) and "[" not in line for line in lines) == len(terms)
    assert sum(line.startswith("  * ") for line in lines) == sum(bool(term["kit_default"]) for term in terms) > 0
    assert lines[-1].startswith("* the rule is not public")
