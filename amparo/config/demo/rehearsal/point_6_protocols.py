"""Point 6: anyone in a body reads the protocol as a page."""

from collections.abc import Iterator

from amparo.config.demo.rehearsal.stage import Stage
from amparo.config.demo.rehearsal.visitor import NotAsExpected

READERS = ("ana", "carmen", "sonia", "elsa", "gina", "julio")


def play(stage: Stage) -> Iterator[str]:
    """Play it, and yield each thing that held."""
    for who in READERS:
        shown = stage.visitor(who).open("/protocols/")
        stage.visitor(who).open(shown.link("/protocols/case/"))
    yield f"{len(READERS)} people of as many offices open it"
    page = stage.visitor("ana").open("/protocols/case/")
    page.must_say("DS 005-2019-MIMP art. 30.2", "24 hours", "officer", "supervisor")
    yield "its clocks stand there with their limits and the articles they rest on"
    page.must_say("not verified")
    yield "what nobody has verified is shown as such"
    steps = stage.world.pack.protocols["case"].steps
    shown_steps = [key for key in steps if f"step-{key}" in page.ids]
    if shown_steps != list(steps):
        missing = sorted(set(steps) - set(shown_steps))
        raise NotAsExpected(f"expected every step of a case; saw none of: {', '.join(missing)}")
    yield f"all {len(steps)} steps of a case are there, with who may take them"
