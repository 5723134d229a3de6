"""Sheets opened and filled in: the same numbers as from the command line, and messages for whatever is broken."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca_models.inventory.activity.findings import SheetError
from lca_models.panels.model.own.desk import Desk
from lca_models.panels.model.own.draft import with_value
from lca_models.panels.model.own.places import field_of, fields_by_place
from lca_models.scope.calculation_setup import CalculationSetup

HOSTILE = ("<img src=x onerror=alert(1)>", "javascript:alert(1)", "=1+1", "1,2", "１２", "nan", "1e999", "-5", "\x00",
           "&#60;", "!!python/object:os",
           "{a: [1", "*anchor", "7 kWh/Stk", "x" * 500)  # fmt: skip


def test_a_first_value_makes_a_pack_of_the_archetype(desk):
    """62.4 kWh in place of the archetype's 60, all else its own"""
    found = desk.changed(
        desk.begun("lfp-60kwh"), lambda raw: with_value(raw, "product", "rated_energy", "yours", "62.4")
    )

    assert found.problems == ()
    assert [(one.name, one.value) for one in found.pack.parameters] == [("lfp_pack_energy", 62.4)]


def test_the_file_of_a_sheet_has_its_number(desk, filled_sheet, shipped_study, tmp_path):
    """opened as YAML, changed on the page, kept as a workbook, and read as the command line reads it"""
    opened = desk.open("lfp.yaml", filled_sheet)
    changed = desk.changed(opened.raw, lambda raw: with_value(raw, "pack_parts", "steel", "yours", "6"))
    kept = tmp_path / "kept.xlsx"
    kept.write_bytes(desk.workbook(changed))

    scores = [shipped_study.footprint(CalculationSetup(str(one))).assessment.score for one in (changed.file, kept)]
    assert scores[0] == scores[1]
    assert desk.find(changed.hash) is changed


def test_a_sheet_with_mistakes_is_kept_with_them(desk, filled_sheet):
    broken = filled_sheet.replace(b"rated_energy: {yours: 64,", b"rated_energy: {yours: 6x4,")
    found = desk.open("../../etc/passwd.yaml", broken)
    known = fields_by_place(found.raw)

    assert found.pack is None
    assert found.file.name == "passwd.yaml"
    assert [field_of(one.place, known) for one in found.problems] == ["product.rated_energy"]
    english, chinese = found.problems[0].text
    assert english.startswith("'x4' cannot be turned into kWh")
    assert re.search("[一-鿿]", chinese)


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 no zip", b"hello", b"\xff\xfe", b"a: b", b"<html></html>", b"x" * (5 * 1024**2 + 1)]
)
def test_what_is_no_sheet_is_refused(desk, content):
    with pytest.raises(SheetError):
        desk.open("x.xlsx", content)


@settings(max_examples=6)
@given(data=st.data())
def test_any_sheet_gives_a_pack_or_says_at_which_place_it_is_wrong(shipped_study, filled_sheet, data):
    """lines of a sheet that is right, replaced, doubled, cut or filled with hostile texts"""
    desk = Desk(shipped_study)
    lines = filled_sheet.decode().splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(9, len(lines) - 1))
        text = data.draw(st.sampled_from(HOSTILE))
        how = data.draw(st.sampled_from(("value", "line", "double", "drop", "cut")))
        if how == "value":
            lines[at] = re.sub(r"(: )[^,:{}]+", lambda found, text=text: f"{found[1]}{text}", lines[at], count=1)
        elif how == "line":
            lines[at] = text
        elif how == "double":
            lines.insert(at, lines[at])
        elif how == "drop":
            del lines[at]
        else:
            lines[at] = lines[at][: len(lines[at]) // 2]
    try:
        found = desk.open("broken.yaml", "\n".join(lines).encode())
    except SheetError:
        return  # no sheet at all, and said to be none
    assert found.pack is not None or all(one.place and all(one.text) for one in found.problems)
    assert (found.pack is None) == bool(found.problems)


def test_a_sheet_left_long_ago_is_read_again_from_its_file(desk, monkeypatch):
    """of many edits a few are at hand; an undone step and a link find the others"""
    monkeypatch.setattr("lca_models.panels.model.own.desk.AT_HAND", 1)
    first, *_, last = (
        desk.changed(
            desk.begun("lfp-60kwh"), lambda raw, mass=mass: with_value(raw, "product", "pack_mass", "yours", mass)
        )
        for mass in ("400", "410")
    )

    assert desk.packs == (str(first.file), str(last.file))
    assert desk.sheet(str(last.file)) is last
    assert desk.sheet(str(first.file)) == desk.find(first.hash) == first
    assert desk.sheet(str(first.file)) is not first
