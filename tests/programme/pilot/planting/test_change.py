"""Helpers of what is planted."""

from lca_models.programme.pilot.planting.change import copied, meters_of, number_in, row_pointer, scale


def test_a_copy_may_be_changed_and_meters_keep_their_places():
    document = {"meters": [{"item": "a", "months": {"2025-01": 10}}, {"item": "b"}, {"item": "a"}]}
    other = copied(document)
    scale(other["meters"][0], 1.25)

    assert other["meters"][0]["months"] == {"2025-01": 12}
    assert document["meters"][0]["months"] == {"2025-01": 10}
    assert [at for at, _ in meters_of(document, "a")] == [0, 2]


def test_rows_are_pointed_at_by_their_place_and_cells_read_without_their_unit():
    assert (
        row_pointer({"cell_materials": {"cathode": {}, "graphite": {}}}, "cell_materials", "graphite")
        == "/cell_materials/1"
    )
    assert number_in("38.5 MJ/m3") == 38.5
