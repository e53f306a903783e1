"""The page to look through: each person's pages in a row of pictures, and a list on top."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 1.5rem; background: #fbf8f1; color: #1d2329; }
.row { display: flex; gap: 1rem; overflow-x: auto; padding: .5rem 0; }
figure { margin: 0; flex: 0 0 auto; }
img { block-size: 26rem; max-inline-size: 26rem; object-fit: cover; object-position: top;
  border: 1px solid #7d7a70; background: #fff; }
h3 { margin: 1rem 0 0; font-size: 1rem; }
nav a { margin-inline-end: 1rem; }
"""


def sheet(rooms: Mapping[str, Sequence[str]], views: Sequence[str], tells: Iterable[str]) -> str:
    """Return the gallery's own page: `rooms` are the pages by whoever sees them."""
    links = "".join(f'<a href="#{who}">{who} ({len(found)})</a>' for who, found in rooms.items())
    parts = "".join(_room(who, found, views) for who, found in rooms.items())
    said = "".join(f"<li>{escape(line)}</li>" for line in tells)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Gallery</title>'
        f"<style>{STYLE}</style></head><body><h1>Gallery</h1><nav>{links}</nav>"
        f"<ul>{said}</ul>{parts}</body></html>"
    )


def _room(who: str, pages: Iterable[str], views: Sequence[str]) -> str:
    rows = "".join(
        f'<h3 id="{who}-{page}">{page}</h3><div class="row">{_row(f"{who}/{page}", views)}</div>'
        for page in pages
    )
    return f'<section id="{who}"><h2>{who}</h2>{rows}</section>'


def _row(place: str, views: Sequence[str]) -> str:
    paths = [(view, f"{place}/{view}.png") for view in views]
    return "".join(
        f'<figure><a href="{path}"><img loading="lazy" src="{path}" alt="{place}, {view}"></a>'
        f"<figcaption>{view}</figcaption></figure>"
        for view, path in paths
    )
