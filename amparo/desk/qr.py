"""A QR code as the path of a small SVG: no picture is fetched from anywhere."""

from dataclasses import dataclass

import segno

QUIET = 4
"""Modules of white around it, which scanners need."""


@dataclass(frozen=True)
class Drawn:
    """Its side in modules, and the path of its dark ones."""

    side: int
    path: str


def draw(text: str) -> Drawn:
    """Return the code of a text."""
    code = segno.make(text, micro=False, error="m")
    rows = [bytes(row) for row in code.matrix_iter(border=QUIET)]
    dark = (
        f"M{across} {down}h1v1h-1z"
        for down, row in enumerate(rows)
        for across, module in enumerate(row)
        if module
    )
    return Drawn(len(rows), "".join(dark))
