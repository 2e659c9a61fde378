"""axe-core, which looks at a page as it stands in the browser."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.reading import settle
from tests.conftest import ROOT

SCREENS = ((390, "dark"), (1440, "light"), (390, "light"), (1440, "dark"))
"""The widths and colour schemes in which axe looks at what depends on both."""
_AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
needs_axe = pytest.mark.skipif(not _AXE.is_file(), reason="axe-core is not in node_modules; `make test` installs it")


def violations(page: Page, *parts: str) -> list[str]:
    """Let axe look at the page, or at parts of it; give its rules broken, each with the first place where."""
    settle(page)
    # a policy forbids scripts that are put into the page, but not what the debugger evaluates
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE.read_text("utf-8"))
    found: list[dict[str, Any]] = page.evaluate(
        """parts => axe.run(parts.length ? {include: parts} : document, {resultTypes: ["violations"]})
          .then(result => result.violations)""",
        parts,
    )
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:200]} {rule['nodes'][0]['failureSummary']}" for rule in found]
