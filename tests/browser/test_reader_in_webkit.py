"""The reader's behaviours in WebKit."""

from __future__ import annotations

from tests.browser.behaviours import ReaderBehaviours


class TestInWebKit(ReaderBehaviours):
    engine = "webkit"
