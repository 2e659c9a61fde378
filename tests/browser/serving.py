"""Servers for the browser tests: a folder as GitHub Pages would serve it, and ``mkdocs serve``."""

from __future__ import annotations

import gzip
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from tests.built_site import MOUNT, environment

_START_SECONDS = 60
_STOP_SECONDS = 10
_WAITING_FOR_FONTS = b"font-display: optional", b"font-display: block"


class _PagesHandler(SimpleHTTPRequestHandler):
    """Serves a folder under ``MOUNT``; whatever is not there gets the site's own 404 page.

    Browsers wait for its fonts. The site asks them not to, so on a busy machine they would show their own in some runs.
    """

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.match("reader/fonts.css") and path.is_file():
            self._send(path.read_bytes().replace(*_WAITING_FOR_FONTS), "text/css")
        else:
            super().do_GET()

    def translate_path(self, path: str) -> str:
        inside = path.startswith(MOUNT)
        return super().translate_path(path.removeprefix(MOUNT.rstrip("/")) if inside else "/there-is-nothing-here")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        self._send((Path(self.directory) / "404.html").read_bytes(), "text/html", code)

    def _send(self, body: bytes, media_type: str, code: int = HTTPStatus.OK) -> None:
        self.send_response(code)
        self.send_header("Content-Type", f"{media_type}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's name)
        """Say nothing: the tests read the browser's side."""


class _PackingHandler(_PagesHandler):
    """Sends files compressed and on one connection, as GitHub Pages does."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        body = gzip.compress(path.read_bytes())
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serve_folder(folder: Path, *, packed: bool = False) -> Iterator[str]:
    """Serve a folder from a thread.

    Args:
        folder: what to serve.
        packed: compress what is sent; takes clients for granted that can read it.

    Yields:
        The address of its root, which ends in a slash.
    """
    handler = _PackingHandler if packed else _PagesHandler
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{MOUNT}"
        server.shutdown()


@dataclass(frozen=True)
class LiveServer:
    """A running ``mkdocs serve`` on a project's folder; ``log`` is the file that it writes to."""

    project: Path
    address: str
    process: subprocess.Popen[bytes]
    log: Path

    def runs(self) -> bool:
        """Whether it is alive."""
        return self.process.poll() is None

    def said(self) -> str:
        """Return what it printed so far."""
        return self.log.read_text("utf-8", "replace")


@contextmanager
def mkdocs_serve(project: Path) -> Iterator[LiveServer]:
    """Run ``mkdocs serve`` as ``make serve`` does, until it answers.

    Raises:
        RuntimeError: when it ends or does not answer.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    log = project / "serve.log"
    # In the background a shell has commands ignore Ctrl+C, and these pass that on.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with log.open("wb") as output:
        command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", place]
        process = subprocess.Popen(
            command, cwd=project, env=environment(""), stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
        )
        try:
            server = LiveServer(project, f"http://{place}/", process, log)
            _wait_for(server)
            yield server
        finally:
            process.send_signal(signal.SIGINT)  # as Ctrl+C does
            process.wait(_STOP_SECONDS)


def _wait_for(server: LiveServer) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while server.runs() and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(server.address, timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"mkdocs serve does not answer:\n{server.said()}")
