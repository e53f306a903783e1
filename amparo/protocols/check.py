"""Checks that the parts of a pack fit together. Pure: the files were read before.

Each fault names the file and the row, as far as the merged pack still knows them.
"""

from collections.abc import Iterator

from amparo.base.problems import Fault
from amparo.forms.form import CODED, Form, walk
from amparo.protocols.answers import coded_answers, names_read
from amparo.protocols.check_protocol import check_protocol, unknown_codes
from amparo.protocols.check_reports import check_reports
from amparo.protocols.check_words import check_words
from amparo.protocols.pack import Pack, Route

KEEP_FROM = "keep_from"
"""The question of the routes' form that asks who must not know."""

_NO_KIND = "“{field}” names the kind of body “{name}”, which bodies.toml does not have."
_NO_CLASS = "Its class “{name}” is not among “classes”."
_NO_HOTLINE = "“none” names the hotline “{name}”, which hotlines.toml does not have."
_NO_FORM = "“form” names “{name}”, which is not there."
_NOT_ASKED = "“when” reads “{name}”, which the form “{form}” does not ask."
_NO_CODE = "“when” compares “{name}” with “{code}”, which is none of its answers."
_NO_DESK = "“relay” must end with a national desk ({desks}), so that there is always one."
_NOT_SAID = "“says_accredited” names “{name}”, which is no coded answer of any protocol."
_NOT_KEPT = "“kept_by” has “{code}”, which is no answer of “{question}”."
_NOTHING_READS = (
    "“{name}” is coded, but no route, clock, gate, told message or declared table reads it."
    " Seal it, or say in pack.toml under [[table]] what it is for."
)
_NOT_READ_THERE = "“reads” has “{name}”, which is no coded answer of any form or step."


def check_pack(pack: Pack, unread: frozenset[str] = frozenset()) -> list[Fault]:
    """Return all that does not fit together; `unread` are the forms that could not be read."""
    faults = [*_kinds(pack), *_routes(pack, unread)]
    for protocol in pack.protocols.values():
        faults.extend(check_protocol(pack, protocol, unread))
    if not unread:
        faults.extend(_unread_answers(pack))
        faults.extend(_tables(pack))
        faults.extend(check_reports(pack))
    return [*faults, *check_words(pack)]


def _kinds(pack: Pack) -> Iterator[Fault]:
    file = f"{pack.key}/bodies.toml"
    form = pack.forms.get(pack.routes.form)
    question = form.question(KEEP_FROM) if form else None
    codes = {choice.name for choice in question.choices} if question else set()
    for kind in pack.body_kinds.values():
        for name in _missing(kind.overseen_by, pack):
            yield Fault(file, kind.key, _NO_KIND.format(field="overseen_by", name=name))
        for name in _missing(kind.cared_for_by, pack):
            yield Fault(file, kind.key, _NO_KIND.format(field="cared_for_by", name=name))
        if kind.says_accredited and not _is_coded(kind.says_accredited, pack):
            yield Fault(file, kind.key, _NOT_SAID.format(name=kind.says_accredited))
        for code in kind.kept_by:
            if question and code not in codes:
                yield Fault(file, kind.key, _NOT_KEPT.format(code=code, question=KEEP_FROM))


def _is_coded(name: str, pack: Pack) -> bool:
    return any(name in coded_answers(each, pack.forms) for each in pack.protocols.values())


def _routes(pack: Pack, unread: frozenset[str]) -> Iterator[Fault]:
    routes = pack.routes
    file = f"{pack.key}/routes.toml"
    known = {*pack.forms, *unread, ""}
    if routes.rows and routes.form not in known:
        yield Fault(file, "at the top", _NO_FORM.format(name=routes.form))
    for route in routes.rows:
        for says in (*_route(pack, route), *_asked(pack, route)):
            yield Fault(file, route.key, says)


def _route(pack: Pack, route: Route) -> Iterator[str]:
    for name in _missing([each.kind for each in route.to], pack):
        yield _NO_KIND.format(field="to", name=name)
    for name in _missing(route.relay, pack):
        yield _NO_KIND.format(field="relay", name=name)
    if route.matter not in pack.routes.classes:
        yield _NO_CLASS.format(name=route.matter)
    if route.none and route.none not in pack.hotlines:
        yield _NO_HOTLINE.format(name=route.none)
    desks = sorted(kind.key for kind in pack.body_kinds.values() if kind.is_desk)
    if desks and (not route.relay or route.relay[-1] not in desks):
        yield _NO_DESK.format(desks=", ".join(desks))


def _asked(pack: Pack, route: Route) -> Iterator[str]:
    form = pack.forms.get(pack.routes.form)
    if form is None:
        return
    asked = {
        question.name: frozenset(choice.name for choice in question.choices)
        for question in form.questions()
    }
    for name in sorted(route.when.names - asked.keys() - _repeats(form)):
        yield _NOT_ASKED.format(name=name, form=form.key)
    for name, code in unknown_codes(route.when, asked):
        yield _NO_CODE.format(name=name, code=code)


def _repeats(form: Form) -> frozenset[str]:
    return frozenset(item.name for _, above in walk(form.items) for item in above)


def _unread_answers(pack: Pack) -> Iterator[Fault]:
    read = names_read(pack)
    for form in pack.forms.values():
        for question in form.questions():
            if question.answer_class == CODED and question.name not in read:
                says = _NOTHING_READS.format(name=question.name)
                yield Fault(f"{pack.key}/forms/{form.key}", question.name, says)


def _tables(pack: Pack) -> Iterator[Fault]:
    questions = [question for form in pack.forms.values() for question in form.questions()]
    steps = [step for protocol in pack.protocols.values() for step in protocol.steps.values()]
    coded = {question.name for question in questions if question.answer_class == CODED}
    coded.update(each.name for step in steps for each in step.coded)
    for table in pack.tables.values():
        for name in table.reads:
            if name not in coded:
                yield Fault(f"{pack.key}/pack.toml", table.key, _NOT_READ_THERE.format(name=name))


def _missing(kinds: tuple[str, ...] | list[str], pack: Pack) -> list[str]:
    return [kind for kind in kinds if kind not in pack.body_kinds]
