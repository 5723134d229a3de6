"""The report of an example in both languages, written once without its figures."""

from collections.abc import Mapping

import pytest

from lca_models.reporting.declaration.declared import Declared
from lca_models.reporting.declaration.document.facts import Facts
from lca_models.reporting.declaration.document.members import report_file


@pytest.fixture(scope="session")
def reports(lfp_declared: Declared) -> Mapping[str, bytes]:
    return {language: report_file(lfp_declared, language, draws=False) for language in ("en", "zh")}


@pytest.fixture(scope="session")
def facts(lfp_declared: Declared) -> Facts:
    return Facts(lfp_declared, "en")


@pytest.fixture(scope="session")
def chinese(lfp_declared: Declared) -> Facts:
    return Facts(lfp_declared, "zh")
