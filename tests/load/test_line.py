"""The browser's line: taken anew when it was quiet for long, and what got no answer stays lost."""

import threading
from collections.abc import Iterator
from http.client import HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from amparo.config.bench import browser
from amparo.config.bench.browser import Browser

HEARD: list[str] = []


class Hasty(BaseHTTPRequestHandler):
    """Answers, but hangs up on who asks `/lost`, after it was heard."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        HEARD.append(f"{self.path} on {self.client_address[1]}")
        if self.path == "/lost":
            self.close_connection = True
            return
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    HEARD.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Hasty) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_line_in_use_is_kept_and_a_quiet_one_taken_anew(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = Browser(site)
    visitor.post("/", {})
    visitor.post("/", {})
    assert HEARD[0] == HEARD[1]
    monkeypatch.setattr(browser, "IDLE", 0.0)
    visitor.post("/", {})
    visitor.close()
    assert len(HEARD) == 3
    assert HEARD[2] != HEARD[1]


def test_a_request_without_an_answer_is_an_error_and_not_sent_again(site: str) -> None:
    visitor = Browser(site)
    visitor.post("/", {})
    with pytest.raises((OSError, HTTPException)):
        visitor.post("/lost", {})
    visitor.close()
    assert sum("/lost" in each for each in HEARD) == 1
