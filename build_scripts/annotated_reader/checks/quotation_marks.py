"""Quotation marks that were written as part of a quote."""

from __future__ import annotations

from annotated_reader.texts import TextIndex

_PAIRS = frozenset(
    {
        "“”",
        "„“",
        "„”",
        "””",
        "«»",
        "»«",
        "»»",
        "‹›",
        "›‹",
        "‘’",
        "‚‘",
        "‚’",
        "’’",
        "「」",
        "『』",
        "《》",
        "〈〉",
        "＂＂",
    }
    | {'""', "''", "``", "〝〞", "〝〟"}
)
_MARKS = frozenset("".join(_PAIRS))


def quotation_marks_hint(exact: str, index: TextIndex) -> str:
    """Return a hint to leave out the quotation marks around a quote, or an empty string if that would not help.

    Args:
        exact: the words, which are not in the text.
        index: the text.
    """
    words = exact.strip()
    if len(words) < 3 or words[0] not in _MARKS or words[0] + words[-1] not in _PAIRS:
        return ""
    inside = words[1:-1].strip()
    if not index.occurrences(inside):
        return ""
    shown = inside if len(inside) <= 60 else f"{inside[:59]}…"
    return f"The quotation marks {words[0]}…{words[-1]} are part of the value; leave them out: quote: {shown}"
