"""What no browser would send over the line: the server answers or hangs up, and serves the next."""

import socket
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from tests.load.place import Place

if TYPE_CHECKING:
    from tests.endure.telling import Telling

HOST = b"Host: localhost\r\n"
GET = b"GET /sign-in/ HTTP/1.1\r\n" + HOST
POST = b"POST /sign-in/ HTTP/1.1\r\n" + HOST
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
PARTS = b"Content-Type: multipart/form-data; boundary=x\r\n"
SOON = 3.0
"""Seconds after which whoever gets no answer hangs up."""

LINES: Mapping[str, bytes] = {
    "no host": b"GET /sign-in/ HTTP/1.1\r\n\r\n",
    "two hosts": GET + b"Host: elsewhere\r\n\r\n",
    "another host": b"GET /sign-in/ HTTP/1.1\r\nHost: elsewhere\r\n\r\n",
    "a host of bytes": b"GET /sign-in/ HTTP/1.1\r\nHost: \xff\xfe\r\n\r\n",
    "an old version": b"GET /sign-in/ HTTP/1.0\r\n\r\n",
    "no version": b"GET /sign-in/\r\n\r\n",
    "a version to come": b"GET /sign-in/ HTTP/9.9\r\n" + HOST + b"\r\n",
    "the beginning of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "the beginning of TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 64,
    "a zero byte in the path": b"GET /sign-in/\0 HTTP/1.1\r\n" + HOST + b"\r\n",
    "an encoded zero byte": b"GET /sign-in/%00 HTTP/1.1\r\n" + HOST + b"\r\n",
    "bytes that are no text": b"GET /%ff%c0%ed%a0%80/ HTTP/1.1\r\n" + HOST + b"\r\n",
    "percent and nothing": b"GET /%zz%/?%=%&&&=%ff HTTP/1.1\r\n" + HOST + b"\r\n",
    "a way up": b"GET /../../etc/passwd HTTP/1.1\r\n" + HOST + b"\r\n",
    "an absolute address": b"GET http://elsewhere/x HTTP/1.1\r\n" + HOST + b"\r\n",
    "a long path": b"GET /" + b"a" * 60_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "a long query": b"GET /?q=" + b"a" * 60_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "a star": b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n",
    "a tunnel": b"CONNECT localhost:80 HTTP/1.1\r\n" + HOST + b"\r\n",
    "a method of its own": b"BREW /sign-in/ HTTP/1.1\r\n" + HOST + b"\r\n",
    "a long cookie": GET + b"Cookie: x=" + b"c" * 60_000 + b"\r\n\r\n",
    "a cookie of bytes": GET + b"Cookie: amparo_session=\xff\xfe; =; ;;\r\n\r\n",
    "many headers": GET + b"".join(b"X-%d: y\r\n" % each for each in range(90)) + b"\r\n",
    "too many headers": GET + b"".join(b"X-%d: y\r\n" % each for each in range(900)) + b"\r\n",
    "a header without a colon": GET + b"nothing\r\n\r\n",
    "a folded header": GET + b"X-Folded: a\r\n b\r\n\r\n",
    "line feeds alone": b"GET /sign-in/ HTTP/1.1\nHost: localhost\n\n",
    "an upgrade": GET + b"Connection: upgrade\r\nUpgrade: websocket\r\n\r\n",
    "a range": GET + b"Range: bytes=5-1,99999999999-\r\n\r\n",
    "no length": POST + FORM + b"\r\na=b",
    "a length below zero": POST + FORM + b"Content-Length: -1\r\n\r\n",
    "a length in words": POST + FORM + b"Content-Length: many\r\n\r\n",
    "two lengths": POST + FORM + b"Content-Length: 1\r\nContent-Length: 3\r\n\r\na=b",
    "a length and chunks": POST + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\na=b",
    "chunks": POST + FORM + b"Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\n\r\n",
    "broken chunks": POST + FORM + b"Transfer-Encoding: chunked\r\n\r\nzz\r\na=b\r\n",
    "less than was said": POST + FORM + b"Content-Length: 900\r\n\r\na=b",
    "far more than is read": POST + FORM + b"Content-Length: 99999999999\r\n\r\na=b",
    "expecting": POST + FORM + b"Expect: 100-continue\r\nContent-Length: 3\r\n\r\na=b",
    "parts that do not end": POST + PARTS + b"Content-Length: 5\r\n\r\n--x\r\n",
}


def test_what_no_browser_would_send_ends_no_server(deployed: Place, tell: "Telling") -> None:
    answers: dict[str, int] = {}
    for name, line in LINES.items():
        answers[name] = status_of(deployed, line)
        well = status_of(deployed, GET + b"Connection: close\r\n\r\n")
        assert well == 200, f"after {name} the next one is answered {well}"
    failed = {name: status for name, status in answers.items() if status >= 500}
    statuses = {str(each): [*answers.values()].count(each) for each in sorted({*answers.values()})}
    tell("raw_lines", n=len(answers), errors=len(failed), statuses=statuses, failed=failed)


def status_of(place: Place, line: bytes) -> int:
    """Send bytes over a line of their own; return the status of the answer, 0 where none came."""
    said = b""
    where = ("127.0.0.1", place.server.port)
    with suppress(OSError), socket.create_connection(where, timeout=SOON) as own:
        own.sendall(line)
        while b"\r\n" not in said and (part := own.recv(65536)):
            said += part
    first = said.split(b"\r\n", 1)[0].split()
    return int(first[1]) if len(first) > 1 and first[0].startswith(b"HTTP/") else 0
