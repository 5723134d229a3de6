"""Parties of a programme, and a submission in each state."""

import io

import pytest
from submitted_bundles import bundle_bytes, check_all

from lca_models.programme.registry.members import add_client, add_organisation
from lca_models.programme.roles.access import Actor
from lca_models.programme.submissions.assigning import assign
from lca_models.programme.submissions.judging import give_opinion
from lca_models.programme.submissions.receiving import submit
from tests.reporting.verification.conftest import nmc_bundle  # noqa: F401


class Parties:
    """Who takes part in a registry of a test."""

    def __init__(self, registry, maker):
        self.registry, self.own = registry, maker
        self.maker = Actor(maker.client, maker.org, "maker")
        for number, (name, kind, role) in enumerate(
            [("other", "maker", "maker"), ("supplier", "supplier", "supplier"), ("verifier", "verifier", "verifier"),
             ("stranger", "verifier", "verifier"), ("expert", "university", "expert"),
             ("authority", "authority", "authority"), ("reader", "public", "reader")]
        ):  # fmt: skip
            org = add_organisation(registry, kind=kind, name_en=name, name_zh=name, credit_code=f"SYN-9{number}")
            setattr(self, name, Actor(add_client(registry, org, role)[0], org, role))

    @property
    def everyone(self):
        names = ("maker", "other", "supplier", "verifier", "stranger", "expert", "authority", "reader")
        return {name: getattr(self, name) for name in names}

    def submit(self, **said):
        content = bundle_bytes(**said)
        return submit(self.registry, self.maker, io.BytesIO(content), model=self.own.model, plant=self.own.plant)

    def checked(self, check=None, **said):
        own = self.submit(**said)
        check_all(self.registry, *([check] if check else []))
        return own

    def assigned(self, check=None, **said):
        own = self.checked(check, **said)
        assign(self.registry, self.authority, own, org=self.verifier.org, lead="Li", reviewer="Wang")
        return own

    def verified(self, **said):
        own = self.assigned(**said)
        give_opinion(self.registry, self.verifier, own, "unmodified", signed_by="Li", reviewer="Wang")
        return own


@pytest.fixture
def parties(registry, maker):
    return Parties(registry, maker)
