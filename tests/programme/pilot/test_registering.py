"""A pilot of one company in a registry: its declarations, the life of a batch of one of them, a release that moves them all."""

from datetime import date
from decimal import Decimal

import pytest
from releases_of_tables import HEAT, actor, edited

from lca_models.programme.batches.keeping import begin_batch, kept_batch, report_event, restated
from lca_models.programme.batches.stages import Factors
from lca_models.programme.batches.written import event_of
from lca_models.programme.evaluation.reading import pilot_at
from lca_models.programme.evaluation.rule_change import bundles_of
from lca_models.programme.pilot.registering import register_pilot
from lca_models.programme.registry.audit import audit
from lca_models.programme.registry.errors import ConflictError, InvalidError
from lca_models.programme.registry.opening import create_registry
from lca_models.programme.releases.moves.kept import kept_moves
from lca_models.programme.releases.moves.queued import calculate_waiting
from lca_models.programme.releases.proposing import begin_releases, propose_release
from lca_models.programme.releases.reviewing import comment_release, decide_release
from lca_models.programme.roles.access import Actor
from lca_models.reporting.verification.received import received, unpack
from lca_models.scope.stages import DISTRIBUTION, RECYCLING

D = Decimal
FACTORS = Factors(D(0), D(0), {"truck": D("0.075")}, {"direct": D("0.8")})  # its declared stages are the declaration's


@pytest.fixture
def owns(registry, shipped_study, tiny_run):
    return register_pilot(registry, shipped_study, tiny_run)


def test_every_sheet_with_a_result_is_a_verified_declaration(registry, owns, tiny_run, tmp_path):
    results = {one.name: one.result for one in tiny_run.handed if one.result is not None}
    ones = {one.id: one for one in pilot_at(registry).verified}
    assert {*owns} == {*results}
    assert {*owns.values()} == {*ones}
    for pack, own in owns.items():
        assert ones[own].total_kg == pytest.approx(sum(results[pack].stages.values()), rel=1e-12)
        inside = unpack(received(bundles_of(registry)(ones[own])).bundle, tmp_path / own)
        assert inside.setup.product.endswith(f"{pack}.yaml")
        assert inside.is_example
    assert audit(registry).problems == ()


def test_a_pilot_is_made_up_and_there_once(registry, owns, shipped_study, tiny_run, tmp_path):
    with pytest.raises(ConflictError, match="is that of another organisation"):
        register_pilot(registry, shipped_study, tiny_run)
    real = create_registry(tmp_path / "real.db", programme="real", synthetic=False)
    with pytest.raises(ConflictError, match="a pilot is made up"):
        register_pilot(real, shipped_study, tiny_run)
    real.close()


def test_packs_are_chosen(registry, shipped_study, tiny_run):
    first, second, *_ = [one.name for one in tiny_run.handed if one.result is not None]
    assert [*register_pilot(registry, shipped_study, tiny_run, {first, second})] == [first, second]


def test_packs_that_are_delivered_and_recycled_replace_the_default_for_themselves_alone(registry, owns):
    """of 10 packs of 400 kg 4 go 500 km by truck, 15 kg each, and 1 is recycled, 320 kg; the others keep what was declared"""
    own = next(iter(owns.values()))
    (one,) = [one for one in pilot_at(registry).verified if one.id == own]
    maker = Actor("maker", one.org, "maker")
    recycler = actor(registry, "recycler", "supplier")
    batch = begin_batch(
        registry, maker, model=one.model, plant=one.plant, begins=date(2025, 3, 1), pack_mass_kg=D(400), submission=own
    )

    def report(who, kind, month, packs, reference, **more):
        said = {"kind": kind, "at": f"2025-{month:02}-01", "packs": packs, "reference": reference, **more}
        return report_event(registry, who, batch, event_of(said))

    report(maker, "made", 3, 10, "W-1")
    report(maker, "delivered", 4, 4, "W-2", legs=[{"mode": "truck", "km": 500}])
    report(recycler, "collected", 9, 1, "R-1")
    report(recycler, "recycled", 10, 1, "R-2", route="direct")
    for who, said, refused in (
        (recycler, ("recycled", 11, 2, "R-3"), "recycled 2 packs, 0 held"),
        (maker, ("made", 2, 1, "W-3"), "event of 2025-02-01 before batch 2025-03-01"),
        (maker, ("delivered", 5, 1, "W-2"), "reference W-2 already reported"),
    ):
        with pytest.raises(InvalidError, match=refused):
            report(who, *said)
    with registry.reading() as connection:
        found = restated(connection, kept_batch(connection, batch), FACTORS)
    declared = {stage: result.kg for stage, result in one.stages.items()}
    assert float(found.actual[DISTRIBUTION]) == pytest.approx((4 * 15 + 6 * declared[DISTRIBUTION]) / 10)
    assert float(found.actual[RECYCLING]) == pytest.approx((320 + 9 * declared[RECYCLING]) / 10)
    assert (found.life.distribution.actual_packs, found.life.recycling.actual_packs) == (D("0.4"), D("0.1"))
    assert audit(registry).problems == ()


@pytest.mark.long
def test_a_release_goes_from_its_proposal_to_what_it_moves(registry, owns, shipped_study, tmp_path):
    """more heat for graphite, and no other number: all declarations hold graphite, and nothing else of them moves"""
    experts = [actor(registry, "university", "expert", number) for number in range(3)]
    begin_releases(registry, shipped_study.root, "1.0.0", "2026-01-01")
    new = edited(shipped_study.root, tmp_path / "new", HEAT[:1])
    version = propose_release(registry, experts[0], new).version
    for one in experts[1:]:
        comment_release(registry, one, version, HEAT[0][0], "", "accept")
    decide_release(registry, actor(registry, "authority", "authority"), version, "accepted")
    assert calculate_waiting(registry) == 1
    found = kept_moves(registry, version)
    assert (len(found.declarations), found.problems) == (len(owns), {})
    for one in found.declarations:
        assert one.difference > 0
        assert one.by_table == pytest.approx({HEAT[0][0]: one.difference})
        assert one.after["raw material acquisition"] - one.before["raw material acquisition"] == pytest.approx(
            one.difference
        )
    assert audit(registry).problems == ()
