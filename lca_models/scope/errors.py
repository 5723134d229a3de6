"""The one base of every error that a user can cause and mend."""

from __future__ import annotations


class LcaModelsError(Exception):
    """What a user gave must be possible; the message says what is wrong, where, and what to do, one fault a line."""
