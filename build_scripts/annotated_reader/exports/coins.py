"""A reference as COinS, by which Zotero and other reference managers find it on a page.

Source: ANSI/NISO Z39.88-2004 (OpenURL), key/encoded-value formats; "OpenURL COinS: A Convention to Embed
Bibliographic Metadata in HTML".
"""

from __future__ import annotations

from urllib.parse import urlencode

from annotated_reader.formats import ReferenceFile

_JOURNAL = {"article-journal", "article-magazine", "article-newspaper"}
_GENRES = {"report": "report", "chapter": "bookitem", "book": "book"}


def coins(reference: ReferenceFile) -> str:
    """Return the value of the ``title`` attribute of a COinS span."""
    pairs: list[tuple[str, str | None]] = [("ctx_ver", "Z39.88-2004"), ("rfr_id", "info:sid/annotated-reader")]
    if reference.type in _JOURNAL:
        pairs += [
            ("rft_val_fmt", "info:ofi/fmt:kev:mtx:journal"), ("rft.genre", "article"), ("rft.atitle", reference.title),
            ("rft.jtitle", reference.container_title or reference.publisher), ("rft.volume", reference.volume),
            ("rft.issue", reference.issue), ("rft.pages", reference.page),
        ]  # fmt: skip
    elif reference.type in _GENRES:
        genre = _GENRES[reference.type]
        is_part = genre == "bookitem"
        pairs += [
            ("rft_val_fmt", "info:ofi/fmt:kev:mtx:book"), ("rft.genre", genre),
            ("rft.atitle", reference.title if is_part else None),
            ("rft.btitle", reference.container_title if is_part else reference.title),
            ("rft.pages", reference.page), ("rft.place", reference.publisher_place), ("rft.pub", reference.publisher),
            ("rft.isbn", reference.ISBN),
        ]  # fmt: skip
    else:
        pairs += [
            ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"), ("rft.title", reference.title),
            ("rft.publisher", reference.publisher or reference.authority), ("rft.source", reference.container_title),
            ("rft.identifier", reference.URL),
        ]  # fmt: skip
    for name in reference.author:
        whole = name.literal or ", ".join(part for part in (name.family, name.given) if part)
        pairs.append(("rft.creator" if pairs[2][1] == "info:ofi/fmt:kev:mtx:dc" else "rft.au", whole))
    pairs += [
        ("rft.date", reference.issued.iso if reference.issued else None),
        ("rft.language", reference.language),
        ("rft_id", f"info:doi/{reference.DOI}" if reference.DOI else reference.URL),
    ]
    return urlencode([(name, value) for name, value in pairs if value])
