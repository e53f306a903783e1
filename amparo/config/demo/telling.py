"""What is said at the terminal about a demo that is there: who can sign in, and what to try."""

from collections.abc import Iterator
from datetime import datetime

from amparo.config.demo.data import Demo
from amparo.config.demo.state import Loaded
from amparo.config.environment import Environment

PACK = "pe"
"""The pack that has a demo."""


def welcome_again(here: Environment) -> Iterator[str]:
    """Yield the lines for the demo that is loaded here; none where there is none."""
    loaded = Loaded.read(here.home) if here.is_demo else None
    if loaded is not None:
        demo = Demo.read(here.packs / PACK / "demo")
        yield ""
        yield from welcome(demo.within(loaded.area) if loaded.area else demo, loaded.at)


def welcome(demo: Demo, loaded_at: datetime) -> Iterator[str]:
    """Yield the lines, ready to be printed."""
    width = max(len(door.who) for door in demo.doors)
    yield "Who can sign in (all of them are made up):"
    yield ""
    for door in demo.doors:
        yield f"  {door.who:<{width}}  {door.is_a}"
        yield f"  {'':<{width}}  {door.tries}"
    yield ""
    yield f"Everybody's passphrase:  {demo.passphrase}"
    yield f"Everybody else can sign in too: {len(demo.people)} people."
    yield "Clocks that are missed from now on are told once a minute, while it is served."
    day = f"{loaded_at:%d %B %Y}"
    yield f"Its days are those around {day}; `amparo demo --fresh` begins anew, today."
