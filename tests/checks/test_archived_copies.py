"""Archived copies are looked up in an archive of our own, which speaks as the Wayback Machine does, or lies."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner, Result

from annotated_reader.checks.archived_copies import LookupFailedError, copy_in, find_copies
from annotated_reader.checks.dead_links import Politeness
from annotated_reader.cli import main
from tests.project import TinyProject
from tests.proxy import network

CHARTER, INTERVIEW = "annotations/references/charter.yml", "annotations/references/interview.yml"
PAGE = "http://www.un.org/en/about-us/un-charter/chapter-7"
TALK = "http://daily.example.org/interview"
ARTICLE = "http://daily.example.org/warning"
READ_AT = ("http://treaties.example.net/charter/51", "http://archive.example.net/the-interview")
COPY = f"http://web.archive.org/web/20261120101112/{PAGE}"
HASTE = Politeness(pause=0, timeout=60)

Reply = Callable[[BaseHTTPRequestHandler, str, str], None]
"""Answers a request for a page's copy near a day."""


@contextmanager
def archive(reply: Reply) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Run an archive; give the address of its interface, and what it was asked for, as pairs of page and day."""
    asked: list[tuple[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query)
            page, day = query.get("url", [""])[0], query.get("timestamp", [""])[0]
            asked.append((page, day))
            with suppress(OSError):  # who asked has heard enough
                reply(self, page, day)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/wayback/available", asked
    finally:
        server.shutdown()
        server.server_close()


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, location: str = "") -> None:
    """Answer with a body."""
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body)))
    if location:
        handler.send_header("Location", location)
    handler.end_headers()
    handler.wfile.write(body)


def snapshot(url: object, status: object = "200", available: object = True) -> dict[str, object]:
    """Return what the interface answers where it has a copy."""
    closest = {"available": available, "url": url, "timestamp": "20261120101112", "status": status}
    return {"archived_snapshots": {"closest": closest}}


def as_the_archive_does(handler: BaseHTTPRequestHandler, page: str, day: str) -> None:
    """Have a copy of one page, and of no other."""
    del day
    known = snapshot(COPY) if page == PAGE else {"archived_snapshots": {}}
    send(handler, json.dumps(known).encode())


@pytest.fixture
def project(project: TinyProject, monkeypatch: pytest.MonkeyPatch) -> TinyProject:
    """Return the small project with addresses that our own network can answer for."""
    for name in (CHARTER, INTERVIEW, "annotations/tiny/article.yml"):
        project.change(name, lambda text: text.replace("https://", "http://"))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.chdir(project.root)
    return project


def run(
    monkeypatch: pytest.MonkeyPatch, charter: int = 200, reply: Reply = as_the_archive_does, *options: str
) -> tuple[Result, list[tuple[str, str]]]:
    """Run the command where the Charter's page answers with a status; give what the archive was asked for too."""
    others = (TALK, ARTICLE, *READ_AT, COPY.replace("http:", "https:"))
    answers = {PAGE: [charter], **{address: [200] for address in others}}
    with network(answers) as known, archive(reply) as (interface, asked):
        monkeypatch.setenv("http_proxy", known.address)
        monkeypatch.setenv("ANNOTATED_READER_ARCHIVE", interface)
        return CliRunner().invoke(main, ["links", "--archive", "--pause", "0", *options]), asked


