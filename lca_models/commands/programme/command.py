"""The command `lca-models programme` with all its actions."""

from __future__ import annotations

from typing import Any

from lca_models.commands.programme.auditing import add_audit_actions
from lca_models.commands.programme.batches import add_batch_actions
from lca_models.commands.programme.ending import add_ending_actions
from lca_models.commands.programme.evaluating import add_evaluation_actions
from lca_models.commands.programme.hosting import add_host_actions
from lca_models.commands.programme.piloting import add_pilot_actions
from lca_models.commands.programme.releasing import add_release_actions
from lca_models.commands.programme.serving import add_serving_actions
from lca_models.commands.programme.submitting import add_submission_actions
from lca_models.scope.wording.messages import message

ADDERS = (add_host_actions, add_submission_actions, add_batch_actions, add_release_actions, add_evaluation_actions,
          add_pilot_actions, add_serving_actions, add_audit_actions, add_ending_actions)  # fmt: skip


def add_programme_command(commands: Any) -> None:
    """Add the command with its actions to the subparsers of the command line."""
    programme = commands.add_parser(
        "programme", help=message("a registry of declarations: handed in, verified, published, served, audited")
    )
    actions = programme.add_subparsers(dest="action", required=True, metavar="ACTION", parser_class=type(programme))
    for add in ADDERS:
        add(actions)
