"""One way to write a value as JSON, so that two programs hash and sign the same bytes.

As RFC 8785 (JSON Canonicalization Scheme): keys sorted by their UTF-16 code units, no white space,
the shortest escapes, UTF-8. Narrower on purpose: no floating point numbers (their text differs
between languages) and no whole number that JavaScript would round.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence

from amparo.base.problems import Malformed

# The largest whole number that a JavaScript number holds exactly: 2**53 - 1.
LARGEST_INTEGER = 2**53 - 1


def canonical_json(value: object) -> bytes:
    """Write strings, whole numbers, booleans, None, lists and mappings in the one canonical way.

    Raises:
        Malformed: for anything else, and for text that is not valid Unicode.
    """
    text = _write(_plain(value))
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise Malformed("A text holds half a character (a lone surrogate).") from None


_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def sha256(message: bytes) -> bytes:
    return hashlib.sha256(message).digest()


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int):
        return _exact(value)
    if isinstance(value, Mapping):
        return {key: _plain(value[key]) for key in _in_order(value)}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    raise Malformed("A {kind} can't be written as canonical JSON.", kind=type(value).__name__)


def _exact(number: int) -> int:
    if abs(number) > LARGEST_INTEGER:
        raise Malformed("A whole number is too large to be written exactly.")
    return number


def _in_order(keys: Collection[object]) -> Sequence[object]:
    """Sort keys by their UTF-16 code units; where all are ASCII that is how Python sorts them."""
    texts = [key for key in keys if isinstance(key, str) and key.isascii()]
    return sorted(texts) if len(texts) == len(keys) else sorted(keys, key=_utf16)


def _utf16(key: object) -> bytes:
    if not isinstance(key, str):
        raise Malformed("A {kind} can't be a key; only text can.", kind=type(key).__name__)
    return key.encode("utf-16-be", "surrogatepass")
