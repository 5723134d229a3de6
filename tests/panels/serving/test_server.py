"""The probe: real requests to a running page, with names, origins and tokens of others. None of them may start a kernel."""

import base64
import http.client
import json
import os
import re
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest

pytest.importorskip("voila", reason="the extra lab brings Voilà")

from nbformat.v4 import new_notebook
from traitlets.config.loader import KVArgParseConfigLoader
from voila.execute import VoilaExecutor

from lca_models.panels.app import use_template, voila_arguments
from lca_models.panels.serving.server import policy

ROOT = Path(__file__).parents[3]
TOKEN = "a-token-of-this-test"
PATIENCE = 120  # s, until a server has started and its kernels too
CELL = "import sys, os; print('safe', sys.flags.safe_path, '' not in sys.path)"
PROGRAM = """
import sys
from lca_models.panels.serving.gate import Gate
from lca_models.panels.serving.server import serve
serve(Gate(sys.argv[1], ("lca.example.org",)), 2, sys.argv[2:])
"""


def free_port() -> int:
    """A port that nobody listens at; if somebody does by then, the server takes the next and says so."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Served:
    """A page of one cell, and what its server said."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        cell = {
            "cell_type": "code",
            "id": "one",
            "metadata": {},
            "outputs": [],
            "execution_count": None,
            "source": CELL,
        }
        kernel = {"name": "python3", "language": "python", "display_name": "Python"}
        notebook = folder / "page.ipynb"
        notebook.write_text(
            json.dumps({"cells": [cell], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}),
            encoding="utf-8",
        )
        (folder / "random.py").write_text("raise SystemExit('a module of a chance folder')", encoding="utf-8")
        (folder / "voila.py").write_text("raise SystemExit('settings of a chance folder')", encoding="utf-8")
        words = [
            sys.executable,
            "-P",
            "-c",
            PROGRAM,
            TOKEN,
            *voila_arguments(notebook, free_port(), open_browser=False),
        ]
        self.said: list[str] = []
        self.lines: Queue[str] = Queue()
        self.process = subprocess.Popen(words, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                        text=True, encoding="utf-8")  # fmt: skip
        self.listener = Thread(target=self._listen)
        self.listener.start()
        self.address = self.wait_for(r"http://127\.0\.0\.1:(\d+)/\?token=")
        self.port = int(self.address)
        self.kernel = self.wait_for(r"Kernel started: (\S+)")
        self.wait_for("pool of .* is filled")

    def _listen(self) -> None:
        for line in self.process.stdout:
            self.said.append(line)
            self.lines.put(line)
        self.lines.put("")

    def wait_for(self, pattern: str) -> str:
        """What the server says next that fits."""
        while line := self.lines.get(timeout=PATIENCE):
            if found := re.search(pattern, line):
                return found[found.lastindex or 0]
        raise AssertionError("".join(self.said)[-2000:])

    def kernels(self) -> int:
        return sum("Kernel started" in line for line in self.said)

    def end(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.listener.join()
        self.process.stdout.close()

    def ask(self, path="/", method="GET", **headers: str) -> tuple[int, dict[str, str], str]:
        """Status, headers and text of an answer; headers as `sec_fetch_site`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.putrequest(method, path, skip_host=True)
        for name, value in {"host": f"127.0.0.1:{self.port}", **headers}.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, text

    def socket(self, path: str, **headers: str) -> int:
        """Status of the answer to a browser that asks for a websocket."""
        key = base64.b64encode(os.urandom(16)).decode()
        wanted = {"host": f"127.0.0.1:{self.port}", "upgrade": "websocket", "connection": "Upgrade",
                  "sec-websocket-version": "13", "sec-websocket-key": key, **headers}  # fmt: skip
        lines = [f"GET {path} HTTP/1.1", *(f"{name.replace('_', '-')}: {value}" for name, value in wanted.items())]
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as asked:
            asked.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
            return int(asked.recv(100).split()[1])


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    own = tmp_path_factory.mktemp("page")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("JUPYTER_PATH", raising=False)
        assert use_template() == ""
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "JUPYTER_CONFIG_DIR": str(own / "config"),
                       "JUPYTER_RUNTIME_DIR": str(own / "runtime"), "IPYTHONDIR": str(own / "ipython")}  # fmt: skip
        patch.delenv("JUPYTER_PATH", raising=False)
    folder = own / "notebooks"
    folder.mkdir()
    served = Served(folder, environment)
    yield served
    served.end()


@pytest.fixture(scope="module")
def cookie(page) -> str:
    status, headers, _ = page.ask(f"/?token={TOKEN}")
    assert status == 200
    assert "HttpOnly" in headers["set-cookie"]
    assert "SameSite=Strict" in headers["set-cookie"]
    return headers["set-cookie"].partition(";")[0]


def outsiders(page, cookie):
    """Requests that no page of its own makes, most of them with a cookie that is right."""
    evil = f"evil.example:{page.port}"
    own = f"http://127.0.0.1:{page.port}"
    return [
        {"host": evil, "origin": f"http://{evil}", "cookie": cookie},  # a name that leads here
        {"host": evil, "cookie": cookie},
        {"host": "127.0.0.1.evil.example", "cookie": cookie},
        {"origin": "http://evil.example", "cookie": cookie},
        {"origin": "null", "cookie": cookie},
        {"origin": "http://127.0.0.1:1", "cookie": cookie},  # another server of this computer
        {"sec_fetch_site": "cross-site", "sec_fetch_mode": "no-cors", "sec_fetch_dest": "image", "cookie": cookie},
        {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate", "sec_fetch_dest": "iframe", "cookie": cookie},
        {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate", "sec_fetch_dest": "document", "cookie": cookie},
        {"sec_fetch_site": "same-site", "cookie": cookie},
        {},  # no token
        {"origin": own},
        {"cookie": cookie.partition("=")[0] + "=guessed"},
        {"authorization": f"token {TOKEN}x"},
    ]


def test_no_request_of_others_is_answered_or_starts_a_kernel(page, cookie):
    before = page.kernels()
    paths = ("/", "/?product=x", f"/api/kernels/{page.kernel}", "/voila/static/voila.js")
    wrong = [
        ("/?token=wrong", {}),
        (f"/?token={TOKEN}", {"host": "evil.example"}),
        (f"/api/kernels/{page.kernel}?token={TOKEN}", {}),
    ]
    asked = [*((path, headers) for path in paths for headers in outsiders(page, cookie)), *wrong]
    with ThreadPoolExecutor(16) as many:
        answers = list(many.map(lambda one: page.ask(one[0], **one[1]), asked * 3))

    assert {status for status, _, _ in answers} == {403}
    assert all("frame-ancestors 'none'" in headers["content-security-policy"] for _, headers, _ in answers)
    assert all("set-cookie" not in headers for _, headers, _ in answers)
    assert page.kernels() == before


def test_no_websocket_of_others_opens(page, cookie):
    channels = f"/api/kernels/{page.kernel}/channels"

    assert [page.socket(channels, **headers) for headers in outsiders(page, cookie)] == [403] * 14
    assert page.socket(f"/voila/query/{page.kernel}", cookie=cookie) == 404
    assert page.socket(channels, cookie=cookie, origin=f"http://127.0.0.1:{page.port}") == 101


@pytest.mark.parametrize(
    "path",
    [
        "/page.ipynb",
        "/random.py",
        "/voila/files/page.ipynb",
        "/voila/files/",
        "/voila/tree",
        "/voila/render/page.ipynb",
        "/voila/static/../../app.py",
        "/voila/static/%2e%2e/app.py",
        "/voila/templates/lca/static/../../../../../etc/passwd",
        "/login",
        "/api",
        "/api/contents",
    ],
)
def test_nothing_is_served_that_the_page_does_not_need(page, cookie, path):
    status, _, text = page.ask(path, cookie=cookie)

    assert status in (400, 403, 404, 500)
    assert len(text) < 200


def test_no_form_of_others_ends_a_kernel(page, cookie):
    path = f"/voila/api/shutdown/{page.kernel}"

    assert page.ask(path, "POST", content_length="0", origin="http://evil.example", cookie=cookie)[0] == 403
    assert page.ask(f"/api/kernels/{page.kernel}", "DELETE", cookie=cookie, sec_fetch_site="cross-site")[0] == 403
    assert page.ask(f"/api/kernels/{page.kernel}", cookie=cookie)[0] == 200


def test_the_page_opens_with_its_token_as_often_as_there_are_places(page, cookie):
    """two places: the third page is told so, and starts no kernel"""
    with ThreadPoolExecutor(8) as many:
        answers = list(many.map(lambda _: page.ask(cookie=cookie), range(8)))
    opened = [text for status, _, text in answers if status == 200]
    full = [(status, text) for status, _, text in answers if status != 200]

    assert 1 <= len(opened) <= 2
    assert all("safe True True" in text for text in opened)
    assert {status for status, _ in full} == {503}
    assert all("All places are taken" in text and "名额已满" in text for _, text in full)
    assert page.kernels() <= 3  # and one that waits for the next page


def test_a_browser_keeps_the_page_to_itself():
    said = policy(["lca.example.org"])

    assert "frame-ancestors 'none'" in said
    assert "wss://lca.example.org:*" in said
    assert "connect-src 'self' ws://127.0.0.1:* ws://localhost:*;" in policy()


def test_a_busy_machine_shows_no_page_without_its_widgets(tmp_path):
    """Voilà waits four seconds for what a cell shows, and then leaves it out."""
    words = voila_arguments(tmp_path / "page.ipynb", free_port(), open_browser=False)[1:]
    config = KVArgParseConfigLoader([one for one in words if "=" in one], classes=[VoilaExecutor]).load_config()

    assert VoilaExecutor(new_notebook(), config=config).iopub_timeout >= 600
