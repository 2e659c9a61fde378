"""Archived copies of the pages that references cite, looked up in the Wayback Machine, only on request.

Source: Internet Archive, "Wayback Machine APIs" (https://archive.org/help/wayback_api.php), Availability JSON API.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urldefrag, urlsplit

import requests

from annotated_reader.checks.dead_links import Politeness
from annotated_reader.corpus import Corpus
from annotated_reader.formats import ReferenceFile, is_web_address

WAYBACK = "https://archive.org/wayback/available"
MAX_ADDRESS = 2_000
_MAX_ANSWER = 64 * 1024
"""In bytes; an answer has some 300."""
_COPY = re.compile(r"https?://web\.archive\.org(?::80)?(/web/[0-9]{14}/(.+))")


class LookupFailedError(Exception):
    """Raised if the archive gives no answer that can be used; the message says why."""


@dataclass(frozen=True)
class Copies:
    """The addresses of copies that were found, by the reference's id, and why others could not be looked up."""

    found: Mapping[str, str]
    failures: Mapping[str, str]


def find_copies(corpus: Corpus, interface: str, politeness: Politeness) -> Copies:
    """Look up a copy of the page of every reference that has an address but no copy.

    Args:
        corpus: the whole.
        interface: the address of the Wayback Machine's availability interface, or of one that speaks like it.
        politeness: how it is asked.
    """
    found, failures = dict[str, str](), dict[str, str]()
    with requests.Session() as session:
        session.headers["User-Agent"] = politeness.name
        for reference in (each.value for each in corpus.references.values()):
            if not reference.URL or reference.archived:
                continue
            try:
                if copy := _copy_of(session, reference, interface, politeness):
                    found[reference.id] = copy
            except LookupFailedError as failure:
                failures[reference.id] = str(failure)
            time.sleep(politeness.pause)
    return Copies(found, failures)


def _copy_of(session: requests.Session, reference: ReferenceFile, interface: str, politeness: Politeness) -> str:
    """Return the address of the copy closest to the day on which a page was read, or an empty string."""
    page = urldefrag(reference.URL or "").url
    query = {"url": page}
    if reference.accessed:
        query["timestamp"] = reference.accessed.iso.replace("-", "")
    return copy_in(_answer(session, interface, query, politeness.timeout), page)


def _answer(session: requests.Session, interface: str, query: Mapping[str, str], timeout: float) -> Any:
    """Ask the archive, and return its answer.

    Raises:
        LookupFailedError: if there is none, or none that is a small piece of JSON from the interface itself.
    """
    try:
        with session.get(interface, params=query, timeout=timeout, stream=True, allow_redirects=False) as response:
            if response.status_code != HTTPStatus.OK:
                raise LookupFailedError(f"it answers with status {response.status_code}")
            return json.loads(_body(response, timeout))
    except requests.RequestException as error:
        raise LookupFailedError(f"no connection ({type(error).__name__})") from None
    except (ValueError, RecursionError):
        raise LookupFailedError("its answer is not JSON") from None


def _body(response: requests.Response, timeout: float) -> bytes:
    body, end = bytearray(), time.monotonic() + timeout
    for byte in response.iter_content(1):  # more at once could wait for ever on a server that sends a byte now and then
        body += byte
        if len(body) > _MAX_ANSWER:
            raise LookupFailedError("its answer is too long")
        if time.monotonic() > end:
            raise LookupFailedError(f"no answer within {timeout:g} seconds")
    return bytes(body)


def copy_in(answer: Any, page: str) -> str:
    """Return the address of the copy that an answer names, or an empty string if it names none.

    Args:
        answer: what the availability interface answered.
        page: the page that was asked for.

    Raises:
        LookupFailedError: if the answer has another form, or names something other than a copy of that page.
    """
    snapshots = answer.get("archived_snapshots") if isinstance(answer, dict) else None
    if not isinstance(snapshots, dict):
        raise LookupFailedError("its answer has another form")
    closest = snapshots.get("closest")
    if closest is None:
        return ""
    address = closest.get("url") if isinstance(closest, dict) else None
    if not isinstance(address, str) or not isinstance(closest.get("available"), bool):
        raise LookupFailedError("its answer has another form")
    if not closest["available"] or str(closest.get("status")) != "200":
        return ""
    copy = _COPY.fullmatch(address)
    if not copy or not is_web_address(address) or len(address) > MAX_ADDRESS or _plain(copy[2]) != _plain(page):
        raise LookupFailedError("it names something other than a copy of the page")
    return f"https://web.archive.org{copy[1]}"


def _plain(address: str) -> tuple[str, str, str]:
    """Return the parts of an address by which the archive tells pages apart: not its scheme, port 80 or ``www.``."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return address, "", ""
    named = host.removeprefix("www.") + (f":{port}" if port not in {None, 80, 443} else "")
    return named, parts.path.rstrip("/"), parts.query
