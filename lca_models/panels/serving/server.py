"""Voilà behind the gate: every handler asks it first, and what the page does not need is not served at all."""

from __future__ import annotations

import os
import tempfile
import webbrowser
from collections.abc import Sequence
from contextlib import suppress
from html import escape
from inspect import isawaitable
from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_config_path
from traitlets import default
from voila.app import Voila

from lca_models.panels.serving.gate import Asked, Gate, Verdict, answer_page

PAGE = "TornadoVoilaHandler"
# Kernel, its websocket, the page's scripts and styles, the page. Not: files of the folder, log-in forms, queries of kernels.
SERVED = ("KernelHandler", "VoilaKernelWebsocketHandler", "TemplateStaticFileHandler", "MultiStaticFileHandler",
          "ThemesHandler", "VoilaShutdownKernelHandler", "FileFindHandler", PAGE)  # fmt: skip
STATUS = {"enter": 200, "full": 503}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class GuardedPage(Voila):  # type: ignore[misc]
    """One notebook as a page, for those whom the gate lets in, and for as many at once as there are places."""

    gate: Gate
    places: int

    @property
    def cookie(self) -> str:
        """Name of the cookie; browsers share cookies between the ports of a computer."""
        return f"lca-models-{self.port}"

    @property
    def display_url(self) -> str:
        """The address with its token, as it is printed and opened."""
        address = str(self.custom_display_url or super().display_url)
        return f"{address}?token={self.gate.token}" if self.gate.token else address

    @default("config_file_paths")
    def _folders_of_settings(self) -> list[str]:
        return list(jupyter_config_path())  # Voilà itself would run a voila.py of the current folder

    def init_handlers(self) -> list[Any]:
        """The handlers that the page needs, each behind the gate; the page at its own address alone."""
        kept = []
        for pattern, handler, *more in super().init_handlers():
            if handler.__name__ in SERVED:
                path = pattern.replace("(.*)", "()") if handler.__name__ == PAGE else pattern
                kept.append((path, guarded(handler, self), *more))
        return kept

    def launch_browser(self) -> None:
        """Open the address by way of a file of one's own: words of a command line can be read by everybody on the computer."""
        with suppress(webbrowser.Error):
            browser = webbrowser.get(self.browser or None)
            number, name = tempfile.mkstemp(suffix=".html")
            self.opened = Path(name)
            with os.fdopen(number, "w", encoding="utf-8") as file:
                address = escape(self.display_url, quote=True)
                file.write(f'<meta charset="utf-8"><meta http-equiv="refresh" content="0;url={address}">')
            browser.open(self.opened.as_uri(), new=self.webbrowser_open_new)

    def stop(self) -> None:
        """End the kernels, and forget the token."""
        with suppress(AttributeError, OSError):
            self.opened.unlink()
        super().stop()


def guarded(handler: type[Any], page: GuardedPage) -> type[Any]:
    """A handler that asks the gate before it does anything; that of the page needs a place too."""
    taken: set[int] = set()

    class Guarded(handler):  # type: ignore[misc]
        async def prepare(self, *args: Any, **given: Any) -> None:
            verdict: Verdict = page.gate.judge(asked_of(self.request, page.cookie))
            if verdict != "pass":
                return self._answer(verdict)
            if handler.__name__ == PAGE and self.request.method == "GET":
                if page.kernel_manager.in_use() + len(taken) >= page.places:
                    return self._answer("full")
                taken.add(id(self))
            for name, value in HEADERS.items():
                self.set_header(name, value)
            waited = super().prepare(*args, **given)
            if isawaitable(waited):
                await waited
            return None

        def on_finish(self) -> None:
            taken.discard(id(self))
            super().on_finish()

        def write_error(self, status_code: int, **given: Any) -> None:
            """Say no more than the status: pages of errors have links to what is not served."""
            self.set_status(status_code)
            self.finish(f"{status_code}\n")

        def _answer(self, verdict: Any) -> None:
            """End the request here: nothing behind the gate hears of it."""
            self.clear()
            self.set_status(STATUS.get(verdict, 403))
            for name, value in HEADERS.items():
                self.set_header(name, value)
            self.set_header("Content-Type", "text/html; charset=UTF-8")
            self.set_header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'")
            self.set_header("Cache-Control", "no-store")
            self.set_header("Referrer-Policy", "no-referrer")
            if verdict == "enter":
                self.set_cookie(page.cookie, page.gate.session, httponly=True, samesite="Strict", path=page.base_url)
            self.finish(answer_page(verdict, self.request.uri or "/"))

    Guarded.__name__ = handler.__name__
    return Guarded


def asked_of(request: Any, cookie: str) -> Asked:
    """What a request says of itself."""
    held = request.cookies.get(cookie)
    headers = {name.lower(): value for name, value in request.headers.items()}
    return Asked(request.method or "", request.uri or "/", headers, held.value if held else "")


def policy(hosts: Sequence[str] = ()) -> str:
    """What the browser itself refuses: whatever the page might ask of another computer, and to be shown inside another page."""
    sockets = [
        "ws://127.0.0.1:*",
        "ws://localhost:*",
        *(f"{scheme}://{name}:*" for name in hosts for scheme in ("ws", "wss")),
    ]
    return (
        "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; "
        f"connect-src 'self' {' '.join(sockets)}; "
        "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'"
    )


def serve(gate: Gate, places: int, arguments: Sequence[str]) -> None:
    """Serve until the person stops it; `arguments`: those of Voilà."""
    page = GuardedPage.instance()
    page.gate, page.places = gate, places
    page.initialize([*arguments])
    page.tornado_settings = {"headers": {"Content-Security-Policy": policy(gate.hosts)}}
    page.start()
