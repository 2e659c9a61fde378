"""Which places pinpoints name, in all the forms in which notes write them, and which of them a passage covers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotated_reader.texts.pinpoints import covers, places_named


@pytest.mark.parametrize(
    ("pinpoint", "same"),
    [
        ("paras. 191, 195 and 210-211", ["para. 191", "para. 195", "para. 210", "para. 211"]),
        ("paras. 210–211, 249", ["para. 210", "para. 211", "para. 249"]),
        ("Arts. 48, 51(5)(b), 52", ["Art. 48", "Art. 51(5)(b)", "Article 52"]),
        ("Arts. 1 and 5", ["Art. 1", "Art. 5"]),
        (
            "Arts. I-II, Secret Protocol paras. 1-2",
            ["Art. I", "Art. 2", "Secret Protocol para. 1", "secret protocol para. 2"],
        ),
        ("para. 292(3), (6)", ["para. 292(3)", "para. 292(6)"]),
        ("para. 292(13)-(14)", ["para. 292(13)", "para. 292(14)"]),
        ("Rules 13, 15, pp. 52, 63", ["Rule 13", "Rule 15"]),
        ("pp. xii-xiii", ["p. xii", "p. 13"]),
        ("notes 4-5", ["note 4", "note 5"]),
        ("ch. XIII", ["chapter 13"]),
        ("section C", ["Section C"]),
        ("1.23", ["1.23"]),
        ("second paragraph", ["Second  paragraph"]),
    ],
)
def test_a_pinpoint_names_the_same_places_however_it_is_written(pinpoint: str, same: list[str]) -> None:
    places = places_named(pinpoint)
    assert all(any(covers(at, place) for at in same) for place in places)
    assert set(places) == {place for at in same for place in places_named(at)}


@pytest.mark.parametrize(
    ("at", "pinpoint", "covered"),
    [
        ("paras. 188-192", "paras. 190-191", True),
        ("paras. 188-192", "para. 193", False),
        ("Art. 51", "Art. 51(5)(b)", True),
        ("Art. 51(5)", "Art. 51", False),
        ("para. 19", "para. 195", False),
        ("p. 195", "para. 195", False),
        ("para. 292(13)-(15)", "para. 292(14)", True),
        ("para. 292(13)-(15)", "para. 292", False),
        ("Rule 15", "Rule 15, p. 63", True),
        ("annex", "annex", True),
        ("annex", "title", False),
        ("Webster to Fox, 24 April 1841", "Webster to Fox, 24 April 1841", True),
        ("Webster to Fox, 24 April 1841", "Webster to Ashburton, 6 August 1842", False),
        ("para. 1", "para. 1-999999", False),
        ("paras. 1-999999", "para. 500", True),
    ],
)
def test_a_passage_covers_what_lies_inside_its_place(at: str, pinpoint: str, covered: bool) -> None:
    assert all(covers(at, place) for place in places_named(pinpoint)) is covered


@given(st.text(alphabet="Artsparc. 0123456789()-–,andIVX§", max_size=40))
def test_any_pinpoint_is_covered_by_a_passage_at_the_same_pinpoint(pinpoint: str) -> None:
    assert all(covers(pinpoint, place) for place in places_named(pinpoint))
