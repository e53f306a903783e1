"""Checks that what a country publishes can point at nobody, as far as its files tell. Pure.

Published numbers must form a tree: then the bounds that can be worked out from them are known
exactly, and `insight` keeps them wide. So an answer is told at one level only, a clock of a kind
of office once, and of two protocols of which one opens the other only one is counted. What groups
do stands alone: no dossier leads to it or from it, and it holds no word; so it may be counted too.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import chain, pairwise

from amparo.base.problems import Fault
from amparo.forms.form import CODED
from amparo.protocols.answers import coded_by
from amparo.protocols.pack import REACHES, Pack
from amparo.protocols.protocol import Clock, Coded, Protocol, Step
from amparo.protocols.report import LEAST, PERIODS, SEES, Report
from amparo.protocols.terms import ACTIVITY

ROUND_TO = 5
MEMBER = "member"
"""The one party of what stands alone: whoever notes it."""

_PERIOD = "“period” must be one of {periods}."
_SMALLEST = "“smallest” must be {least} or a greater multiple of it."
_GROUPS = "“groups” must be {least} or more: fewer would point at one community."
_NO_GROUPS = "“groups_of” must name the kinds of body that are groups of a community."
_NO_KIND = "It names the kind of body “{name}”, which bodies.toml does not have."
_NO_ROLE = "“seen_by” names “{name}”, which is no role of that kind of body: write kind:role."
_SEES = "“sees” must be one of {sees}."
_BOTH = "It counts either dossiers (“protocol”, “levels”) or offices (“clocks”, “offices”)."
_NO_PROTOCOL = "It counts “{name}”, which is no protocol of this pack."
_BELOW = "It counts by “{name}”. Nothing is counted below the district: {levels}."
_NOT_CODED = (
    "It counts by “{name}”, which is no closed coded answer of the step that opens “{protocol}”."
    " What is sealed is never counted."
)
_NO_STEP = "“unless” names “{name}”, which is no step of “{protocol}”."
_UNLIKE = "“unless” must be the same in all reports of “{protocol}”; else they could be subtracted."
_ONE_LEVEL = "It counts by an answer: one level only, or numbers could be subtracted."
_NO_CLOCK = "It names the clock “{name}”, which is not there."
_TELLS_KIND = (
    "The clock “{name}” starts only after certain answers ({answers}). Whoever sees one district"
    " would learn them from its number."
)
_DISTRICT_SEES = "“{name}” reaches one district only, and may not see districts beside each other."
_TWO_PROTOCOLS = "“{one}” and “{other}” are both counted; as one opens the other, count one."
_TWICE = "“{what}” is counted by another report too; the two could be subtracted."


def check_reports(pack: Pack) -> Iterator[Fault]:
    """Yield what must not be published as it is declared."""
    file = f"{pack.key}/reports.toml"
    reports = pack.reports
    if reports.rows:
        yield from (Fault(file, "at the top", says) for says in _head(pack))
    for report in reports.rows.values():
        rows = (_seen_by(pack, report), _counted(pack, report), _owed(pack, report))
        yield from (Fault(file, report.key, says) for says in chain(*rows))
    for key, says in _together(pack, list(reports.rows.values())):
        yield Fault(file, key, says)


def _head(pack: Pack) -> Iterator[str]:
    reports = pack.reports
    if reports.period not in PERIODS:
        yield _PERIOD.format(periods=", ".join(PERIODS))
    if reports.smallest < LEAST or reports.smallest % ROUND_TO:
        yield _SMALLEST.format(least=LEAST)
    if reports.groups < LEAST:
        yield _GROUPS.format(least=LEAST)
    if not reports.groups_of:
        yield _NO_GROUPS
    yield from (_NO_KIND.format(name=kind) for kind in reports.groups_of if _lacks(pack, kind))


def _seen_by(pack: Pack, report: Report) -> Iterator[str]:
    for sight in report.seen_by:
        name, _, role = sight.who.partition(":")
        kind = pack.body_kinds.get(name)
        if kind is None or role not in kind.roles:
            yield _NO_ROLE.format(name=sight.who)
        elif (
            _is_bound(pack, report.protocol)
            and sight.sees == "inside"
            and kind.reach in REACHES[:2]
        ):
            yield _DISTRICT_SEES.format(name=sight.who)
        if sight.sees not in SEES:
            yield _SEES.format(sees=", ".join(SEES))


def _counted(pack: Pack, report: Report) -> Iterator[str]:
    """Yield what is wrong with a report that counts dossiers by area."""
    if report.is_of_offices:
        return
    if report.clocks or report.offices or not report.levels:
        yield _BOTH
    for level in report.levels:
        if level not in REACHES:
            yield _BELOW.format(name=level, levels=", ".join(REACHES))
    protocol = pack.protocols.get(report.protocol)
    if protocol is None:
        yield _NO_PROTOCOL.format(name=report.protocol)
        return
    if report.by and report.by not in _closed(pack, protocol):
        yield _NOT_CODED.format(name=report.by, protocol=protocol.key)
    lacking = [name for name in report.unless if name not in protocol.steps]
    yield from (_NO_STEP.format(name=name, protocol=protocol.key) for name in lacking)
    if report.by and len(report.levels) > 1:
        yield _ONE_LEVEL
    if report.answered_by and report.answered_by not in protocol.clocks:
        yield _NO_CLOCK.format(name=report.answered_by)


def _owed(pack: Pack, report: Report) -> Iterator[str]:
    """Yield what is wrong with a report that counts what offices owed."""
    if not report.is_of_offices:
        return
    of_areas = report.by or report.levels or report.answered_by or report.unless
    if of_areas or not (report.clocks and report.offices):
        yield _BOTH
    yield from (_NO_KIND.format(name=kind) for kind in report.offices if _lacks(pack, kind))
    clocks = _clocks(pack)
    for name in report.clocks:
        if name not in clocks:
            yield _NO_CLOCK.format(name=name)
        elif told := _told_by(pack, clocks[name]) if _is_seen_in_one_district(pack, report) else ():
            yield _TELLS_KIND.format(name=name, answers=", ".join(sorted(told)))


def _together(pack: Pack, rows: list[Report]) -> Iterator[tuple[str, str]]:
    """Yield each two reports of which one could be subtracted from the other."""
    counted = [report for report in rows if report.protocol]
    for one, other in pairwise(sorted(counted, key=lambda report: report.protocol)):
        if one.protocol == other.protocol and set(one.unless) != set(other.unless):
            yield other.key, _UNLIKE.format(protocol=one.protocol)
    bound = [report for report in counted if _is_bound(pack, report.protocol)]
    for one, other in pairwise(bound):
        if one.protocol != other.protocol:
            yield other.key, _TWO_PROTOCOLS.format(one=one.protocol, other=other.protocol)
    what = [(report.key, part) for report in rows for part in _parts(report)]
    times = Counter(part for _, part in what)
    yield from ((key, _TWICE.format(what=part)) for key, part in what if times[part] > 1)


def _is_bound(pack: Pack, protocol: str) -> bool:
    """Tell whether what is counted speaks of people, or of what led to it or from it."""
    found = pack.protocols.get(protocol)
    return bool(protocol) and not (found and stands_alone(pack, found))


def stands_alone(pack: Pack, protocol: Protocol) -> bool:
    """Tell whether it is about what groups do: no dossier beside it, and every answer a tick."""
    return (
        protocol.subject == ACTIVITY
        and protocol.parties == (MEMBER,)
        and not any(_leads_on(step) for step in protocol.steps.values())
        and all(_is_in_clear(pack, step) for step in protocol.steps.values())
    )


def _leads_on(step: Step) -> bool:
    opens = (
        step.opens_for_receiver,
        step.opens_referral,
        step.opens_siblings,
        step.opens_own,
        step.opens_with,
    )
    return any(opens) or bool(step.tells)


def _is_in_clear(pack: Pack, step: Step) -> bool:
    form = pack.forms.get(step.form)
    asked = [each for each in form.questions() if each.kind != "note"] if form else []
    return all(each.answer_class == CODED for each in asked)


def _parts(report: Report) -> Iterator[str]:
    if report.protocol:
        yield f"{report.protocol} {report.by}".strip()
    for clock in report.clocks:
        yield from (f"{clock} {kind}" for kind in report.offices)


def _closed(pack: Pack, protocol: Protocol) -> dict[str, Coded]:
    """Return the closed lists of which the opening step says one in clear."""
    opening = [step for step in protocol.steps.values() if step.opens]
    coded = [each for step in opening for each in coded_by(step, pack.forms)]
    return {each.name: each for each in coded if each.kind == "one" and each.choices}


def _clocks(pack: Pack) -> dict[str, Clock]:
    return {
        clock.key: clock
        for protocol in pack.protocols.values()
        for clock in protocol.clocks.values()
    }


def _is_seen_in_one_district(pack: Pack, report: Report) -> bool:
    """Tell whether somebody sees it who is not of the office itself, and reaches one district."""
    kinds = {sight.who.partition(":")[0] for sight in report.seen_by if sight.sees != "own"}
    return any(pack.body_kinds[kind].reach == REACHES[0] for kind in kinds & set(pack.body_kinds))


def _told_by(pack: Pack, clock: Clock) -> frozenset[str]:
    """Return the answers of people's forms that decide whether a clock runs."""
    asked = {question.name for form in pack.forms.values() for question in form.questions()}
    return clock.when.names & asked if clock.when else frozenset()


def _lacks(pack: Pack, kind: str) -> bool:
    return kind not in pack.body_kinds
