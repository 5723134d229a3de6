"""What a result stands on: the processes that its demand reaches, and the rows of them that are not 0."""

import numpy as np
import pytest

from lca_models.reporting.declaration.listing.chain import Chain


@pytest.fixture(scope="module")
def chain(lfp_result):
    return Chain(lfp_result.assessment)


def test_every_process_with_a_supply_is_inside_and_no_other(chain):
    """what solving leaves of a 0 is no supply"""
    supplied = np.flatnonzero(np.abs(chain.assessment.supply) > 1e-12)
    assert sorted(chain.columns) == supplied.tolist()


def test_the_rows_inside_carry_the_whole_result(chain):
    inside = np.zeros(len(chain.assessment.amounts), dtype=bool)
    inside[list(chain.places)] = True
    assert chain.assessment.purchases[inside].sum() == pytest.approx(chain.assessment.score, rel=1e-12)
    assert np.abs(chain.assessment.contributions[~inside]).max() < 1e-9


def test_codes_are_of_one_process_or_flow_each(chain):
    assert len(set(chain.codes.values())) == len(chain.codes) == len(chain.columns) + len(chain.flows)


def test_rows_of_a_process_begin_with_what_it_makes(chain):
    system = chain.assessment.system
    first: dict = {}
    for place in chain.places:
        first.setdefault(system.exchanges[place].process, place)
    assert all(system.is_production[place] for place in first.values())
