from data_sheets import collected, given, sheet_of

from lca_models.inventory.activity.sheet.models import EvidenceLine
from lca_models.inventory.activity.values.collected import own_name


def test_how_a_value_was_got_says_how_far_off_it_may_be(shipped_study):
    """a meter: 2 % and the best score of accuracy; who says the spread is believed"""
    into = collected(sheet_of(), shipped_study.product_system("lfp-60kwh").before_rules)

    read, said, bare = (given(1, source_kind="meter"), given(1, source_kind="meter", spread=0.07), given(1))

    assert [into.origin(one, "x").spread for one in (read, said, bare)] == [0.02, 0.07, None]
    assert [into.origin(one, "x").scores[3] for one in (read, bare)] == [1, None]
    assert into.origin(read, "x", spread=False).spread is None


def test_a_document_is_cited_as_the_register_has_it(shipped_study):
    """E1: bill, page 3; E9 is in no register"""
    sheet = sheet_of(evidence=(EvidenceLine(evidence_id="E1", document="bill", page="3"),))
    into = collected(sheet, shipped_study.product_system("lfp-60kwh").before_rules)

    assert into.document_words("E1") == "E1, bill, 3"
    assert into.document_words("E9") == "E9"
    assert into.document_words(None) == ""


def test_what_is_given_first_stands(shipped_study):
    into = collected(sheet_of(), shipped_study.product_system("lfp-60kwh").before_rules)
    origin = into.origin(given(1), "x")

    into.give("a", 1.0, "kg", origin)
    into.give("a", 2.0, "kg", origin)

    assert into.parameters["a"].value == 1.0


def test_a_name_of_ones_own_is_a_name_of_a_parameter():
    assert own_name("Aerogel (blue)", "mass") == "own_aerogel_blue_mass"
