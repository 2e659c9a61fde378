"""Two articles that are equal but for the number of their notes, and what an act of a reader's costs on each."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from math import inf
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page

from bench.projects import ROOT
from tests.browser.reading import DESK, read, settle, window
from tests.built_site import BuiltSite, build_site

FEW, MANY = 20, 500
BUDGET = 100
"""Milliseconds of the main thread's work that an act may take on many notes beyond the same act on few."""


_AT_REST = 2
"""Milliseconds of work in a fifth of a second: to ask for what was spent is work too."""


class Act(NamedTuple):
    """What a reader does on a page."""

    script: str
    result: str
    """What is on the page only afterwards."""
    view: str = "all"
    """Which notes are shown at first."""
    before: str = ""
    """A script to run first, which is not measured."""
    width: int = DESK["width"]
    """How wide the act makes the window, in pixels."""


def _press(view: str) -> str:
    return f"document.querySelector('[data-view={view}]').click()"


def _pressed(view: str) -> str:
    return f"[data-view={view}][aria-pressed=true]"


_ONE_KIND = "document.querySelector('.kind-switch[data-kind=wording]').click()"
_FOLLOW = "location.hash = document.querySelectorAll('.note')[9].dataset.note"
_J = "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'j', bubbles: true}))"

ACTS: Mapping[str, Act] = {
    "opening": Act("document.querySelectorAll('.text .ref')[9].click()", ".note[open]"),
    "j": Act(_J, ".note[open]"),
    "filtering": Act(_ONE_KIND, ":root[data-hide-context]"),
    "all kinds again": Act(_ONE_KIND, ":root:not([data-hide-context])", before=_ONE_KIND),
    "key notes to all": Act(_press("all"), _pressed("all"), view="key"),
    "all to key notes": Act(_press("key"), _pressed("key")),
    "all to text only": Act(_press("none"), _pressed("none")),
    "following a link": Act(_FOLLOW, ".note[open]"),
    "Back": Act("history.back()", ":root:not(:has(:target))", before=_FOLLOW),
    "larger letters": Act("document.documentElement.style.fontSize = '150%'", ":root[style]"),
    "narrower window": Act("", ".note", width=1100),
}
"""What is measured, by name."""

_KINDS = ("context", "wording", "source-note", "cross-reference")
_PARAGRAPH = (
    "The quick brown fox number {0} jumps over the lazy dog, and nobody asked the dog what it thought of that.\n\n"
)
_WORK = (
    "id: work\ntype: book\ntitle: A Work\nshort: A Work\nstanding: analysis\nconsulted: original\nsummary: A work.\n"
)


def build_crowded(folder: Path) -> BuiltSite:
    """Write the two articles into a folder and build their site in it; they are ``articles/few/`` and ``…/many/``."""
    (folder / "docs").symlink_to(ROOT / "docs")
    (folder / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    (folder / "annotations" / "references").mkdir(parents=True)
    (folder / "annotations" / "references" / "work.yml").write_text(_WORK, "utf-8")
    (folder / "seeds").mkdir()
    _write_article(folder, "few", FEW)
    _write_article(folder, "many", MANY)
    return build_site(folder, folder / "site")


def _write_article(root: Path, slug: str, notes: int) -> None:
    """Write an article of as many paragraphs as the longer one has notes."""
    text = f"Article {slug}\n\n" + "".join(map(_PARAGRAPH.format, range(MANY)))
    (root / "seeds" / f"{slug}.txt").write_text(text, "utf-8")
    folder = root / "annotations" / slug
    folder.mkdir()
    digest = hashlib.sha256(text.encode()).hexdigest()
    (folder / "article.yml").write_text(
        f"seed: {slug}.txt\nsha256: {digest}\ntitle: Article {slug}\nstructure: [{{lines: 1, role: title}}]\n", "utf-8"
    )
    (folder / "notes.yml").write_text("".join(_note(slug, number) for number in range(notes)), "utf-8")


def _note(slug: str, number: int) -> str:
    return (
        f"- id: {slug}-{number}\n  kind: {_KINDS[number % len(_KINDS)]}\n  title: Note {number}\n"
        f"  key: {'true' if number < 3 else 'false'}\n"
        f"  quote: brown fox number {number} jumps\n  note: {'What there is to say. ' * 12}\n"
        "  references: [work]\n  added: 2026-01-01\n"
    )


def work(browser: Browser, site: str, say: Callable[[str], None], rounds: int = 5) -> dict[str, dict[str, float]]:
    """Measure what each act costs the main thread of an article's page, the repainting included.

    Args:
        browser: a Chromium.
        site: the address of the site of the two articles.
        say: told which round has begun.
        rounds: how often each act is measured, each time on a page loaded anew. All acts have their turn in a round,
            so that a minute in which the machine is slow does not fall on one of them alone.

    Returns:
        By act and article, milliseconds of the processor, not of the clock: the least of all rounds, since other work
        on the machine only adds to them.
    """
    spent: dict[str, dict[str, float]] = {name: {"few": inf, "many": inf} for name in ACTS}
    for number in range(rounds):
        say(f"acts on {FEW} and {MANY} notes, round {number + 1} of {rounds}")
        for name, act in ACTS.items():
            for slug, least in spent[name].items():
                spent[name][slug] = min(least, _milliseconds(browser, f"{site}articles/{slug}/", act))
    return spent


def _milliseconds(browser: Browser, address: str, act: Act) -> float:
    """Measure an act in a window of its own, which remembers no open note."""
    with window(browser) as page:
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})

        def task_milliseconds() -> float:
            metrics = session.send("Performance.getMetrics")["metrics"]
            return float(1000 * next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration"))

        read(page, f"{address}?notes={act.view}")
        _run(page, act.before)
        before = _at_rest(page, task_milliseconds)
        page.set_viewport_size({"width": act.width, "height": DESK["height"]})
        _run(page, act.script)
        spent = _at_rest(page, task_milliseconds) - before
        assert page.locator(act.result).count()
    return spent


def _at_rest(page: Page, spent: Callable[[], float]) -> float:
    """Wait until the main thread has nothing left to do, and return what it has spent by then, in milliseconds."""
    now = spent()
    while True:
        page.wait_for_timeout(200)
        before, now = now, spent()
        if now - before < _AT_REST:
            return now


def _run(page: Page, script: str) -> None:
    """Run a script and let the page show what it did."""
    page.evaluate(script)
    settle(page)
