"""The theme's files as they are published: style sheets joined into one, code without comments and indents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

THEME = Path(__file__).parent / "theme"
ASSETS = "assets/reader/"
"""Where the theme's styles, scripts and fonts lie, from the site's root."""

STYLES = f"{ASSETS}styles.css"
"""The style sheet of every page, but for its fonts: fewer bytes once compressed than several, and one request."""

_JOINED = tuple(f"{ASSETS}{name}.css" for name in ("site", "article", "search"))
_FOR_WRITERS = re.compile(r"^[ \t]*(?://.*|/\*(?:.|\n)*?\*/)?[ \t]*\n|^[ \t]+", re.MULTILINE)


def files_under(folder: Path) -> Iterator[tuple[str, bytes]]:
    """List a folder's files with their contents; hidden files are skipped, as MkDocs does."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            yield name.as_posix(), path.read_bytes()


def theme_files() -> Iterator[tuple[str, bytes]]:
    """List the theme's templates and assets, by path from the theme's folder, with their published contents."""
    files = dict(files_under(THEME))
    files[STYLES] = b"\n".join(files.pop(path) for path in _JOINED)
    for path, content in files.items():
        yield path, lean(content.decode()).encode() if path.endswith((".css", ".js")) else content


def lean(code: str) -> str:
    """Remove indents, empty lines and whole-line comments from a script or style sheet of the theme.

    None of them has a string whose lines begin like that, except in HTML.
    """
    return _FOR_WRITERS.sub("", code)
