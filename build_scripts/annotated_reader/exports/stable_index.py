"""Gives a Pagefind index the same bytes for the same records.

Pagefind 1.5 writes pages and words in a fixed order, but a filter's values, and the list of filters, in the order of a
hash map that differs from run to run. Here both are sorted, and the files that hold them are named anew.

Source: as Pagefind's own script reads them, the files are CBOR (RFC 8949) behind a signature, gzipped; their names
end in the first digits of a hash of what they hold.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

_SIGNATURE = b"pagefind_dcd"
_ENTRY = "pagefind-entry.json"
_FILTERS = 3
"""Where the list of filters stands in the table of contents, which starts with version, pages and chunks of words."""


class UnknownFormError(Exception):
    """An index in a form that this module does not know."""


@dataclass(frozen=True)
class _Sorted:
    """A file's path and content once sorted, and its name (without what stands around it) before and after."""

    path: str
    old: str
    content: bytes

    @property
    def new(self) -> str:
        language, _, digest = self.old.partition("_")
        return f"{language}_{hashlib.sha256(self.content).hexdigest()[: len(digest)]}"


def with_sorted_filters(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Sort what Pagefind leaves in a random order.

    Args:
        files: an index as Pagefind gives it, contents by path.

    Returns:
        The same index, in one order for the same records.

    Raises:
        UnknownFormError: when its files have another form than Pagefind 1.5 gives them.
    """
    try:
        filters = [_sorted_values(path, files[path]) for path in files if path.endswith(".pf_filter")]
        tables = [_sorted_table(path, files[path], filters) for path in files if path.endswith(".pf_meta")]
        entry = _renamed(files[_ENTRY], tables)
    except (IndexError, KeyError, ValueError, OSError, EOFError) as error:
        raise UnknownFormError(str(error)) from error
    changed = {file.path: file for file in (*filters, *tables)}
    rest = {path: content for path, content in files.items() if path not in changed}
    return (
        rest
        | {_ENTRY: entry}
        | {path.replace(file.old, file.new): _packed(file.content) for path, file in changed.items()}
    )


def _sorted_values(path: str, packed: bytes) -> _Sorted:
    """Sort a filter's values; its file is ``filter/NAME.pf_filter``."""
    name, values = _items(_unpacked(packed))
    return _Sorted(path, PurePosixPath(path).stem, _array([name, _array(sorted(_items(values)))]))


def _sorted_table(path: str, packed: bytes, filters: Iterable[_Sorted]) -> _Sorted:
    """Sort the list of filters in a table of contents; its file is ``pagefind.NAME.pf_meta``."""
    parts = _items(_unpacked(packed))
    parts[_FILTERS] = _array(sorted(_items(_renamed(parts[_FILTERS], filters))))
    return _Sorted(path, path.split(".")[1], _array(parts))


def _renamed(content: bytes, files: Iterable[_Sorted]) -> bytes:
    for file in files:
        if content.count(file.old.encode()) != 1:
            raise ValueError(f"{file.old} does not stand where it should")
        content = content.replace(file.old.encode(), file.new.encode())
    return content


def _unpacked(packed: bytes) -> bytes:
    return gzip.decompress(packed).removeprefix(_SIGNATURE)


def _packed(content: bytes) -> bytes:
    return gzip.compress(_SIGNATURE + content, mtime=0)


def _array(items: list[bytes]) -> bytes:
    """Join items to a CBOR array."""
    count = len(items)
    size = next(size for size in range(5) if count < (24, 2**8, 2**16, 2**32, 2**64)[size])
    head = bytes([0x80 + count]) if size == 0 else bytes([0x97 + size]) + count.to_bytes(2 ** (size - 1), "big")
    return head + b"".join(items)


def _items(array: bytes) -> list[bytes]:
    """Cut a CBOR array into its items.

    Raises:
        ValueError: when it is none.
    """
    _, count, at = _head(array, 0)
    items = []
    for _ in range(count):
        end = _end(array, at)
        items.append(array[at:end])
        at = end
    if _array(items) != array:
        raise ValueError("a file holds no plain CBOR array")
    return items


def _end(data: bytes, at: int) -> int:
    """Find the end of the item that starts at an offset: a number, a text or an array."""
    major, value, at = _head(data, at)
    if major in (2, 3):
        return at + value
    for _ in range(value if major == 4 else 0):
        at = _end(data, at)
    return at


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """Read an item's head: its major type, its number or length, and where its content starts."""
    major, value = divmod(data[at], 32)
    if value < 24:
        return major, value, at + 1
    size = 2 ** (value - 24)
    return major, int.from_bytes(data[at + 1 : at + 1 + size], "big"), at + 1 + size
