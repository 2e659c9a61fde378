"""The reader's behaviours in Chromium."""

from __future__ import annotations

from tests.browser.behaviours import ReaderBehaviours
from tests.browser.history_behaviours import HistoryBehaviours


class TestInChromium(ReaderBehaviours, HistoryBehaviours):
    engine = "chromium"
