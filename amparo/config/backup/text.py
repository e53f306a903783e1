"""The text inside a backup: lines of JSON, packed, with a signed end. Pure: no database.

The first line says what it is (`Head`). Then for each table a line `{"table", "columns"}` and one
list a row. The last line holds the number of rows, the SHA-256 of all lines before it, and the
signature of the deployment's checkpoint key over that, under a domain of its own: whoever has only
the public key that backups are sealed to can't make one that is believed. All of it is gzip, so
that `age --decrypt` and `gunzip` show it without Amparo.
"""

import hashlib
import json
import zlib
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from amparo.base.problems import BadSignature, Malformed
from amparo.sealing.signing import sign, verify

FORMAT = "amparo/backup/"
VERSION = 1
DOMAIN = b"amparo/backup/1\n"
GZIP = 31
QUICK = 3
LONGEST_LINE = 256 * 1024 * 1024

Row = list[Any]
Tables = Iterable[tuple[str, tuple[str, ...], Iterable[Row]]]


@dataclass(frozen=True)
class Head:
    """What a backup says about itself. `migrations` is the shape that its tables have."""

    made_at: str
    engine: str
    log: str
    size: int
    root: str
    migrations: list[list[str]]
    format: str = f"{FORMAT}{VERSION}"


def written(head: Head, tables: Tables, private: bytes) -> Generator[bytes, None, None]:
    """Yield the packed text of a whole backup, piece by piece."""
    pack = zlib.compressobj(QUICK, wbits=GZIP)
    seen = hashlib.sha256()
    rows = 0
    for line, is_row in _lines(head, tables):
        seen.update(line)
        rows += is_row
        if packed := pack.compress(line):
            yield packed
    signature = sign(private, DOMAIN + seen.digest())
    end = {"rows": rows, "sha256": seen.hexdigest(), "signature": signature.hex()}
    yield pack.compress(_line({"end": end}))
    yield pack.flush()


def _lines(head: Head, tables: Tables) -> Iterator[tuple[bytes, bool]]:
    yield _line(asdict(head)), False
    for table, columns, rows in tables:
        yield _line({"table": table, "columns": columns}), False
        for row in rows:
            yield _line(row), True


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


class Contents(Protocol):
    """What is told of each line, in order."""

    def begin(self, head: Head) -> None: ...

    def begin_table(self, label: str, columns: Sequence[str]) -> None: ...

    def take(self, row: Row) -> None: ...


class Reader:
    """Takes the packed text as it comes, and tells what it says; `finish` judges the whole.

    Until `finish` returned, nothing of it is known to be whole.

    Args:
        public: the checkpoint key of the deployment that is believed.
        contents: what is told of each line.
    """

    def __init__(self, public: bytes, contents: Contents) -> None:
        self._public, self._contents = public, contents
        self._unpack = zlib.decompressobj(GZIP)
        self._rest = b""
        self._seen = hashlib.sha256()
        self._has_head = False
        self._end: dict[str, Any] | None = None
        self.rows = 0

    def write(self, packed: bytes) -> int:
        """Take the next piece.

        Raises:
            Malformed: it is not the text of a backup.
        """
        try:
            text = self._rest + self._unpack.decompress(packed)
        except zlib.error:
            raise Malformed from None
        *lines, self._rest = text.split(b"\n")
        if len(self._rest) > LONGEST_LINE:
            raise Malformed
        for line in lines:
            self._take(line)
        return len(packed)

    def flush(self) -> None:
        """Do nothing: it is written to like a file."""

    def finish(self) -> None:
        """Judge the whole.

        Raises:
            Malformed: it ends too early, or is not what its end says.
            BadSignature: another deployment made it.
        """
        if self._end is None or self._rest or not self._unpack.eof or self._unpack.unused_data:
            raise Malformed
        end = self._end
        if end.get("rows") != self.rows or end.get("sha256") != self._seen.hexdigest():
            raise Malformed
        try:
            signature = bytes.fromhex(str(end["signature"]))
        except (KeyError, ValueError):
            raise BadSignature from None
        verify(self._public, DOMAIN + self._seen.digest(), signature)

    def _take(self, line: bytes) -> None:
        try:
            said = json.loads(line)
        except ValueError:
            raise Malformed from None
        if self._end is not None:
            raise Malformed
        if isinstance(said, dict) and "end" in said and self._has_head:
            self._end = said["end"]
            return
        self._seen.update(line + b"\n")
        if not self._has_head:
            self._contents.begin(_head(said))
            self._has_head = True
        elif isinstance(said, list):
            self.rows += 1
            self._contents.take(said)
        elif isinstance(said, dict) and {"table", "columns"} == set(said):
            self._contents.begin_table(said["table"], said["columns"])
        else:
            raise Malformed


class NewerText(Malformed):
    """It is the text of a backup, in a format that is not known here."""


def _head(said: object) -> Head:
    if not isinstance(said, dict) or not str(said.get("format", "")).startswith(FORMAT):
        raise Malformed
    if said["format"] != f"{FORMAT}{VERSION}":
        raise NewerText
    try:
        return Head(**said)
    except TypeError:
        raise Malformed from None
