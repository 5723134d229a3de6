"""A file that is opened on the page: told by its contents, judged as a link is."""

import base64
import json
import re
from pathlib import Path

import pytest

from lca_models.panels.page.answering import PageSession
from lca_models.panels.views.entering import own_sheet
from lca_models.panels.views.keeping import save
from lca_models.scope.calculation_setup import CalculationSetup
from tests.english_left import english_left

SHEETS = Path(__file__).parents[3] / "notebooks" / "data_sheets"
DAMAGED = {
    "text of Windows": "name: Zelle für ein Päckchen".encode("latin-1"),
    "text of China": "product: {name: 电池包一号，三元}".encode("gb18030"),
    "wide text": "product: {name: x}".encode("utf-16"),
    "picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01",
    "zeros": bytes(64),
    "noise": bytes(range(256)),
    "cut workbook": b"PK\x03\x04" + bytes(range(200)),
    "old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
    "bracket": b"product: {name: [a",
    "quotation marks": b'product: {name: "a',
    "tab": b"product:\n\tname: a",
    "colons": b"product: name: a",
    "sign": b"product: @a",
    "step": b"product:\n    name: a\n  mass: 1",
    "mapping and list": b"product:\n  name: a\n- b",
    "escape": b'product: "\\q"',
    "hidden": b"product: a\x07",
    "nothing": b"",
    "prose": b"hello",
    "another list": b"- a\n- b",
    "page": b"<html><body>x</body></html>",
}
HAN = re.compile("[一-鿿]")

SETUP = CalculationSetup(
    "nmc811-80kwh", "eu-cfb-ev", settings={"cathode_province": "CN-SC", "cell_plant_direct_line_share": 0.25}
)


@pytest.fixture
def session(model):
    return PageSession(model)


def opened(session, name, content, act="open"):
    return opened_together(session, {name: content}, act)


def opened_together(session, files, act="open"):
    listed = [{"name": name, "data": base64.b64encode(content).decode()} for name, content in files.items()]
    return session.answer({"do": act, "field": act, "files": listed})[-1].content


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
        assert (
            session.answer({"do": "open", "files": [{"name": "x.yaml", "data": data}]})[-1].content["part"] == "refused"
        )


@pytest.mark.parametrize("act", ["open", "mine.open"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_damaged_file_is_named_as_it_was_opened_in_the_language_of_the_page(session, act, language):
    """whatever its name ends in: what a file is shows in its bytes"""
    session.answer({"do": "language", "language": language})
    opened(session, "before.yaml", b"product: [")
    for kind, content in DAMAGED.items():
        for name in (f"{kind}.xlsx", f"{kind}.yml", f"{kind}.png"):
            text = opened(session, name, content, act)["text"]
            assert text.startswith(name), (kind, text)
            assert "before" not in text
            assert ("YAML" in text) <= (not kind.endswith("workbook")), (kind, text)
            if language == "zh":
                assert HAN.search(text), text
                assert english_left(text.removeprefix(name).partition("（")[0]) == [], text
            else:
                assert not HAN.search(text), text


def test_a_sheet_is_opened_with_the_footprints_that_it_names(session, model):
    """in any order; without them it says which are missing, and they stay when a cell is changed"""
    sheet, payload = "nmc811_guangdong.yaml", "nmc811_cathode_supplier.json"
    files = {name: (SHEETS / name).read_bytes() for name in (payload, sheet)}
    opened(session, sheet, files[sheet])
    alone = own_sheet(session.state, model)
    assert any(payload in one.text[0] for one in alone.remarks)

    assert opened_together(session, files)["part"] == "A"
    together = own_sheet(session.state, model)
    assert [one for one in together.remarks if "there is no file" in one.text[0]] == []
    assert len(together.pack.replacements) == len(model.study.pack(str(SHEETS / sheet)).replacements) == 1
    cell = {"do": "mine.set", "sheet": "product", "key": "company", "column": "yours", "text": "Another"}
    assert session.answer(cell)[-1].content["part"] == "A"
    assert own_sheet(session.state, model).pack.replacements == together.pack.replacements


@pytest.mark.parametrize("names", [("a.json", "b.json"), ("lfp_sichuan.yaml", "nmc811_guangdong.yaml")])
def test_several_files_without_one_sheet_are_refused_by_name(session, names):
    files = {name: (SHEETS / name).read_bytes() if name.endswith("yaml") else b"{}" for name in names}

    assert (
        opened_together(session, files)["text"]
        == f"{', '.join(names)}: open one data sheet, and with it the files that it names"
    )
