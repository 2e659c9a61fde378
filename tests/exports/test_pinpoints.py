"""Places in a work, as citations write them."""

from __future__ import annotations

import pytest

from annotated_reader.exports.pinpoints import format_pages, format_pinpoint, split_pinpoint


@pytest.mark.parametrize(
    ("pinpoint", "places"),
    [
        ("para. 194", ["para. 194"]),
        ("paras. 191, 195 and 210-211", ["para. 191", "para. 195", "paras. 210–211"]),
        ("Arts. 1, 5", ["Art. 1", "Art. 5"]),
        ("p. ii–vi", ["pp. ii–vi"]),
        ("pp. xii, 4", ["p. xii", "p. 4"]),
        ("chapter on the state of nature", ["chapter on the state of nature"]),
    ],
)
def test_a_pinpoint_is_split_into_single_places(pinpoint: str, places: list[str]) -> None:
    assert list(split_pinpoint(pinpoint)) == places


@pytest.mark.parametrize(
    ("pinpoint", "shown"),
    [
        ("p. ii–vi", "pp. ii–vi"),
        ("p. xii-xv", "pp. xii–xv"),
        ("p. 10-20", "pp. 10–20"),
        ("p. 10", "p. 10"),
        ("p. c", "p. c"),
        ("pp. 10, 12", "pp. 10, 12"),
        ("para. 191-194", "paras. 191–194"),
        ("p. 4 of the annex", "p. 4 of the annex"),
        ("section X", "section X"),
        ("Art. 51", "Art. 51"),
    ],
)
def test_a_pinpoint_to_several_places_has_the_plural(pinpoint: str, shown: str) -> None:
    assert format_pinpoint(pinpoint) == shown


@pytest.mark.parametrize(
    ("pages", "shown"),
    [("14", "p. 14"), ("10-20", "pp. 10–20"), ("ii-vi", "pp. ii–vi"), ("3, 7", "pp. 3, 7"), ("A12", "p. A12")],
)
def test_the_pages_of_a_work_have_their_abbreviation(pages: str, shown: str) -> None:
    assert format_pages(pages) == shown
