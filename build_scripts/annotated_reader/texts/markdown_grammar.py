"""The Markdown that contributors write, parsed once for every use.

It is CommonMark with paragraphs, lists, quotations, emphasis, links and code. Headings, rules, images and raw HTML are
plain text. Two rules differ from CommonMark so that a note reads as it was written: an ordered list counts 1, 2, 3 (so
"1986." and "7." stay what they are, a year and a day), and indentation alone makes no code.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import unescape
from itertools import accumulate
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_block import StateBlock, blockquote, list_block, reference
from markdown_it.rules_inline import StateInline, autolink, backtick, image, link
from markdown_it.token import Token

_MAX_NESTING = 16
"""How deep lists and quotations nest; a text that goes deeper is no note, and is shown as it was written."""

_MAX_PARSES = 4
"""How often a text is parsed until every ordered list in it counts 1, 2, 3."""

_LINE_END = re.compile(r"\r\n?|\n")
_DEFINITION = re.compile(r"(?<!\\)\[(?:\\.|[^\[\]\\])*+\]:[\s>]*+<?")
_ADDRESS_START = re.compile(r"\s*<?")


class Link(NamedTuple):
    """A link's target, and where it is written: an offset in code points."""

    offset: int
    target: str


class InlineSpan(NamedTuple):
    """Where a piece of inline markup stands in its block's text, and where the label of a link ends."""

    start: int
    end: int
    label_end: int = -1


class _Parser(MarkdownIt):
    """A parser that keeps every target as it was written; whether a link may lead there is decided elsewhere."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802
        """Accept every target."""
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        """Return the target unchanged."""
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        """Return the words unchanged."""
        return link


def _list(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Parse a list, unless its number is known to be part of the text."""
    starts_paragraph: bool | None = state.env["text_lines"].get(start_line)
    if starts_paragraph is not None and _first_character(state, start_line).isdigit():
        return silent and starts_paragraph
    return _nested(list_block, state, start_line, end_line, silent)


