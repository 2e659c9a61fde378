"""Each type of page loads in a browser without complaint, and asks no other host for anything."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

from tests.built_site import SLUGS, BuiltSite
from tests.conftest import ROOT
from tests.sampling import rest_nightly

_MISSING = "no/such/page/"
_DOCS = ROOT / "docs"
_NOT_PUBLISHED = {"index/", "performance/"}
_HAND_WRITTEN = {f"{path.stem}/" for path in _DOCS.glob("*.md")} - _NOT_PUBLISHED
_ARTICLES = tuple(f"articles/{slug}/" for slug in SLUGS)
_ACROSS = (
    "compare/", "timeline/", "people/", "state/", "data/", "corrections/", "notes/", "notes/2/",
    "claims/obstacle-legal-not-moral/",
    "claims/nato-purely-defensive/", "events/rutte-chatham-house/", "people/mark-rutte/",
)  # fmt: skip
PAGES = (
    "", *sorted(_HAND_WRITTEN), _ARTICLES[0], *_ACROSS, "references/", "references/un-charter-51/", _MISSING,
)  # fmt: skip
# Chromium warns of preloads that were for nothing some seconds after a page has loaded.
_LATE_WARNINGS_MILLISECONDS = 4_000


@dataclass(frozen=True)
class Visit:
    """What a browser had to say of a page, and all that it asked for."""

    status: int
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def visit(page: Page, address: str) -> Visit:
    """Open a page, and go on listening after it has loaded."""
    complaints: list[str] = []
    requests: list[str] = []
    failures: list[str] = []
    missing = address if address.endswith(_MISSING) else None

    def heard(message: ConsoleMessage) -> None:
        # That a missing page is missing is no complaint of ours.
        if message.type in {"error", "warning"} and message.location.get("url") != missing:
            complaints.append(f"{message.type}: {message.text}")

    def answered(response: Response) -> None:
        if response.status >= 400 and response.url != missing:
            failures.append(f"{response.status} {response.url}")

    def failed(request: Request) -> None:
        failures.append(f"{request.failure} {request.url}")

    page.on("console", heard)
    page.on("pageerror", lambda error: complaints.append(f"exception: {error}"))
    page.on("request", lambda request: requests.append(request.url))
    page.on("response", answered)
    page.on("requestfailed", failed)
    response = page.goto(address)
    assert response
    return Visit(response.status, complaints, requests, failures)


@pytest.fixture(scope="module", params=rest_nightly(["of each type", "further articles"]))
def visits(request: pytest.FixtureRequest, chromium: Browser, home: str) -> dict[str, Visit]:
    """Visit one page after the other, each in a tab, and wait for late warnings once for all."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    pages = PAGES if request.param == "of each type" else _ARTICLES[1:]
    tabs = {page: context.new_page() for page in pages}
    found = {page: visit(tab, home + page) for page, tab in tabs.items()}
    tabs[pages[0]].wait_for_timeout(_LATE_WARNINGS_MILLISECONDS)
    context.close()
    return found


pytestmark = pytest.mark.xdist_group("every-page-type")


def test_a_page_loads_without_complaint(visits: dict[str, Visit]) -> None:
    wrong = {page: [*seen.complaints, *seen.failures] for page, seen in visits.items()}
    assert {page: complaints for page, complaints in wrong.items() if complaints} == {}
    statuses = {page: seen.status for page, seen in visits.items()}
    assert statuses == {page: 404 if page == _MISSING else 200 for page in visits}


def test_a_page_asks_no_other_host_for_anything(visits: dict[str, Visit], home: str) -> None:
    for page, seen in visits.items():
        asked = [address for address in seen.requests if not address.startswith(("data:", "blob:"))]
        assert any(address.endswith(".css") for address in asked), page
        assert [address for address in asked if not address.startswith(home)] == [], page


def test_every_type_of_page_is_visited(site: BuiltSite) -> None:
    kinds = {page.relative_to(site.folder).parts[0] for page in site.folder.rglob("*/index.html")}
    assert kinds <= {page.split("/")[0] for page in PAGES}
