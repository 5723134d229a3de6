"""A bundle of an example sheet."""

from tests.reporting.verification.conftest import nmc_bundle  # noqa: F401
