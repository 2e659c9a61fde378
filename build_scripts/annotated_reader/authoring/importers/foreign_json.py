"""Foreign JSON, read with nothing taken for granted: a value of another type than expected counts as missing."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

MAX_BYTES = 50 * 1024 * 1024

Thing = Mapping[str, Any]
_DAY = re.compile(r"([0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))(?:T|\Z)")


class ImportRefusedError(Exception):
    """A file that can't be imported at all; the message says why."""


def read_json(data: bytes) -> Any:
    """Parse a JSON file.

    Raises:
        ImportRefusedError: when it is too large, no JSON, or nested too deep.
    """
    if len(data) > MAX_BYTES:
        raise ImportRefusedError(f"the file has {len(data):,} bytes; at most {MAX_BYTES:,} are read")
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ImportRefusedError(f"the file is not JSON: {error}") from None


def text(thing: Any, key: str) -> str:
    """Return the text under a key, without lone surrogates and control characters; empty if there is none."""
    value = thing.get(key) if isinstance(thing, Mapping) else None
    return clean(value) if isinstance(value, str) else ""


def clean(value: str) -> str:
    """Drop lone surrogates (halves of a character, cut by UTF-16 offsets) and control characters; unify line breaks."""
    whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    return re.sub(
        r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]", "", re.sub(r"\r\n?|[\u2028\u2029\x85]", "\n", whole)
    )


def number(thing: Any, key: str) -> int | None:
    """Return the non-negative integer under a key, or None."""
    value = thing.get(key) if isinstance(thing, Mapping) else None
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31 else None


def several(thing: Any, key: str) -> list[Any]:
    """Return the value under a key as a list, which may be empty."""
    value = thing.get(key) if isinstance(thing, Mapping) else None
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def day(thing: Any, key: str) -> str:
    """Return the day of the ISO 8601 time under a key, or an empty string."""
    found = _DAY.match(text(thing, key))
    return found.group(1) if found else ""
