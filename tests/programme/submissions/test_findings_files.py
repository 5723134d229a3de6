import pytest
from sqlalchemy import select
from submitted_bundles import one_major_finding

from lca_models.programme.registry.errors import UnknownError
from lca_models.programme.registry.schema import findings
from lca_models.programme.submissions.findings_files import current, open_findings
from lca_models.programme.submissions.judging import add_finding, decide


def rows(parties, own):
    with parties.registry.reading() as connection:
        found = connection.execute(select(findings).where(findings.c.submission == own).order_by(findings.c.opened_n))
        return [(one.rule, one.effect_kg, one.pointer, one.state) for one in found]


def test_before_its_check_a_submission_has_no_findings(parties):
    own = parties.submit()
    with parties.registry.reading() as connection, pytest.raises(UnknownError, match="waits for its check"):
        current(connection, parties.registry, parties.maker.org, own)


def test_what_the_file_holds_stands_in_the_table(parties):
    own = parties.assigned(one_major_finding)
    add_finding(parties.registry, parties.verifier, own, "a meter is missing", "meters!C4", 12.5, "minor")
    decide(parties.registry, parties.verifier, own, "F-001", "withdrawn", "the factor is right")

    assert rows(parties, own) == [("ELE-01", "100", "/meters/0", "withdrawn"), ("", "12.5", "", "open")]
    with parties.registry.reading() as connection:
        file = current(connection, parties.registry, parties.maker.org, own)
    assert [*open_findings(file)] == ["F-002"]
