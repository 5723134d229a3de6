import pytest

from lca_models.programme.registry.errors import InvalidError
from lca_models.programme.service.pages.acting import ACTS, offered
from lca_models.programme.service.pages.forms import Form
from lca_models.programme.submissions.judging import findings_of
from lca_models.programme.submissions.listing import submission_of
from lca_models.programme.submissions.transitions import transitions


def test_what_is_offered_is_what_the_table_of_transitions_lets_a_role_do(parties):
    """at each state that a submission passes: verbs that move it are those of the table, by the role that asks"""
    verb_of = {"under_verification": "assign", "verified": "opinion", "withdrawn": "withdraw", "reopened": "reopen"}
    for own in (parties.checked(month="2021-01"), parties.assigned(month="2022-01"), parties.verified(month="2023-01")):
        for actor in (parties.maker, parties.verifier, parties.authority):
            try:
                one = submission_of(parties.registry, actor, own)
            except Exception:
                assert actor == parties.verifier
                continue
            moves = {
                verb_of.get(move.event.split(".")[1])
                for move in transitions()
                if move.before == one.state and move.role == actor.role
            }
            given = offered(actor, one, is_asked_back=True) & {*verb_of.values()}
            if actor == parties.maker and one.state == "verified":
                given -= {"withdraw"}  # a maker asks for it
            assert given == moves - {None}


def test_each_verb_that_is_offered_is_done():
    assert {
        "answer",
        "decide",
        "open",
        "opinion",
        "decline",
        "assign",
        "publish",
        "withdraw",
        "reopen",
        "order",
    } == set(ACTS)


@pytest.mark.parametrize(("text", "kg"), [("1,234.5", 1234.5), ("−3", -3.0), ("-3", -3.0), ("", None)])
def test_kilograms_are_read_as_people_write_them(text, kg, parties):
    own = parties.assigned()
    ACTS["open"](
        parties.registry, parties.verifier, own, Form({"text": ["wrong"], "effect_kg": [text], "severity": ["minor"]})
    )
    _, (found,) = findings_of(parties.registry, parties.verifier, own)
    assert found.finding.effect_kg == kg


@pytest.mark.parametrize("text", ["nan", "inf", "1e999", "ten"])
def test_what_is_no_amount_is_refused(text, parties):
    own = parties.assigned()
    with pytest.raises(InvalidError, match="no number of kilograms"):
        ACTS["open"](parties.registry, parties.verifier, own, Form({"text": ["x"], "effect_kg": [text]}))


def test_a_verified_one_is_withdrawn_by_both(parties):
    own = parties.verified()
    reason = Form({"reason": ["a fact was found"]})
    ACTS["withdraw"](parties.registry, parties.maker, own, reason)
    assert submission_of(parties.registry, parties.authority, own).state == "verified"
    ACTS["withdraw"](parties.registry, parties.authority, own, reason)
    assert submission_of(parties.registry, parties.authority, own).state == "withdrawn"
