"""The text of the document that was annotated, as browsers count it.

Source: DOM Standard, ``textContent``; Hypothesis counts UTF-16 code units of ``document.body.textContent``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup, CData, Tag
from bs4.element import NavigableString, PreformattedString, Script, Stylesheet

from annotated_reader.authoring.importers.selector_placement import Selection
from annotated_reader.texts import Span

_STEP = re.compile(r"([a-zA-Z][a-zA-Z0-9:-]*|text\(\))(?:\[([0-9]{1,6})\])?")
_CONTEXT = 64


def from_utf16(text: str, offset: int) -> int:
    """Turn an offset in UTF-16 code units into one in code points; half a character counts as none of it."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * offset].decode("utf-16-le", "ignore"))


@dataclass(frozen=True)
class PageText:
    """An annotated document: its text, and its elements where it was HTML."""

    text: str
    body: Tag | None = None

    @classmethod
    def read(cls, content: str, html: bool) -> PageText:
        """Read a saved page or a plain text."""
        if not html:
            return cls(content)
        soup = BeautifulSoup(content, "html.parser")
        body = soup.body or soup
        return cls(_text_content(body), body)

    def at(self, start: int, end: int) -> Selection | None:
        """Return the words between two positions, in UTF-16 code units, with their context."""
        first, last = from_utf16(self.text, start), from_utf16(self.text, end)
        if not first < last <= len(self.text):
            return None
        return Selection(
            self.text[first:last], self.text[max(0, first - _CONTEXT) : first], self.text[last : last + _CONTEXT]
        )

    def between(self, start: str, start_offset: int, end: str, end_offset: int) -> Selection | None:
        """Return the words between two points, each an XPath from the body and an offset in that node's text."""
        first, last = self._point(start, start_offset), self._point(end, end_offset)
        if first is None or last is None or not first < last <= len(self.text):
            return None
        return Selection(
            self.text[first:last], self.text[max(0, first - _CONTEXT) : first], self.text[last : last + _CONTEXT]
        )

    def _point(self, xpath: str, offset: int) -> int | None:
        node = _node_at(self.body, xpath) if self.body else None
        if node is None or self.body is None:
            return None
        before = 0
        for string in _strings(self.body):
            if string is node or any(parent is node for parent in string.parents):
                return before + from_utf16(_text_content(node), offset)
            before += len(string)
        return None


def span_in(text: str, start: int, end: int) -> Span:
    """Turn UTF-16 offsets in a text into a span of code points."""
    return Span(from_utf16(text, start), from_utf16(text, end))


def _strings(element: Tag) -> list[NavigableString]:
    """List the texts that count: scripts and styles do, comments and templates do not."""
    return [
        node
        for node in element.descendants
        if isinstance(node, NavigableString)
        and (isinstance(node, CData | Script | Stylesheet) or not isinstance(node, PreformattedString))
        and node.find_parent("template") is None
    ]


def _text_content(node: Tag | NavigableString) -> str:
    return "".join(_strings(node)) if isinstance(node, Tag) else str(node)


def _node_at(body: Tag, xpath: str) -> Tag | NavigableString | None:
    """Follow a path of child steps such as ``/div[1]/p[2]``; anything else leads nowhere."""
    node: Tag | NavigableString = body
    for step in xpath.strip("/").split("/") if xpath.strip("/") else []:
        form = _STEP.fullmatch(step)
        if form is None or not isinstance(node, Tag):
            return None
        name, position = form[1].lower(), int(form[2] or 1)
        children = [child for child in node.children if _is(child, name)]
        if not 1 <= position <= len(children):
            return None
        node = children[position - 1]  # type: ignore[assignment]
    return node


def _is(child: object, name: str) -> bool:
    if name == "text()":
        return isinstance(child, NavigableString) and not isinstance(child, PreformattedString)
    return isinstance(child, Tag) and child.name == name
