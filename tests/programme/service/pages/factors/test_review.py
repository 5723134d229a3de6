import re

import pytest
from releases_of_tables import KEY, MASS, TABLE

from lca_models.programme.registry.log import head
from lca_models.programme.releases.listing import release_of
from lca_models.programme.releases.moves.kept import find_moves
from lca_models.programme.service.pages.sessions import form_token

AT = "/pages/releases/1.5.0"
VERBS = re.compile('name="do" value="([a-z]+)"')
WORDS = "<b>where from?</b>"


def say(one, at, verdict, **said):
    """Fill the form of a row or a table, which carries its place unseen."""
    page = one.see(AT).text
    form = next(form for form in page.split("<form") if f'name="at" value="{at}"' in form)
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form))
    return one.send(AT, data={**hidden, "verdict": verdict, **said})


def test_every_role_reads_rows_with_what_was_said_and_only_others_review(parties, proposed, person):
    page = {name: person(name).see(AT).text for name in parties.everyone}
    assert {name: {*VERBS.findall(text)} for name, text in page.items() if VERBS.findall(text)} == {
        "expert": {"comment"}, "authority": {"decide", "moves"},
    }  # fmt: skip
    for text in page.values():
        assert KEY in text
        assert ">0.6<" in text
        assert ">0.7<" in text
        assert "accepted by 0 of 2" in text


def test_a_release_goes_from_its_rows_to_its_day_by_forms(parties, proposed, second, person):
    expert, other, authority = person("expert"), person("second"), person("authority")
    refused = say(expert, 1, "return", text="")
    assert refused.status_code == 422
    assert 'id="comment-1-text-wrong">is missing; say what is wrong' in refused.text
    found = say(expert, 2, "return", text=WORDS)
    assert found.headers["location"] == f"{AT}?done=comment#row-2"
    assert "It is written down." in expert.see(f"{AT}?done=comment").text
    seen = other.see(AT).text
    assert "&lt;b&gt;where from?&lt;/b&gt;" in seen
    assert WORDS not in seen
    assert "returned by 1" in seen

    for one in (expert, other):
        for at in (1, 2):
            assert say(one, at, "accept", text="").status_code == 303
    early = authority.fill(AT, "decide", decision="returned", text="")
    assert (early.status_code, "say why" in early.text) == (422, True)
    assert authority.fill(AT, "decide", decision="accepted", text="").status_code == 303
    assert "It is being calculated in the background" in authority.see(AT).text
    assert authority.fill(AT, "publish", effective_on="2025-01-01").status_code == 422
    assert authority.fill(AT, "publish", effective_on="2027-01-01").status_code == 303
    assert release_of(parties.registry, proposed)[0].effective_on == "2027-01-01"
    assert VERBS.findall(expert.see(AT).text) == []


def test_what_lacks_accepts_is_named_where_the_authority_decides(parties, proposed, person):
    say(person("expert"), 1, "comment", text="looks right")
    refused = person("authority").fill(AT, "decide", decision="accepted", text="")
    assert refused.status_code == 409
    assert "has 0 of the 2 organisations" in refused.text


def test_why_it_was_returned_is_read_by_all(parties, proposed, person):
    say(person("expert"), 1, "comment", text="looks right")
    assert person("authority").fill(AT, "decide", decision="returned", text=WORDS).status_code == 303
    seen = person("reader").see(AT).text
    assert ("It was returned:" in seen, "&lt;b&gt;where from?&lt;/b&gt;" in seen, WORDS in seen) == (True, True, False)
    assert person("authority").fill(AT, "decide", decision="withdrawn", text="later").status_code == 303
    seen = person("reader").see(AT).text
    assert ("It was withdrawn:" in seen, "<p>later</p>" in seen) == (True, True)


def test_what_it_moves_is_told_as_each_may_see_it(parties, proposed, person):
    assert "Nobody has calculated yet" in person("reader").see(AT).text
    find_moves(parties.registry, proposed)
    assert "Too few companies" in person("reader").see(AT).text
    assert "Not calculated" in person("authority").see(AT).text
    assert person("authority").fill(AT, "moves").headers["location"] == f"{AT}?done=moves"


@pytest.mark.parametrize(
    ("verb", "role"), [("comment", "authority"), ("decide", "expert"), ("publish", "expert"), ("moves", "expert")]
)
def test_a_form_that_was_not_offered_is_refused(parties, proposed, person, verb, role):
    one = person(role)
    said = {"table": TABLE, "verdict": "accept", "decision": "accepted", "effective_on": "2027-01-01"}
    token = form_token(parties.registry, one.cookies["lca-session"], f"{AT} {verb}")
    before = head(parties.registry)
    assert one.send(AT, data={"do": verb, "form_token": token, **said}).status_code == 403
    assert one.send(AT, data={"do": verb, "form_token": "ab", **said}).status_code == 403
    assert head(parties.registry) == before


def test_rows_are_narrowed_to_a_table_and_what_is_not_there_is_no_page(parties, proposed, person):
    one = person("expert")
    text = one.see(f"{AT}?table={MASS[0]}").text
    assert (f"<h2>{MASS[0]}" in text, f"<h2>{TABLE}" in text) == (True, False)
    assert one.see(f"{AT}?table=%3Cb%3E&start=7").status_code == 200
    assert one.see("/pages/releases/9.9.9").status_code == 404
    token = form_token(parties.registry, one.cookies["lca-session"], f"{AT} comment")
    said = {"do": "comment", "form_token": token, "table": "none.csv", "verdict": "accept", "start": "-1٣", "at": "<b>"}
    assert one.send(AT, data=said).status_code == 404
    assert "审议此行" in one.see(f"{AT}?lang=zh").text
