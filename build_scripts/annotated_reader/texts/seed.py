"""A seed's text as blocks, without loss: prologue and blocks joined are the text again."""

from __future__ import annotations

import bisect
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from annotated_reader.formats import LineRange, Role, StructureEntry
from annotated_reader.support import line_starts

MAX_SEED_BYTES = 10 * 1024 * 1024
MAX_LINE_CHARACTERS = 1024 * 1024
MAX_LINES = 250_000

_BLANK = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]*")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: code point offsets, the end excluded."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def touches(self, other: Span) -> bool:
        """Whether the two have at least one code point in common."""
        return self.start < other.end and other.start < self.end

    def clip(self, other: Span) -> Span:
        """The part of this span that lies inside the other."""
        return Span(max(self.start, other.start), min(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a seed that contains text.

    ``separator`` is what follows it up to the next block: line breaks and blank lines. ``number`` counts the
    article's blocks from 1, ``line`` the seed's lines.
    """

    number: int
    line: int
    role: Role
    span: Span
    text: str
    separator: str


@dataclass(frozen=True)
class SeedText:
    """A seed, or the part of it that an article takes.

    Offsets are Unicode code points of the whole seed as decoded UTF-8, also where only a part is taken. ``line_count``
    is the number of the whole seed's lines; a line end at the very end starts no further one.
    """

    name: str
    sha256: str
    text: str
    prologue: str
    blocks: tuple[Block, ...]
    line_count: int

    @cached_property
    def span(self) -> Span:
        """The part of the seed that the blocks cover."""
        if not self.blocks:
            return Span(len(self.prologue), len(self.prologue))
        last = self.blocks[-1]
        return Span(self.blocks[0].span.start, last.span.end + len(last.separator))

    @cached_property
    def _starts(self) -> list[int]:
        return [block.span.start for block in self.blocks]

    def blocks_touching(self, span: Span) -> Sequence[Block]:
        """Return the blocks that a span touches, in order."""
        first = max(0, bisect.bisect_right(self._starts, span.start) - 1)
        last = bisect.bisect_left(self._starts, span.end)
        return [block for block in self.blocks[first:last] if block.span.touches(span)]

    @cached_property
    def _has_comments(self) -> bool:
        return any(block.role is Role.COMMENT for block in self.blocks)

    def is_comment(self, span: Span) -> bool:
        """Whether a span touches a reader's comment."""
        return self._has_comments and any(block.role is Role.COMMENT for block in self.blocks_touching(span))

    @cached_property
    def _line_starts(self) -> list[int]:
        return line_starts(self.text)

    def line_at(self, offset: int) -> int:
        """Return the number of the line, from 1, that contains an offset."""
        return bisect.bisect_right(self._line_starts, offset)

    def joined(self) -> str:
        """Return the whole text, joined from the blocks."""
        return self.prologue + "".join(block.text + block.separator for block in self.blocks)


class SeedError(Exception):
    """A seed that can't be read as text; ``line`` and ``column`` say where."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


def decode_seed(data: bytes) -> str:
    """Decode a seed.

    Raises:
        SeedError: when it is too large, not UTF-8, holds a NUL character, too many lines or too long a one.
    """
    return _decode(data)[0]


def _decode(data: bytes) -> tuple[str, list[int]]:
    """Decode a seed, and find where its lines start; the text's end is the last of these offsets."""
    if len(data) > MAX_SEED_BYTES:
        raise SeedError(f"the seed has {len(data):,} bytes; at most {MAX_SEED_BYTES:,} are read")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise SeedError(
            f"the byte 0x{data[error.start]:02X} is not UTF-8", *_end_of(data[: error.start].decode())
        ) from None
    if "\0" in text:
        raise SeedError("the seed contains a NUL character", *_end_of(text[: text.index("\0")]))
    starts = [*line_starts(text), len(text)]
    if len(starts) - 1 > MAX_LINES:
        raise SeedError(f"the seed has {len(starts) - 1:,} lines; at most {MAX_LINES:,} are read", MAX_LINES + 1)
    for number, (start, end) in enumerate(pairwise(starts) if len(text) > MAX_LINE_CHARACTERS else (), start=1):
        if end - start > MAX_LINE_CHARACTERS:
            raise SeedError(
                f"this line has {end - start:,} characters; at most {MAX_LINE_CHARACTERS:,} are read", number
            )
    return text, starts


def _end_of(text: str) -> tuple[int, int]:
    """Return the line and column directly after a text."""
    starts = line_starts(text)
    return len(starts), len(text) - starts[-1] + 1


def roles_by_line(structure: Iterable[StructureEntry], last: int) -> dict[int, Role]:
    """Return the role of each line of a structure's ranges, up to the last; of two roles the later one counts."""
    return {
        line: entry.role for entry in structure for line in range(entry.lines.first, min(entry.lines.last, last) + 1)
    }


def read_seed(
    data: bytes, name: str = "", structure: Iterable[StructureEntry] = (), part: LineRange | None = None
) -> SeedText:
    """Turn a seed into blocks.

    Args:
        data: the file's bytes.
        name: its file name.
        structure: roles by line; a line not named is a paragraph.
        part: the lines to take, if not all.

    Raises:
        SeedError: when it can't be read as text.
    """
    text, starts = _decode(data)
    count = len(starts) - 1
    first, last = (part.first, min(part.last, count)) if part else (1, count)
    roles = roles_by_line(structure, last)
    lines = ((number, text[starts[number - 1] : starts[number]].rstrip("\r\n")) for number in range(first, last + 1))
    found = [(number, content) for number, content in lines if content and not _BLANK.fullmatch(content)]
    begins = [*(starts[number - 1] for number, _ in found), starts[last]]
    blocks = tuple(
        Block(
            number=index,
            line=line,
            role=roles.get(line, Role.PARAGRAPH),
            span=Span(begins[index - 1], begins[index - 1] + len(content)),
            text=content,
            separator=text[begins[index - 1] + len(content) : begins[index]],
        )
        for index, (line, content) in enumerate(found, start=1)
    )
    line_count = count - (count > 1 and starts[-2] == len(text))
    return SeedText(name, hashlib.sha256(data).hexdigest(), text, text[: begins[0]], blocks, line_count)
