"""The one place that builds addresses on GitHub: to edit a file, see a line, open an issue, make a file.

Without a repository there are none; callers leave the links out. Sources, all in GitHub Docs: "Creating an issue from
a URL query" (``template``, ``title``, and the text fields of a form; not its dropdowns), "Syntax for GitHub's form
schema" (a field's ``id`` is its name in the query), and, on lines, "Creating a permanent link to a code snippet".
"""

from __future__ import annotations

from urllib.parse import quote, urlencode

from annotated_reader.exports.site_info import SiteInfo

MAX_ADDRESS_BYTES = 7_000
"""A longer address is not offered: GitHub refuses addresses of 8 kB with the error 414."""


def edit_url(site: SiteInfo, file: str) -> str:
    """Return the address for editing a file; GitHub creates a fork for users without write access."""
    return _in_branch(site, "edit", file)


def line_url(site: SiteInfo, file: str, line: int) -> str:
    """Return the address of a file's line."""
    return f"{_in_branch(site, 'blob', file)}#L{line}"


def history_url(site: SiteInfo, file: str) -> str:
    """Return the address of a file's history."""
    return _in_branch(site, "commits", file)


def new_file_url(site: SiteInfo) -> str:
    """Return the address for creating a file; ``filename`` and ``value`` are added as its query."""
    return f"{_repository(site)}/new/{quote(site.branch)}" if site.repository else ""


def issue_url(site: SiteInfo, form: str, **fields: str) -> str:
    """Return the address of an issue form, with fields filled in by their ids."""
    query = urlencode({"template": f"{form}.yml", **fields}, quote_via=quote)
    return f"{_repository(site)}/issues/new?{query}" if site.repository else ""


def _in_branch(site: SiteInfo, action: str, file: str) -> str:
    return f"{_repository(site)}/{action}/{quote(site.branch)}/{quote(file)}" if site.repository else ""


def _repository(site: SiteInfo) -> str:
    return f"https://github.com/{quote(site.repository)}"
