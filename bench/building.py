"""Builds the same texts and notes in three ways, in turn, and weighs what comes out."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup

from bench.children import Cost, run
from bench.projects import CONFIGS, ROOT, WAYS
from bench.report import Table, seconds, size
from bench.settings import Settings
from bench.texts import make_texts, sentences_of

AIM = 0.75  # of the time that footnotes take
_SAMPLE = 25  # pages that are weighed; all are much alike
_IMPORT = re.compile(r"""^(?:import|export)\b[^;'"(]*["'](\.[^"']+)["']""", re.MULTILINE)
ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT), "SITE_URL": "https://bench.example.org/site/"}


def measure(settings: Settings) -> dict[str, Any]:
    """Measure building and what readers download.

    Returns:
        Per way: for each of ``CONFIGS`` the ``runs`` (seconds, bytes), their ``median`` and ``ratio`` to footnotes; and
        ``page`` and ``shipped`` (bytes).
    """
    texts = make_texts(sentences_of(ROOT / "seeds"), settings.articles, settings.notes, settings.seed)
    folders = {way: settings.folder / way for way in WAYS}
    for way, write in WAYS.items():
        settings.say(f"writing {settings.articles} articles with {settings.notes} notes each: {way}")
        write(texts, folders[way])
    runs: dict[tuple[str, str], list[Cost]] = {(way, config): [] for config in CONFIGS for way in WAYS}
    for repeat in range(settings.repeats):
        for way, config in _turned(list(runs), repeat):
            runs[way, config].append(_build(folders[way], config, repeat))
            settings.say(
                f"run {repeat + 1} of {settings.repeats}: {way} {config}, {seconds(runs[way, config][-1].wall)}"
            )
    return {
        way: {config: _times(runs[way, config], runs["footnotes", config]) for config in CONFIGS}
        | {"page": page_weight(_site(folders[way], "alone")), "shipped": _shipped(_site(folders[way], "alone"))}
        for way in WAYS
    }


def _times(costs: Sequence[Cost], footnotes: Sequence[Cost]) -> dict[str, Any]:
    return {
        "runs": [asdict(cost) for cost in costs],
        "median": asdict(_median(costs)),
        "ratio": {kind: _ratio(kind, costs, footnotes) for kind in ("wall", "cpu")},
    }


def _ratio(kind: str, costs: Sequence[Cost], others: Sequence[Cost]) -> float:
    """Compare runs that followed each other, so that whatever else the machine did weighs on both."""
    pairs = zip(costs, others, strict=True)
    return float(median(getattr(cost, kind) / getattr(other, kind) for cost, other in pairs))


def _turned(ways: list[tuple[str, str]], by: int) -> list[tuple[str, str]]:
    """Rotate the ways, so that none is always first or always follows the same one."""
    by %= len(ways)
    return ways[by:] + ways[:by]


def _site(folder: Path, config: str, repeat: int = 0) -> Path:
    return folder / f"site-{Path(CONFIGS[config]).stem}-{repeat}"


def _build(folder: Path, config: str, repeat: int) -> Cost:
    """Build into a new folder, and leave all others alone, as in a fresh clone.

    Where files were deleted a moment ago, ext4 takes many times as long to make new ones: whoever writes more would pay
    for the deleting.
    """
    site = _site(folder, config, repeat)
    return run(
        ["mkdocs", "build", "--strict", "--config-file", CONFIGS[config], "--site-dir", str(site)], folder, ENVIRONMENT
    )


def _median(costs: Sequence[Cost]) -> Cost:
    return Cost(*(median(getattr(cost, name) for cost in costs) for name in ("wall", "cpu", "memory")))


def _article_pages(site: Path) -> list[Path]:
    return sorted(site.glob("articles/*/index.html"))[:_SAMPLE]


def page_weight(site: Path) -> dict[str, float]:
    """Weigh articles' pages: the median, raw and compressed."""
    pages = [page.read_bytes() for page in _article_pages(site)]
    return {"raw": median(map(len, pages)), "gzip": median(map(packed, pages))}


def packed(data: bytes) -> int:
    """Return the number of bytes sent, compressed as by a server."""
    return len(gzip.compress(data, compresslevel=6, mtime=0))


def _shipped(site: Path) -> dict[str, dict[str, int]]:
    """Weigh the style sheets, scripts and fonts that an article's page loads, and what stands in the page itself."""
    (page, *_) = _article_pages(site)
    soup = BeautifulSoup(page.read_bytes(), "html.parser")

    def files(selector: str, attribute: str) -> list[Path]:
        return [_file(site, page, str(tag[attribute])) for tag in soup.select(selector)]

    def inline(selector: str) -> list[bytes]:
        return [tag.get_text().encode() for tag in soup.select(selector)]

    sheets = _contents(files('link[rel="stylesheet"][href]', "href")) + inline("style")
    scripts = _contents(_with_imports(site, files("script[src]", "src"))) + inline(
        "script:not([src]):not([type$=json])"
    )
    fonts = _contents(files('link[as="font"][href]', "href"))
    return {kind: _weigh(parts) for kind, parts in (("css", sheets), ("js", scripts), ("fonts", fonts))}


def _file(site: Path, base: Path, link: str) -> Path:
    """Find the file to which a link in another file leads."""
    return site / urlsplit(urljoin("/" + base.relative_to(site).as_posix(), link)).path.lstrip("/")


def _with_imports(site: Path, scripts: Sequence[Path]) -> list[Path]:
    """Add the modules that scripts load at once, and those that these load."""
    found, waiting = dict.fromkeys(scripts), list(scripts)
    while waiting:
        script = waiting.pop()
        for name in _IMPORT.findall(script.read_text("utf-8")):
            module = _file(site, script, name)
            if module not in found:
                found[module] = None
                waiting.append(module)
    return list(found)


def _contents(files: Iterable[Path]) -> list[bytes]:
    return [file.read_bytes() for file in files]


def _weigh(parts: Sequence[bytes]) -> dict[str, int]:
    return {"raw": sum(map(len, parts)), "gzip": sum(map(packed, parts))}


def tables(results: Mapping[str, Any]) -> Sequence[Table]:
    """Show the results."""
    ways = ("annotated", "footnotes", "bare")
    header = ("", "this project", "footnotes by hand", "no notes")

    def row(name: str, *path: str, form: Any) -> tuple[str, ...]:
        values = (_at(results[way], path) for way in ways)
        return (name, *(form(value) for value in values))

    ratio = "{:.2f}".format
    times = [
        Table(f"Building, {config}" if config != "alone" else f"Building (aim: at most {AIM} of footnotes)", header, (
            row("time, median", config, "median", "wall", form=seconds),
            row("… against footnotes", config, "ratio", "wall", form=ratio),
            row("processor time, median", config, "median", "cpu", form=seconds),
            row("… against footnotes", config, "ratio", "cpu", form=ratio),
            row("memory at its peak", config, "median", "memory", form=size),
        ))
        for config in CONFIGS
    ]  # fmt: skip
    weight = Table("What a reader's browser loads for an article", header, (
        row("the page", "page", "raw", form=size),
        row("… compressed", "page", "gzip", form=size),
        row("style sheets", "shipped", "css", "raw", form=size),
        row("… compressed", "shipped", "css", "gzip", form=size),
        row("scripts", "shipped", "js", "raw", form=size),
        row("… compressed", "shipped", "js", "gzip", form=size),
        row("fonts", "shipped", "fonts", "raw", form=size),
    ))  # fmt: skip
    return *times, weight


def _at(value: Any, path: Sequence[str]) -> Any:
    for step in path:
        value = value[step]
    return value
