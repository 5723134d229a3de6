"""An input without a link says where it stands, what it is and why."""

from lca_models.inventory.formats.linking.unlinked import Unlinked

LOST = Unlinked("mine", "technosphere", "steam", "kilogram", "CN", "", "cell", "no process has this name", "", 2)


def test_an_input_is_told_by_its_place_or_else_by_its_database():
    said = "'cell' <- 'steam, kilogram, CN' [technosphere] (2 times): no process has this name"
    assert str(LOST) == f"mine: {said}"
    placed = Unlinked(**{**LOST.__dict__, "place": "mine.xlsx Sheet:12"})
    assert str(placed) == f"mine.xlsx Sheet:12  {said}"
