"""The same texts and annotations give the same bytes, wherever and however often they are built."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.built.second_texts import write_second_texts
from tests.built_site import BuiltSite, build_site

_DAY = "1764547200"
_UNSTABLE = re.compile(r"pagefind/(filter/.*|pagefind\..*\.pf_meta|pagefind-entry\.json)")
"""Files that list filters in a random order: decision 006."""


def files(site: BuiltSite) -> dict[str, bytes]:
    """Return every file of a site."""
    paths = (path for path in site.folder.rglob("*") if path.is_file())
    return {path.relative_to(site.folder).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.nightly
def test_two_builds_in_two_places_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = []
    monkeypatch.setenv("SOURCE_DATE_EPOCH", _DAY)
    for place, seed in (("here", "0"), ("somewhere/else", "1")):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        project = write_second_texts(tmp_path / place / "project")
        for path in project.rglob("*"):
            os.utime(path, (int(_DAY) - int(seed), int(_DAY) - int(seed)))
        site = build_site(project, tmp_path / place / "site")
        assert site.status == 0, site.log
        built.append(files(site))
    here, elsewhere = ({name: made[name] for name in made if not _UNSTABLE.fullmatch(name)} for made in built)
    assert here.keys() == elsewhere.keys()
    assert {"sitemap.xml.gz", "feed.xml", "pagefind/all.js"} <= here.keys()
    assert any(name.startswith("pagefind/index/") for name in here)
    assert [name for name, content in here.items() if elsewhere[name] != content] == []
