"""A folder of bundles; whole bundles are verified together in tests of one bundle."""

import pytest

from lca_models.reporting.verification.finding import Finding
from lca_models.reporting.verification.folder import BundleRow, verify_folder
from lca_models.reporting.verification.one_bundle import Wanted
from lca_models.scope.scenario import ScenarioError


def test_a_folder_without_bundles_is_refused(toy_study, tmp_path):
    with pytest.raises(ScenarioError, match="holds no bundle"):
        verify_folder(tmp_path, toy_study, Wanted())


def test_a_row_is_as_bad_as_its_gravest_finding():
    findings = tuple(Finding("x", "CER-02", severity, "", "", "") for severity in ("info", "major", "minor"))

    assert (BundleRow("a", "", findings=findings).worst, BundleRow("a", "", findings=findings).fails) == ("major", True)
    assert (BundleRow("a", "").worst, BundleRow("a", "").fails) == ("", False)
