"""A second site, of small and nasty texts, for what the first site's articles do not show."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.browser.serving import serve_folder
from tests.built_site import built_once
from tests.site.second_texts import write_second_texts


@contextmanager
def second_home(factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build and serve the second site.

    Yields:
        The address of its root, which ends in a slash.
    """
    built = built_once(factory, "second-texts", write_second_texts)
    assert built.status == 0, built.log
    with serve_folder(built.folder) as address:
        yield address
