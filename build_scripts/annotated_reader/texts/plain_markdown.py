"""A short way for most notes: paragraphs, stress and links need none of a Markdown parser's machinery.

What is written in any other way is left to the parser. A test holds the two equal.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_CHARACTER = r"[^\s\x00-\x1f\x7f-\x9f*_`\[\]\\<>&]"  # printed as it is, wherever it stands
_WORDS = rf"{_CHARACTER}++(?:(?: ++|\n){_CHARACTER}++)*+"
_PIECE = re.compile(
    rf"(?: ++|\n)?+{_WORDS}(?:(?: ++|\n)(?=\S))?+|(?: ++|\n)(?=\S)|\\(?=[A-Za-z0-9])"
    rf"|\*\*(?P<strong>{_WORDS})\*\*(?!\*)|\*(?P<em>{_WORDS})\*(?!\*)"
    rf"|(?<!!)\[(?P<words>{_WORDS})\]\((?P<target>[A-Za-z0-9#/][A-Za-z0-9:/?#=%.,~+_-]*+)\)"
    r"|\\(?P<escaped>[\\`*_{}\[\]()#+.!-])|(?P<entity>&(?:amp|lt|gt);)"
)
_PARAGRAPHS = re.compile(r"\n{2,}")
_NO_WORDS = re.compile(r"\s|$|\d+\.|[-+#=|~:]|\*+(?:\s|$)")
"""How a line begins that may start something other than a paragraph."""


def render_plain(text: str, link: Callable[[str], str | None]) -> str | None:
    """Turn Markdown into HTML, where it holds no more than paragraphs, stressed words and links.

    Args:
        text: Markdown.
        link: gives what a link's target becomes, or nothing where it is not allowed.

    Returns:
        HTML, or nothing where a parser is needed.
    """
    paragraphs = []
    for paragraph in _PARAGRAPHS.split(text) if "\n\n" in text else (text,):
        first, *more = paragraph.split("\n")
        if _NO_WORDS.match(first) or (more and any(_NO_WORDS.match(line) for line in more)):
            return None
        pieces, end = [], 0
        while piece := _PIECE.match(paragraph, end):
            shown = _shown(piece, link) if piece.lastgroup else piece[0]
            if shown is None:
                return None
            pieces.append(shown)
            end = piece.end()
        if end != len(paragraph):
            return None
        paragraphs.append(f"<p>{''.join(pieces)}</p>")
    return "\n".join(paragraphs)


def _shown(piece: re.Match[str], link: Callable[[str], str | None]) -> str | None:
    """Render what stands between marks; nothing where it is a link that is not allowed."""
    match piece.lastgroup:
        case "target":
            target = link(piece["target"])
            return target and f'<a href="{target}">{piece["words"]}</a>'
        case "escaped" | "entity" as kind:
            return piece[kind]
        case tag:
            return f"<{tag}>{piece[str(tag)]}</{tag}>"
