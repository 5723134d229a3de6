"""Rules for the fields of Article 7."""

import pytest
from payload_mutants import mutated

from lca_models.reporting.payloads.rules.article_7 import article_7_flaws


@pytest.mark.parametrize(
    ("changes", "check"),
    [
        ({"carbon_footprint.value": 0.07}, "sum of parts"),
        ({"carbon_footprint.kg_per_piece": 9000.0}, "declared unit"),
        ({"stages[0].share_percent": 86.0}, "shares"),
        ({"stages[0].stage": "recycling"}, "stages"),
        ({"plant_location.subdivision": "DE-BY"}, "geography"),
    ],
)
def test_what_cannot_be_is_named(documents, changes, check):
    assert check in {one.check for one in article_7_flaws(mutated(documents["eu-article-7"], changes))}
