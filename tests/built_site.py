"""Sites that the tests build, once a run, and read as a browser would: parsed pages, links followed on disk."""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from annotated_reader.corpus.load import load_corpus
from annotated_reader.corpus.model import Corpus
from tests.conftest import ROOT

MOUNT = "/some-repo/"
ADDRESS = f"https://example.org{MOUNT}"
SLUGS = tuple(sorted(path.parent.name for path in (ROOT / "annotations").glob("*/article.yml")))

# GitHub Pages shows 404.html at whatever address was asked for, so its links must lead somewhere from deep down too.
_NOT_FOUND_AT = "no/such/page/"
_OTHERS_BUILD_SECONDS = 180


class Pages(Mapping[str, BeautifulSoup]):
    """Pages by their addresses, each parsed when it is first asked for. Not to be changed."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._parsed: dict[str, BeautifulSoup] = {}

    def __getitem__(self, address: str) -> BeautifulSoup:
        if address not in self._parsed:
            self._parsed[address] = parse(self._texts[address])
        return self._parsed[address]

    def text(self, address: str) -> str:
        """Return a page as it is written."""
        return self._texts[address]

    def __contains__(self, address: object) -> bool:
        return address in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


@dataclass(frozen=True)
class BuiltSite:
    """A site as ``mkdocs build --strict`` left it in ``folder``; ``status`` and ``log`` are the command's."""

    project: Path
    folder: Path
    status: int
    log: str = field(repr=False)

    @property
    def complaints(self) -> list[str]:
        """What the build was not content with; the command's last words where it failed without saying why."""
        said = [line for line in self.log.splitlines() if line.startswith(("WARNING", "ERROR"))]
        return said or self.log.splitlines()[-5:] if self.status else said

    @cached_property
    def corpus(self) -> Corpus:
        """What the site was built from."""
        return load_corpus(self.project)

    @cached_property
    def pages(self) -> Pages:
        """Every page by its address from the site's root: ``""`` is the home page."""
        return Pages({self._address_of(path): path.read_text("utf-8") for path in sorted(self.folder.rglob("*.html"))})

    def _address_of(self, path: Path) -> str:
        address = path.relative_to(self.folder).as_posix()
        return address.removesuffix("index.html") if path.name == "index.html" else address

    @cached_property
    def ids(self) -> Mapping[str, frozenset[str]]:
        """The ids on each page, by its address."""
        return {
            address: frozenset(str(tag["id"]) for tag in page.find_all(id=True)) for address, page in self.pages.items()
        }

    def dead_end(self, link: str, source: str) -> str | None:
        """Say why a link inside the site leads nowhere, or nothing where it leads somewhere or off the site.

        Args:
            link: as it is written.
            source: the address, from the site's root, of the page or style sheet that it is written in.
        """
        if link.startswith("#"):
            return None if unquote(link[1:]) in self.ids[source] else "leads to no such place on its page"
        target = urljoin(ADDRESS + (_NOT_FOUND_AT if source == "404.html" else source), link)
        if not target.startswith(("https://example.org/", "http://example.org/")):
            return None
        if not target.startswith(ADDRESS):
            return "leaves the folder that the site lies in"
        parts = urlsplit(target)
        address = unquote(parts.path).removeprefix(MOUNT)
        if not (address in self.pages or (self.folder / address).is_file()):
            return "leads to no page or file"
        if parts.fragment and unquote(parts.fragment) not in self.ids.get(address, frozenset()):
            return "leads to no such place on that page"
        return None

    def leads_to(self, link: Tag, base: str) -> str:
        """Return the address, from the site's root and with its fragment, to which a link on a page leads."""
        return urljoin(ADDRESS + base, str(link["href"])).removeprefix(ADDRESS)


def parse(html: str) -> BeautifulSoup:
    """Parse a page without mending it, so that its text keeps every space.

    Nothing of a page in the making is garbage: to look for some again and again would take longer than to parse.
    """
    gc.disable()
    try:
        return BeautifulSoup(html, "html.parser")
    finally:
        gc.enable()


def classes(tag: Tag) -> list[str]:
    """Return an element's classes."""
    return [name for name in tag.get_attribute_list("class") if name]


def text_of(element: Tag) -> str:
    """Return an element's own text, the numbers of notes that stand in it left out."""
    return "".join(
        string for string in element.find_all(string=True) if not any("ref" in classes(up) for up in string.parents)
    )


def build_site(project: Path, folder: Path, address: str = ADDRESS) -> BuiltSite:
    """Build a project in strict mode, as CI does, away from the settings of whoever runs the tests.

    Not with ``--quiet``, under which strict mode does not count warnings.
    """
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=project,
        env=environment(address),
        capture_output=True,
        text=True,
        check=False,
    )
    return BuiltSite(project, folder, built.returncode, built.stdout + built.stderr)


def write_own_pages(project: Path) -> None:
    """Copy our configuration, pages, styles and scripts into a project, so that only its texts and notes differ."""
    project.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", project)
    shutil.copytree(ROOT / "docs", project / "docs")


def environment(address: str = ADDRESS) -> dict[str, str]:
    """Return the environment in which MkDocs runs; an empty address is what a newcomer has."""
    own = {"SITE_URL": address, "GITHUB_REPOSITORY": "example/some-repo" if address else "", "SITE_BRANCH": "main"}
    # What `make test` tells a make of its own would change how `make site` speaks.
    inherited = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}}
    return {**inherited, **own, "SITE_CONTACT": "", "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}


def built_once(factory: pytest.TempPathFactory, name: str, project: Callable[[Path], Path]) -> BuiltSite:
    """Build a site in the first worker that asks; the others wait for it and read the same folder.

    Args:
        factory: pytest's.
        name: of the site, one a project.
        project: writes the project's files into an empty folder, or names one that stands already.
    """
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    report = folder / "report.json"
    try:
        folder.mkdir()
    except FileExistsError:
        return _as_reported(folder, _when_written(report))
    built = build_site(project(folder / "project"), folder / "site")
    half_written = folder / "report.half"
    half_written.write_text(json.dumps([str(built.project), built.status, built.log]), encoding="utf-8")
    half_written.rename(report)
    return built


def _when_written(report: Path) -> str:
    deadline = time.monotonic() + _OTHERS_BUILD_SECONDS
    while not report.exists():
        if time.monotonic() > deadline:
            pytest.fail(f"another worker did not finish the build within {_OTHERS_BUILD_SECONDS} s")
        time.sleep(0.05)
    return report.read_text(encoding="utf-8")


def _as_reported(folder: Path, report: str) -> BuiltSite:
    project, status, log = json.loads(report)
    return BuiltSite(Path(project), folder / "site", status, log)


_OURS: dict[Path, BuiltSite] = {}


def five_articles(factory: pytest.TempPathFactory) -> BuiltSite:
    """Build the project's own site; whoever asks again in a process is given the pages that were parsed already."""
    base = factory.getbasetemp()
    if base not in _OURS:
        _OURS[base] = built_once(factory, "five-articles", lambda _: ROOT)
    return _OURS[base]


def elements(site: BuiltSite, selector: str) -> Iterator[tuple[str, Tag]]:
    """Find elements on all pages, each with its page's address."""
    for address, page in site.pages.items():
        for element in page.select(selector):
            yield address, element
