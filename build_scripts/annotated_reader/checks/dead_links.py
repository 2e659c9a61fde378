"""Whether the pages that notes link to still answer: the one part that asks the network, and only when told to.

Addresses are data: they are fetched, and nothing that comes back is read beyond its head.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from http.client import responses
from itertools import chain
from urllib.parse import urldefrag, urlsplit

import requests

from annotated_reader.checks.link_rules import outside_links
from annotated_reader.corpus import Corpus
from annotated_reader.support import Problem, Severity

HOSTS_AT_ONCE = 8
_GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
# They say something of who asks, a program, and nothing of the page.
_REFUSED = {
    HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_ACCEPTABLE,
    HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS,
}  # fmt: skip
_MOVED_FOR_GOOD = {HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT}


@dataclass(frozen=True)
class Manners:
    """How pages are asked for: one at a time of a host, with a pause between; times are seconds."""

    pause: float = 1.0
    patience: float = 20.0

    @property
    def name(self) -> str:
        """What we call ourselves, with a place to complain where one is known."""
        repository = os.environ.get("GITHUB_REPOSITORY", "")
        return "annotated-reader links" + (f" (+https://github.com/{repository})" if repository else "")


@dataclass(frozen=True)
class Answer:
    """What came back: the last status, where a page moved for good, or why there was no answer (then status is 0)."""

    status: int
    moved_to: str = ""
    silence: str = ""

    @property
    def refused(self) -> bool:
        """Whether the server would not tell a program."""
        return self.status in _REFUSED


def ask_all(corpus: Corpus, manners: Manners) -> Mapping[str, Answer]:
    """Ask for every page that the corpus links to, each once, fragments aside."""
    by_host: defaultdict[str, set[str]] = defaultdict(set)
    for link, _ in outside_links(corpus):
        by_host[urlsplit(link).netloc.lower()].add(urldefrag(link).url)
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as executor:
        answers = executor.map(lambda pages: list(_ask_host(sorted(pages), manners)), by_host.values())
        return dict(chain.from_iterable(answers))


def _ask_host(pages: Iterable[str], manners: Manners) -> Iterator[tuple[str, Answer]]:
    with requests.Session() as session:
        session.headers["User-Agent"] = manners.name
        session.max_redirects = 10
        for page in pages:
            answer = _ask(session, page, manners)
            if answer.silence or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                answer = _ask(session, page, manners)  # most troubles pass
            yield page, answer


def _ask(session: requests.Session, page: str, manners: Manners) -> Answer:
    try:
        with session.get(page, timeout=manners.patience, stream=True) as response:
            for_good = response.history and all(each.status_code in _MOVED_FOR_GOOD for each in response.history)
            return Answer(response.status_code, response.url if for_good else "")
    except requests.Timeout:
        return Answer(0, silence=f"no answer within {manners.patience:g} seconds")
    except requests.TooManyRedirects:
        return Answer(0, silence="it is sent on and on")
    except (requests.RequestException, ValueError) as error:  # ValueError: an address that only a browser could mend
        return Answer(0, silence=f"no connection ({type(error).__name__})")
    finally:
        time.sleep(manners.pause)


def dead_links(corpus: Corpus, answers: Mapping[str, Answer]) -> list[Problem]:
    """Tell of every link whose page is gone, is silent or has moved, at its place in the files."""
    found = set()
    for link, place in outside_links(corpus):
        if complaint := _complaint(answers[urldefrag(link).url]):
            found.add(Problem(place(), "links-lead-somewhere", *complaint))
    return sorted(found)


def _complaint(answer: Answer) -> tuple[str, str, Severity] | None:
    """Say what is wrong with an answer, what to do about it, and how much it weighs; nothing where nothing is."""
    mend = (
        "Open it in a browser. Give the page's new address, or that of an archived copy (`archived:` in a reference)."
    )
    if answer.silence:
        return f"the page does not answer: {answer.silence}", mend, Severity.ERROR
    if answer.status in _GONE:
        return f"the page is gone: {_said(answer.status)}", mend, Severity.ERROR
    if answer.status in _REFUSED:
        return None
    if answer.status >= HTTPStatus.BAD_REQUEST:
        return f"the page answers {_said(answer.status)}", mend, Severity.WARNING
    return ("the page has moved for good", f"Write {answer.moved_to}", Severity.WARNING) if answer.moved_to else None


def _said(status: int) -> str:
    return f"{status} {responses.get(status, '')}".strip()
