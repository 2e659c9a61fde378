"""What reading costs: what an article's page weighs, what many notes take, what shifts, and what Lighthouse says."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from annotated_reader.site.theme_files import MATERIAL
from bench.crowded import BUDGET, FEW, MANY, build_crowded, work
from bench.lighthouse import CATEGORIES, judge
from bench.projects import ROOT
from bench.report import Table
from bench.settings import Settings
from tests.browser.engines import CHROMIUM_ARGUMENTS
from tests.browser.reading import ALL_ARTICLES, ARTICLE, phone, read, settle, window
from tests.browser.serving import serve_folder
from tests.built_site import build_site
from tests.tools import ensure_chromium

BUDGETS = {"scripts": 9 * 1024, "head script": 768, "styles": 9 * 1024}
"""Bytes of our own, compressed but for the head script, that a reading page and its search may load."""

_OWN = "/assets/reader/"
_HEAD_SCRIPT = "first.js"


def measure(settings: Settings) -> dict[str, Any]:
    """Measure the project's own site in Chromium.

    Returns:
        ``weights`` (bytes, raw and compressed), ``elsewhere`` (requests to other hosts), ``shift`` (CLS by device),
        ``work`` (milliseconds by act) and ``lighthouse`` (see ``judge``).
    """
    chromium = ensure_chromium()
    settings.say("building the site, and two articles with few and many notes")
    site = build_site(ROOT, settings.folder / "site").folder
    (settings.folder / "crowded").mkdir()
    crowded = build_crowded(settings.folder / "crowded").folder
    with sync_playwright() as playwright, serve_folder(site, packed=True) as home, serve_folder(crowded) as texts:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        settings.say("loading pages")
        asked = requests(browser, home)
        shift = {"desk": shifted(browser, home, on_phone=False), "phone": shifted(browser, home, on_phone=True)}
        spent = work(browser, texts, settings.say)
        browser.close()
        settings.say("Lighthouse")
        judged = judge(home + ARTICLE, chromium, settings.folder / "lighthouse.json", min(settings.repeats, 3))
    return {
        "weights": weights(site, home, asked[ARTICLE]),
        "elsewhere": sorted({url for urls in asked.values() for url in urls if not url.startswith(home)}),
        "shift": shift,
        "work": spent,
        "lighthouse": judged,
    }


def requests(browser: Browser, home: str) -> dict[str, list[str]]:
    """Open the home page and each article, read a note and open the search; return each page's requests."""
    return {address: _asked_by(browser, home + address) for address in ("", *ALL_ARTICLES)}


def _asked_by(browser: Browser, address: str) -> list[str]:
    asked: list[str] = []
    with window(browser) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        if page.locator(".note").count():
            page.locator(".steps [data-step='1']").click()
        page.locator(".search-open").click()
        page.wait_for_load_state("networkidle")
    return asked


def weights(site: Path, home: str, asked: Iterable[str]) -> dict[str, dict[str, int]]:
    """Weigh our own scripts and style sheets among the addresses that a page asked for."""
    own = {url for url in asked if url.startswith(home) and _OWN in url and not url.endswith(MATERIAL)}
    files = [site / urlsplit(url.removeprefix(home)).path for url in sorted(own)]
    head = [file for file in files if file.name == _HEAD_SCRIPT]
    return {
        "scripts": _weigh(file for file in files if file.suffix == ".js" and file not in head),
        "head script": _weigh(head),
        "styles": _weigh(file for file in files if file.suffix == ".css"),
    }


def _weigh(files: Iterable[Path]) -> dict[str, int]:
    contents = [file.read_bytes() for file in files]
    return {
        "raw": sum(map(len, contents)),
        "gzip": sum(len(gzip.compress(content, compresslevel=9, mtime=0)) for content in contents),
    }


def shifted(browser: Browser, home: str, *, on_phone: bool) -> float:
    """Load an article and scroll to its end; return the layout shift (CLS)."""
    with (phone if on_phone else window)(browser) as page:
        page.add_init_script(
            "window.shifts = []; new PerformanceObserver(list => shifts.push(...list.getEntries().map(e => e.value)))"
            '.observe({type: "layout-shift", buffered: true})'
        )
        read(page, home + ARTICLE)
        _scroll_through(page)
        return float(page.evaluate("shifts.reduce((sum, shift) => sum + shift, 0)"))


def _scroll_through(page: Page) -> None:
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    settle(page)
    page.wait_for_timeout(300)


def tables(results: Mapping[str, Any]) -> Sequence[Table]:
    """Show the results, each beside its budget."""
    weighed = tuple(
        (name, f"{sizes['raw']} B", f"{sizes['gzip']} B", f"{BUDGETS[name]} B")
        for name, sizes in results["weights"].items()
    )
    loading = (
        ("requests to other hosts", str(len(results["elsewhere"])), "0"),
        *((f"layout shift, {device}", f"{shift:.3f}", "0") for device, shift in results["shift"].items()),
    )
    acts = tuple(
        (
            name,
            f"{times['few']:.0f} ms",
            f"{times['many']:.0f} ms",
            f"{round(times['many'] - times['few'])} ms",
            f"{BUDGET} ms",
        )
        for name, times in results["work"].items()
    )
    own = "Our own scripts and styles on an article’s page, the search included"
    return (
        Table(own, ("", "raw", "compressed", "budget"), weighed),
        Table("Loading", ("", "measured", "budget"), loading),
        Table("Work of the main thread", ("", f"{FEW} notes", f"{MANY} notes", "beyond", "budget"), acts),
        _lighthouse(results["lighthouse"]),
    )


def _lighthouse(judged: Mapping[str, Any]) -> Table:
    if "skipped" in judged:
        return Table("Lighthouse", ("skipped",), ((judged["skipped"],),))
    rows = tuple(
        (name, str(score), str(CATEGORIES[name]), ", ".join(judged["failed"][name]))
        for name, score in judged["scores"].items()
    )
    return Table(f"Lighthouse {judged['version']}, mobile", ("", "score", "aim", "audits not passed"), rows)
