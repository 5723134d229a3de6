"""A registry served on loopback by a thread of the test, which ends with the block."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread

import httpx
import uvicorn

from lca_models.programme.service.app import Settings, create_app
from lca_models.programme.service.protocol import DeadlineProtocol


@dataclass(frozen=True)
class Served:
    """Where it listens, and a client for any of its parties."""

    url: str
    parties: object
    app: object

    def token(self, actor):
        answered = httpx.post(f"{self.url}/auth/token", data={"grant_type": "client_credentials"},
                              auth=(actor.client, self.parties.secrets[actor.client]))  # fmt: skip
        return answered.json()["access_token"]

    def client(self, actor):
        return httpx.Client(base_url=self.url, headers={"Authorization": f"Bearer {self.token(actor)}"}, timeout=30)


@contextmanager
def served(parties, settings: Settings | None = None, protocol=DeadlineProtocol) -> Iterator[Served]:
    """Serve the registry of some parties."""
    listener = socket.create_server(("127.0.0.1", 0))
    app = create_app(parties.registry, settings)
    config = uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
    )
    server, is_ready = uvicorn.Server(config), Event()
    started = server.startup

    async def startup(sockets=None):
        await started(sockets)
        is_ready.set()

    server.startup = startup
    thread = Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    is_ready.wait()
    try:
        yield Served(f"http://127.0.0.1:{listener.getsockname()[1]}", parties, app)
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
