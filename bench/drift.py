"""How quotes survive edits: this engine and its peers on texts changed in known ways.

The thresholds of ``build_scripts.fuzzy`` were chosen on the seeds and the notes; the text here is another: the
reference that Python's own ``help()`` prints. Every change keeps a map from old offsets to new ones, which is the truth
that answers are held against.
"""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pydoc_data.topics import topics

from build_scripts.seed_text import Span

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

    name: str
    old: str
    new: str
    cases: tuple[Case, ...]


def prose(size: int) -> str:
    """Give about ``size`` code points of prose: what ``help()`` prints of the language, repeats left out."""
    text = "\n\n".join(topics[name] for name in sorted(topics))
    paragraphs = (" ".join(part.split()) for part in text.split("\n\n"))
    return "\n\n".join(dict.fromkeys(part for part in paragraphs if len(part) > 200))[:size]


Change = Callable[[str, random.Random], tuple[str, list[int]]]
"""Changes a text; gives it with the new offset of each old one, and of the end."""


def _by_unit(text: str, pattern: str, change: Callable[[str], str]) -> tuple[str, list[int]]:
    out: list[str] = []
    offsets: list[int] = []
    length = 0
    for unit in re.findall(pattern, text, re.DOTALL):
        new = change(unit)
        offsets += [length + min(index, len(new)) for index in range(len(unit))]
        out.append(new)
        length += len(new)
    return "".join(out), [*offsets, length]


def character_noise(rate: float) -> Change:
    """Replace, delete and insert single characters, a third of the rate each; what is inserted at a word joins it."""

    def change(text: str, rng: random.Random) -> tuple[str, list[int]]:
        def one(char: str) -> str:
            dice = rng.random() / rate
            if dice >= 1:
                return char
            letter = rng.choice(_LETTERS)
            return (letter, "", letter + char if char.isspace() else char + letter)[int(dice * 3)]

        return _by_unit(text, ".", one)

    return change


def word_revision(rate: float) -> Change:
    """Replace (half), delete and insert (a quarter each) whole words."""

    def change(text: str, rng: random.Random) -> tuple[str, list[int]]:
        vocabulary = sorted(set(text.split()))

        def one(word: str) -> str:
            dice = rng.random() / rate
            if word.isspace() or dice >= 1:
                return word
            other = rng.choice(vocabulary)
            return "" if dice < 0.25 else other if dice < 0.75 else f"{word} {other}"

        return _by_unit(text, r"\s+|\S+", one)

    return change


def reflow(text: str, rng: random.Random) -> tuple[str, list[int]]:
    """Break lines elsewhere, and write quotation marks and dashes in another way."""

    def one(unit: str) -> str:
        return rng.choice([" ", "\n", "  ", "\n    "]) if unit.isspace() else unit.translate(_TYPOGRAPHY)

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


def _case(text: str, start: int, end: int, truth: Span | None) -> Case:
    return Case(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start, truth)


def changed(name: str, text: str, change: Change, count: int, seed: int) -> Scenario:
    """Change a text, and ask for quotes chosen all over it."""
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
    new, offsets = change(text, rng)
    cases = [_case(text, s, e, Span(offsets[s], offsets[e])) for s, e in _quotes(text, rng, count)]
    return Scenario(name, text, new, tuple(cases))


def repeated(text: str, count: int, seed: int, rate: float) -> Scenario:
    """Put each of a few phrases into many paragraphs, change the text a little, and ask for one of them."""
    rng = random.Random(seed)  # noqa: S311
    phrases = [text[s:e].replace("\n", " ") for s, e in _quotes(text, rng, 12)]
    parts = text.split("\n\n")
    places: list[tuple[int, int]] = []
    out = ""
    for part in parts:
        half = len(part) // 2
        phrase = rng.choice(phrases)
        out += part[:half] + " "
        places.append((len(out), len(out) + len(phrase)))
        out += phrase + " " + part[half:] + "\n\n"
    new, offsets = character_noise(rate)(out, rng)
    chosen = [rng.choice(places) for _ in range(count)]
    cases = [_case(out, s, e, Span(offsets[s], offsets[e])) for s, e in chosen]
    return Scenario(f"repeated phrases, {rate:.0%} of characters", out, new, tuple(cases))


def siblings(text: str, count: int, seed: int) -> Scenario:
    """Follow each paragraph by a near-identical one, change the text a little, and ask for quotes of both."""
    rng = random.Random(seed)  # noqa: S311
    near = word_revision(0.08)
    doubled = "\n\n".join(f"{part}\n\n{near(part, rng)[0]}" for part in text[: len(text) // 2].split("\n\n") if part)
    return changed("near-identical siblings, 3% of characters", doubled, character_noise(0.03), count, seed)


def deleted(text: str, count: int, seed: int, rate: float) -> Scenario:
    """Delete passages, change the rest a little, and ask for what was deleted."""
    rng = random.Random(seed)  # noqa: S311
    spans: list[tuple[int, int]] = []
    for start, end in _quotes(text, rng, count * 3):
        if all(end + 3 * CONTEXT < s or e + 3 * CONTEXT < start for s, e in spans) and len(spans) < count:
            spans.append((start, end))
    kept, at = "", 0
    for start, end in sorted(spans):
        kept += text[at:start]
        at = end
    new = character_noise(rate)(kept + text[at:], rng)[0]
    return Scenario(
        f"deleted passages, {rate:.0%} of characters", text, new, tuple(_case(text, s, e, None) for s, e in spans)
    )


def scenarios(count: int, seed: int) -> Iterator[Scenario]:
    """Make every scenario on a short text and on a long one."""
    for size in (6_000, 100_000):
        text = prose(size)
        label = f"{size // 1000} kB"
        changes: Sequence[tuple[str, Change]] = (
            ("5% of characters", character_noise(0.05)),
            ("15% of characters", character_noise(0.15)),
            ("25% of words", word_revision(0.25)),
            ("reflow and typography", reflow),
            ("moved paragraphs, 5% of characters", _then(moved_paragraphs, character_noise(0.05))),
        )
        for name, change in changes:
            yield changed(f"{label}: {name}", text, change, count, seed)
        for made in (repeated(text, count, seed, 0.05), siblings(text, count, seed), deleted(text, count, seed, 0.05)):
            yield Scenario(f"{label}: {made.name}", made.old, made.new, made.cases)
