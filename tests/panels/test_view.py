"""One state at a time, with a number that rises."""

from lca_models.panels.view import HtmlPart, View


def test_every_state_is_shown_whole_with_the_next_number():
    view = View()
    assert (view.revision, dict(view.parts)) == (0, {})
    view.show({"totals": "6.6", "chart": "<svg/>"})
    view.show({"totals": "5.8"})

    assert view.revision == 2
    assert dict(view.parts) == {"totals": "5.8"}


def test_what_is_shown_is_one_message():
    view, seen = View(), []
    view.observe(lambda change: seen.append(change["new"]), "shown")
    view.show({"totals": "6.6", "map": []})

    assert seen == [{"revision": 1, "parts": {"totals": "6.6", "map": []}}]


def test_a_part_names_its_place():
    view = View()
    part = HtmlPart(view=view, name="totals")

    assert (part.view is view, part.name) == (True, "totals")
    assert "lca-part" in part._dom_classes
