"""``docs/architecture.md`` describes the package as it is."""

from __future__ import annotations

import re

import pytest

from tests.conftest import PACKAGE, ROOT
from tests.repository.test_imports import ROOMS

PAGE = (ROOT / "docs/architecture.md").read_text("utf-8")
PATHS = sorted(set(re.findall(rf"`((?:{'|'.join(ROOMS)})/[^`*]*)`", PAGE)))


def test_the_table_of_rooms_lists_every_room_from_the_top_down() -> None:
    table = PAGE.split("## Rooms")[1].split("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(reversed(ROOMS))


@pytest.mark.parametrize("path", PATHS)
def test_a_file_that_the_page_names_exists(path: str) -> None:
    assert (PACKAGE / path).exists()


def test_the_page_says_where_to_begin_for_ten_changes() -> None:
    table = PAGE.split("## Where to begin")[1]
    assert len(re.findall(r"^\| add |^\| change |^\| import ", table, re.MULTILINE)) == 10
