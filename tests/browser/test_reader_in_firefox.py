"""The reader's behaviours in Firefox."""

from __future__ import annotations

from tests.browser.behaviours import ReaderBehaviours


class TestInFirefox(ReaderBehaviours):
    engine = "firefox"