def test_a_copy_is_written_beside_the_address_and_every_other_line_stays(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = project.read(CHARTER), project.read(INTERVIEW)
    result, asked = run(monkeypatch)
    assert result.exit_code == 0, result.output
    assert asked == [(PAGE, "20261122"), (TALK, "")]
    https = COPY.replace("http:", "https:", 1)
    assert project.read(CHARTER) == before[0].replace(f"URL: {PAGE}\n", f"URL: {PAGE}\narchived: {https}\n")
    assert project.read(INTERVIEW) == before[1]
    assert "1 archived copies found; 0 pages newly found gone." in result.stderr
    assert project.corpus().references["charter"].value.archived == https


def test_a_page_that_is_gone_is_marked_and_with_a_copy_no_longer_reported(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotated_reader.cli.linking.today", lambda: "2026-12-03")
    result, _ = run(monkeypatch, 404)
    assert (result.exit_code, result.stdout) == (0, "")
    charter = project.corpus().references["charter"].value
    assert charter.dead is not None
    assert (charter.dead.iso, charter.readable_address) == ("2026-12-03", charter.archived)
    again = project.read(CHARTER)
    network_only = CliRunner()
    with network({PAGE: [404], **{address: [200] for address in (TALK, ARTICLE, *READ_AT)}}) as known:
        monkeypatch.setenv("http_proxy", known.address)
        monkeypatch.setenv("https_proxy", known.address)
        assert "the page is gone" not in network_only.invoke(main, ["links", "--pause", "0"]).stdout
    assert project.read(CHARTER) == again


def test_a_page_that_is_gone_without_a_copy_is_marked_and_reported(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    result, _ = run(monkeypatch, 410, lambda handler, *_: send(handler, b'{"archived_snapshots": {}}'))
    assert result.exit_code == 1
    assert "the page is gone: 410 Gone" in result.stdout
    assert project.corpus().references["charter"].value.readable_address is None


def test_a_page_that_is_said_to_be_gone_and_answers_is_reported(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.edit(CHARTER, f"URL: {PAGE}\n", f"URL: {PAGE}\ndead: 2026-12-03\n")
    result, _ = run(monkeypatch)
    assert result.exit_code == 0
    assert f"{CHARTER}:8:1: warning: the page is said to be gone, but it answers" in result.stdout


def test_without_the_option_no_archive_is_asked_and_no_file_is_changed(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = project.read(CHARTER)
    with network({PAGE: [404], TALK: [200], ARTICLE: [200]}) as known, archive(as_the_archive_does) as (address, asked):
        monkeypatch.setenv("http_proxy", known.address)
        CliRunner().invoke(main, ["links", "--pause", "0", "--archive-address", address])
    assert asked == []
    assert project.read(CHARTER) == before


def drip(handler: BaseHTTPRequestHandler, *_: str) -> None:
    """Send a byte now and then."""
    handler.send_response(200)
    handler.end_headers()
    for _byte in range(100):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.2)


HOSTILE: dict[str, tuple[Reply, str]] = {
    "not JSON": (lambda handler, *_: send(handler, b"<html>"), "not JSON"),
    "no text": (lambda handler, *_: send(handler, b"\xff\xfe\x00"), "not JSON"),
    "nothing": (lambda handler, *_: send(handler, b""), "not JSON"),
    "nested": (lambda handler, *_: send(handler, b"[" * 60_000), "not JSON"),
    "a list": (lambda handler, *_: send(handler, b"[]"), "another form"),
    "huge": (lambda handler, *_: send(handler, b" " * 70_000 + b"{}"), "too long"),
    "a redirection": (lambda handler, *_: send(handler, b"", 302, "http://127.0.0.1:1/"), "status 302"),
    "an error": (lambda handler, *_: send(handler, b"{}", 503), "status 503"),
    "a line that drops": (lambda handler, *_: handler.connection.close(), "no connection"),
    "a byte now and then": (drip, "no "),
    "another page's copy": (
        lambda handler, *_: send(
            handler, json.dumps(snapshot("http://web.archive.org/web/20261120101112/http://evil.example.org/")).encode()
        ),
        "something other than a copy",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_a_broken_or_hostile_archive_answers_is_told_and_never_written(
    project: TinyProject, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    reply, told = HOSTILE[name]
    monkeypatch.setenv("http_proxy", "")
    timeout = 1 if name == "a byte now and then" else 60
    with archive(reply) as (interface, _):
        copies = find_copies(project.corpus(), interface, Politeness(0, timeout))
    assert copies.found == {}
    assert set(copies.failures) == {"charter", "interview"}
    assert all(told in failure for failure in copies.failures.values()), copies.failures


def test_a_failed_lookup_fails_no_command(project: TinyProject, monkeypatch: pytest.MonkeyPatch) -> None:
    before = project.read(CHARTER)
    result, _ = run(monkeypatch, 200, HOSTILE["not JSON"][0])
    assert result.exit_code == 0
    assert "The archive was asked for 'charter' in vain: its answer is not JSON" in result.stderr
    assert project.read(CHARTER) == before


@pytest.mark.parametrize(
    "url",
    [
        COPY.replace("web.archive.org", "web.archive.org.evil.example"),
        COPY.replace("web.archive.org", "user@web.archive.org"),
        COPY.replace("http:", "javascript:", 1),
        COPY.replace("20261120101112", "2026"),
        COPY.replace("chapter-7", "chapter-8"),
        COPY.replace("www.un.org", "un.example.org"),
        COPY + "\narchived: x",
        COPY + '"',
        COPY + "?" + "x" * 2_000,
        COPY.replace("http://www", "http://[www"),
        None,
        7,
        ["x"],
    ],
)
def test_an_address_that_is_no_copy_of_the_page_is_refused(url: object) -> None:
    with pytest.raises(LookupFailedError):
        copy_in(snapshot(url), PAGE)


@pytest.mark.parametrize(
    "answer",
    [None, 3, {}, {"archived_snapshots": []}, {"archived_snapshots": {"closest": []}}, snapshot(COPY, available="yes")],
)
def test_an_answer_of_another_form_is_refused(answer: object) -> None:
    with pytest.raises(LookupFailedError):
        copy_in(answer, PAGE)


@pytest.mark.parametrize(
    "answer",
    [{"archived_snapshots": {}}, snapshot(COPY, status="404"), snapshot(COPY, available=False), snapshot(COPY, "301")],
)
def test_a_copy_of_an_error_or_none_is_no_copy(answer: object) -> None:
    assert copy_in(answer, PAGE) == ""


@pytest.mark.parametrize(
    "page",
    [PAGE, PAGE.replace("http:", "https:"), f"{PAGE}/", PAGE.replace("www.", ""), PAGE.replace(".org/", ".org:80/")],
)
def test_the_archive_may_write_the_same_page_otherwise(page: str) -> None:
    assert copy_in(snapshot(f"http://web.archive.org/web/20261120101112/{page}"), PAGE).startswith("https://web.")
