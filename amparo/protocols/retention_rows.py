"""Reads and checks `retention.toml`: how long a pack keeps what, and what happens then. Pure."""

from collections.abc import Iterator, Mapping

from amparo.base.problems import Fault
from amparo.protocols.answers import coded_answers
from amparo.protocols.fields import Fields
from amparo.protocols.pack import (
    AFTERWARDS,
    ALLEGED,
    ERASE,
    ERASED,
    KEEP,
    REPORTER,
    REVIEW,
    Pack,
    Retention,
)
from amparo.protocols.protocol import Limit, Protocol
from amparo.protocols.sources import Merged

SERVICE = "service"
"""The party of an office that works on something; of all else nothing is looked at for its date."""

_NO_TIME = Limit("years", 100)

_NO_PROTOCOL = "It names the protocol “{name}”, which is not there."
_NO_OFFICE = "No office works on “{name}”, so that nobody would ever decide on it or erase it."
_NO_STEP = "“from” names the step “{name}”, which its protocol does not have."
_NOT_CODED = "“when” reads “{name}”, which is no coded answer of its protocol."
_NOBODY = "A person decides here: say who, by “reviewed_by”."
_NO_NAME = "No form of its protocol asks for a name of the class “alleged”."
_WORDS_BY_TIME = "Time alone erases nothing but who raised it: write then = “review”."


def read_retention(file: Merged, faults: list[Fault]) -> Mapping[str, Retention]:
    """Read the rows of a pack, laid over its base's."""
    file.top(faults).done()
    return {row.where: _row(row) for row in file.rows("keep", faults)}


def _row(row: Fields) -> Retention:
    kept = Retention(
        key=row.text("key"),
        protocol=row.text("protocol", needed=True),
        start=row.texts("from", needed=True),
        after=row.limit("after", needed=True) or _NO_TIME,
        what=row.text("what", needed=True),
        then=row.text("then", needed=True),
        when=row.condition("when"),
        reviewed_by=row.text("reviewed_by"),
        safeguard=row.flag("safeguard"),
        source=row.text("source", needed=True),
        label=row.label(needed=True),
    )
    row.done()
    if kept.what not in ERASED:
        row.wrong("“what” must be one of {known}.", known=", ".join(ERASED))
    if kept.then not in AFTERWARDS:
        row.wrong("“then” must be one of {known}.", known=", ".join(AFTERWARDS))
    return kept


def check_retention(pack: Pack) -> Iterator[Fault]:
    """Yield what does not fit between a pack's retention and its protocols."""
    for row in pack.retention.values():
        for says in _wrong(pack, row):
            yield Fault(f"{pack.key}/retention.toml", row.key, says)


def _wrong(pack: Pack, row: Retention) -> Iterator[str]:
    if row.then == REVIEW and not row.reviewed_by:
        yield _NOBODY
    if row.then == ERASE and row.what != REPORTER:
        yield _WORDS_BY_TIME
    protocol = pack.protocols.get(row.protocol)
    if protocol is None:
        yield _NO_PROTOCOL.format(name=row.protocol)
        return
    if SERVICE not in protocol.parties:
        yield _NO_OFFICE.format(name=row.protocol)
    for step in row.start:
        if step not in protocol.steps:
            yield _NO_STEP.format(name=step)
    if row.what == ALLEGED and not _asks_a_name(pack, protocol):
        yield _NO_NAME
    known = coded_answers(protocol, pack.forms)
    for name in sorted(row.when.names - known.keys() if row.when else ()):
        yield _NOT_CODED.format(name=name)


def _asks_a_name(pack: Pack, protocol: Protocol) -> bool:
    """Tell whether a form of a protocol asks for the name of an alleged person."""
    asked = (pack.forms.get(step.form) for step in protocol.steps.values())
    questions = (question for form in asked if form for question in form.questions())
    return any(question.answer_class == ALLEGED for question in questions)


def keeps(row: Retention) -> bool:
    """Tell whether a row keeps, whatever others say."""
    return row.then == KEEP
