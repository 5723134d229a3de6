import re

import pytest
from submitted_bundles import one_major_finding

from lca_models.programme.registry.log import head
from lca_models.programme.service.pages.one_submission import path_of
from lca_models.programme.service.pages.sessions import form_token
from lca_models.programme.submissions.listing import Step

VERBS = re.compile('name="do" value="([a-z]+)"')


def verbs(page):
    return {*VERBS.findall(page.text)}


def test_each_role_is_offered_what_its_matrix_allows_and_no_more(parties, person):
    """the table of design: a maker answers and withdraws, its verifier judges, the authority orders; others find nothing"""
    own = parties.assigned(one_major_finding)
    page = {name: person(name).submission(own) for name in parties.everyone}

    assert {name: verbs(one) for name, one in page.items() if one.status_code == 200} == {
        "maker": {"answer", "withdraw"},
        "verifier": {"decide", "open", "opinion", "decline"},
        "authority": {"order"},
    }
    assert {name for name, one in page.items() if one.status_code == 404} == {
        "other",
        "supplier",
        "stranger",
        "expert",
        "reader",
    }
    assert {name: "the factor is of another province" in one.text for name, one in page.items()} == {
        name: name in ("maker", "verifier", "authority") for name in parties.everyone
    }


def test_files_are_listed_by_class_as_each_role_may_read_them(parties, person):
    own = parties.assigned()
    listed = {name: person(name).submission(own).text for name in ("maker", "verifier", "authority")}

    paths = ("declaration.json", "results/stages.csv", "workbook/calculation.xlsx")
    assert {name: [f"members/{path}" in text for path in paths] for name, text in listed.items()} == {
        "maker": [True, True, True], "verifier": [True, True, True], "authority": [True, True, False],
    }  # fmt: skip
    at = f"/pages/submissions/{own}/members/workbook/calculation.xlsx"
    kept = person("verifier").see(at)
    assert (kept.content, kept.headers["content-disposition"]) == (
        b"secret",
        "attachment; filename*=UTF-8''calculation.xlsx",
    )
    assert person("authority").see(at).status_code == 404


def test_a_reader_sees_published_values_and_neither_findings_nor_intervals(parties, person):
    own = parties.verified()
    authority, reader = person("authority"), person("reader")
    assert reader.submission(own).status_code == 404
    assert authority.fill(f"/pages/submissions/{own}", "publish").status_code == 303

    seen = reader.submission(own).text
    assert "5,000" in seen
    assert "declaration.json" in seen
    assert not [words for words in ("Findings", "Primary data", "results/stages.csv") if words in seen]


def test_a_finding_goes_from_answer_to_opinion_by_forms(parties, person):
    own = parties.assigned(one_major_finding)
    at, maker, verifier = f"/pages/submissions/{own}", person("maker"), person("verifier")

    refused = maker.fill(at, "answer", "F-001", text="It is the right one", document="", evidence="")
    assert refused.status_code == 422
    assert "an answer needs a document with its hash" in refused.text
    assert "It is the right one" in refused.text
    said = {"text": "It is the right one", "document": "contract", "evidence": "ab" * 32}
    assert maker.fill(at, "answer", "F-001", **said).headers["location"] == f"{at}?done=answer"
    assert "The answer is sent." in maker.see(f"{at}?done=answer").text

    early = verifier.fill(at, "opinion", kind="unmodified", signed_by="Li", reviewer="Wang")
    assert early.status_code == 422
    assert "1 findings are open (F-001)" in early.text
    assert (
        verifier.fill(at, "decide", "F-001", kind="closed-explained", text="The contract shows it").status_code == 303
    )
    assert verifier.fill(at, "opinion", kind="unmodified", signed_by="Li", reviewer="Wang").status_code == 303
    assert 'class="tag s-verified"' in maker.submission(own).text
    assert verifier.submission(own).status_code == 404  # the assignment is over


def test_what_is_wrong_with_a_field_is_said_at_the_field(parties, person):
    own = parties.checked()
    at, authority = f"/pages/submissions/{own}", person("authority")
    refused = authority.fill(at, "assign", org=parties.verifier.org, lead="Li", reviewer="li ")

    assert refused.status_code == 422
    assert re.search(
        'id="assign-reviewer"[^>]*value="li"[^>]*aria-invalid="true" aria-describedby="assign-reviewer-wrong"',
        refused.text,
    )
    assert re.search('id="assign-reviewer-wrong">is the lead too', refused.text)
    assert f'value="{parties.verifier.org}" selected' in refused.text


@pytest.mark.parametrize(
    ("verb", "role"), [("assign", "maker"), ("opinion", "authority"), ("answer", "verifier"), ("publish", "maker")]
)
def test_a_form_that_was_not_offered_is_refused(verb, role, parties, person):
    """the words of a page decide nothing: what it leaves out is refused when it is sent all the same"""
    own = parties.assigned(one_major_finding)
    at, one = f"/pages/submissions/{own}", person(role)
    token = form_token(parties.registry, one.cookies["lca-session"], f"{at} {verb}")
    said = {"finding": "F-001", "kind": "adverse", "org": parties.verifier.org, "lead": "A", "reviewer": "B", "signed_by": "A",
            "text": "x", "document": "d", "evidence": "ab" * 32}  # fmt: skip
    before = head(parties.registry)
    assert one.send(at, data={"do": verb, "form_token": token, **said}).status_code == 403
    assert head(parties.registry) == before


def test_a_line_of_states_shows_what_follows_only_where_nothing_is_wrong():
    steps = tuple(Step(state, 0) for state in ("received", "checked"))
    assert [state for state, step in path_of(steps) if step is None] == ["under_verification", "verified"]
    assert [state for state, step in path_of((*steps, Step("withdrawn", 0))) if step is None] == []
