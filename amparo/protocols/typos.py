"""Finds what a story names and the pack does not: a misspelt answer would make it hold by chance.

Pure. Steps are not looked at: a story may well tell of a step that nobody knows.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from amparo.forms.form import Form
from amparo.forms.values import Value, codes_in, is_rows
from amparo.protocols.answers import coded_by
from amparo.protocols.pack import Pack
from amparo.protocols.protocol import Protocol
from amparo.protocols.stories import ProtocolStory, RouteStory, Story

_NOT_ASKED = "{where}: “{name}” is no answer that is known there."
_NO_CODE = "{where}: “{code}” is none of the answers of “{name}”."
_NO_KIND = "There is no kind of body “{kind}”."
_NO_CLOCK = "There is no clock “{clock}”."

Known = Mapping[str, Collection[str]]
"""The answers known, each with its codes; none where it is no list."""


def typos(pack: Pack, story: Story) -> Iterator[str]:
    """Yield each thing that a story names and the pack does not know."""
    if isinstance(story, RouteStory):
        form = pack.forms.get(pack.routes.form)
        yield from _answers("Answers", story.answers, _all_of(form) if form else {})
        for kind in dict.fromkeys(body.kind for body in story.bodies):
            if kind not in pack.body_kinds:
                yield _NO_KIND.format(kind=kind)
    else:
        protocol = pack.protocols[story.protocol]
        yield from _entries(pack, protocol, story)
        for clock in dict.fromkeys(_clocks(story)):
            if clock not in protocol.clocks:
                yield _NO_CLOCK.format(clock=clock)


def _entries(pack: Pack, protocol: Protocol, story: ProtocolStory) -> Iterator[str]:
    for given in story.given:
        step = protocol.steps.get(given.step)
        if step is None:
            continue
        known = {each.name: each.choices for each in coded_by(step, pack.forms)}
        yield from _answers(f"Given {given.number}, {given.step}", given.coded, known)


def _answers(where: str, answers: Mapping[str, Value], known: Known) -> Iterator[str]:
    for name, value in answers.items():
        if is_rows(value):
            for row in value:
                yield from _answers(f"{where}, {name}", row, known)
        elif name not in known and value != ():
            yield _NOT_ASKED.format(where=where, name=name)
        else:
            yield from _codes(where, name, codes_in(value), known.get(name, ()))


def _codes(where: str, name: str, codes: Iterable[str], known: Collection[str]) -> Iterator[str]:
    for code in codes:
        if known and code not in known:
            yield _NO_CODE.format(where=where, code=code, name=name)


def _all_of(form: Form) -> Known:
    return {
        question.name: [choice.name for choice in question.choices] for question in form.questions()
    }


def _clocks(story: ProtocolStory) -> Iterator[str]:
    for day in story.days:
        yield from (*day.due, *day.shown, *day.owed, *day.not_owed, *day.held, *day.met)
        yield from (*(day.overdue or ()), *(day.missed or ()))
