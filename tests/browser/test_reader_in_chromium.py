"""The reader's behaviours in Chromium."""

from __future__ import annotations

from tests.browser.behaviours import ReaderBehaviours


class TestInChromium(ReaderBehaviours):
    engine = "chromium"
