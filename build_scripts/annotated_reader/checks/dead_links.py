"""Whether the pages that notes link to still answer, asked only on request.

Addresses are data: they are requested, and nothing of a response is read but its headers.
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
from annotated_reader.support import Place, Problem, Severity

HOSTS_AT_ONCE = 8
_GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
# These say something about the client, a program, and nothing about the page.
_REFUSED = {
    HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_ACCEPTABLE,
    HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS,
}  # fmt: skip
_PERMANENT = {HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT}


@dataclass(frozen=True)
class Politeness:
    """How pages are requested: one at a time from each host, with a pause between them; times are in seconds."""

    pause: float = 1.0
    timeout: float = 20.0

    @property
    def name(self) -> str:
        """The user agent, with an address for complaints where one is known."""
        repository = os.environ.get("GITHUB_REPOSITORY", "")
        return "annotated-reader links" + (f" (+https://github.com/{repository})" if repository else "")


@dataclass(frozen=True)
class Answer:
    """A response: its last status, where the page moved permanently, or why there was none (the status is then 0)."""

    status: int
    moved_to: str = ""
    failure: str = ""

    @property
    def refused(self) -> bool:
        """Whether the server refuses to answer a program."""
        return self.status in _REFUSED


def request_all(corpus: Corpus, politeness: Politeness) -> Mapping[str, Answer]:
    """Request every page that the corpus links to, each once, without fragments."""
    by_host: defaultdict[str, set[str]] = defaultdict(set)
    for link, _ in outside_links(corpus):
        by_host[urlsplit(link).netloc.lower()].add(urldefrag(link).url)
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as executor:
        answers = executor.map(lambda pages: list(_request_host(sorted(pages), politeness)), by_host.values())
        return dict(chain.from_iterable(answers))


def _request_host(pages: Iterable[str], politeness: Politeness) -> Iterator[tuple[str, Answer]]:
    with requests.Session() as session:
        session.headers["User-Agent"] = politeness.name
        session.max_redirects = 10
        for page in pages:
            answer = _request(session, page, politeness)
            if answer.failure or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                answer = _request(session, page, politeness)  # most failures are temporary
            yield page, answer


def _request(session: requests.Session, page: str, politeness: Politeness) -> Answer:
    try:
        with session.get(page, timeout=politeness.timeout, stream=True) as response:
            permanent = response.history and all(each.status_code in _PERMANENT for each in response.history)
            return Answer(response.status_code, response.url if permanent else "")
    except requests.Timeout:
        return Answer(0, failure=f"no answer within {politeness.timeout:g} seconds")
    except requests.TooManyRedirects:
        return Answer(0, failure="it redirects too many times")
    except (requests.RequestException, ValueError) as error:  # ValueError: an address that only a browser accepts
        return Answer(0, failure=f"no connection ({type(error).__name__})")
    finally:
        time.sleep(politeness.pause)


def dead_links(corpus: Corpus, answers: Mapping[str, Answer]) -> list[Problem]:
    """Report every link whose page is gone, does not answer or has moved, at its place in the files.

    A page that is known to be gone (`dead`) and has an archived copy is not reported: no link leads to it any more.

    Args:
        corpus: the whole.
        answers: of the pages that were asked for, which need not be all.
    """
    found, known = set(), _known_to_be_gone(corpus)
    for link, place in outside_links(corpus):
        answer = answers.get(urldefrag(link).url)
        if answer and (fault := _fault(answer)) and place() not in known:
            found.add(Problem(place(), "links-lead-somewhere", *fault))
    return sorted(found | set(_back_again(corpus, answers)))


def gone_pages(corpus: Corpus, answers: Mapping[str, Answer]) -> list[str]:
    """Return the ids of the references whose page is gone and that do not say so yet."""
    references = (each.value for each in corpus.references.values() if each.value.URL and not each.value.dead)
    return [each.id for each in references if each.URL and answers[urldefrag(each.URL).url].status in _GONE]


def _known_to_be_gone(corpus: Corpus) -> set[Place]:
    """Return the places of addresses that no link leads to any more, since there is a copy."""
    dead = (each for each in corpus.references.values() if each.value.dead and each.value.archived)
    return {each.value_place("URL") for each in dead}


def _back_again(corpus: Corpus, answers: Mapping[str, Answer]) -> Iterator[Problem]:
    """Report references whose page is said to be gone and answers."""
    for each in corpus.references.values():
        answer = answers.get(urldefrag(each.value.URL or "").url)
        if answer and each.value.dead and answer.status == HTTPStatus.OK:
            yield Problem(
                each.place("dead"), "links-lead-somewhere", "the page is said to be gone, but it answers",
                "Open it in a browser. If it is the page that was cited, remove this line.", Severity.WARNING,
            )  # fmt: skip


def _fault(answer: Answer) -> tuple[str, str, Severity] | None:
    """Return what is wrong with an answer, what to do about it, and how severe it is; None where nothing is wrong."""
    hint = (
        "Open it in a browser. Write the page's new address, or that of an archived copy (`archived:` in a reference)."
    )
    if answer.failure:
        return f"the page does not answer: {answer.failure}", hint, Severity.ERROR
    if answer.status in _GONE:
        return f"the page is gone: {_status_text(answer.status)}", hint, Severity.ERROR
    if answer.status in _REFUSED:
        return None
    if answer.status >= HTTPStatus.BAD_REQUEST:
        return f"the page answers {_status_text(answer.status)}", hint, Severity.WARNING
    return ("the page has moved permanently", f"Write {answer.moved_to}", Severity.WARNING) if answer.moved_to else None


def _status_text(status: int) -> str:
    return f"{status} {responses.get(status, '')}".strip()
