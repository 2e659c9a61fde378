"""Texts to try properties on: ordinary words mixed with all that makes offsets go wrong."""

from __future__ import annotations

from hypothesis import strategies as st

LINE_ENDS = ("\n", "\n\n", "\r\n", "\r")
SPACES = (" ", "  ", "\t", "\u00a0", "\u2003", "\u3000", "\u2028", "\x85", "\x0b", "\x0c", "\x1c")
INVISIBLE = ("\u00ad", "\u200b", "\u2060", "\ufeff")
LETTERS = (
    "a",
    "b",
    "ab",
    "Ä",
    "é",
    "e\u0301",
    "o\u0302\u0323",
    "ß",
    "İ",
    "ﬁ",
    "ς",
    "が",
    "か\u3099",
    "한",
    "\u1112\u1161\u11ab",
)
SCRIPTS = ("سلام", "الأ", "שָׁלוֹם", "\ufb2a", "न\u093c", "\u0929", "北约", "ไทย", "\u0651\u064e", "\u202b", "\u200f")
SYMBOLS = (
    "“",
    "”",
    '"',
    "'",
    "’",
    "«",
    "-",
    "–",
    "—",
    "…",
    "...",
    ".",
    "½",
    "①",
    "1️⃣",
    "😀",
    "👩‍👩‍👧",
    "𝔘",
    "\U0001d11e",
    "´",
    "¨",
)

PIECES = (*LINE_ENDS, *SPACES, *INVISIBLE, *LETTERS, *SCRIPTS, *SYMBOLS)

texts = st.lists(st.sampled_from(PIECES) | st.characters(codec="utf-8", exclude_characters="\0"), max_size=40).map(
    "".join
)
"""Any text at all, NUL left out, since no seed holds it."""
