"""The places in a work that a pinpoint names, and whether a passage covers them.

``paras. 191 and 210-211`` names paragraphs 191, 210 and 211; a passage at ``paras. 188-192`` covers the first. What is
no list of numbers behind a unit, such as ``annex``, is one place by its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_UNITS = {
    **dict.fromkeys(("art", "arts", "article", "articles"), "article"),
    **dict.fromkeys(("para", "paras", "paragraph", "paragraphs", "¶"), "paragraph"),
    **dict.fromkeys(("p", "pp", "page", "pages"), "page"),
    **dict.fromkeys(("rule", "rules"), "rule"),
    **dict.fromkeys(("ch", "chs", "chap", "chapter", "chapters"), "chapter"),
    **dict.fromkeys(("sec", "section", "sections", "§", "§§"), "section"),
    **dict.fromkeys(("n", "note", "notes"), "note"),
    **dict.fromkeys(("question", "questions"), "question"),
    **dict.fromkeys(("annex", "annexes"), "annex"),
    **dict.fromkeys(("appendix", "appendices"), "appendix"),
    **dict.fromkeys(("point", "points"), "point"),
}
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_SUB = r"\([0-9a-z]{1,5}\)"
_NUMBER = rf"(?:[0-9]{{1,6}}(?:\.[0-9]{{1,4}})*[a-z]?|[ivxlcdm]{{1,8}}|[a-z])(?:{_SUB})*(?![0-9a-z])"
_ITEM = re.compile(rf"(?P<first>{_NUMBER}|(?:{_SUB})+)(?: ?- ?(?P<last>{_NUMBER}|(?:{_SUB})+))?")
_UNIT_NAMES = "|".join(sorted(_UNITS, key=len, reverse=True))
_UNIT = re.compile(rf"(?P<before>(?:[^\W\d_]+ ){{0,3}}?)(?P<unit>{_UNIT_NAMES})(?![a-z])\.? ?(?=[0-9a-z(])")
_JOINT = re.compile(r" ?(?:,|;|&| and )(?: and )? ?")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_MOST_PLACES = 200
"""Places that a range is taken apart into; a longer one stays whole."""

Number = tuple[int, ...]


class PinpointPlace(NamedTuple):
    """A place, or a range of them: the unit that is counted, and the first and last number with those inside it."""

    unit: str
    first: Number
    last: Number

    def holds(self, other: PinpointPlace) -> bool:
        """Return whether another place is this one or lies in it."""
        return (
            self.unit == other.unit
            and self.first <= other.first[: len(self.first)]
            and other.last[: len(self.last)] <= self.last
        )


@lru_cache(maxsize=2**12)  # notes point to the same places again and again
def places_named(pinpoint: str) -> tuple[PinpointPlace, ...]:
    """List the places that a pinpoint names, each paragraph of a range by itself.

    Pages beside another unit (``Rule 15, p. 63``) only say where that is printed, and are no places of their own.
    """
    plain = " ".join(pinpoint.translate(_DASHES).casefold().split())
    found = _parse(plain)
    if not found:
        return (PinpointPlace(plain, (), ()),)
    counted = [place for place in found if place.unit != "page"]
    return tuple(dict.fromkeys(single for place in counted or found for single in _singles(place)))


def covers(at: str, place: PinpointPlace) -> bool:
    """Return whether a passage at a pinpoint has the words of a place."""
    return any(own.holds(place) for own in _whole(at))


@lru_cache(maxsize=2**12)
def _whole(at: str) -> tuple[PinpointPlace, ...]:
    """List the places of a pinpoint as places and as the ranges that it was written with."""
    plain = " ".join(at.translate(_DASHES).casefold().split())
    return (*_parse(plain), *places_named(at))


def _parse(plain: str) -> tuple[PinpointPlace, ...]:
    """Return the ranges in a pinpoint, or none where any of it is something else."""
    position, unit, found = 0, "", list[PinpointPlace]()
    previous: Number = ()
    while position < len(plain):
        if found:
            joint = _JOINT.match(plain, position)
            if joint is None:
                return ()
            position = joint.end()
        if named := _UNIT.match(plain, position):
            unit, position = named["before"] + _UNITS[named["unit"]], named.end()
        item = _ITEM.match(plain, position)
        if item is None or (not unit and not item[0][0].isdigit()):
            return ()
        first = _number(item["first"], previous)
        last = _number(item["last"], first) if item["last"] else first
        if last < first:
            return ()
        found.append(PinpointPlace(unit, first, last))
        position, previous = item.end(), first
    return tuple(found)


def _number(written: str, previous: Number) -> Number:
    """Return a number with those in brackets behind it; brackets alone belong to the number before."""
    head, *subs = re.findall(r"[^()]+", written) if written[0] != "(" else ["", *re.findall(r"[^()]+", written)]
    inside = tuple(int(sub) if sub.isdigit() else _letters(sub) for sub in subs)
    return (*previous[:1], *inside) if not head else (*_head(head), *inside)


def _head(written: str) -> Iterator[int]:
    digits = re.fullmatch(r"([0-9.]+)([a-z]?)", written)
    if digits is None:
        yield _roman(written) if all(letter in _ROMAN for letter in written) else _letters(written)
        return
    yield from (int(part) for part in digits[1].split("."))
    if digits[2]:
        yield _letters(digits[2])


def _letters(written: str) -> int:
    """Return letters as a number that no figure has, in the order of the alphabet."""
    return sum(ord(letter) * 10**6 * 1000**power for power, letter in enumerate(reversed(written)))


def _roman(written: str) -> int:
    values = [_ROMAN[letter] for letter in written]
    return sum(-value if value < max(values[index:]) else value for index, value in enumerate(values))


def _singles(place: PinpointPlace) -> Iterator[PinpointPlace]:
    """Take a range apart where only its last number counts up."""
    *same, start = place.first
    *other, end = place.last
    if same != other or not start < end <= start + _MOST_PLACES:
        yield place
        return
    for number in range(start, end + 1):
        yield PinpointPlace(place.unit, (*same, number), (*same, number))
