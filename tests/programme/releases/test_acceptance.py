"""Two organisations, none of them the proposer; nobody's return; a group counts once, by its last word."""

from hypothesis import given
from hypothesis import strategies as st

from lca_models.programme.releases.acceptance import ACCEPT, COMMENT, RETURN, VERDICTS, Opinion, not_accepted, standing
from lca_models.programme.releases.rows import ReleaseRow

ROW = ReleaseRow("t.csv", "k", {"source": "A"}, {"source": "B"})
BARE = ReleaseRow("t.csv", "k", {"source": "A"}, {"source": ""})


def said(*words, key="k"):
    return [Opinion("t.csv", key, verdict, giver) for giver, verdict in words]


def test_two_accepts_of_two_organisations_are_needed():
    assert not_accepted([ROW], said(("a", ACCEPT), ("b", ACCEPT)), "p") == ()
    (problem,) = not_accepted([ROW], said(("a", ACCEPT), ("a", ACCEPT)), "p")
    assert (problem.where, problem.en) == ("t.csv k", "has 1 of the 2 organisations that must accept it")


def test_a_row_without_source_needs_a_third():
    two = said(("a", ACCEPT), ("b", ACCEPT))
    assert [one.en for one in not_accepted([BARE], two, "p")] == ["has 2 of the 3 organisations that must accept it"]
    assert not_accepted([BARE], [*two, *said(("c", ACCEPT))], "p") == ()


def test_the_proposer_does_not_count():
    assert not_accepted([ROW], said(("a", ACCEPT), ("p", ACCEPT)), "p")


def test_one_return_holds_a_row_back_until_its_organisation_accepts():
    words = said(("a", ACCEPT), ("b", ACCEPT), ("c", RETURN))
    assert "was returned by 1" in not_accepted([ROW], words, "p")[0].en
    assert not_accepted([ROW], [*words, *said(("c", ACCEPT))], "p") == ()


def test_a_comment_is_no_verdict():
    assert standing(ROW, said(("a", ACCEPT), ("a", COMMENT)), "p").accepts == {"a"}


def test_what_was_said_of_a_row_that_was_changed_since_counts_no_more():
    fallen = [Opinion("t.csv", "k", ACCEPT, "a", has_fallen=True), *said(("b", ACCEPT))]
    assert standing(ROW, fallen, "p").accepts == {"b"}


def test_what_is_said_of_another_row_counts_there():
    assert standing(ROW, said(("a", ACCEPT), key="other"), "p").accepts == frozenset()


@given(st.lists(st.tuples(st.sampled_from("abcp"), st.sampled_from(VERDICTS)), max_size=12))
def test_a_row_is_accepted_by_exactly_those_whose_last_verdict_says_so(words):
    now = standing(ROW, said(*words), "p")
    last = {giver: verdict for giver, verdict in words if verdict != COMMENT and giver != "p"}
    assert now.accepts == {giver for giver, verdict in last.items() if verdict == ACCEPT}
    assert now.returns == {giver for giver, verdict in last.items() if verdict == RETURN}
    assert (not_accepted([ROW], said(*words), "p") == ()) == (len(now.accepts) >= 2 and not now.returns)
