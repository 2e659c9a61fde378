"""How a run measures: the same for all sections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.prose import Shelf


@dataclass(frozen=True)
class Settings:
    """Sizes, repeats and the seed of the random numbers.

    ``folder`` is where a section may write; ``say`` tells the person who waits what is going on.
    """

    articles: int
    notes: int
    repeats: int
    seed: int
    quotes: int
    shelf: Shelf
    folder: Path
    say: Callable[[str], None]
