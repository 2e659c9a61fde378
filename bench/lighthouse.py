"""Lighthouse scores of a page, if Node and the package are installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

CATEGORIES = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
"""What is looked at, and the least that each is to reach."""

_INSTALLED = Path(__file__).with_name("lighthouse")
_SECONDS = 300


def judge(address: str, chromium: str, report: Path, repeats: int, folder: Path = _INSTALLED) -> dict[str, Any]:
    """Run Lighthouse on a page, as on a phone with a slow network.

    Args:
        address: of the page.
        chromium: the path of the browser.
        report: where Lighthouse may write.
        repeats: how often; each category's score is the median.
        folder: where ``npm ci`` installed the package.

    Returns:
        ``scores`` of 100 and ``failed``, the audits that count and were not passed; or ``skipped``, the reason why not.
    """
    node, program = shutil.which("node"), folder / "node_modules" / "lighthouse" / "cli" / "index.js"
    if node is None or not program.is_file():
        return {"skipped": "Node or the package is not installed: npm ci --prefix bench/lighthouse"}
    command = [
        node, str(program), address, "--quiet", "--output=json", f"--output-path={report}",
        f"--only-categories={','.join(CATEGORIES)}", "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]  # fmt: skip
    found = []
    for _ in range(repeats):
        done = subprocess.run(  # noqa: S603 (the package that we installed)
            command, env=os.environ | {"CHROME_PATH": chromium}, capture_output=True, text=True, check=False,
            timeout=_SECONDS,
        )  # fmt: skip
        if done.returncode:
            return {"skipped": done.stderr.strip().splitlines()[-1]}
        found.append(json.loads(report.read_text("utf-8")))
    return {
        "version": found[0]["lighthouseVersion"],
        "scores": {name: _score(found, name) for name in CATEGORIES},
        "failed": {name: sorted({audit for each in found for audit in _failed(each, name)}) for name in CATEGORIES},
    }


def _score(found: list[dict[str, Any]], category: str) -> int:
    return round(median(100 * float(each["categories"][category]["score"]) for each in found))


def _failed(found: dict[str, Any], category: str) -> Iterator[str]:
    """Name the audits that take away from a category's score."""
    for reference in found["categories"][category]["auditRefs"]:
        score = found["audits"][reference["id"]]["score"]
        if reference["weight"] and score is not None and score < (0.9 if category == "performance" else 1):
            yield reference["id"]
