"""Texts changed in known ways, with quotes to find again.

Every change keeps a map from old offsets to new ones, which is the truth that answers are held against. Where two
changes leave the same text, they must leave the same truth: a letter put in at a word's end belongs to the word, a word
put in beside a quote does not belong to the quote, and white space at a quote's ends does not count.
"""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from annotated_reader.texts.seed import Span

CONTEXT = 32  # code points before and after a quote, as the peers' papers have it
_LETTERS = string.ascii_lowercase
_TYPOGRAPHY = str.maketrans({"'": "’", '"': "“", "-": "–"})


@dataclass(frozen=True)
class Case:
    """One quote and where it stands in the changed text; ``truth`` is nothing where its passage was deleted."""

    exact: str
    prefix: str
    suffix: str
    start: int
    truth: Span | None


@dataclass(frozen=True)
class Scenario:
    """A text before and after a change, with the quotes to find again."""

    old: str
    new: str
    cases: tuple[Case, ...]


Change = Callable[[str, random.Random], tuple[str, list[int]]]
"""Changes a text; returns it with the new offset of each old one, and of the end."""

Make = Callable[[str, int, random.Random], Scenario]
"""Changes a text, and asks for at most that many of its quotes."""


def _by_unit(text: str, pattern: str, change: Callable[[str], tuple[str, int]]) -> tuple[str, list[int]]:
    """Change a text unit by unit; with each new unit comes how much stands before where the old one began."""
    out: list[str] = []
    offsets: list[int] = []
    length = 0
    for unit in re.findall(pattern, text, re.DOTALL):
        new, before = change(unit)
        offsets += [length + min(before + index, len(new)) for index in range(len(unit))]
        out.append(new)
        length += len(new)
    return "".join(out), [*offsets, length]


def character_noise(rate: float) -> Change:
    """Replace, delete and insert single characters, a third of the rate each; what is inserted at a word joins it."""

    def change(text: str, rng: random.Random) -> tuple[str, list[int]]:
        def one(char: str) -> tuple[str, int]:
            dice = rng.random() / rate
            if dice >= 1:
                return char, 0
            letter = rng.choice(_LETTERS)
            inserted = (letter + char, 1) if char.isspace() else (char + letter, 0)
            return ((letter, 0), ("", 0), inserted)[int(dice * 3)]

        return _by_unit(text, ".", one)

    return change


def word_revision(rate: float) -> Change:
    """Replace (half), delete and insert (a quarter each) whole words."""

    def change(text: str, rng: random.Random) -> tuple[str, list[int]]:
        vocabulary = sorted(set(text.split()))

        def one(unit: str) -> tuple[str, int]:
            dice = rng.random() / rate
            other = rng.choice(vocabulary)
            if unit.isspace():
                return (f"{unit}{other} " if dice < 0.25 else unit), 0
            return ("" if dice < 0.25 else other if dice < 0.75 else unit), 0

        return _by_unit(text, r"\s+|\S+", one)

    return change


def reflow(text: str, rng: random.Random) -> tuple[str, list[int]]:
    """Break lines elsewhere, and write quotation marks and dashes in another way."""

    def one(unit: str) -> tuple[str, int]:
        return (rng.choice([" ", "\n", "  ", "\n    "]) if unit.isspace() else unit.translate(_TYPOGRAPHY)), 0

    return _by_unit(text, r"\s+|\S", one)


def _then(first: Change, second: Change) -> Change:
    def change(text: str, rng: random.Random) -> tuple[str, list[int]]:
        middle, one = first(text, rng)
        new, two = second(middle, rng)
        return new, [two[offset] for offset in one]

    return change


def moved_paragraphs(text: str, rng: random.Random) -> tuple[str, list[int]]:
    """Put the paragraphs into another order."""
    parts = re.findall(r".+?(?:\n\n|\Z)", text, re.DOTALL)
    starts = [0]
    for part in parts:
        starts.append(starts[-1] + len(part))
    order = rng.sample(range(len(parts)), len(parts))
    offsets = [0] * (len(text) + 1)
    length = 0
    for index in order:
        for step in range(len(parts[index])):
            offsets[starts[index] + step] = length + step
        length += len(parts[index])
    offsets[len(text)] = length
    return "".join(parts[index] for index in order), offsets


