"""The rules of the screening as a table."""

import string

from lca_models.programme.evaluation.screening.table import screening_rules
from lca_models.reporting.verification.finding import SEVERITIES
from lca_models.reporting.verification.rules.table import rules


def test_both_languages_of_a_rule_name_the_same_values():
    def named(text):
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert all(named(one.message_en) == named(one.message_zh) for one in screening_rules().values())


def test_a_rule_points_up_down_or_nowhere_and_no_other_table_has_its_id():
    assert {one.sign for one in screening_rules().values()} <= {-1, 0, 1}
    assert {one.severity for one in screening_rules().values()} <= {*SEVERITIES}
    assert not screening_rules().keys() & rules().keys()
