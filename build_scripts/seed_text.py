"""A seed's text as blocks, of which nothing is lost: prologue and blocks joined give the text back."""

from __future__ import annotations

import bisect
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from build_scripts.schema import LineRange, Role, StructureEntry

MAX_SEED_BYTES = 10 * 1024 * 1024

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Block:
    """One line of a seed that holds text.

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

    Offsets are Unicode code points of the whole seed as decoded UTF-8, also where only a part is taken.
    """

    name: str
    sha256: str
    text: str
    prologue: str
    blocks: tuple[Block, ...]

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
        """Give the blocks that a span touches, in order."""
        first = max(0, bisect.bisect_right(self._starts, span.start) - 1)
        last = bisect.bisect_left(self._starts, span.end)
        return [block for block in self.blocks[first:last] if block.span.touches(span)]

    def joined(self) -> str:
        """Put the text together again."""
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
        SeedError: when it is too large, not UTF-8, or holds a NUL character.
    """
    if len(data) > MAX_SEED_BYTES:
        raise SeedError(f"the seed has {len(data):,} bytes; at most {MAX_SEED_BYTES:,} are read")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        raise SeedError(f"the byte 0x{data[error.start]:02X} is not UTF-8", line, column) from None
    if "\0" in text:
        before_nul = text[: text.index("\0")]
        raise SeedError("the seed holds a NUL character", before_nul.count("\n") + 1, len(before_nul) - before_nul.rfind("\n"))
    return text


def roles_by_line(structure: Iterable[StructureEntry]) -> dict[int, Role]:
    """Spread the structure's line ranges over single lines; of two that name one line the later holds."""
    return {line: entry.role for entry in structure for line in range(entry.lines.first, entry.lines.last + 1)}


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
    text = decode_seed(data)
    roles = roles_by_line(structure)
    first, last = (part.first, part.last) if part else (1, text.count("\n") + text.count("\r") + 1)
    blocks: list[Block] = []
    prologue: list[str] = []
    for number, match in enumerate(_LINE.finditer(text), start=1):
        content, end = match.groups()
        if number < first:
            prologue.append(content + end)
        elif number > last:
            break
        elif content.strip("\ufeff \t\v\f\u00a0"):
            span = Span(match.start(), match.start() + len(content))
            blocks.append(Block(len(blocks) + 1, number, roles.get(number, Role.PARAGRAPH), span, content, end))
        elif blocks:
            block = blocks[-1]
            blocks[-1] = Block(block.number, block.line, block.role, block.span, block.text, block.separator + content + end)
        else:
            prologue.append(content + end)
        if not end:
            break
    return SeedText(name, hashlib.sha256(data).hexdigest(), text, "".join(prologue), tuple(blocks))
