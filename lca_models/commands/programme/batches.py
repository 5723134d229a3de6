"""`lca-models programme batch`: a batch of packs begun, what happens to them reported, and its stages with what is known."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from lca_models.commands.options import open_study, words
from lca_models.commands.output import print_result
from lca_models.commands.programme.family import action, opened, party
from lca_models.scope.labels import stage_label
from lca_models.scope.scenario import parse_assignments
from lca_models.scope.stages import DISTRIBUTION, RECYCLING
from lca_models.scope.wording.messages import language_in_use, message

if TYPE_CHECKING:
    from lca_models.programme.batches.keeping import Restated


def add_batch_actions(actions: Any) -> None:
    """Add the actions on batches."""
    batch = actions.add_parser("batch", help=message("packs of a batch, from their making to their recycling"))
    of_batch = batch.add_subparsers(dest="batch_action", required=True, metavar="ACTION", parser_class=type(batch))
    one = action(of_batch, "begin", _begin, message("begin a batch, as its maker"), as_whom=True)
    one.add_argument("--model", type=words, help=message("the model: its code or id (default the only one)"))
    one.add_argument("--plant", type=words, help=message("the plant (default the only one)"))
    one.add_argument("--begins", type=words, required=True, metavar="DAY",
                     help=message("the first day of the batch, such as 2026-03-01"))  # fmt: skip
    one.add_argument("--pack-mass", type=words, required=True, metavar="KG", help=message("mass of a pack in kg"))
    one.add_argument("--content", type=words, action="append", default=[], metavar="METAL=KG",
                     help=message("kg of a metal in a pack; repeatable"))  # fmt: skip
    one.add_argument("--submission", type=words, metavar="ID", help=message("the declaration that states its stages"))
    one = action(of_batch, "report", _report, message("report what happened to packs"), as_whom=True)
    one.add_argument("batch", type=words, metavar="BATCH", help=message("its id"))
    one.add_argument("kind", type=words, metavar="KIND",
                     help=message("made, delivered, collected, second use, recycled, lost or reversed"))  # fmt: skip
    one.add_argument("packs", type=words, metavar="PACKS", help=message("how many packs"))
    one.add_argument("--at", type=words, required=True, metavar="DAY", help=message("when, such as 2026-03-01"))
    one.add_argument("--reference", type=words, required=True, help=message("your own number of the event"))
    one.add_argument("--leg", type=words, action="append", default=[], metavar="MODE=KM",
                     help=message("a part of the way of delivered packs, such as truck=800; repeatable"))  # fmt: skip
    one.add_argument("--from", dest="origin", type=words, metavar="POOL",
                     help=message("of collected packs: in use (default) or second use"))  # fmt: skip
    one.add_argument("--mass", type=words, metavar="KG", help=message("what the packs weighed together"))
    one.add_argument("--route", type=words, help=message("how packs were recycled (lca-models list routes)"))
    one.add_argument("--metal", type=words, action="append", default=[], metavar="METAL=KG",
                     help=message("kg of a metal recovered; repeatable"))  # fmt: skip
    one.add_argument("--reverses", type=words, metavar="REFERENCE", help=message("the event that is taken back"))
    one = action(of_batch, "show", _show, message("where the packs are, and the stages with what is known"))
    one.add_argument("batch", type=words, metavar="BATCH", help=message("its id"))
    one.add_argument("--at", type=words, metavar="DAY", help=message("as it was on a day (default the last event)"))
    one.add_argument("--like", type=words, metavar="PRODUCT",
                     help=message("the product whose factors count (default the first of the chemistry)"))  # fmt: skip


def _begin(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from lca_models.programme.batches.keeping import begin_batch
        from lca_models.programme.batches.written import facts_of
        from lca_models.programme.submissions.owning import model_named, plant_named

        actor = party(registry, options, "maker")
        facts = facts_of(options.begins, options.pack_mass, parse_assignments(options.content))
        own = begin_batch(
            registry, actor, model=model_named(registry, actor, options.model or ""),
            plant=plant_named(registry, actor, options.plant or ""), begins=facts.begins, pack_mass_kg=facts.pack_mass_kg,
            contents=facts.contents, submission=options.submission or "",
        )  # fmt: skip
    print_result(options, lambda: {"id": own}, lambda: message("batch {id} begun", id=own))
    return 0


def _report(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from lca_models.programme.batches.keeping import kept_batch, report_event
        from lca_models.programme.batches.written import event_of

        legs = [{"mode": mode, "km": km} for mode, km in parse_assignments(options.leg).items()]
        event = event_of({
            "kind": options.kind, "at": options.at, "packs": options.packs, "reference": options.reference,
            "legs": legs, "origin": options.origin, "mass_kg": options.mass, "route": options.route,
            "metals_kg": parse_assignments(options.metal), "reverses": options.reverses,
        })  # fmt: skip
        own = report_event(registry, party(registry, options), options.batch, event)
        with registry.reading() as connection:
            balance = kept_batch(connection, options.batch).ledger.balance()
    print_result(options, lambda: {"id": own, "balance": dict(balance)}, lambda: _pools(balance))
    return 0


def _show(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from lca_models.programme.batches.keeping import kept_batch, restated
        from lca_models.programme.batches.kit_factors import factors_of, product_of
        from lca_models.programme.batches.written import day_of
        from lca_models.scope.calculation_setup import CalculationSetup

        as_of = day_of("at", options.at) if options.at else None
        with registry.reading() as connection:
            kept = kept_batch(connection, options.batch)
            study = open_study()
            product = options.like or product_of(study, kept.chemistry)
            found = restated(connection, kept, factors_of(study, CalculationSetup(product)), as_of)
    balance = kept.ledger.balance(as_of)
    print_result(
        options,
        lambda: {"id": options.batch, "factors_of": product, "balance": dict(balance), **found.document()},
        lambda: "\n".join([_pools(balance), *_stages(found)]),
    )
    return 0


def _pools(balance: Mapping[str, int]) -> str:
    """Where packs are, those pools that hold any."""
    from lca_models.programme.batches.life import pool_word

    held = [f"{pool_word(pool)} {packs:,}" for pool, packs in balance.items() if packs]
    return message("packs: {listed}", listed=", ".join(held) or message("none"))


def _stages(found: Restated) -> Iterator[str]:
    """Stages as declared and with what is known; the two that a life moves with the share that is actual."""
    known = {DISTRIBUTION: found.life.distribution, RECYCLING: found.life.recycling}
    for stage, declared in found.declared.items():
        name = stage_label(stage, language_in_use())
        if stage in known:
            yield message(
                "{stage}: {declared:,.1f} -> {actual:,.1f} kg CO2-eq per pack; actual for {packs:.0%} of packs, {kg:.0%} of kg",
                stage=name, declared=declared, actual=found.actual[stage], packs=known[stage].actual_packs,
                kg=known[stage].actual_kg,
            )  # fmt: skip
        else:
            yield message("{stage}: {declared:,.1f} kg CO2-eq per pack", stage=name, declared=declared)
    for metal, one in found.life.yields.items():
        yield message(
            "{metal}: {out:,.1f} of {contained:,.1f} kg recovered, {share:.1%}",
            metal=metal, out=one.recovered_kg, contained=one.contained_kg, share=one.share,
        )  # fmt: skip
