"""Arrays and documents survive the way into a script, and nothing in them leaves it."""

import base64
import json

import numpy as np
import pytest

from lca_models.panels.demo.arrays import data_script, packed


def test_an_array_is_its_bytes():
    """1.5 and -infinity, eight bytes each, the lowest first"""
    found = base64.b64decode(packed([1.5, -np.inf], "f8"))

    assert np.frombuffer(found, "<f8").tolist() == [1.5, -np.inf]
    assert base64.b64decode(packed([258], "u2")) == bytes([2, 1])


@pytest.mark.parametrize(("values", "kind"), [([256], "u1"), ([-1], "u2"), ([0.5], "i2")])
def test_a_number_that_does_not_fit_is_refused(values, kind):
    with pytest.raises(OverflowError):
        packed(values, kind)


def test_a_text_cannot_end_the_script():
    written = data_script("a", {"name": "</script><!-- \u2028"})

    assert "<" not in written
    assert "\u2028" not in written
    assert json.loads(written.removeprefix('LCA.data["a"]=').removesuffix(";\n")) == {"name": "</script><!-- \u2028"}
