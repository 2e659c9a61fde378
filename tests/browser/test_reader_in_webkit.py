"""The reader's behaviours in WebKit."""

from __future__ import annotations

from tests.browser.behaviours import ReaderBehaviours
from tests.browser.history_behaviours import HistoryBehaviours


class TestInWebKit(ReaderBehaviours, HistoryBehaviours):
    engine = "webkit"
