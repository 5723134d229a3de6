import uuid

import pytest
from starlette.requests import Request

from lca_models.programme.service.pages.faults import is_of_pages


@pytest.mark.parametrize(
    ("path", "is_page"),
    [("/", True), ("/pages", True), ("/pages/x", True), ("/pagesx", False), ("/submissions", False)],
)
def test_pages_are_told_from_routes_of_programs(path, is_page):
    assert (
        is_of_pages(
            Request(
                {
                    "type": "http",
                    "path": path,
                    "headers": [],
                    "query_string": b"",
                    "server": ("x", 80),
                    "scheme": "http",
                }
            )
        )
        is is_page
    )


def test_what_is_not_there_is_said_on_a_page_in_its_language(person):
    one = person("reader")
    for address in ("/pages/none", f"/pages/submissions/{uuid.uuid4()}"):
        page = one.see(f"{address}?lang=zh")
        assert page.status_code == 404
        assert "没有此页面" in page.text
        assert page.headers["content-type"].startswith("text/html")


def test_what_breaks_is_told_without_its_inside(person, monkeypatch):
    one = person("reader")

    def breaks(*_, **__):
        raise RuntimeError("secret place")

    monkeypatch.setattr("lca_models.programme.service.pages.queue.list_submissions", breaks)
    page = one.see("/pages/queue")
    assert page.status_code == 500
    assert "secret place" not in page.text
    assert "in the log of the service" in page.text


def test_routes_of_programs_still_answer_in_json(nobody):
    answered = nobody().see("/submissions")
    assert (answered.status_code, answered.headers["content-type"]) == (401, "application/problem+json")
