from sqlalchemy import select

from lca_models.programme.registry.folding import NUMBER, folded, kinds, told_columns
from lca_models.programme.registry.log import Event, events_after
from lca_models.programme.registry.schema import METADATA, clients


def event(n, kind, subject, **data):
    return Event(n, n, kind, "host", subject, data, "", "")


def test_every_kind_writes_columns_that_its_table_has():
    for name, kind in kinds().items():
        assert name.partition(".")[0]
        for effect in kind.effects:
            table = METADATA.tables[effect.table]
            assert {*effect.columns} <= {*table.columns.keys()}, name
            numbers = [column for column, fixed in effect.columns.items() if fixed == NUMBER]
            assert all(column.endswith("_n") for column in numbers), name


def test_an_added_row_has_every_column_that_must_be_filled():
    """A client's secret is written and not told."""
    untold = {"clients": {"salt", "secret_hash"}, "footprints": {"payload"}, "requests": {"body"}}
    for name, kind in kinds().items():
        for effect in kind.effects:
            if effect.effect != "set":
                table = METADATA.tables[effect.table]
                needed = {column.name for column in table.columns if not column.nullable}
                keys = {column.name for column in table.primary_key}
                missing = needed - keys - {*effect.columns} - untold.get(effect.table, set())
                assert not missing, (name, missing)


def test_events_fold_to_the_rows_that_they_wrote(registry, maker):
    tables = folded(events_after(registry, -1))

    with registry.reading() as connection:
        for name, columns in told_columns().items():
            table = METADATA.tables[name]
            keys = [*table.primary_key]
            rows = connection.execute(select(*keys, *(table.c[one] for one in columns)))
            kept = {tuple(row[: len(keys)]): dict(zip(columns, row[len(keys) :], strict=True)) for row in rows}
            assert {key: {**dict.fromkeys(columns), **row} for key, row in tables[name].items()} == kept
    assert tables["clients"][(maker.client,)]["added_n"] == 2
    assert "secret_hash" not in told_columns()[clients.name]


def test_states_follow_the_events_of_a_submission():
    rows = {"results": [{"stage": "manufacturing", "amount_kg": "1156.3"}]}
    tables = folded([
        event(1, "submission.received", "submission:s", org="o", bundle="b"),
        event(2, "submission.checked", "submission:s", **rows),
        event(3, "finding.opened", "finding:s/F-001", rule="ELE-01", severity="major"),
        event(4, "finding.closed", "finding:s/F-001"),
        event(5, "submission.verified", "submission:s", valid_until="2029-12-31"),
        event(6, "submission.published", "submission:s"),
    ])  # fmt: skip

    found = tables["submissions"][("s",)]
    assert (found["state"], found["received_n"], found["published_n"]) == ("verified", 1, 6)
    assert found["valid_until"] == "2029-12-31"
    assert tables["findings"][("s", "F-001")]["state"] == "closed"
    assert tables["results"][("s", "manufacturing")]["amount_kg"] == "1156.3"


def test_a_list_takes_the_place_of_the_one_before_it():
    def checked(n, *stages):
        return event(
            n, "submission.checked", "submission:s", results=[{"stage": one, "amount_kg": "1"} for one in stages]
        )

    tables = folded([checked(1, "a", "b"), checked(2, "c"), event(3, "submission.checked", "submission:s")])

    assert [*tables["results"]] == [("s", "c")]
