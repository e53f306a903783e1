"""What an officer asked of a member, as she sees it: one task, until a day, in closed messages."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from amparo.desk.kept import Raw
from amparo.desk.wording import Said, answer_in_words, day_in_words, in_words, say
from amparo.dossiers.actions.accompanying import ACCOMPANIMENT, ASKED, WORSE, author_among
from amparo.dossiers.actions.projections import standing_of
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import SERVICE
from amparo.forms.answers import to_raw
from amparo.forms.form import Form
from amparo.forms.values import Values, read_date, to_text
from amparo.protocols.pack import Pack
from amparo.protocols.replay import Standing
from amparo.system.packs import local, pack_by_hash

ACCEPTING = ("accept", "accept_too")
"""The steps with which each of the two says yes."""

OVER = ("declined", "ended")


@dataclass(frozen=True)
class LookIn:
    """One thing that was asked of the reader.

    Attributes:
        task: the whole message: what is asked, until when, and that one may say no.
        says: what holds now, in a closed message.
        reply: the newest answer of the office, if there is one.
        next_by: until when the next visit is.
        can: the steps that the reader may take now.
        is_over: it has ended, or its last day has gone by: nothing is asked any more.
    """

    id: UUID
    code_word: str
    office: str
    since: datetime
    task: str
    says: str
    reply: str
    next_by: datetime | None
    can: frozenset[str]
    is_over: bool

    @property
    def accepts_by(self) -> str:
        """Return the step with which the reader says yes, while that is open."""
        return next((key for key in ACCEPTING if key in self.can), "")


def look_in_of(asked: Dossier, account: UUID, at: datetime) -> LookIn:
    """Return what was asked of somebody, in words."""
    pack = pack_by_hash(asked.pack_id)
    standing = standing_of(asked, at)
    by = author_among(asked, account)
    steps = pack.protocols[ACCOMPANIMENT].steps
    office = next(party.body for party in asked.parties.all() if party.key == SERVICE)
    last = _last_day(standing)
    is_late = last is not None and local(at).date() > last
    is_over = standing.state in OVER or is_late
    can = frozenset(key for key in standing.allowed if by.by in steps[key].by)
    owed = [duty.due for duty in standing.duties if "visit" in _until(pack, duty.clock)]
    return LookIn(
        id=asked.pk,
        code_word=asked.code_word,
        office=office.name if office else "",
        since=asked.opened_at,
        task=_task(pack, standing),
        says=say(f"message.look_in.{_message(standing, is_late=is_late)}", pack),
        reply=_reply(pack, standing, office.phone if office else ""),
        next_by=None if is_over else min(owed, default=None),
        can=frozenset() if standing.state in OVER else can - ({"visit"} if is_late else set()),
        is_over=is_over,
    )


def _until(pack: Pack, clock: str) -> tuple[str, ...]:
    return pack.protocols[ACCOMPANIMENT].clocks[clock].until


def _last_day(standing: Standing) -> date | None:
    return read_date(to_text(standing.values.get("look_until", "")))


def _message(standing: Standing, *, is_late: bool) -> str:
    if standing.state in OVER:
        return standing.state
    if is_late:
        return "over"
    yes = [key for key in ACCEPTING if key in standing.taken]
    return ("asked", "waits", "going")[len(yes)]


def _task(pack: Pack, standing: Standing) -> str:
    form = pack.forms[pack.protocols[ACCOMPANIMENT].steps[ASKED].form]
    question, last = form.question("look_in_task"), _last_day(standing)
    code = to_text(standing.values.get("look_in_task", ""))
    said = answer_in_words(form, question, code) if question and code else ""
    until = day_in_words(last.isoformat()) if last else ""
    return say("message.T4", pack).replace("{task}", said).replace("{until}", until)


def _reply(pack: Pack, standing: Standing, phone: str) -> str:
    code = to_text(standing.values.get("look_in_says", ""))
    if not code or standing.state in OVER:
        return ""
    return say(f"message.look_in.{code}", pack).replace("{number}", phone)


def told_in(asked: Dossier, answers: Values) -> tuple[Said, ...]:
    """Return what the two need to know, in words."""
    pack = pack_by_hash(asked.pack_id)
    return in_words(pack.forms[pack.protocols[ACCOMPANIMENT].steps[ASKED].form], answers)


def asked_anew(pack: Pack) -> Form:
    """Return the form of the concern that it becomes when it is worse: what must be asked anew."""
    form, given = pack.forms[pack.routes.form], _given(pack)
    anew = [each for each in form.questions() if each.required and each.name not in given]
    return replace(form, items=tuple(anew))


def concern_of(pack: Pack, known: Values, typed: Mapping[str, list[str]]) -> Raw:
    """Return that concern as it would have been typed: asked anew, answered by itself, carried."""
    form = pack.forms[pack.routes.form]
    carries = pack.protocols[ACCOMPANIMENT].steps[WORSE].carries
    carried = {name: known[name] for name in carries if known.get(name)}
    anew = {each.name for each in asked_anew(pack).questions()}
    return {
        **{name: texts for name, texts in to_raw(form, carried).items() if name in carried},
        **_given(pack),
        **{name: texts for name, texts in typed.items() if name in anew},
    }


def _given(pack: Pack) -> Raw:
    gives = pack.protocols[ACCOMPANIMENT].steps[WORSE].gives
    return {given.name: [given.code] for given in gives}
