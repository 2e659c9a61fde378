"""Dates with the precision that is known: a year, a month or a day."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

DATE_PATTERN = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
"""The form of a date, for editors; only ``PartialDate.parse`` checks that the day exists."""

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date known to the year, the month or the day; a less precise date sorts before a more precise one.

    Source of the written form: ISO 8601-1:2019, reduced precision (YYYY, YYYY-MM, YYYY-MM-DD).
    """

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, value: Any) -> PartialDate:
        """Parse ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` (a year alone may be an integer).

        Raises:
            ValueError: if it has another form, or no such day exists.
        """
        if isinstance(value, PartialDate):
            return value
        if not isinstance(value, (str, int)) or isinstance(value, bool):
            raise ValueError("a date is written YYYY, YYYY-MM or YYYY-MM-DD")
        return cls._read(str(value))

    @classmethod
    @lru_cache(maxsize=2**12)  # many notes have the same dates
    def _read(cls, value: str) -> PartialDate:
        form = _FORM.fullmatch(value)
        if form is None:
            raise ValueError("a date is written YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = (int(part or 0) for part in form.groups())
        if form[2] is not None and not 1 <= month <= 12:
            raise ValueError(f"there is no month {form[2]}")
        if year == 0:
            raise ValueError(f"there is no year {form[1]}")
        try:
            datetime.date(year, month or 1, day if form[3] is not None else 1)
        except ValueError:
            raise ValueError(f"there is no such day as {value}") from None
        return cls(year, month, day)

    def is_before(self, other: PartialDate) -> bool:
        """Return whether this date is certainly before the other: 2025-05 is before 2025-06-24, but 2025-06 is not."""
        shared = min(len(self.parts), len(other.parts))
        return self.parts[:shared] < other.parts[:shared]

    @cached_property
    def iso(self) -> str:
        """The date as written in YAML and in ``<time datetime>``."""
        parts = [f"{self.year:04d}"]
        if self.month:
            parts.append(f"{self.month:02d}")
        if self.day:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)

    @cached_property
    def words(self) -> str:
        """The date in words: ``27 June 1986``, ``June 1986`` or ``1986``."""
        month = MONTHS[self.month - 1] if self.month else ""
        return " ".join(part for part in (str(self.day or ""), month, f"{self.year}") if part)

    @property
    def parts(self) -> list[int]:
        """The CSL ``date-parts``: ``[1986, 6, 27]``, or fewer parts if less is known."""
        return [part for part in (self.year, self.month, self.day) if part]

    def __str__(self) -> str:
        return self.iso

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.parse, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        year = {"type": "integer", "minimum": 1, "maximum": 9999}
        text = {"type": "string", "pattern": DATE_PATTERN}
        return {"anyOf": [text, year], "examples": ["2025-11-30", "2025-11", 2025]}