def _quotes(text: str, rng: random.Random, count: int) -> Iterator[tuple[int, int]]:
    """Choose quotes of 60 to 100 code points, whole words, inside one paragraph each."""
    while count:
        start = rng.randrange(0, len(text) - 100)
        start = text.find(" ", start) + 1
        end = text.rfind(" ", start + 60, start + rng.randint(61, 101))
        if start and end > 0 and "\n\n" not in text[start:end]:
            count -= 1
            yield start, end


def _case(text: str, place: tuple[int, int], truth: Span | None) -> Case:
    start, end = place
    return Case(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start, truth)


def trimmed(text: str, span: Span) -> Span:
    """Leave out the white space at a span's ends."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.end - len(words) + len(words.rstrip())))


def _followed(old: str, new: str, offsets: list[int], places: Iterable[tuple[int, int]]) -> Scenario:
    truths = ((place, trimmed(new, Span(offsets[place[0]], offsets[place[1]]))) for place in places)
    return Scenario(old, new, tuple(_case(old, place, truth) for place, truth in truths))


def changed(change: Change) -> Make:
    """Change a text, and ask for quotes chosen all over it."""

    def make(text: str, count: int, rng: random.Random) -> Scenario:
        new, offsets = change(text, rng)
        return _followed(text, new, offsets, _quotes(text, rng, count))

    return make


def repeated(rate: float) -> Make:
    """Put each of a few phrases into many paragraphs, change the text a little, and ask for one of them."""

    def make(text: str, count: int, rng: random.Random) -> Scenario:
        phrases = [text[start:end] for start, end in _quotes(text, rng, 12)]
        places: list[tuple[int, int]] = []
        out = ""
        for part in text.split("\n\n"):
            half = part.find(" ", len(part) // 2) + 1
            phrase = rng.choice(phrases)
            out += part[:half]
            places.append((len(out), len(out) + len(phrase)))
            out += phrase + " " + part[half:] + "\n\n"
        new, offsets = character_noise(rate)(out, rng)
        return _followed(out, new, offsets, rng.sample(places, min(count, len(places))))

    return make


def siblings(text: str, count: int, rng: random.Random) -> Scenario:
    """Follow each paragraph by a near-identical one, change the text a little, and ask for quotes of both."""
    near = word_revision(0.08)
    doubled = "\n\n".join(f"{part}\n\n{near(part, rng)[0]}" for part in text[: len(text) // 2].split("\n\n") if part)
    return changed(character_noise(0.03))(doubled, count, rng)


def deleted(rate: float, instead: str = "") -> Make:
    """Take passages out, change the rest a little, and ask for them.

    Args:
        rate: of the characters changed elsewhere.
        instead: prose of which a passage as long takes the place of each; nothing does where there is none.
    """

    def make(text: str, count: int, rng: random.Random) -> Scenario:
        places: list[tuple[int, int]] = []
        for start, end in _quotes(text, rng, count * 3):
            if all(end + 3 * CONTEXT < s or e + 3 * CONTEXT < start for s, e in places) and len(places) < count:
                places.append((start, end))
        kept, at = "", 0
        for start, end in sorted(places):
            other = rng.randrange(max(1, len(instead) - end + start))
            kept += text[at:start] + instead[other : other + end - start]
            at = end
        new = character_noise(rate)(kept + text[at:], rng)[0]
        return Scenario(text, new, tuple(_case(text, place, None) for place in places))

    return make


def scenarios(instead: str) -> dict[str, Make]:
    """Name every scenario.

    Args:
        instead: prose that stands in none of the texts, to put in the place of what is taken out.
    """
    return {
        "5% of characters": changed(character_noise(0.05)),
        "15% of characters": changed(character_noise(0.15)),
        "25% of words": changed(word_revision(0.25)),
        "reflow and typography": changed(reflow),
        "moved paragraphs, 5% of characters": changed(_then(moved_paragraphs, character_noise(0.05))),
        "repeated phrases, 5% of characters": repeated(0.05),
        "near-identical siblings, 3% of characters": siblings,
        "deleted passages, 5% of characters": deleted(0.05),
        "replaced passages, 5% of characters": deleted(0.05, instead),
    }
