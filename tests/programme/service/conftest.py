"""A service of the parties of a test on loopback, asked as any of them; what it logs."""

import hashlib
import io
import logging
from contextlib import ExitStack

import httpx
import pytest
from served_registry import served

from lca_models.programme.service.app import Settings
from lca_models.programme.service.request_log import request_logger
from lca_models.programme.service.tokens import issue


class Door:
    """The routes of a registry, asked by any of its parties."""

    def __init__(self, served_one):
        self.parties, self.url, self.app = served_one.parties, served_one.url, served_one.app
        self.client = httpx.Client(base_url=self.url, timeout=60)
        self._tokens = {}

    def token(self, actor):
        if actor.client not in self._tokens:
            secret = self.parties.secrets[actor.client]
            self._tokens[actor.client] = issue(self.parties.registry, actor.client, secret)
        return self._tokens[actor.client]

    def forget_tokens(self):
        self._tokens.clear()

    def ask(self, actor, method, path, headers=None, **how):
        shown = {"Authorization": f"Bearer {self.token(actor)}"} if actor else {}
        return self.client.request(method, path, headers=shown | (headers or {}), **how)

    def get(self, actor, path, **how):
        return self.ask(actor, "GET", path, **how)

    def post(self, actor, path, body=None, **how):
        return self.ask(actor, "POST", path, json=body, **how)

    def upload(self, actor, content):
        """An upload of a content in one part; its id."""
        begun = self.ask(actor, "POST", "/uploads", {"Upload-Length": str(len(content))})
        place = begun.headers["Location"].removeprefix(self.url)
        headers = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        assert self.ask(actor, "PATCH", place, headers, content=content).status_code == 204
        return place.rpartition("/")[2]

    def handed_in(self, content, **headers):
        """What the maker is answered who hands in a content of an upload."""
        body = {
            "upload": self.upload(self.parties.maker, content), "sha256": hashlib.sha256(content).hexdigest(),
            "model": self.parties.own.model, "plant": self.parties.own.plant,
        }  # fmt: skip
        return body, self.post(self.parties.maker, "/submissions", body, headers=headers)


@pytest.fixture
def make_door(parties):
    """Makes the door of the parties, with settings of the test."""
    with ExitStack() as stack:

        def make(settings=None):
            door = Door(stack.enter_context(served(parties, settings or Settings())))
            stack.callback(door.client.close)
            return door

        yield make


@pytest.fixture
def door(make_door):
    return make_door()


@pytest.fixture
def logged(monkeypatch):
    """What the service logs from here on."""
    text = io.StringIO()
    monkeypatch.setattr(request_logger(), "handlers", [logging.StreamHandler(text)])
    return text.getvalue
