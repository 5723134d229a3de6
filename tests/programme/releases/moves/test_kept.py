"""What a release moves is calculated by the authority, kept by an event, and told to each as the table of roles says."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from releases_of_tables import HEAT, MASS, NICKEL, actor, edited
from submitted_bundles import bundle_of_sheet

from lca_models.programme.registry.audit import audit
from lca_models.programme.registry.blobs import receive
from lca_models.programme.registry.errors import DeniedError, UnknownError
from lca_models.programme.registry.members import add_model, add_plant
from lca_models.programme.releases.moves.calculating import Moved
from lca_models.programme.releases.moves.kept import document_of, find_moves, kept_moves, told_moves
from lca_models.programme.releases.proposing import begin_releases, propose_release, revise_release
from tests.conftest import INVENTORIES

SHEET = Path(__file__).parents[4] / "notebooks/data_sheets/lfp_sichuan.yaml"


def verified(registry, maker, own, bundle):
    """A verified declaration of a maker."""
    plant = add_plant(registry, maker.org, name=f"P{own}", province="CN-SC")
    model = add_model(registry, maker.org, code=f"A{own}", chemistry="LFP", rated_kwh="60")
    sha = receive(registry, maker.org, io.BytesIO(bundle)).sha256
    with registry.writing("worker") as write:
        write.event("submission.received", f"submission:{own}", {
            "org": maker.org, "model": model, "plant": plant, "period_start": "2025-01-01", "period_end": "2025-12-31",
            "bundle": sha, "manifest": sha, "bytes": len(bundle), "release": "r", "rules": "cn-551",
        })  # fmt: skip
        write.event("submission.checked", f"submission:{own}", {"results": []})
        write.event("submission.under_verification", f"submission:{own}", {})
        write.event("submission.verified", f"submission:{own}", {"valid_until": "2028-12-31"})
    return own


@pytest.fixture
def makers(registry):
    return [actor(registry, "maker", "maker", number) for number in range(6)]


@pytest.fixture
def proposed(registry, released, experts, makers, edition):
    """A release of the toy's tables, which the sheet of a pack is not of."""
    verified(registry, makers[0], "s0", bundle_of_sheet(SHEET.read_text(encoding="utf-8")))
    return propose_release(registry, experts[0], edition(NICKEL)).version


def test_what_was_calculated_is_kept_until_the_tables_change(registry, proposed, authority, experts, edition):
    with pytest.raises(UnknownError, match="nobody has calculated yet"):
        kept_moves(registry, proposed)
    found = find_moves(registry, proposed, actor=authority)
    assert kept_moves(registry, proposed) == found
    assert {*found.problems} == {"s0"}
    assert audit(registry).problems == ()
    revise_release(registry, experts[0], edition(NICKEL, MASS), proposed)
    with pytest.raises(UnknownError, match="nobody has calculated yet"):
        kept_moves(registry, proposed)


def test_only_the_authority_and_the_host_calculate_and_the_first_release_moves_nothing(registry, proposed, experts):
    with pytest.raises(DeniedError, match="only the authority"):
        find_moves(registry, proposed, actor=experts[0])
    with pytest.raises(UnknownError, match="it moves nothing"):
        find_moves(registry, "1.4.0")


def test_who_sees_what(registry, proposed, authority, experts, makers):
    """Six companies with a declaration each: everybody sees sums, a maker its own, the authority all."""
    for number in range(1, 6):
        verified(registry, makers[number], f"s{number}", b"%d" % number)
    found = find_moves(registry, proposed)
    assert len(found.problems) == 6
    ones = tuple(
        Moved(
            f"s{number}", maker.org, "lfp", "CN-SC", 60.0, {"m": 100.0}, {"m": 110.0 + number}, {"t": 10.0 + number}, ()
        )
        for number, maker in enumerate(makers)
    )
    moves = replace(found, units=(), declarations=ones)
    tables, problems = told_moves(registry, moves, authority)
    assert len(tables["declarations"]) == 6 == len(problems)
    tables, problems = told_moves(registry, moves, experts[1])
    assert {*tables} == {"rows", "tables", "stages", "summary"}
    assert problems == {}
    tables, problems = told_moves(registry, moves, makers[2])
    assert list(tables["declarations"]["declaration"]) == ["s2"]
    assert {*problems} == {"s2"}
    few = replace(moves, declarations=ones[:4])
    assert told_moves(registry, few, experts[1])[0] == {}
    one_of_all = replace(moves, declarations=(replace(ones[0], after={"m": 900.0}), *ones[1:]))
    assert told_moves(registry, one_of_all, experts[1])[0] == {}
    told = document_of(moves, *told_moves(registry, moves, None))
    assert (told["version"], told["synthetic"], len(told["tables"]["declarations"])) == (proposed, True, 6)


@pytest.mark.long
def test_a_release_of_the_shipped_tables_moves_a_declaration(registry, experts, makers, tmp_path):
    begin_releases(registry, INVENTORIES, "1.4.0", "2026-01-01")
    verified(registry, makers[0], "s0", bundle_of_sheet(SHEET.read_text(encoding="utf-8")))
    found = propose_release(registry, experts[0], edited(INVENTORIES, tmp_path / "new", HEAT[:1]))
    (one,) = find_moves(registry, found.version).declarations
    assert one.by_table == pytest.approx({HEAT[0][0]: one.difference})
    assert one.difference > 0
