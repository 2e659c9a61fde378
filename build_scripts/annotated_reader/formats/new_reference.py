"""How to describe a work that was named by its address: the first lines of its file in annotations/references/."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote, urlsplit

from annotated_reader.formats.schema import Consulted, Standing, is_site, is_web_address
from annotated_reader.formats.yaml.emit import scalar

_LONGEST_ID = 50
_LINK = re.compile(r"\[[^\]]*\]\((?P<link>[^\s)]+)[^)]*\)|<(?P<angle>[^\s>]+)>|(?P<plain>\S+)")
_DOI = re.compile(r"(?:doi:\s*|(?:https?://)?(?:dx\.)?doi\.org/)?(10\.[0-9]{4,9}/\S+)", re.IGNORECASE)
_BARE = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:[/?#]\S*)?", re.IGNORECASE)


def source_address(written: str) -> str:
    """Return the address or the DOI that is written in place of a reference's id, or an empty string.

    An address may be without its scheme, in angle brackets, or in a Markdown link.
    """
    found = _LINK.fullmatch(written.strip())
    if not found:
        return ""
    address = next(part for part in found.groups() if part)
    if doi := _DOI.fullmatch(address):
        return doi[1]
    if _BARE.fullmatch(address):
        address = f"https://{address}"
    return address if is_web_address(address) else ""


def reference_id(address: str) -> str:
    """Make a first proposal for a reference's id from its address or DOI: the site's name and the page's."""
    if doi := _DOI.fullmatch(address):
        words = ["doi", *_words(doi[1].partition("/")[2])]
    else:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.").split(".")
        pages = [page for page in unquote(parts.path).split("/") if page]
        page = re.sub(r"\.[a-z]{2,5}$", "", pages[-1], flags=re.IGNORECASE) if pages else ""
        words = [*_words(" ".join(host[:-1] or host)), *_words(page)]
    while len("-".join(words)) > _LONGEST_ID and len(words) > 1:
        words.pop()
    return "-".join(words)[:_LONGEST_ID].strip("-") or "a-name-for-it"


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.findall(r"[a-z0-9]+", plain)


def describe_first(address: str) -> str:
    """Return a hint: describe the work in a file of its own, whose first lines are given, and cite it by its id."""
    reference = reference_id(address)
    is_doi = _DOI.fullmatch(address)
    shown = "…  # the address of the page that you read, not of the whole site" if is_site(address) else scalar(address)
    return "\n".join(
        [
            f"Describe the work in annotations/references/{reference}.yml, and cite it by its id: "
            f"references: [{reference}]. The file begins so:",
            f"id: {reference}",
            "type: article-journal  # or book, chapter, report …"
            if is_doi
            else "type: webpage  # or report, book, article-journal, treaty …",
            "title: …",
            "short: …  # a name of at most 40 characters",
            f"{'DOI' if is_doi else 'URL'}: {shown}",
            f"standing: …  # {' | '.join(standing.value for standing in Standing)}",
            f"consulted: …  # {' | '.join(consulted.value for consulted in Consulted)}",
            "summary: …  # what a reader must know about it",
        ]
    )
