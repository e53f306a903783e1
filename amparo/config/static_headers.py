"""What a file says to the browser: by itself it is nothing. Settings import this one."""

from wsgiref.headers import Headers


def static_headers(headers: Headers, path: str, url: str) -> None:
    """Let our own pages alone use a script, a style or a picture; by itself it is nothing."""
    del path, url
    headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
