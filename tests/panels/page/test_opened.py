"""A file that is opened on the page: told by its contents, judged as a link is."""

import base64
import json

import pytest

from lca_models.panels.page.answering import PageSession
from lca_models.panels.views.keeping import save
from lca_models.scope.calculation_setup import CalculationSetup

SETUP = CalculationSetup(
    "nmc811-80kwh", "eu-cfb-ev", settings={"cathode_province": "CN-SC", "cell_plant_direct_line_share": 0.25}
)


@pytest.fixture
def session(model):
    return PageSession(model)


def opened(session, name, content):
    return session.answer({"do": "open", "name": name, "data": base64.b64encode(content).decode()})[-1].content


def test_a_scenario_saved_on_the_page_opens_as_it_was(session, model):
    session.state = session.state.__class__(SETUP, SETUP)
    _, _, content = save(session.state, model, {"what": "scenario"})
    again = PageSession(model)
    part = opened(again, "my.yaml", content)

    assert part["part"] == "A"
    assert again.state.setup == SETUP
    assert again.history.past


def test_a_footprint_as_json_opens_at_its_setup(session, model):
    document = json.dumps(model.footprint(SETUP).document()).encode()
    opened(session, "footprint.json", document)

    assert session.state.setup == SETUP


@pytest.mark.parametrize(("name", "content", "words"), [
    ("a.json", b"{", "is no JSON"), ("a.json", b"{\"total\": 1}", "is no footprint"), ("a.json", b"{" * 100_000, ""),
    ("a.yaml", b"a: {settings: {nothing: 1}}", "nothing"), ("a.yaml", b"a: [", ""), ("a.bin", b"\x00\xff\xfe", ""),
    ("a.yaml", b"a: {product: ../secret.xlsx, settings: {grid_year: '2035'}}", "product"), ("a.xlsx", b"PK\x03\x04broken", ""),
])  # fmt: skip
def test_a_broken_file_is_refused_and_nothing_changes(session, name, content, words):
    before = session.state.asked
    part = opened(session, name, content)

    assert part["part"] == "refused"
    assert part["field"] == "open"
    assert words in part["text"]
    assert "Traceback" not in part["text"]
    assert session.state.asked == before


def test_a_file_that_is_too_large_or_not_whole_is_refused(session):
    for data in ("A" * 7_000_000, "no base64!"):
        assert session.answer({"do": "open", "name": "x.yaml", "data": data})[-1].content["part"] == "refused"
