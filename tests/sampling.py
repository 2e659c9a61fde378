"""Cases of one test, of which some run at every change and all of them every night."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def rest_nightly(cases: Iterable[Any], at_every_change: int = 1) -> list[Any]:
    """Mark all cases but the first few as nightly.

    Args:
        cases: values of a parameter, or tuples of several parameters' values.
        at_every_change: how many of the first run at every change.
    """
    listed = list(cases)
    return listed[:at_every_change] + [
        pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.nightly)
        for case in listed[at_every_change:]
    ]
