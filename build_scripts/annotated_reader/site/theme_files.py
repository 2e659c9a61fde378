"""The theme's files as they are published: style sheets joined into one, code without comments and indents.

They include what the pages use of Material's own style sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from annotated_reader.site.config import SiteConfigError

THEME = Path(__file__).parent / "theme"
ASSETS = "assets/reader/"
"""Where the theme's styles, scripts and fonts lie, from the site's root."""

STYLES = f"{ASSETS}styles.css"
"""The style sheet of every page, but for its fonts: fewer bytes once compressed than several, and one request."""

_JOINED = tuple(f"{ASSETS}{name}.css" for name in ("site", "article", "search"))
MATERIAL = f"{ASSETS}material.css"
"""Material's style sheet without its rules for some widths, which are for its own frame: no page of ours has that.

Whenever such a rule begins or ceases to hold, browsers compute the styles of the whole page anew.
"""

_FOR_SOME_WIDTHS = re.compile(r"@media[^{]*width[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
SCRIPT = f"{ASSETS}article.js"
"""The script of articles' pages, with those modules that it alone imports: again fewer bytes and requests."""

_MODULES = tuple(f"{ASSETS}{name}.js" for name in ("margin", "copying"))
_BETWEEN_MODULES = re.compile(r'^import [^;]*"\./(?:margin|copying)\.js";\n|^export (?=function)', re.MULTILINE)
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
    parts = [files.pop(path).decode() for path in _MODULES] + [files[SCRIPT].decode()]
    files[SCRIPT] = _BETWEEN_MODULES.sub("", "\n".join(parts)).encode()
    files[MATERIAL] = _FOR_SOME_WIDTHS.sub("", material_sheet().read_text("utf-8")).encode()
    for path, content in files.items():
        yield path, lean(content.decode()).encode() if path.endswith((".css", ".js")) else content


@cache
def material_sheet() -> Path:
    """Find Material's style sheet, whose name depends on its version.

    Raises:
        SiteConfigError: when Material is not installed, or keeps its style sheet elsewhere.
    """
    material = find_spec("material")
    templates = Path(material.origin).parent / "templates" if material and material.origin else Path()
    for sheet in sorted(templates.glob("assets/stylesheets/main.*.min.css")):
        return sheet
    raise SiteConfigError("the style sheet of Material for MkDocs can't be found: is mkdocs-material installed?")


def lean(code: str) -> str:
    """Remove indents, empty lines and whole-line comments from a script or style sheet of the theme.

    None of them has a string whose lines begin like that, except in HTML.
    """
    return _FOR_WRITERS.sub("", code)
