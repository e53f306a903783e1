"""Requests that no browser sends, over the wire to the real server: one answer, and no echo."""

import socket
from contextlib import closing
from urllib.parse import urlsplit

from tests.attacks.story import Story

PATIENCE = 10


def said_to(story: Story, raw: bytes) -> bytes:
    """Return all that the server answers to these bytes until it hangs up."""
    where = urlsplit(story.place.server.site)
    heard = b""
    with closing(socket.create_connection((where.hostname, where.port), PATIENCE)) as line:
        line.sendall(raw)
        line.shutdown(socket.SHUT_WR)
        while more := line.recv(65536):
            heard += more
    return heard


def test_a_request_of_two_lengths_is_never_two_requests(story: Story) -> None:
    hidden = b"GET /there-is-no-such-page/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
    body = b"0\r\n\r\n" + hidden
    head = b"POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    length = f"Content-Length: {len(body)}\r\n".encode()
    chunked = b"Transfer-Encoding: chunked\r\n"
    for lengths in (length + chunked, chunked + length, length + b"Content-Length: 0\r\n"):
        heard = said_to(story, head + lengths + b"\r\n" + body)
        assert heard.count(b"HTTP/1.1 ") <= 1
        assert b"404" not in heard


def test_no_method_echoes_what_was_sent(story: Story) -> None:
    for method in (b"TRACE", b"TRACK", b"DEBUG"):
        ask = method + b" / HTTP/1.1\r\nHost: localhost\r\nCookie: planted=ECHO\r\n"
        heard = said_to(story, ask + b"Connection: close\r\n\r\n")
        assert b"ECHO" not in heard, method


def test_what_is_no_request_stops_nobody(story: Story) -> None:
    for raw in (
        b"\0\0\0\0",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\n\r\n",
        b"\r\n" * 99,
    ):
        assert b"HTTP/1.1 200" not in said_to(story, raw)
    assert story.at("rosa").get("/").status == 200
