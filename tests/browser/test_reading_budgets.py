"""What the reading page may weigh, and how long it may keep a reader waiting."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.reading import ARTICLE, read, settle, window
from tests.browser.serving import serve_folder
from tests.built_site import ROOT, BuiltSite, build_site

SCRIPT_BYTES = 6 * 1024
STYLE_BYTES = 8 * 1024
HEAD_SCRIPT_BYTES = 512
_MORE_MILLISECONDS = 100
_FEW, _MANY = 20, 500
_KINDS = ("context", "wording", "definition", "source-note", "cross-reference")
_PARAGRAPH = (
    "The quick brown fox number {0} jumps over the lazy dog, and nobody asked the dog what it thought of that.\n\n"
)


def weight(path: Path) -> int:
    """Weigh a file as a server sends it, in bytes."""
    return len(gzip.compress(path.read_bytes(), compresslevel=9, mtime=0))


def test_the_scripts_that_a_page_loads_weigh_no_more_than_they_may(
    chromium: Browser, home: str, site: BuiltSite
) -> None:
    scripts: set[str] = set()
    with window(chromium) as page:
        page.on(
            "response", lambda r: scripts.add(urlsplit(r.url).path) if r.request.resource_type == "script" else None
        )
        read(page, home + ARTICLE)
    mount = urlsplit(home).path
    own = [site.folder / path.removeprefix(mount) for path in scripts if "/assets/reader/" in path]
    first = site.folder / "assets/reader/first.js"
    assert first in own
    assert len(first.read_bytes()) <= HEAD_SCRIPT_BYTES
    assert sum(weight(path) for path in own if path != first) <= SCRIPT_BYTES


def test_only_the_head_script_blocks_the_page(chromium: Browser, home: str) -> None:
    with window(chromium) as page:
        page.goto(home + ARTICLE)
        blocking = page.evaluate(
            """() => [...document.scripts]
              .filter(script => !script.async && !script.defer && script.type !== "module" && !/json/.test(script.type))
              .map(script => script.src.split("/").at(-1))"""
        )
    assert blocking == ["first.js"]


def test_styles_weigh_no_more_than_they_may(site: BuiltSite) -> None:
    page = site.pages[ARTICLE]
    links = [str(link["href"]) for link in page.select('link[rel="stylesheet"]')]
    own = [site.folder / ARTICLE / link for link in links if "assets/reader/" in link]
    assert own
    assert sum(map(weight, own)) <= STYLE_BYTES


def test_every_page_has_the_policy_that_lets_in_nothing_from_elsewhere(site: BuiltSite) -> None:
    policies = {str(tag["content"]) for page in site.pages.values() for tag in page.select("meta[http-equiv]")}
    assert len(policies) == 1
    assert all(page.select_one('meta[http-equiv="Content-Security-Policy"]') for page in site.pages.values())
    (policy,) = policies
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] in {"'self'", "'self' 'wasm-unsafe-eval'"}
    assert not any("http" in sources or "*" in sources for sources in directives.values())


def _write_article(root: Path, slug: str, notes: int) -> None:
    """Write an article of as many paragraphs as notes."""
    text = f"Article {slug}\n\n" + "".join(_PARAGRAPH.format(number) for number in range(_MANY))
    (root / "seeds").mkdir(exist_ok=True)
    (root / "seeds" / f"{slug}.txt").write_text(text, encoding="utf-8")
    folder = root / "annotations" / slug
    folder.mkdir(parents=True)
    folder.joinpath("article.yml").write_text(
        f"seed: {slug}.txt\nsha256: {hashlib.sha256(text.encode()).hexdigest()}\ntitle: Article {slug}\n"
        "structure: [{lines: 1, role: title}]\n",
        encoding="utf-8",
    )
    folder.joinpath("notes.yml").write_text(
        "".join(
            f"- id: {slug}-{number}\n  kind: {_KINDS[number % len(_KINDS)]}\n  title: Note {number}\n"
            f"  key: {'true' if number < 3 else 'false'}\n"
            f"  quote: brown fox number {number} jumps\n  note: {'What there is to say. ' * 12}\n"
            "  references: [work]\n  added: 2026-01-01\n"
            for number in range(notes)
        ),
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def long_texts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve two articles that are equal but for the number of their notes."""
    root = tmp_path_factory.mktemp("long-texts")
    (root / "docs").symlink_to(ROOT / "docs")
    (root / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    (root / "annotations" / "references").mkdir(parents=True)
    (root / "annotations" / "references" / "work.yml").write_text(
        "id: work\ntype: book\ntitle: A Work\nshort: A Work\n"
        "standing: analysis\nconsulted: original\nsummary: A work.\n",
        encoding="utf-8",
    )
    _write_article(root, "few", _FEW)
    _write_article(root, "many", _MANY)
    built = build_site(root, root / "site")
    with serve_folder(root / "site") as home:
        assert (root / "site/articles/many/index.html").is_file(), built.log
        yield home


ACTS: dict[str, Callable[[Page], None]] = {
    "opening": lambda page: page.evaluate("document.querySelectorAll('.text .ref')[9].click()"),
    "filtering": lambda page: page.evaluate("document.querySelector('[data-kind=wording].kind-switch').click()"),
    "j": lambda page: page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'j', bubbles: true}))"
    ),
}


def work(chromium: Browser, address: str, act: Callable[[Page], None]) -> float:
    """Measure the main thread's own time for an act, the repainting included, in milliseconds: the best of five."""
    spent = []
    with window(chromium) as page:
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        for _ in range(5):
            read(page, address)

            def task_seconds() -> float:
                metrics = session.send("Performance.getMetrics")["metrics"]
                return float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration"))

            page.wait_for_timeout(200)
            before = task_seconds()
            act(page)
            settle(page)
            spent.append(1000 * (task_seconds() - before))
    return min(spent)


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_five_hundred_notes_keep_nobody_waiting(
    chromium: Browser, long_texts: str, act: Callable[[Page], None], record_property: Callable[[str, object], None]
) -> None:
    few = work(chromium, f"{long_texts}articles/few/?notes=all", act)
    many = work(chromium, f"{long_texts}articles/many/?notes=all", act)
    record_property("milliseconds", {"few": round(few), "many": round(many)})
    assert many - few < _MORE_MILLISECONDS, f"{few:.0f} ms with {_FEW} notes, {many:.0f} ms with {_MANY}"
