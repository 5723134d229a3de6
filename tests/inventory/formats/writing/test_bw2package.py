"""A package of this kit is what bw2io reads, with parameters where this kit finds them."""

import bz2
import json

from lca_models.inventory.formats.reading.bw2package import PARAMETERS
from lca_models.inventory.formats.writing.bw2package import package_bytes, package_object, write


def test_bw2io_reads_what_is_written(toy_contents):
    from bw2data.serialization import JsonSanitizer

    content, notes = write(toy_contents)
    objects = JsonSanitizer.load(json.loads(bz2.decompress(content)))
    database, *methods = objects
    assert (database["name"], database["class"]) == ("toy", {"module": "bw2data", "name": "Database"})
    assert database["metadata"]["read_only"] is False
    assert [one["name"] for one in database["metadata"][PARAMETERS]] == [one.name for one in toy_contents.parameters]
    assert all(one["name"][-1] == "toy" and one["data"] for one in methods)
    keys = {*database["data"]}
    assert all(row["input"] in keys for data in database["data"].values() for row in data["exchanges"])
    assert any("3 parameters" in note for note in notes)


def test_objects_are_written_in_the_order_of_their_keys():
    one, other = ({("d", "b"): {}, ("d", "a"): {}}, {("d", "a"): {}, ("d", "b"): {}})
    first, second = (package_bytes([package_object("Database", "d", {}, data)]) for data in (one, other))
    assert first == second
