"""Plain texts to YAML that reads back as the same text, laid out as people write it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

NOTES_HEAD = "# yaml-language-server: $schema=../../docs/schema/notes.json\n"
"""The first line of a notes file, by which editors know its schema."""

_PLAIN = re.compile(r"[A-Za-zÀ-ɏ(][^\x00-\x1f\x7f-\x9f\ufeff\u2028\u2029:#{}\[\],&*!|>'\"%@`\\]*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TYPED = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
_BLOCK = re.compile(r"[^\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff\u2028\u2029\ud800-\udfff\ufffe\uffff]*")
_ESCAPED = re.compile(r"[\x7f-\x9f\ufeff\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def allowed(text: str) -> str:
    """Take the characters out of a text that YAML does not allow; those that make a gap become a space.

    Source: YAML 1.1, section 5.1, the set of characters.
    """
    spaced = re.sub(r"[\x0b\x0c\x1c-\x1f]", " ", text)
    return re.sub(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]", "", spaced)


def scalar(text: str) -> str:
    """Write a text on one line: plain where that is safe, else in double quotes.

    Characters that YAML does not allow, such as control characters, must have been taken out.
    What another YAML reader might take for a number or a truth value is quoted too; a day is not, as people write it.
    """
    text = allowed(text)
    if _DAY.fullmatch(text):
        return text
    if _PLAIN.fullmatch(text) and text == text.strip() and text.lower() not in _TYPED:
        return text
    return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", json.dumps(text, ensure_ascii=False))


def flow(value: object) -> str:
    """Write a value on one line, as people write it in a field.

    Args:
        value: a text, a number, a truth value, or lists and mappings of these.
    """
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(flow, value))}]"
    return scalar(value) if isinstance(value, str) else json.dumps(value)


def block(text: str, indent: int) -> str:
    """Write a text after its key: as a literal block where it has several lines or is long, else on the line.

    Args:
        text: the text; trailing line breaks are not kept.
        indent: the block's indentation, in spaces.
    """
    text = allowed(text).rstrip("\n")
    fits = text and _BLOCK.fullmatch(text) and not text[0].isspace() and not text.isspace()
    if not fits or ("\n" not in text and len(text) <= 80):
        return scalar(text)
    lines = (" " * indent + line if line else "" for line in text.split("\n"))
    return "|-\n" + "\n".join(lines)


def comment(text: str, indent: int = 0) -> str:
    """Write a text as comment lines, characters that would end a line made visible."""
    clean = _ESCAPED.sub("\ufffd", re.sub(r"[\x00-\x09\x0b-\x1f]", " ", text))
    return "\n".join(f"{' ' * indent}# {line}".rstrip() for line in clean.split("\n"))


def entry(values: Mapping[str, object], indent: int = 0) -> str:
    """Write a mapping in block style, one key a line.

    Args:
        values: texts, truth values, integers, lists and mappings of these.
        indent: of its keys, in spaces.
    """
    return "\n".join(f"{' ' * indent}{scalar(key)}:{_after_key(value, indent)}" for key, value in values.items())


def item(values: Mapping[str, object], indent: int = 0) -> str:
    """Write a mapping as an item of a list, its dash at ``indent``."""
    lines = entry(values, indent + 2)
    return f"{lines[:indent]}- {lines[indent + 2 :]}"


def _after_key(value: object, indent: int) -> str:
    """Write what follows a key's colon."""
    if isinstance(value, Mapping) and value:
        return "\n" + entry(value, indent + 2)
    if isinstance(value, list | tuple) and value:
        return "\n" + "\n".join(_list_item(each, indent + 2) for each in value)
    return f" {_single(value, indent + 2)}"


def _list_item(value: object, indent: int) -> str:
    return item(value, indent) if isinstance(value, Mapping) else f"{' ' * indent}- {_single(value, indent + 2)}"


def _single(value: object, indent: int) -> str:
    return block(value, indent) if isinstance(value, str) else json.dumps(value)
