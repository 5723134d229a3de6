"""What only the host of a registry does: make it, say who takes part, check that it is whole."""

from __future__ import annotations

import argparse
from typing import Any

from lca_models.commands.options import words
from lca_models.commands.output import print_result
from lca_models.commands.programme.family import action, needed, opened, place_of
from lca_models.scope.wording.messages import message


def add_host_actions(actions: Any) -> None:
    """Add the actions of a host."""
    one = action(actions, "init", _init, message("make a registry"))
    one.add_argument(
        "place", nargs="?", type=words, metavar="FILE", help=message("where: a file, or a URL of PostgreSQL")
    )
    one.add_argument("--name", type=words, default="programme", help=message("the name of the programme"))
    one.add_argument("--synthetic", action="store_true",
                     help=message("for made-up declarations alone; this cannot be unset"))  # fmt: skip
    one = action(actions, "organisation", _organisation, message("add an organisation"))
    one.add_argument("--kind", required=True, type=words,
                     help=message("maker, supplier, recycler, verifier, university, authority or public"))  # fmt: skip
    one.add_argument("--name", required=True, type=words, help=message("its name in English"))
    one.add_argument("--name-zh", type=words, help=message("its name in Chinese (default the English one)"))
    one.add_argument(
        "--code", required=True, type=words, help=message("its unified social credit code, or another unique one")
    )
    one.add_argument("--group", type=words, help=message("the group of companies that it belongs to"))
    one = action(actions, "client", _client, message("add a client of an organisation; its secret is shown once"))
    one.add_argument("--org", required=True, type=words, help=message("name, code or id of the organisation"))
    one.add_argument(
        "--role", required=True, type=words, help=message("maker, supplier, verifier, expert, authority or reader")
    )
    one = action(actions, "plant", _plant, message("add a plant of an organisation"))
    one.add_argument("--org", required=True, type=words, help=message("name, code or id of the organisation"))
    one.add_argument("--name", required=True, type=words, help=message("the name of the plant"))
    one.add_argument("--province", required=True, type=words, help=message("its province, such as CN-SC"))
    one = action(actions, "model", _model, message("add a product model of an organisation"))
    one.add_argument("--org", required=True, type=words, help=message("name, code or id of the organisation"))
    one.add_argument("--code", required=True, type=words, help=message("the model, as its declarations name it"))
    one.add_argument(
        "--chemistry", required=True, type=words, help=message("the chemistry, as its declarations name it")
    )
    one.add_argument("--kwh", required=True, type=words, help=message("rated energy of the pack, kWh"))
    action(actions, "migrate", _migrate, message("bring a registry to the schema of this kit; the old file is kept"))


def _init(options: argparse.Namespace) -> int:
    with needed():
        from lca_models.programme.registry.log import head
        from lca_models.programme.registry.opening import create_registry
    where = options.place or place_of(options)
    registry = create_registry(where, programme=options.name, synthetic=options.synthetic, store=options.store)
    try:
        last = head(registry)
    finally:
        registry.close()
    found = {
        "registry": where,
        "name": options.name,
        "synthetic": options.synthetic,
        "event": last.n,
        "hash": last.hash,
    }
    print_result(options, lambda: found, lambda: message(
        "registry {where}, event {n} {hash}…", where=where, n=last.n, hash=last.hash[:12]
    ))  # fmt: skip
    return 0


def _organisation(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from lca_models.programme.registry.members import add_organisation

        own = add_organisation(
            registry, kind=options.kind, name_en=options.name, name_zh=options.name_zh or options.name,
            credit_code=options.code, group=options.group or "",
        )  # fmt: skip
    return _added(options, own)


def _client(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from lca_models.programme.registry.members import add_client, organisation_named

        own, secret = add_client(registry, organisation_named(registry, options.org), options.role)
    said = [own, message("secret {secret}", secret=secret), message("keep it: it is shown once")]
    print_result(options, lambda: {"id": own, "secret": secret}, lambda: "\n".join(said))
    return 0


def _plant(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from lca_models.programme.registry.members import add_plant, organisation_named

        own = add_plant(
            registry, organisation_named(registry, options.org), name=options.name, province=options.province
        )
    return _added(options, own)


def _model(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from lca_models.programme.registry.members import add_model, organisation_named

        own = add_model(registry, organisation_named(registry, options.org), code=options.code,
                        chemistry=options.chemistry, rated_kwh=options.kwh)  # fmt: skip
    return _added(options, own)


def _migrate(options: argparse.Namespace) -> int:
    with needed():
        from lca_models.programme.registry.opening import migrate_registry
    found = migrate_registry(place_of(options), store=options.store)
    document = {"from": found.before, "to": found.after, "kept": str(found.kept) if found.kept else None}
    print_result(options, lambda: document, lambda: message(
        "schema {before} -> {after}; the file before is {kept}", before=found.before, after=found.after, kept=found.kept or "–"
    ))  # fmt: skip
    return 0


def _added(options: argparse.Namespace, own: str) -> int:
    print_result(options, lambda: {"id": own}, lambda: own)
    return 0
