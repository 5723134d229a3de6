import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from lca_models.programme.registry.schema import METADATA, OPEN, OPEN_STATES, assignments, batch_events, batches


def test_the_words_of_open_states_are_those_of_the_index():
    assert f"state IN ({', '.join(repr(one) for one in OPEN_STATES)})" == str(OPEN)


def test_the_order_of_tables_is_that_of_their_references():
    assert [one.name for one in METADATA.sorted_tables].index("organisations") < 5


def test_packs_of_an_event_are_more_than_none(registry, maker):
    with registry.writing("host") as write:
        write.run(insert(batches).values(id="b", model=maker.model, plant=maker.plant, made_n=1))
    with pytest.raises(IntegrityError), registry.writing("host") as write:
        write.run(insert(batch_events).values(
            id="e", batch="b", kind="delivered", packs=0, at="2026-03-01", data="{}", reference="W-1", reporter=maker.org,
            reported_n=1,
        ))  # fmt: skip


def submitted(write, maker, own, **given):
    data = {"org": maker.org, "model": maker.model, "plant": maker.plant, "period_start": "2026-01-01",
            "period_end": "2026-12-31", "bundle": own * 64, "manifest": "0" * 64, "bytes": 1, "release": "1", "rules": "1",
            **given}  # fmt: skip
    write.event("submission.received", f"submission:{own}", data)


def test_one_submission_of_a_model_plant_and_period_is_open(registry, maker):
    with registry.writing("host") as write:
        submitted(write, maker, "a")
    with pytest.raises(IntegrityError), registry.writing("host") as write:
        submitted(write, maker, "b")
    with registry.writing("host") as write:
        write.event("submission.withdrawn", "submission:a", {})
        submitted(write, maker, "b")
    with pytest.raises(IntegrityError), registry.writing("host") as write:
        submitted(write, maker, "c", bundle="a" * 64, period_end="2027-12-31")


def test_lead_and_reviewer_are_two_and_one_assignment_is_open(registry, maker):
    def assigned(own, lead="one", reviewer="other"):
        return insert(assignments).values(id=own, submission="a", org=maker.org, lead=lead, reviewer=reviewer, nonce="0",
                                          from_n=1)  # fmt: skip

    with registry.writing("host") as write:
        submitted(write, maker, "a")
        write.run(assigned("x"))
    with pytest.raises(IntegrityError), registry.writing("host") as write:
        write.run(assigned("y"))
    with registry.writing("host") as write:
        write.run(assignments.update().values(to_n=2))
    with pytest.raises(IntegrityError), registry.writing("host") as write:
        write.run(assigned("z", reviewer="one"))
