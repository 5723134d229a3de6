import json

from lca_models.programme.service.problems import ProblemError, Said, not_found, problem, response_of


def test_all_that_is_wrong_is_told_at_once_in_both_languages():
    fault = ProblemError(422, "invalid", [Said("a", "is odd", "有误"), Said("b", "is even", "为偶")])
    told = response_of(fault, "id", is_pact=False)
    assert json.loads(told.body) == {
        "type": "about:blank", "title": "invalid", "status": 422, "code": "invalid", "request_id": "id",
        "problems": [{"where": "a", "en": "is odd", "zh": "有误"}, {"where": "b", "en": "is even", "zh": "为偶"}],
    }  # fmt: skip
    assert json.loads(response_of(fault, "id", is_pact=True).body) == {
        "code": "BadRequest",
        "message": "a: is odd; b: is even",
    }


def test_headers_of_a_problem_are_sent_with_it():
    told = response_of(problem(429, "too_many", "", ("wait", "等"), {"Retry-After": "5"}), "", is_pact=False)
    assert told.headers["Retry-After"] == "5"
    assert (told.status_code, not_found("x").status) == (429, 404)
