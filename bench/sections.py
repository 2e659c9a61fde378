"""What can be measured. A section is added by a module with a ``measure`` and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench import anchoring, building, checking, growth, limits, patterns, reading, serving
from bench.report import Table
from bench.settings import Settings


@dataclass(frozen=True)
class Section:
    """A measurement: ``measure`` takes it and gives JSON values; ``tables`` shows them."""

    title: str
    measure: Callable[[Settings], dict[str, Any]]
    tables: Callable[[Mapping[str, Any]], Sequence[Table]]


SECTIONS: Mapping[str, Section] = {
    "building": Section("This project, hand-written footnotes, no notes", building.measure, building.tables),
    "anchoring": Section("Finding quotes in edited texts", anchoring.measure, anchoring.tables),
    "reading": Section("What reading costs", reading.measure, reading.tables),
    "checking": Section("A large corpus checked", checking.measure, checking.tables),
    "serving": Section("The edit loop", serving.measure, serving.tables),
    "limits": Section("What is large or made to be costly", limits.measure, limits.tables),
    "patterns": Section("Regular expressions on texts made for them", patterns.measure, patterns.tables),
    "growth": Section("Growth", growth.measure, growth.tables),
}
