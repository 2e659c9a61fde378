"""A network of our own: a proxy that answers for every host, so that a test asks nobody else."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

SILENT = 0
"""The answer of a server that accepts a request and says nothing."""
HUNG_UP = -1
"""The answer of a server that ends the connection at once."""

Answer = int | tuple[int, str]
"""A status, with the address that a redirection leads to."""


@dataclass(frozen=True)
class Asked:
    """One request: for what, by whom, and when it came and was answered (seconds)."""

    page: str
    by: str
    came: float
    answered: float


@dataclass
class Network:
    """The proxy's address, what its pages answer (each request the next, the last for ever), and who asked."""

    address: str
    answers: Mapping[str, Sequence[Answer]]
    asked: list[Asked] = field(default_factory=list)
    counts: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    def next_answer(self, page: str) -> Answer:
        """Return a page's next answer; 404 for an unknown page."""
        answers = self.answers.get(page, [404])
        self.counts[page] += 1
        return answers[min(self.counts[page], len(answers)) - 1]


@contextmanager
def network(answers: Mapping[str, Sequence[Answer]], silence: float = 5.0) -> Iterator[Network]:
    """Answer for all hosts, over plain http.

    Args:
        answers: by address, in the order in which they are given.
        silence: how long a silent server keeps the connection, in seconds.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            came = time.monotonic()
            answer = known.next_answer(self.path)
            status, location = answer if isinstance(answer, tuple) else (answer, "")
            if status == SILENT:
                time.sleep(silence)
            elif status != HUNG_UP:
                self.send_response(status)
                self.send_header("Content-Length", "0")
                if location:
                    self.send_header("Location", location)
                self.end_headers()
            known.asked.append(Asked(self.path, self.headers["User-Agent"], came, time.monotonic()))
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    known = Network(f"http://127.0.0.1:{server.server_port}", answers)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield known
    finally:
        server.shutdown()
        server.server_close()
