"""Who is let in: the browser at the page's own address with the token; nobody else, whatever else the request says."""

from itertools import product

import pytest

from lca_models.panels.serving.gate import Asked, Gate, answer_page, host_name, without_token, words_for

GATE = Gate("the-token", ("lca.example.org",))
OWN = "127.0.0.1:8866"
HOSTS = (
    OWN,
    "localhost:1",
    "[::1]:8866",
    "LCA.example.org",
    "evil.example",
    "127.0.0.1.evil.example",
    "localhost.",
    "127.0.0.1,evil",
    "",
)
ORIGINS = (None, f"http://{OWN}", "http://localhost:1", "http://[::1]:8866", "https://lca.example.org", "http://evil.example",
           "http://127.0.0.1:3000", "null", "")  # fmt: skip
SITES = (None, "none", "same-origin", "same-site", "cross-site")
COOKIES = ("", GATE.session, "the-token", GATE.session[:-1])
PATHS = ("/", "/?product=x", "/api/kernels/1/channels", "/voila/static/voila.js")


def asked(host=OWN, origin=None, site=None, cookie="", path="/", method="GET"):
    given = {"host": host, "origin": origin, "sec-fetch-site": site}
    return Asked(method, path, {name: value for name, value in given.items() if value is not None}, cookie)


def test_every_request_that_passes_has_name_origin_site_and_cookie_of_its_own():
    """6,480 requests; those that pass are the ones that a browser at the page makes, and no others"""
    names = {OWN, "localhost:1", "[::1]:8866", "LCA.example.org"}
    passed = []
    for host, origin, site, cookie, path, method in product(HOSTS, ORIGINS, SITES, COOKIES, PATHS, ("GET", "POST")):
        request = asked(host, origin, site, cookie, path, method)
        if GATE.judge(request) == "pass":
            passed.append(request)
            assert host in names
            assert origin is None or origin.partition("//")[2].lower() == host.lower()
            assert site in (None, "none", "same-origin")
            assert cookie == GATE.session
    assert len(passed) == 4 * 2 * 3 * 1 * len(PATHS) * 2  # without an origin, or with that of the host


@pytest.mark.parametrize(
    ("request_", "verdict"),
    [
        (asked(), "token"),
        (asked(cookie=GATE.session), "pass"),
        (asked(path="/?token=the-token"), "enter"),
        (asked(path="/?token=the-token", site="cross-site"), "enter"),  # a link in a mail; the answer starts nothing
        (asked(path="/?token=wrong", cookie=GATE.session), "token"),
        (asked(path="/api/kernels/1?token=the-token"), "token"),
        (asked(path="/?token=the-token", method="POST"), "token"),
        (asked(path="/?token=the-token", host="evil.example"), "host"),
        (asked(host="evil.example", origin="http://evil.example", cookie=GATE.session), "host"),
        (asked(origin="http://evil.example", cookie=GATE.session), "origin"),
        (asked(site="cross-site", cookie=GATE.session), "outside"),
        (asked(site="same-site", cookie=GATE.session), "outside"),
    ],
)
def test_a_request_is_judged_by_its_first_fault(request_, verdict):
    assert GATE.judge(request_) == verdict


def test_a_public_page_needs_no_token_and_keeps_the_rest():
    public = Gate("", ("lca.example.org",))

    assert public.judge(asked("lca.example.org")) == "pass"
    assert public.judge(asked("lca.example.org", site="cross-site")) == "outside"
    assert public.judge(asked("evil.example")) == "host"
    assert public.judge(asked("lca.example.org", path="/?token=old")) == "enter"


def test_sessions_differ():
    assert Gate("a").session != Gate("a").session
    assert len(Gate("a").session) > 40


@pytest.mark.parametrize(
    ("host", "name"), [("a:1", "a"), ("a", "a"), ("[::1]:1", "[::1]"), ("[::1]", "[::1]"), ("", "")]
)
def test_the_name_of_a_host_is_without_its_port(host, name):
    assert host_name(host) == name


def test_the_address_without_its_token_keeps_the_rest():
    assert without_token("/?product=nmc811-80kwh&token=x&set=a%3D1") == "/?product=nmc811-80kwh&set=a%3D1"
    assert without_token("/?token=x") == "/"


def test_the_page_of_the_gate_leads_nowhere_else_and_is_said_in_both_languages():
    page = answer_page("enter", '/?product="><script>alert(1)</script>&token=x')

    assert "<script>" not in page
    assert 'content="0;url=/?product=' in page
    assert 'url=/"' in answer_page("enter", "//evil.example/?token=x")
    assert "token=x" not in page
    assert "终端" in words_for("token")
    assert "terminal" in words_for("token")
    assert "refresh" not in answer_page("token", "/")
