"""Places in a work, as citations write them: ``para. 194``, ``pp. xii–xv``."""

from __future__ import annotations

import re
from functools import lru_cache

_NUMBER = r"(?:[0-9]+[a-z]?|[ivxlcdm]+)"
_RANGE = re.compile(rf"\b({_NUMBER}) ?[-–—] ?({_NUMBER})\b")
_PLURALS = {"p": "pp", "para": "paras", "Art": "Arts", "art": "arts"}
_PLACES = re.compile(
    rf"(?P<unit>paras?|pp?|Arts?|arts?)\. ?"
    rf"(?P<list>{_NUMBER}(?:[^a-zA-Z]|{_NUMBER}(?![a-zA-Z]))*(?: and (?:[^a-zA-Z]|{_NUMBER}(?![a-zA-Z]))+)*)"
)


@lru_cache(maxsize=2**12)  # notes point to the same places again and again
def format_pinpoint(pinpoint: str) -> str:
    """Return a pinpoint as a citation shows it: a range of pages has the plural, and a dash between its ends.

    What is not a list of numbers behind a unit stays as it was written.
    """
    match = _PLACES.fullmatch(pinpoint)
    if match is None:
        return pinpoint
    places = _RANGE.sub(r"\1–\2", match["list"])
    return f"{_unit(match['unit'], '–' in places or len(_listed(places)) > 1)}. {places}"


@lru_cache(maxsize=2**12)
def split_pinpoint(pinpoint: str) -> tuple[str, ...]:
    """Split a pinpoint into single places: ``paras. 191, 194-195`` into ``para. 191`` and ``paras. 194–195``."""
    match = _PLACES.fullmatch(pinpoint)
    if match is None:
        return (pinpoint,)
    places = _listed(_RANGE.sub(r"\1–\2", match["list"]))
    return tuple(f"{_unit(match['unit'], '–' in place)}. {place}" for place in places)


def format_pages(pages: str) -> str:
    """Return the pages of a work with their abbreviation: ``p. 14``, ``pp. 10–20``, ``pp. ii–vi``."""
    shown = _RANGE.sub(r"\1–\2", pages)
    several = re.search(r"[–,;&]| and ", shown) is not None
    return f"{'pp' if several else 'p'}. {shown}"


def _listed(places: str) -> list[str]:
    return [place.strip() for place in re.split(r",| and ", places) if place.strip()]


def _unit(unit: str, several: bool) -> str:
    singular = next((one for one, many in _PLURALS.items() if unit in {one, many}), unit)
    return _PLURALS[singular] if several else singular
