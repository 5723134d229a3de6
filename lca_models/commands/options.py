"""Options that several commands of `lca-models` share."""

from __future__ import annotations

import argparse


def add_allow_incomplete(command: argparse.ArgumentParser) -> None:
    """Add what takes a category although most of its data are missing."""
    command.add_argument("--allow-incomplete", action="store_true", help="take an impact category whose data stand behind "
                         "less than half of the climate result; a note says how much")  # fmt: skip
