import pytest

from lca_models.programme.roles.access import (
    ALL,
    CLASSES,
    ROLES,
    SCOPES,
    Actor,
    class_of_member,
    matrix,
    may,
    readable_classes,
    scopes_of,
)


def actor(role):
    return Actor("c1", "o1", role)


def test_the_table_is_complete_and_says_known_scopes():
    for action, roles in matrix().items():
        assert {*roles} == {*ROLES}, action
        assert {scope for scopes in roles.values() for scope in scopes} <= {ALL, *SCOPES}, action


@pytest.mark.parametrize(
    ("role", "relation", "classes"),
    [("maker", "own", CLASSES), ("maker", "granted", ("public",)), ("maker", "", ()), ("supplier", "own", CLASSES),
     ("verifier", "assigned", CLASSES), ("verifier", "own", ()), ("expert", "granted", ("public",)),
     ("authority", "", ("public", "business")), ("authority", "ordered", CLASSES), ("reader", "granted", ("public",)),
     ("reader", "own", ())],
)  # fmt: skip
def test_a_role_reads_the_classes_that_it_is_to_a_submission(role, relation, classes):
    assert readable_classes(actor(role), {relation}) == classes


def test_a_maker_submits_its_own_and_an_authority_assigns_any():
    assert may(actor("maker"), "submit", {"own"})
    assert not may(actor("maker"), "submit", set())
    assert not may(actor("authority"), "submit", {"own"})
    assert may(actor("authority"), "assign", set())
    assert scopes_of(actor("verifier"), "status.read") == {"assigned", "granted"}


def test_nobody_comments_on_what_they_proposed():
    for role in ("expert", "authority"):
        assert may(actor(role), "release.comment", {"others"})
        assert not may(actor(role), "release.comment", {"own"})


def test_an_action_without_a_row_is_an_error_of_the_kit():
    with pytest.raises(KeyError):
        may(actor("maker"), "fly", {"own"})


@pytest.mark.parametrize(
    ("path", "expected"),
    [("declaration.json", "public"), ("payloads/pact.json", "public"), ("manifest.sha256", "public"),
     ("results/stages.csv", "business"), ("report/report_en.docx", "business"), ("versions.json", "business"),
     ("sheet/sheet.yaml", "secret"), ("inventory/databases.bw2package", "secret"), ("provenance.json", "secret"),
     ("evidence/a/b.pdf", "secret"), ("workbook/calculation.xlsx", "secret"), ("manifest.json", "secret"),
     ("x/declaration.json", "secret"), ("DECLARATION.JSON", "secret"), ("unknown", "secret"), ("", "secret")],
)  # fmt: skip
def test_a_member_that_no_pattern_names_is_secret(path, expected):
    assert class_of_member(path) == expected


def test_the_log_calls_an_actor_by_its_client():
    assert str(actor("maker")) == "client:c1"