def _blockquote(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    return _nested(blockquote, state, start_line, end_line, silent)


def _nested(
    rule: Callable[[StateBlock, int, int, bool], bool], state: StateBlock, start_line: int, end_line: int, silent: bool
) -> bool:
    """Apply the rule of a block that holds others, unless it lies too deep."""
    if state.level <= _MAX_NESTING:
        return rule(state, start_line, end_line, silent)
    if rule(state, start_line, end_line, True):
        state.env["too_deep"] = True
    return False


def _reference(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Parse the definition of a link's target, but leave a footnote (``[^1]: …``) as text."""
    if state.src.startswith("[^", state.bMarks[start_line] + state.tShift[start_line]):
        return False
    return reference(state, start_line, end_line, silent)


def _first_character(state: StateBlock, line: int) -> str:
    position = state.bMarks[line] + state.tShift[line]
    return state.src[position : position + 1]


def _with_span(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """Return an inline rule that also notes where in the text its first token was written."""

    def apply(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            token = next((token for token in state.tokens[count:] if token.type != "text"), None)
            if token is not None:
                token.meta["span"] = InlineSpan(start, state.pos, parseLinkLabel(state, start) if rule is link else -1)
                token.meta["written"] = state.src[start : state.pos]
        return True

    return apply


def _make_parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"html": False, "inline_definitions": True, "store_labels": True})
    parser.disable(["code", "hr", "html_block", "heading", "lheading", "html_inline"])
    parser.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.block.ruler.at("blockquote", _blockquote, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    parser.block.ruler.at("reference", _reference)
    for name, rule in {"link": link, "image": image, "autolink": autolink, "backticks": backtick}.items():
        parser.inline.ruler.at(name, _with_span(rule))
    return parser


PARSER = _make_parser()


@dataclass(frozen=True)
class MarkdownText:
    """A parsed text: its tokens, and where in the text they were written."""

    text: str
    tokens: Sequence[Token]

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    @cached_property
    def _lines(self) -> list[str]:
        return _LINE_END.split(self.text)

    def inline(self) -> Iterator[tuple[Token, Token]]:
        """List the pieces of markup inside the blocks, each after the block's token."""
        for token in self.tokens:
            for child in token.children or ():
                yield token, child

    def links(self) -> Iterator[Link]:
        """List the targets of all links, those of definitions included."""
        for token in self.tokens:
            if token.type == "definition" and token.map:
                match = _DEFINITION.search(self.text, self._starts[token.map[0]])
                yield Link(match.end() if match else self._starts[token.map[0]], token.meta["url"])
            for child in token.children or ():
                if child.type == "link_open" and (position := self._address(token, child)) is not None:
                    yield Link(self.offset(token, position), str(child.attrs["href"]))

    def unused_definitions(self) -> Iterator[tuple[int, str]]:
        """List the definitions of which no link makes use, by where they start and by their labels as written."""
        wanted = {child.meta.get("label") for _, child in self.inline()}
        for token in self.tokens:
            if token.type == "definition" and token.map:
                if token.meta["id"] not in wanted:
                    yield self._starts[token.map[0]], str(token.meta["label"])
                wanted.discard(token.meta["id"])  # of several for the same label, the first counts

    def _address(self, block: Token, opening: Token) -> int | None:
        """Return where in a block's text a link's address starts; nothing where a definition holds it."""
        span: InlineSpan = opening.meta["span"]
        if opening.markup == "autolink":
            return span.start + 1
        after = span.label_end + 1
        if block.content[after : after + 1] != "(" or span.end <= after:
            return None
        match = _ADDRESS_START.match(block.content, after + 1)
        return match.end() if match else after + 1

    def spans(self) -> Iterator[tuple[str, int, int]]:
        """List code, links, images and definitions: the token's type, and from where to where they are written."""
        for token in self.tokens:
            if token.type in {"fence", "definition"} and token.map:
                yield token.type, self._starts[token.map[0]], [*self._starts, len(self.text)][token.map[1]]
        for block, token in self.inline():
            if span := token.meta.get("span"):
                yield token.type, self.offset(block, span.start), self.offset(block, span.end - 1) + 1

    def shown(self) -> Iterator[tuple[str, Callable[[int], int]]]:
        """List what a reader sees of each block, and what tells at which offset one of its characters is written."""
        for block in self.tokens:
            if block.children is not None and block.map:
                yield _shown(block), _WayBack(self, block).offset

    def offset(self, block: Token, position: int) -> int:
        """Turn a position in a block's text into one in the whole text."""
        starts, shifts = self.lines_of(block)
        return position + shifts[bisect(starts, position) - 1]

    def lines_of(self, block: Token) -> tuple[list[int], list[int]]:
        """Return where each line of a block's text starts, and how far from there it is written in the whole text.

        A block's lines are those of the text without what stands before them (indentation, ``>``, a list's marker).
        """
        first, last = block.map or [0, 1]
        lines = block.content.split("\n")
        starts = list(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))
        blank = next(
            (n for n, line in enumerate(self._lines[first:last]) if line.rstrip().endswith(lines[0].rstrip())), 0
        )
        rows = slice(first + blank, first + blank + len(lines))
        written = [
            start + len(line.rstrip()) for start, line in zip(self._starts[rows], self._lines[rows], strict=True)
        ]
        shifts = [end - len(line.rstrip()) - at for end, line, at in zip(written, lines, starts, strict=True)]
        return starts, shifts


_ENTITY = re.compile(r"&#?[0-9A-Za-z]{1,32};")
_WORDS, _BREAKS = frozenset({"text", "code_inline"}), frozenset({"softbreak", "hardbreak"})
"""The types of tokens that are shown as their content, and as a space."""


def _shown(block: Token) -> str:
    """Return the words of a block."""
    children = block.children or ()
    return "".join(
        token.content if token.type in _WORDS else " " for token in children if token.type in _WORDS | _BREAKS
    )


class _WayBack:
    """Tells where the characters that a reader sees of a block are written."""

    def __init__(self, text: MarkdownText, block: Token) -> None:
        self._text, self._block = text, block

    def offset(self, position: int) -> int:
        """Return the offset in the whole text of a character of the words shown."""
        written = self._positions[position]
        starts, shifts = self._lines
        return written + shifts[bisect(starts, written) - 1]

    @cached_property
    def _positions(self) -> list[int]:
        return _positions(self._block)

    @cached_property
    def _lines(self) -> tuple[list[int], list[int]]:
        return self._text.lines_of(self._block)


def _positions(block: Token) -> list[int]:
    """Return the position in a block's text of each character shown."""
    positions, position = list[int](), 0
    for token in block.children or ():
        span: InlineSpan | None = token.meta.get("span")
        if token.type == "link_close":
            position = max(position, _end_of_link(block, token))
        if token.type in _BREAKS:
            position = block.content.find("\n", position) + 1 or position
            positions.append(position - 1)
        elif token.type in _WORDS:
            position = max(position, span.start) if span else position
            places, position = _places_of(block.content, token.content, position)
            positions += places
            position = span.end if span else position
    return positions


def _places_of(content: str, words: str, position: int) -> tuple[Sequence[int], int]:
    """Return where each character of the words is written at or after a position, and where the last one ends."""
    start = content.find(words, position)
    skipped = content[position:start]
    stands_next = start == position or (not words[:1].isspace() and words[:1] not in skipped and "&" not in skipped)
    if start >= 0 and stands_next:
        return range(start, start + len(words)), start + len(words)
    places = list[int]()
    for character in words:
        place, position = _written_at(content, character, position)
        places.append(place)
    return places, position


def _written_at(content: str, character: str, position: int) -> tuple[int, int]:
    """Return where a character of the words is written at or after a position, and where it ends."""
    start = position
    while position < len(content):
        if content[position] == character or (character == " " and content[position].isspace()):
            return position, position + 1
        if (entity := _ENTITY.match(content, position)) and unescape(entity[0])[:1] == character:
            return position, entity.end()
        position += 1
    return min(start, len(content) - 1), start


def _end_of_link(block: Token, closing: Token) -> int:
    """Return where a link ends in its block's text, given the token that closes it."""
    children, depth = block.children or [], 0
    for token in reversed(children[: children.index(closing) + 1]):
        depth += {"link_close": 1, "link_open": -1}.get(token.type, 0)
        if depth == 0:
            return int(token.meta["span"].end)
    return 0


@lru_cache(maxsize=2**14)  # the rules and the pages look at the same notes
def parse(text: str) -> MarkdownText:
    """Parse a text."""
    text_lines: dict[int, bool] = {}
    for _ in range(_MAX_PARSES):
        env = {"text_lines": text_lines, "too_deep": False}
        tokens = PARSER.parse(text, env)
        if env["too_deep"]:
            return MarkdownText(text, [_as_written(text)])
        miscounted = _miscounted(tokens)
        if not miscounted:
            return MarkdownText(text, tokens)
        text_lines |= miscounted
    no_list = dict.fromkeys(range(len(_LINE_END.findall(text)) + 1), True)
    return MarkdownText(text, PARSER.parse(text, {"text_lines": no_list, "too_deep": False}))


def _as_written(text: str) -> Token:
    words = Token("text", "", 0, content=text)
    return Token("inline", "", 0, children=[words], content=text, map=[0, 1])


def _miscounted(tokens: Sequence[Token]) -> dict[int, bool]:
    """Find the lists whose items would lose their numbers.

    These are the lists that do not count 1, 2, 3, and a lone "1." at the start of a line inside a paragraph.

    Returns:
        The items' lines, and whether each starts a paragraph of its own.
    """
    found: dict[int, bool] = {}
    lists: list[tuple[bool, list[tuple[str, int]]]] = []
    paragraph_end = -1
    for token in tokens:
        if token.type == "paragraph_open" and token.map:
            paragraph_end = token.map[1]
        elif token.type == "ordered_list_open" and token.map:
            lists.append((token.map[0] == paragraph_end, []))
        elif token.type == "list_item_open" and token.info and token.map:
            lists[-1][1].append((token.info, token.map[0]))
        elif token.type == "ordered_list_close":
            follows_words, items = lists.pop()
            in_sentence = follows_words and len(items) == 1
            if in_sentence or any(number != str(count) for count, (number, _) in enumerate(items, start=1)):
                found.update((line, not in_sentence) for _, line in items)
    return found
