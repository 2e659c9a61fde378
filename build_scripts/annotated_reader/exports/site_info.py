"""The facts about the site that pages need: its name, its address, the repository."""

from __future__ import annotations

from dataclasses import dataclass

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""The licence of the notes; not of the articles, nor of words quoted from them."""


@dataclass(frozen=True)
class SiteInfo:
    """The site's surroundings, from the configuration and the environment; all but the name may be empty.

    ``address`` is absolute and ends in a slash; ``repository`` is ``owner/name`` on GitHub.
    """

    name: str = "Annotated reader"
    address: str = ""
    repository: str = ""
    branch: str = "main"
    contact: str = ""
