"""A photo of an activity on the phone: drawn anew, asked about, and only then sealed."""

import base64
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.phone.node import APP

pytestmark = pytest.mark.browser
ADDRESS = "http://phone.localhost/"
NOISE = """() => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [2400, 1800];
  const pen = canvas.getContext("2d");
  for (let n = 0; n < 20000; n++) {
    pen.fillStyle = `hsl(${(n * 137) % 360} 60% 50%)`;
    pen.fillRect((n * 7919) % 2400, (n * 104729) % 1800, 40, 30);
  }
  return canvas.toDataURL("image/jpeg", 0.95).split(",")[1];
}"""
"""A picture that packs badly, as a camera would write it."""


@pytest.fixture
def page(chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    node = ["node", "build.mjs", str(tmp_path), "src/testing/photographed.ts"]
    subprocess.run(node, cwd=APP, check=True)  # noqa: S603  # this program
    shown = chromium.new_page()
    shown.route(
        ADDRESS, lambda route: route.fulfill(body="<!doctype html><body>", content_type="text/html")
    )
    shown.goto(ADDRESS)
    script = (tmp_path / "photographed.js").read_text(encoding="utf-8")
    shown.add_script_tag(content=script, type="module")
    shown.wait_for_selector("#photo", state="attached")
    yield shown
    shown.close()


def taken(page: Page) -> bytes:
    """Return a large picture with what a camera writes beside it: where it was."""
    jpeg = base64.b64decode(page.evaluate(NOISE))
    beside = b"Exif\0\0MARK-GPS 13.4156 S 71.8567 W"
    return jpeg[:2] + b"\xff\xe1" + (len(beside) + 2).to_bytes(2, "big") + beside + jpeg[2:]


def chooses(page: Page, picture: bytes) -> None:
    file: Any = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": picture}
    page.set_input_files("#photo", file)


def size_of(jpeg: bytes) -> tuple[int, int]:
    """Return width and height as the frame of a JPEG says them."""
    frame = re.search(rb"\xff[\xc0\xc2]..\x08(..)(..)", jpeg, re.DOTALL)
    assert frame
    return int.from_bytes(frame[2], "big"), int.from_bytes(frame[1], "big")


def test_a_photo_says_what_is_seen_and_nothing_else(page: Page) -> None:
    picture = taken(page)
    assert len(picture) > 500_000
    chooses(page, picture)
    page.click(".door >> nth=1")
    page.wait_for_selector("#sent")
    found = page.evaluate("found()")
    seen = bytes.fromhex(found["jpeg"])
    assert seen.startswith(b"\xff\xd8")
    assert len(seen) <= 150_000
    assert b"MARK" not in seen
    assert b"Exif" not in seen
    assert max(size_of(seen)) <= 1280
    assert found["coded"] == {"child_face": "no"}
    assert found["kept"] == ["outbox", "stubs", "media"]


def test_a_face_or_what_is_no_photo_is_kept_nowhere(page: Page) -> None:
    chooses(page, taken(page))
    page.click(".door >> nth=0")
    page.wait_for_selector("text=photo.refused")
    chooses(page, b"no picture")
    page.wait_for_selector("text=photo.broken")
    assert page.evaluate("kept") == []
