"""Requests that nobody would send by a browser: what Hypothesis and Schemathesis make up."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import unquote_to_bytes, urlencode, urlsplit

import requests
import schemathesis
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok

from tests.attacks.people import READERS
from tests.endure.asked import Asked
from tests.endure.document import MULTIPART, URLENCODED, Form, document_of

METHODS = ("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW")
SITE = "http://testserver"

ODD = (
    *("", "\0", "x\0y", "\ud800", "\ufffe", "\u202e\u202d", "a" * 5000, "0" * 400, "%00", "%ff"),
    *("../../etc/passwd", "{{ 7*7 }}", "<script>", "' OR 1=1 --", "-1", "1e999", "NaN", "٣", "½"),
    *("0000-00-00", "9999-12-31T23:59:59", "99999-01-01", "2027-02-30", "24:61", "\r\nX: y"),
    *("00000000-0000-0000-0000-000000000000", "9" * 30, "true", "null", "[]", "/", "//x", "\\\\"),
)
TEXTS = st.one_of(st.sampled_from(ODD), st.text(max_size=40))
WORDS = TEXTS.map(lambda text: text.encode(errors="surrogatepass").decode("latin-1"))
"""Header and cookie values, as a server hands bytes over."""

TYPES = (
    *(
        URLENCODED,
        MULTIPART,
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\xff",
    ),
    *("multipart/mixed; boundary=x", "application/json", "text/plain; charset=utf-7", "", "/"),
    *(f"{URLENCODED}; charset={name}" for name in ("utf-16", "rot13", "idna", "nope", "\xff")),
)
# A length that is none is refused by the server itself (test_raw_lines).
NAMES = (
    *("HTTP_ACCEPT_LANGUAGE", "HTTP_REFERER", "HTTP_ORIGIN", "HTTP_X_FORWARDED_FOR"),
    *("HTTP_HOST", "HTTP_AUTHORIZATION", "HTTP_RANGE", "HTTP_IF_MODIFIED_SINCE", "HTTP_EXPECT"),
    *("HTTP_IF_NONE_MATCH", "HTTP_X_CSRFTOKEN", "HTTP_X_HTTP_METHOD_OVERRIDE"),
    *("HTTP_TRANSFER_ENCODING", "HTTP_CONTENT_ENCODING", "HTTP_ACCEPT_ENCODING", "HTTP_USER_AGENT"),
    *("REMOTE_ADDR", "SERVER_NAME", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO"),
)
COOKIES = ("amparo_session", "amparo_unlock", "amparo_csrf", "messages", "sessionid", "x")
HUGE = 9 * 1024 * 1024
"""More than is ever read of one form."""


ANYBODY = st.one_of(st.none(), st.none(), st.sampled_from([*READERS]))
"""Now and then somebody else than who may come in, or a stranger; None: who may."""


def by_hand(forms: Sequence[Form]) -> st.SearchStrategy[Asked]:
    """Return requests to real and broken addresses, with odd and broken everything."""
    real = st.sampled_from([form.address.encode() for form in forms])
    near = st.builds(lambda base, more: base + more, real, st.binary(max_size=8))
    cut = st.builds(lambda base, at: base[:at], real, st.integers(1, 60))
    junk = st.builds(lambda more: b"/" + more, st.binary(max_size=30))
    usual = st.builds(_usual, st.sampled_from(forms), st.sampled_from(("en", "es")), ANYBODY)
    return st.one_of(
        st.builds(_bent, usual, _headers(), _cookies(), st.sampled_from(METHODS)),
        st.builds(_with_body, usual, _bodies(forms), st.booleans()),
        st.builds(_with_body, usual, _bodies(forms), st.booleans()),
        st.builds(_elsewhere, usual, st.one_of(near, cut, junk), TEXTS, ANYBODY),
    )


def _usual(form: Form, language: str, other: str | None) -> Asked:
    body, who = form.filled.encode(), _who(other, form.who)
    return Asked(who, language, "POST", form.address.encode(), "", {}, "", body, URLENCODED)


def _who(other: str | None, usual: str) -> str:
    return usual if other is None else other


def _bent(asked: Asked, headers: dict[str, str], cookies: str, method: str) -> Asked:
    body = asked.body if method == "POST" else b""
    return replace(asked, headers=headers, cookies=cookies, method=method, body=body)


def _with_body(asked: Asked, body: tuple[str, bytes], has_token: bool) -> Asked:  # noqa: FBT001
    return replace(asked, content_type=body[0], body=body[1], has_token=has_token)


def _elsewhere(asked: Asked, path: bytes, query: str, other: str | None) -> Asked:
    who = _who(other, asked.who)
    odd = urlencode({"next": query, "name": query}, errors="surrogatepass")
    return replace(asked, method="GET", path=path, query=odd, who=who, body=b"")


def _headers() -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from(NAMES), WORDS, max_size=3)


def _cookies() -> st.SearchStrategy[str]:
    one = st.builds(lambda name, said: f"{name}={said}", st.sampled_from(COOKIES), WORDS)
    long = st.integers(1, 60_000).map(lambda length: f"x={'c' * length}")
    return st.one_of(st.lists(one, max_size=3).map("; ".join), long, WORDS)


def _bodies(forms: Sequence[Form]) -> st.SearchStrategy[tuple[str, bytes]]:
    names = sorted({name for form in forms for name in form.fields})
    typed = st.dictionaries(st.sampled_from(names), st.lists(TEXTS, max_size=2), max_size=8)
    plain = typed.map(lambda said: (URLENCODED, _urlencoded(said)))
    parts = typed.map(lambda said: (f"{MULTIPART}; boundary=x", _multipart(said)))
    broken = st.builds(
        lambda body, at: (f"{MULTIPART}; boundary=x", body[1][:at] + b"\0--x\r\n" + body[1][at:]),
        parts,
        st.integers(0, 300),
    )
    raw = st.tuples(st.sampled_from(TYPES), st.binary(max_size=200))
    huge = st.just((URLENCODED, b"do=" + b"a" * HUGE))
    ordinary = st.one_of(plain, plain, parts, broken, raw)
    # A huge one now and then: it is the slowest of all.
    return st.integers(0, 199).flatmap(lambda number: huge if number == 7 else ordinary)


def _urlencoded(said: dict[str, list[str]]) -> bytes:
    return urlencode(said, doseq=True, errors="surrogatepass").encode()


def _multipart(said: dict[str, list[str]]) -> bytes:
    lines = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n{text}\r\n'
        for name, texts in said.items()
        for text, file in zip(texts, ("", '; filename="a.pdf"'), strict=False)
    ]
    return "".join([*lines, "--x--\r\n"]).encode(errors="surrogatepass")


def by_document(forms: Sequence[Form]) -> st.SearchStrategy[Asked | None]:
    """Return requests that Schemathesis makes of the document: fitting it, and not fitting it."""
    schema = schemathesis.openapi.from_dict(document_of(forms))
    who = {form.address: form.who for form in forms}
    cases = [
        operation.ok().as_strategy(generation_mode=mode)
        for operation in schema.get_all_operations()
        if isinstance(operation, Ok)
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    ]
    return st.builds(
        lambda case, other, language: _asked(case, _who(other, who.get(case.path, "")), language),
        # By its number: a strategy that names them all would be too long to be told.
        st.integers(0, len(cases) - 1).flatmap(lambda number: cases[number]),
        ANYBODY,
        st.sampled_from(("en", "es")),
    )


def _asked(case: "Case[Any]", who: str, language: str) -> Asked | None:
    """Return a case as it goes over the line; None for what no client can even write down."""
    try:
        ready = requests.Request(**case.as_transport_kwargs(base_url=SITE)).prepare()
    except (ValueError, UnicodeError, requests.RequestException):
        return None
    where = urlsplit(ready.path_url)
    body = ready.body.encode() if isinstance(ready.body, str) else ready.body
    if not isinstance(body, bytes):
        body = b""
    headers = {
        f"HTTP_{name.upper().replace('-', '_')}": _text(said)
        for name, said in ready.headers.items()
    }
    content_type = headers.pop("HTTP_CONTENT_TYPE", "")
    headers.pop("HTTP_CONTENT_LENGTH", None)
    headers.pop("HTTP_COOKIE", None)
    path = unquote_to_bytes(where.path)
    return Asked(
        who, language, str(ready.method), path, where.query, headers, "", body, content_type
    )


def _text(said: str | bytes) -> str:
    return said.decode("latin-1") if isinstance(said, bytes) else said
