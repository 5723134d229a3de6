"""What a background database says that it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lca_models.inventory.stored.background import Origin, origin_of

WORD = some.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=8)


@given(
    WORD, some.lists(WORD, min_size=1, max_size=3).map("-".join), some.integers(2005, 2100),
    some.sampled_from(["3.9", "3.9.1", "3.10", "3.10.1", "3.11"]), some.sampled_from(["", " 2026-11-01", "_further one"]),
)  # fmt: skip
def test_the_names_that_premise_writes_say_version_model_pathway_and_year(model, pathway, year, version, behind):
    name = f"ei_cutoff_{version}_{model}_{pathway}_{year}{behind}"
    assert origin_of(name, {}) == Origin(version, "cutoff", model, pathway, year)


def test_the_fields_that_premise_gives_stand_above_the_name():
    fields = {"iam_model": "image", "pathway": "SSP2-Base", "representative_time": "2040-01-01T00:00:00",
              "ecoinvent_version": "3.9.1", "system_model": "cutoff"}  # fmt: skip
    found = origin_of("ei_cutoff_3.10_remind_SSP1_2050", fields)
    assert found == Origin("3.9.1", "cutoff", "image", "SSP2-Base", 2040)
    assert found.words == "image SSP2-Base 2040"


@pytest.mark.parametrize(
    ("name", "version", "model"),
    [("ecoinvent-3.10-cutoff", "3.10", "cutoff"), ("ecoinvent 3.10.1 cutoff", "3.10.1", "cutoff"), ("ei391", "", ""),
     ("ecoinvent-3.9.1-consequential", "3.9.1", "consequential"), ("v13.10", "", ""), ("ei 3.110", "", "")],
)  # fmt: skip
def test_a_version_in_a_name_is_read_whole(name, version, model):
    assert origin_of(name, {}) == Origin(version, model)
