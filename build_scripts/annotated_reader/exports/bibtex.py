"""References as BibTeX.

Source: the entry types and fields of BibTeX 0.99d, with ``url`` and ``doi`` as common styles have them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from annotated_reader.formats import CslName, ReferenceFile

_TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}
_CONTAINERS = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
_PUBLISHERS = {"techreport": "institution", "phdthesis": "school"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
"""The TeX commands that print special characters; BibTeX would count a brace even after a backslash."""


def bibtex(references: Iterable[ReferenceFile]) -> str:
    """Write references as one BibTeX file, UTF-8, each under its id as key."""
    return "\n".join(_entry(reference) for reference in references)


def _escaped(text: str) -> str:
    """Escape a text for TeX."""
    return "".join(_SPECIAL.get(character, character) for character in " ".join(text.split()))


def _name(name: CslName) -> str:
    """Format a name; an organisation's is put in braces, which keep it whole."""
    if name.literal:
        return f"{{{_escaped(name.literal)}}}"
    return ", ".join(_escaped(part) for part in (name.family, name.given) if part)


def _entry(reference: ReferenceFile) -> str:
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(reference))
    return f"@{_TYPES.get(reference.type, 'misc')}{{{reference.id},\n{fields}}}\n"


def _fields(reference: ReferenceFile) -> Iterator[tuple[str, str]]:
    kind = _TYPES.get(reference.type, "misc")
    yield "title", f"{{{{{_escaped(reference.title)}}}}}"
    for role in ("author", "editor", "translator"):
        if names := getattr(reference, role):
            yield role, f"{{{' and '.join(_name(name) for name in names)}}}"
    if kind == "misc" and not reference.author and reference.authority:
        yield "author", f"{{{{{_escaped(reference.authority)}}}}}"
    texts = {
        _CONTAINERS.get(kind, "howpublished"): reference.container_title,
        _PUBLISHERS.get(kind, "publisher"): reference.publisher,
        "address": reference.publisher_place,
        "series": reference.collection_title,
        "volume": reference.volume,
        "number": reference.issue or reference.number,
        "pages": reference.page,
        "edition": reference.edition,
        "isbn": reference.ISBN,
        "language": reference.language,
    }
    yield from ((name, f"{{{_escaped(value)}}}") for name, value in texts.items() if value)
    if reference.issued:
        yield "year", f"{{{reference.issued.year:04d}}}"
        if reference.issued.month:
            yield "month", _MONTHS[reference.issued.month - 1]
    if reference.DOI:
        yield "doi", f"{{{_address(reference.DOI)}}}"
    if reference.URL:
        yield "url", f"{{{_address(reference.URL)}}}"
    if reference.accessed:
        yield "urldate", f"{{{reference.accessed.iso}}}"


def _address(address: str) -> str:
    """Write an address or a DOI as it is, as ``url`` and ``doi`` take it; only braces would break the file."""
    return address.replace("{", "%7B").replace("}", "%7D")
