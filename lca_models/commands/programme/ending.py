"""What ends: a client that is let in no more, a submission whose time has passed, the name of a person."""

from __future__ import annotations

import argparse
from typing import Any

from lca_models.commands.options import words
from lca_models.commands.output import print_result
from lca_models.commands.programme.family import action, opened
from lca_models.scope.wording.messages import message


def add_ending_actions(actions: Any) -> None:
    """Add the actions that end something."""
    one = action(actions, "disable", _disable, message("let a client in no more"))
    one.add_argument("client", type=words, metavar="ID", help=message("the client"))
    one = action(actions, "due", _due, message("submissions whose time of keeping has passed"))
    one = action(actions, "delete", _delete, message("remove a submission that has ended; its hash and dates stay"))
    one.add_argument("submission", type=words, metavar="ID", help=message("the submission"))
    one.add_argument("--reason", required=True, type=words, help=message("why, for the log"))
    one = action(actions, "erase", _erase, message("remove the name of a person and what they wrote"))
    one.add_argument("person", type=words, metavar="ID", help=message("the person"))


def _disable(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from lca_models.programme.registry.members import disable_client

        disable_client(registry, options.client)
    print_result(options, lambda: {"id": options.client}, lambda: message("{id} is let in no more", id=options.client))
    return 0


def _due(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from datetime import UTC, datetime

        from lca_models.programme.registry.retention import due

        found = due(registry, datetime.fromtimestamp(registry.clock() / 1e6, UTC).date())
    print_result(options, lambda: found, lambda: "\n".join(found) or message("none"))
    return 0


def _delete(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from lca_models.programme.registry.retention import delete_submission

        n = delete_submission(registry, options.submission, options.reason)
    document = {"submission": options.submission, "event": n}
    print_result(options, lambda: document, lambda: message(
        "{id} is deleted (event {n:,}); backups keep its bytes until they rotate", id=options.submission, n=n
    ))  # fmt: skip
    return 0


def _erase(options: argparse.Namespace) -> int:
    with opened(options) as registry:
        from lca_models.programme.registry.retention import erase_person

        n = erase_person(registry, options.person)
    print_result(options, lambda: {"person": options.person, "event": n}, lambda: message(
        "{id} is erased (event {n:,})", id=options.person, n=n
    ))  # fmt: skip
    return 0
