"""What people do at the desk again and again: raise a concern, take a step, look at their lists."""

import re
from collections.abc import Iterator
from uuid import UUID

from amparo.config.demo.answers import flat, typed
from amparo.config.demo.rehearsal.forms_on_page import Typed
from amparo.config.demo.rehearsal.stage import Stage, must_be
from amparo.config.demo.rehearsal.visitor import NotAsExpected, Page, Visitor
from amparo.dossiers.models import Dossier

ID = r"[0-9a-f-]{36}"
NEXT, LOOK = ("do", "next"), ("do", "look")
REFUSED = "This can't be done now"
"""What a step's page says first where a gate is shut."""

WHOLE_GROUP = r"/duties/all/[a-z]+/"

LONGEST_WAY = 12
"""Pages of a concern at most; more would be going round in circles."""


def usual(stage: Stage, like: str, **other: str | list[str]) -> Typed:
    """Return a concern of the demo as it is typed, with other answers where they are given."""
    said = stage.world.demo.usual["raise"]
    return dict(flat({**said["all"], **said[like], **other}))


def write(visitor: Visitor, page: Page, answers: Typed) -> Page:
    """Answer page after page, each with what it asks, until the concern can be checked."""
    for _ in range(LONGEST_WAY):
        if re.fullmatch(f"/concerns/raise/{ID}/", page.path):
            return page
        asked = page.form("do").names
        page = visitor.send(page, {k: v for k, v in answers.items() if k in asked}, "do", NEXT)
    raise NotAsExpected(f"expected to come to the check of the concern; saw: {page.seen}")


def begin(visitor: Visitor) -> Page:
    """Hear the card and come to the first question."""
    return visitor.open(visitor.open("/concerns/raise/").link(f"/concerns/raise/{ID}/danger/"))


def raise_concern(visitor: Visitor, answers: Typed) -> Dossier:
    """Raise a concern through its pages; return the first of the dossiers that it became."""
    return sent(visitor.send(write(visitor, begin(visitor), answers), {}, "token"))


def sent(page: Page) -> Dossier:
    """Return the concern whose page one came to by sending it."""
    found = re.fullmatch(f"/concerns/({ID})/", page.path)
    if found is None:
        raise NotAsExpected(f"expected to come to the concern that was sent; saw: {page.seen}")
    return Dossier.objects.get(pk=UUID(found[1]))


def take(stage: Stage, who: str, dossier: Dossier, step: str, **other: object) -> Page:
    """Take a step through its page, with the demo's usual answers but for these."""
    return answer(stage, who, dossier, step, **other).must_say("Written down.")


def answer(stage: Stage, who: str, dossier: Dossier, step: str, **other: object) -> Page:
    """Answer a step's page, whatever it says to that."""
    world, visitor = stage.world, stage.visitor(who)
    form = world.pack.forms[world.pack.protocols[dossier.protocol].steps[step].form]
    said = {**world.demo.usually(dossier.protocol, step), **other}
    page = visitor.open(page_of(dossier, step))
    answers = {k: v for k, v in typed(world.pack, form, said, stage.now()).items() if any(v)}
    return visitor.send(page, answers, "token")


def is_refused(stage: Stage, who: str, dossier: Dossier, step: str, *why: str) -> None:
    """Open a step's page: it says why it can't be taken, and asks nothing."""
    page = stage.visitor(who).open(page_of(dossier, step)).must_say(REFUSED, *why)
    must_be(f"questions on {page.path}", 0, sum("token" in form.names for form in page.forms))


def page_of(dossier: Dossier, step: str) -> str:
    return f"/dossiers/{dossier.pk}/steps/{step}/"


def taken(dossier: Dossier, step: str) -> int:
    """Return how often a step was taken."""
    return dossier.entries.filter(step=step).count()


def received(stage: Stage, who: str, like: str, **other: str) -> Dossier:
    """Let a concern be raised, opened and received; return the case of the DEMUNA."""
    concern = raise_concern(stage.visitor(who), usual(stage, like, **other))
    case = stage.case_of(concern, "demuna_calca")
    open_file(stage.visitor("ana"), case)
    take(stage, "ana", case, "receipt", tell_raiser="nothing")
    return case


def qualified(stage: Stage, who: str, **answers: object) -> Dossier:
    """Let a concern come as far as its qualification, and return the case."""
    case = received(stage, who, "school")
    take(stage, "ana", case, "qualify", **answers)
    return case


def open_file(visitor: Visitor, case: Dossier) -> Page:
    """Open a file from the list of duties, by its cover."""
    cover = visitor.open(among_duties(visitor, case).link(f"/dossiers/{case.pk}/"))
    return visitor.open(cover.link(f"/dossiers/{case.pk}/file/"))


def among_duties(visitor: Visitor, case: Dossier) -> Page:
    """Find a case among somebody's duties, and return the page it stands on."""
    for page in all_duties(visitor):
        if case.number in page.text:
            return page
    raise NotAsExpected(f"expected {case.number} among the duties; it is on no page of them")


def all_duties(visitor: Visitor) -> Iterator[Page]:
    """Read the first cases of each group of one's duties, then all of a group, page by page."""
    yield (first := visitor.open("/duties/"))
    for group in dict.fromkeys(href for href, _ in first.links if re.fullmatch(WHOLE_GROUP, href)):
        yield (page := visitor.open(group))
        while on := next((href for href, says in page.links if says == "Next page"), ""):
            yield (page := visitor.open(group + on))
