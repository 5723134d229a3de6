"""The screening at work."""

from lca_models.programme.evaluation.screening.looking import screen, screens
from lca_models.programme.evaluation.screening.screened import Screened
from lca_models.programme.evaluation.screening.table import screening_rules


def test_every_rule_of_the_table_has_its_function():
    assert [*screens()] == [*screening_rules()]


def test_a_finding_says_in_both_languages_what_was_seen_and_of_which_declaration(cases):
    found = screen(
        [
            Screened("EX", cases.of({"plant.includes_pack_assembly": "yes"})),
            Screened("OK", cases.of({"meters.3.source_kind": "meter"})),
        ]
    )
    by_rule = {one.rule: one for one in found["EX"]}

    assert by_rule["SCR-12"].english.startswith("Pack assembly is said to be inside")
    assert "电池包组装" in by_rule["SCR-12"].chinese
    assert by_rule["SCR-12"].severity == "minor"
    assert "SCR-12" not in {one.rule for one in found.get("OK", ())}
