"""Dates as precise as they are known."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotated_reader.formats.schema.partial_date import PartialDate


@pytest.mark.parametrize(
    ("written", "date"),
    [
        pytest.param("1986-06-27", PartialDate(1986, 6, 27), id="day"),
        pytest.param("2025-06", PartialDate(2025, 6), id="month"),
        pytest.param("1841", PartialDate(1841), id="year"),
        pytest.param(2025, PartialDate(2025), id="year-as-a-number"),
        pytest.param("2024-02-29", PartialDate(2024, 2, 29), id="leap-day"),
        pytest.param("0001-01-01", PartialDate(1, 1, 1), id="first-day"),
        pytest.param("9999-12-31", PartialDate(9999, 12, 31), id="last-day"),
        pytest.param(PartialDate(2025), PartialDate(2025), id="a-date-already"),
    ],
)
def test_a_date_is_read_as_precisely_as_it_is_written(written: object, date: PartialDate) -> None:
    assert PartialDate.parse(written) == date


FORM = "a date is written YYYY, YYYY-MM or YYYY-MM-DD"


@pytest.mark.parametrize(
    ("written", "message"),
    [
        pytest.param("27 June 1986", FORM, id="words"),
        pytest.param("27.06.1986", FORM, id="german"),
        pytest.param("06/27/1986", FORM, id="american"),
        pytest.param("1986-6-27", FORM, id="one-digit-month"),
        pytest.param("86-06-27", FORM, id="two-digit-year"),
        pytest.param("1986-06-27T10:00", FORM, id="time"),
        pytest.param("1986-06-27\n", FORM, id="line-end"),
        pytest.param(" 1986", FORM, id="space"),
        pytest.param("-0044", FORM, id="before-our-era"),
        pytest.param("1986-06-", FORM, id="cut"),
        pytest.param("１９８６", FORM, id="full-width-digits"),
        pytest.param("٢٠٢٥", FORM, id="arabic-digits"),
        pytest.param("", FORM, id="empty"),
        pytest.param(None, FORM, id="nothing"),
        pytest.param(True, FORM, id="true"),
        pytest.param(986, FORM, id="three-digits"),
        pytest.param(20250, FORM, id="five-digits"),
        pytest.param(1986.5, FORM, id="decimal"),
        pytest.param(["1986"], FORM, id="list"),
        pytest.param(datetime.date(1986, 6, 27), FORM, id="python-date"),
        pytest.param("1986-13", "there is no month 13", id="month-13"),
        pytest.param("1986-00", "there is no month 00", id="month-0"),
        pytest.param("1986-13-01", "there is no month 13", id="month-13-with-day"),
        pytest.param("1986-06-31", "there is no such day as 1986-06-31", id="june-31"),
        pytest.param("1986-06-00", "there is no such day as 1986-06-00", id="day-0"),
        pytest.param("2025-02-29", "there is no such day as 2025-02-29", id="no-leap-year"),
        pytest.param("0000", "there is no year 0000", id="year-0"),
        pytest.param("0000-01-01", "there is no year 0000", id="year-0-with-day"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(written: object, message: str) -> None:
    with pytest.raises(ValueError) as caught:
        PartialDate.parse(written)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("date", "iso", "words", "parts"),
    [
        (PartialDate(1986, 6, 27), "1986-06-27", "27 June 1986", [1986, 6, 27]),
        (PartialDate(2025, 1, 1), "2025-01-01", "1 January 2025", [2025, 1, 1]),
        (PartialDate(2025, 12), "2025-12", "December 2025", [2025, 12]),
        (PartialDate(1841), "1841", "1841", [1841]),
        (PartialDate(800), "0800", "800", [800]),
    ],
    ids=str,
)
def test_a_date_is_shown_no_more_precisely_than_it_is_known(
    date: PartialDate, iso: str, words: str, parts: list[int]
) -> None:
    assert (date.iso, date.words, date.parts, str(date)) == (iso, words, parts, iso)


DATES = st.dates().flatmap(
    lambda day: st.sampled_from(
        [PartialDate(day.year), PartialDate(day.year, day.month), PartialDate(day.year, day.month, day.day)]
    )
)


@given(DATES)
def test_a_date_written_out_is_read_back(date: PartialDate) -> None:
    assert PartialDate.parse(date.iso) == date


def test_a_vaguer_date_sorts_before_a_more_precise_one() -> None:
    dates = [PartialDate(2025), PartialDate(2025, 6), PartialDate(2025, 6, 24), PartialDate(2025, 7), PartialDate(2026)]
    assert sorted({*dates}) == dates


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("2025-06-24", "2025-06-25", True),
        ("2025-06-24", "2025-06-24", False),
        ("2025-06", "2025-06-24", False),
        ("2025-06-24", "2025-06", False),
        ("2025", "2025-06-24", False),
        ("2025-05", "2025-06-24", True),
        ("2024-12-31", "2025", True),
        ("2025", "2024-12-31", False),
    ],
)
def test_one_date_is_before_another_only_where_that_is_certain(one: str, other: str, before: bool) -> None:
    assert PartialDate.parse(one).is_before(PartialDate.parse(other)) is before


@given(DATES, DATES)
def test_no_two_dates_are_each_before_the_other(one: PartialDate, other: PartialDate) -> None:
    assert not (one.is_before(other) and other.is_before(one))
