"""`lca-models export`: one product for its buyer; and a payload that tells of a verification."""

import json

import pytest

from lca_models.commands.declaring.exporting import WITH_FORM
from lca_models.commands.extending.opened import closing
from lca_models.commands.options import calculation_options
from lca_models.reporting.verification.assurance.events import FindingsFileError, with_opinion
from lca_models.reporting.verification.assurance.findings_file import write_findings
from lca_models.reporting.verification.assurance.materiality import materiality
from lca_models.reporting.verification.assurance.opinion import Asked, Subject, opinion_record
from lca_models.reporting.verification.assurance.records import EngagementRecord, FindingsFile, Verifier
from lca_models.reporting.verification.case import Engagement
from lca_models.reporting.verification.received import receive
from lca_models.scope.scenario import ScenarioError

TIME = "2026-11-28T00:00:00Z"


def test_export_writes_one_product_for_its_buyer(run, document, tmp_path):
    """a draft where nobody says whose product it is; on stdout where no file is named"""
    path = tmp_path / "toy.json"
    words = ("export", "toy", "--as", "catenax-supplier", "--placeholder-ids")

    assert run(*words, "--out", str(path)) == (0, f"{tmp_path / 'toy.draft.json'}\n", "")
    assert document(*words)["manufacturerPartId"] == "placeholder"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("toy", "--as", "pakt"), "there is no form 'pakt'; did you mean 'pact'"),
        (("toy", "--as", "pact"), "asks for company, company-id, product-id"),
        (("toy", "--as", "pact", "--out", "a.txt", "--placeholder-ids"), "give a file that ends with .json"),
        (("toy", "--as", "pact", "--project", "other"), "--project would change nothing"),
        (("out", "--rules", "cn-551", "--id", "part=1"), "--rules and --id would change nothing"),
    ],
)
def test_export_refuses_what_it_cannot_use(run, words, said):
    status, out, err = run("export", *words)

    assert (status, out) == (1, "")
    assert said in err


def test_every_option_of_a_calculation_is_one_of_a_product():
    """workbooks hold the whole project: each option that they do not know is refused by name"""
    known = {one.dest for one in calculation_options(replaces=True)._actions}

    assert known <= set(WITH_FORM)


@pytest.fixture
def opinion(received, tmp_path):
    """A findings file with an opinion without reserve on the bundle."""
    manifest = receive(received[0]).hash
    engagement = EngagementRecord(criteria=("cn-551",), framework="ISO 14064-3", verifier=Verifier(name="V"))
    file = FindingsFile(bundle=manifest, nonce="00ff", engagement=engagement)
    asked = Asked("unmodified", "A", "R", "2026-11-28", manifest)
    about = Subject("P60", "Yibin", "1", "kg", "2025", ("notice 551", "551号通知"))
    record = opinion_record(file, asked, about, materiality([], 1000.0, Engagement()))
    write_findings(tmp_path / "f.json", with_opinion(file, record, TIME))
    return tmp_path / "f.json"


@pytest.fixture
def export(parse, received, shipped_study, monkeypatch):
    """Exports the bundle in a form; its status."""
    monkeypatch.setattr("lca_models.commands.options.open_study", lambda: shipped_study)

    def exported(form, *words):
        options = parse("export", received[0], "--as", form, "--placeholder-ids", *words)
        with closing(options):
            return options.run(options)

    return exported


def test_a_payload_tells_the_opinion_on_the_bundle_and_is_checked_by_it(export, run, opinion, tmp_path, capsys):
    """without the findings file nobody knows what stands behind it"""
    path = tmp_path / "a.draft.json"
    for form, place in (("pact", ("pcf", "verification")), ("catenax", ("attestationOfConformance", 0))):
        assert export(form, "--attestation", opinion, "--out", path) == 0
        block = json.loads(path.read_bytes())
        for step in place:
            block = block[step]
        assert (block["providerName"], block["completedAt"]) == ("V", TIME)
        assert run("check", str(path), "--attestation", str(opinion))[0] == 0
        assert "no closed opinion stands behind it" in run("check", str(path))[1]


def test_an_opinion_is_of_a_bundle_as_it_was_declared(export, opinion):
    with pytest.raises(ScenarioError, match="other settings give another result"):
        export("pact", "--attestation", opinion, "--replace-stage", "distribution=1 kg CO2e/pack")
    with pytest.raises(ScenarioError, match="has no place for a verification"):
        export("idta", "--attestation", opinion)
    opinion.write_bytes(opinion.read_bytes().replace(b'"signed_by":"A"', b'"signed_by":"B"'))
    with pytest.raises(FindingsFileError, match="altered since"):
        export("pact", "--attestation", opinion)


def test_an_opinion_is_of_nothing_but_a_bundle_and_a_payload(run, opinion):
    words = ("toy", "--as", "pact", "--placeholder-ids", "--attestation", str(opinion))

    assert "name the bundle" in run("export", *words)[2]
    assert "would change nothing" in run("check", "--attestation", str(opinion))[2]
