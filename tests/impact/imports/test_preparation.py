"""An import says what the first calculation, and the first draw, would say."""

from dataclasses import replace

from lca_models.impact.imports.preparation import unprepared


def of_manufacturing(rows, **data):
    """The project with the first uncertain purchase of the toy cell changed."""
    at = next(place for place, row in enumerate(rows.exchanges)
              if row.process[0] == "manufacturing" and row.type == "technosphere" and not row.formula)  # fmt: skip
    row = rows.exchanges[at]
    edited = replace(row, data={**row.data, **data}, amount=data.get("amount", row.amount))
    return replace(rows, exchanges=(*rows.exchanges[:at], edited, *rows.exchanges[at + 1 :]))


def test_a_sound_project_has_nothing_to_say(toy_study):
    assert unprepared(toy_study.rows, {"manufacturing", "raw_materials", "recycling"}) == ()


def test_a_distribution_that_cannot_be_drawn_is_named_and_calculated_all_the_same(toy_study):
    spread = {"uncertainty type": 5, "loc": 1.0, "minimum": 3.0, "maximum": 2.0}
    found = unprepared(of_manufacturing(toy_study.rows, **spread), {"manufacturing"})
    assert found
    assert all("it can be calculated, but not drawn: " in line for line in found)


def test_an_amount_that_is_none_is_named_by_its_process(toy_study):
    found = unprepared(of_manufacturing(toy_study.rows, amount=float("nan")), {"manufacturing"})
    assert found
    assert all(line.startswith("'manufacturing/") for line in found)
