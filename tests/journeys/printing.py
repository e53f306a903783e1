"""What comes out of the printer: a page of the site as Chromium prints it on A4."""

import re
import zlib

from playwright.sync_api import Page

PAGE = re.compile(rb"/Type\s*/Page(?![s\w])")
STREAM = re.compile(rb"/ObjStm.*?stream\r?\n(.*?)endstream", re.DOTALL)


def printed(page: Page) -> bytes:
    """Return what lies in the browser as a PDF, with the sizes that its own sheets ask for."""
    return page.pdf(format="A4", prefer_css_page_size=True, print_background=False)


def pages_in(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    packed = b"".join(zlib.decompress(found) for found in STREAM.findall(pdf))
    return len(PAGE.findall(pdf)) + len(PAGE.findall(packed))
