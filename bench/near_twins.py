"""Lists whose items differ in a name or a figure, edited: what each item became is known."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

_NAMES = ("Ulby", "Halden", "Norrby", "Venn", "Quarn", "Corrin", "Arle", "Kest", "Irby", "Jorum", "Pell", "Oske")
_OPENING = "Harbour dues\n\nThe opening paragraph says who met in the old hall, and why so few stayed.\n\n"
_CLOSING = "\n\nThe closing paragraph thanks the clerks who wrote it all down.\n"
_OTHER_WORDS = ("now", "three", "47", "1930", "with")


@dataclass(frozen=True)
class EditedItem:
    """An item of the old text, and its place in the new one; ``successor`` is nothing where it was deleted."""

    words: str
    start: int
    successor: tuple[int, int] | None


@dataclass(frozen=True)
class EditedList:
    """A text with a list of near-identical items, before and after some were deleted and some reworded."""

    old: str
    new: str
    items: tuple[EditedItem, ...]


def edited_lists(count: int, seed: int, reworded: float = 0.2) -> Iterator[EditedList]:
    """Make lists of 3 to 12 items, and delete up to a third of each.

    Args:
        count: of lists.
        seed: of the random choices.
        reworded: the share of the other items in which a word is replaced.
    """
    rng = random.Random(seed)  # noqa: S311
    for _ in range(count):
        make = rng.choice((_pledge, _vote, _table_row, _gift))
        items = [make(name, rng) for name in rng.sample(_NAMES, rng.randint(3, 12))]
        between = rng.choice(["\n", "\n\n"] if make is _table_row else ["\n", "\n\n", " "])
        deleted = set(rng.sample(range(len(items)), rng.randint(1, max(1, len(items) // 3))))
        kept = {number: _edit(item, rng, reworded) for number, item in enumerate(items) if number not in deleted}
        old, starts = _join(items, between)
        new, new_starts = _join(list(kept.values()), between)
        places = {
            number: (start, start + len(item)) for (number, item), start in zip(kept.items(), new_starts, strict=True)
        }
        edited = (EditedItem(item, starts[number], places.get(number)) for number, item in enumerate(items))
        yield EditedList(old, new, tuple(edited))


def _join(items: list[str], between: str) -> tuple[str, list[int]]:
    starts = [len(_OPENING) + sum(len(item) + len(between) for item in items[:number]) for number in range(len(items))]
    return _OPENING + between.join(items) + _CLOSING, starts


def _edit(item: str, rng: random.Random, share: float) -> str:
    words = item.split()
    if rng.random() < share:
        words[rng.randrange(1, len(words))] = rng.choice(_OTHER_WORDS)
    return " ".join(words)


def _pledge(name: str, rng: random.Random) -> str:
    return f"{name} promised to lower its dues on coal by five pence a tonne before {rng.randint(1920, 1939)}."


def _vote(name: str, rng: random.Random) -> str:
    del rng
    return f"The member for {name} voted for the motion on tolls at the spring session of the council."


def _table_row(name: str, rng: random.Random) -> str:
    return f"{name}: {rng.randint(10, 19)} bridges mended, {rng.randint(2, 9)} lost to the flood"


def _gift(name: str, rng: random.Random) -> str:
    return f"{name} gave the keeper {rng.randint(10, 99)} lamps and {rng.randint(10, 99)} casks of oil."
