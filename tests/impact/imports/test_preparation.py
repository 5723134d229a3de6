"""An import says what the first calculation, and the first draw, would say."""

from dataclasses import replace

from lca_models.impact.imports import preparation
from lca_models.impact.imports.preparation import unprepared
from lca_models.inventory.system.rows import read_project_rows


def with_rows(monkeypatch, change):
    monkeypatch.setattr(preparation, "read_project_rows", lambda folder: change(read_project_rows(folder)))


def of_manufacturing(rows, **data):
    """The project with the first uncertain purchase of the toy cell changed."""
    at = next(place for place, row in enumerate(rows.exchanges)
              if row.process[0] == "manufacturing" and row.type == "technosphere" and not row.formula)  # fmt: skip
    row = rows.exchanges[at]
    edited = replace(row, data={**row.data, **data}, amount=data.get("amount", row.amount))
    return replace(rows, exchanges=(*rows.exchanges[:at], edited, *rows.exchanges[at + 1 :]))


def test_a_sound_project_has_nothing_to_say(toy_study):
    assert unprepared(toy_study.place.folder, {"manufacturing", "raw_materials", "recycling"}) == ()


def test_a_distribution_that_cannot_be_drawn_is_named_and_calculated_all_the_same(toy_study, monkeypatch):
    spread = {"uncertainty type": 5, "loc": 1.0, "minimum": 3.0, "maximum": 2.0}
    with_rows(monkeypatch, lambda rows: of_manufacturing(rows, **spread))
    found = unprepared(toy_study.place.folder, {"manufacturing"})
    assert found
    assert all("it can be calculated, but not drawn: " in line for line in found)


def test_an_amount_that_is_none_is_named_by_its_process(toy_study, monkeypatch):
    with_rows(monkeypatch, lambda rows: of_manufacturing(rows, amount=float("nan")))
    found = unprepared(toy_study.place.folder, {"manufacturing"})
    assert found
    assert all(line.startswith("'manufacturing/") for line in found)
