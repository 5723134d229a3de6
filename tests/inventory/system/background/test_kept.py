"""What is kept is found as it was, and nothing else is."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lca_models.inventory.system.background.kept import keep, kept


def test_arrays_and_bytes_are_found_to_the_last_digit(tmp_path):
    place = tmp_path / "one" / "two.npz"
    keep(place, "about", {"numbers": np.array([0.1 + 0.2, -0.0]), "text": "铜".encode()})
    found = kept(place, "about")

    assert found["numbers"].tolist() == [0.1 + 0.2, -0.0]
    assert found["text"].tobytes().decode() == "铜"


def test_what_is_missing_or_about_something_else_is_not_found(tmp_path):
    place = tmp_path / "one.npz"
    keep(place, "about", {"numbers": np.ones(2)})

    assert kept(place, "something else") == kept(tmp_path / "none.npz", "about") == kept(tmp_path, "about") == {}


@given(st.data())
def test_a_damaged_archive_counts_as_not_kept(tmp_path_factory, data):
    place = tmp_path_factory.mktemp("kept") / "one.npz"
    keep(place, "about", {"numbers": np.arange(5.0)})
    content = bytearray(place.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    place.write_bytes(content[: data.draw(st.sampled_from((len(content), at)))])

    assert kept(place, "about") == {}


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path):
    (tmp_path / "file").write_text("in the way")
    keep(tmp_path / "file" / "one.npz", "about", {"numbers": np.ones(1)})

    assert (tmp_path / "file").read_text() == "in the way"
