import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.programme.registry.errors import InvalidError
from lca_models.programme.releases.versions import LEVELS, highest, level_between, parts_of, raised

VERSIONS = st.tuples(*[st.integers(0, 999_999)] * 3).map(lambda parts: ".".join(map(str, parts)))


@pytest.mark.parametrize(("level", "after"), [("patch", "1.4.3"), ("minor", "1.5.0"), ("major", "2.0.0")])
def test_a_level_raises_its_number_and_begins_those_below_anew(level, after):
    assert raised("1.4.2", level) == after


@given(VERSIONS.filter(lambda one: "999999" not in one), st.sampled_from(LEVELS))
def test_a_raised_version_is_higher_by_its_level(version, level):
    after = raised(version, level)
    assert parts_of(after) > parts_of(version)
    assert level_between(version, after) == level


@pytest.mark.parametrize("text", ["", "1", "1.2", "1.2.3.4", "1.02.3", "v1.2.3", "1.2.x", "١.2.3", "1.2.3\n", "-1.2.3"])
def test_what_is_no_version_is_refused(text):
    with pytest.raises(InvalidError, match="is no version"):
        parts_of(text)


def test_changes_together_are_as_grave_as_the_gravest():
    assert highest() == "patch"
    assert highest("minor", "patch") == "minor"
    assert highest("minor", "major", "patch") == "major"
