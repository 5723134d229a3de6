import io

import pytest
from sqlalchemy import select
from submitted_bundles import broken_archive, bundle_bytes

from lca_models.programme.registry.blobs import receive
from lca_models.programme.registry.errors import ConflictError, DeniedError, InvalidError
from lca_models.programme.registry.schema import certificate_ranges
from lca_models.programme.submissions.listing import list_submissions, submission_of
from lca_models.programme.submissions.owning import plants_of
from lca_models.programme.submissions.receiving import submit

HASH = "ef" * 32


def test_the_same_file_handed_in_twice_is_one_submission(parties):
    assert parties.submit() == parties.submit()


def test_what_is_written_with_a_submission_stands_or_falls_with_it(parties):
    def handed_in(**said):
        blob = receive(parties.registry, parties.own.org, io.BytesIO(bundle_bytes(**said)))
        return submit(
            parties.registry, parties.maker, blob, model=parties.own.model, plant=parties.own.plant,
            also=lambda write: write.event("plant.added", f"plant:{said['model']}", {
                "org": parties.own.org, "name": said["model"], "province": "CN-FJ"
            }),
        )  # fmt: skip

    own = handed_in(model="A60")
    with pytest.raises(InvalidError):
        handed_in(model="B")
    assert submission_of(parties.registry, parties.maker, own).id == own
    assert [name for _, name in plants_of(parties.registry, parties.maker)] == ["A60", "Plant 1"]


def test_one_submission_of_a_model_plant_and_period_is_open_at_a_time(parties):
    parties.submit(mark="1")
    with pytest.raises(ConflictError, match="is on its way"):
        parties.submit(mark="2")
    assert parties.submit(mark="3", month="2024-01")


def test_a_bundle_of_another_model_says_everything_that_does_not_fit(parties):
    with pytest.raises(InvalidError) as refused:
        parties.submit(model="B", chemistry="NMC811", energy=80.0)
    assert len(refused.value.problems) == 3


def test_a_made_up_bundle_and_a_real_registry_do_not_meet(parties):
    with pytest.raises(InvalidError, match="synthetic"):
        parties.submit(is_example=False)


def test_what_is_no_bundle_is_refused_and_leaves_nothing(parties):
    with pytest.raises(InvalidError, match="is no bundle"):
        submit(parties.registry, parties.maker, io.BytesIO(b"PK"), model=parties.own.model, plant=parties.own.plant)
    assert list_submissions(parties.registry, parties.authority).rows == ()


def test_a_returned_submission_is_answered_by_a_new_one_that_names_it(parties):
    first = parties.checked(broken_archive)
    second = submit(parties.registry, parties.maker, io.BytesIO(bundle_bytes(mark="2")), model=parties.own.model,
                    plant=parties.own.plant, answers=first)  # fmt: skip
    assert submission_of(parties.registry, parties.maker, second).answers == first


def test_only_makers_hand_in(parties):
    for name, actor in parties.everyone.items():
        if name not in ("maker", "other"):
            with pytest.raises(DeniedError):
                submit(parties.registry, actor, io.BytesIO(bundle_bytes()), model="m", plant="p")


def test_serials_of_certificates_stand_beside_their_submission(parties):
    sheet = b'{"certificates": [{"number_first": "A1", "number_last": "A9", "generation_month": "2025-01"}]}'
    own = parties.submit(**{"sheet/sheet.json": sheet})
    with parties.registry.reading() as connection:
        found = connection.execute(select(certificate_ranges)).all()
    assert [(one.submission, one.first, one.last, one.month) for one in found] == [(own, "A1", "A9", "2025-01")]
