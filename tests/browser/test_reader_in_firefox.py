"""The reader's behaviours in Firefox."""

from __future__ import annotations

from tests.browser.behaviours import ReaderBehaviours
from tests.browser.history_behaviours import HistoryBehaviours


class TestInFirefox(ReaderBehaviours, HistoryBehaviours):
    engine = "firefox"
