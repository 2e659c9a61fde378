"""With scripts turned off in Firefox, notes stand in the flow of the text, on a desk and in a narrow window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.engines import DESK, PHONE, Window, firefox
from tests.browser.reading import ARTICLE, Notes


@pytest.fixture(scope="module")
def plain_firefox(home: str) -> Iterator[Window]:
    """Return a Firefox that runs no scripts of pages."""
    with firefox(home, scripts=False) as window:
        yield window


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_note_can_be_opened_and_read_in_the_flow(
    plain_firefox: Window, notes: Notes, size: tuple[int, int]
) -> None:
    plain_firefox.resize(size)
    plain_firefox.driver.get(f"{plain_firefox.home}{ARTICLE}")
    assert not plain_firefox.run("return document.querySelector('[data-view][aria-pressed=true]')"), "a script ran"
    for note in notes[:3]:
        plain_firefox.click(f"#n_{note.id} > summary")
    found = plain_firefox.layout_without_scripts()
    in_the_way = [fault for fault in found["faults"] if " overlaps " in fault or " covers " in fault]
    assert in_the_way == []
    assert found["shown"] == [note.id for note in notes]
    assert found["open"] == [note.id for note in notes[:3]]
