"""Pages as people of each role see them: asked for without a socket, forms filled as a browser fills them."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import httpx
import pytest

from lca_models.programme.service.app import Settings, create_app

FORM = re.compile(r"<form method=\"post\" action=\"([^\"]*)\".*?</form>", re.DOTALL)
HIDDEN = re.compile(r"<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">")


@dataclass
class Person:
    """Somebody before a browser."""

    app: Any
    base: str
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)

    def ask(self, method: str, address: str, **asked: Any) -> httpx.Response:
        """In a thread of its own: a browser that stays open keeps the loop of the main one."""
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, self._ask(method, address, **asked)).result()

    async def _ask(self, method: str, address: str, headers: Any = None, **asked: Any) -> httpx.Response:
        transport = httpx.ASGITransport(self.app)
        headers = {"accept-language": "en", **(headers or {})}
        async with httpx.AsyncClient(
            transport=transport, base_url=self.base, cookies=self.cookies, headers=headers
        ) as client:
            answered = await client.request(method, address, **asked)
            self.cookies = client.cookies
        return answered

    def see(self, address: str, **asked: Any) -> httpx.Response:
        return self.ask("GET", address, **asked)

    def send(self, address: str, **asked: Any) -> httpx.Response:
        return self.ask("POST", address, **asked)

    def submission(self, own_id: str):
        return self.see(f"/pages/submissions/{own_id}")

    def hidden(self, page: str, action: str, verb: str = "", finding: str = "") -> dict[str, str]:
        """What the form of a page carries unseen."""
        for found in FORM.finditer(page):
            fields = {name: unescape(value) for name, value in HIDDEN.findall(found[0])}
            if found[1] == action and fields.get("do", "") == verb and finding in ("", fields.get("finding")):
                return fields
        raise AssertionError(f"no form {verb} for {action}")

    def fill(self, address: str, verb: str = "", finding: str = "", files: Any = None, **fields: Any):
        """Send a form of a page."""
        hidden = self.hidden(self.see(address).text, address, verb, finding)
        return self.send(address, data={**hidden, **fields}, files=files)

    def sign_in(self, client: str, secret: str, **also: str):
        return self.fill("/pages/sign-in", client=client, secret=secret, **also)


@pytest.fixture
def nobody(parties):
    """Makes persons who have not signed in."""
    app = create_app(parties.registry, Settings())
    return lambda base="http://127.0.0.1": Person(app, base)


@pytest.fixture
def person(parties, nobody):
    """Makes a person of a party who has signed in."""

    def make(name: str) -> Person:
        found, actor = nobody(), getattr(parties, name)
        assert found.sign_in(actor.client, parties.secrets[actor.client]).status_code == 303
        return found

    return make
