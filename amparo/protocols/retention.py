"""What has reached the end of the time for which it is kept. Pure: no database, no clock.

Reaching the date erases nothing: it is put before a person, or before the command that erases what
no person has to decide on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from amparo.protocols.clocks import due
from amparo.protocols.condition import holds
from amparo.protocols.journal import Happened, read_journal
from amparo.protocols.pack import ALLEGED, ERASE, KEEP, Pack, Retention
from amparo.protocols.retention_rows import keeps

DECIDED, RULE, SAYS = "retention_decided", "retention_rule", "retention_says"
"""The step of a person's decision, and its coded answers: which rule, and what was decided."""

TO_CUSTODIAN = "to_custodian"
"""What may be decided of a name: the office loses it, and whoever keeps names has it alone."""


def decisions(rule: Retention) -> tuple[str, ...]:
    """Return what a person may decide on what a rule is about."""
    return (KEEP, TO_CUSTODIAN, ERASE) if rule.what == ALLEGED else (KEEP, ERASE)


@dataclass(frozen=True)
class Reached:
    """A rule and a dossier that it is about. `decided` is the newest decision of a person."""

    rule: Retention
    since: datetime
    due: datetime
    decided: str = ""

    @property
    def takes(self) -> str:
        """What is taken away once it was decided: as the rule says, or the office's key alone."""
        return TO_CUSTODIAN if self.decided == TO_CUSTODIAN else self.rule.what

    def is_due(self, at: datetime) -> bool:
        """Tell whether the date has come."""
        return self.due < at


def kept_until(pack: Pack, protocol: str, entries: Iterable[Happened]) -> tuple[Reached, ...]:
    """Return when each rule that concerns a dossier is reached, the soonest first.

    A decision to keep begins the time anew. Where a rule that keeps holds, there is none.
    """
    journal = read_journal(pack.protocols[protocol], entries)
    rules = [row for row in pack.retention.values() if row.protocol == protocol]
    if any(keeps(row) and holds(row.when, journal.values) for row in rules):
        return ()
    decisions = _decisions(entry.entry for entry in journal.taken)
    found = []
    for row in rules:
        begun = [taken.at for taken in journal.taken if taken.step in row.start]
        if not begun or keeps(row) or not holds(row.when, journal.values):
            continue
        decided = decisions.get(row.key)
        # What happened after a decision makes it a decision about something else.
        is_newer = decided is not None and decided.at >= max(begun)
        says = str(decided.coded.get(SAYS, "")) if decided and is_newer else ""
        since = decided.at if decided and says == "keep" else max(begun)
        end = due(since, row.after, pack.calendar)
        found.append(Reached(row, since, end, "" if says == "keep" else says))
    return tuple(sorted(found, key=lambda each: (each.due, each.rule.key)))


def is_kept_always(pack: Pack, protocol: str, entries: Iterable[Happened]) -> bool:
    """Tell whether a rule that keeps holds: then nobody erases it, two persons neither."""
    values = read_journal(pack.protocols[protocol], entries).values
    rules = [row for row in pack.retention.values() if row.protocol == protocol]
    return any(keeps(row) and holds(row.when, values) for row in rules)


def _decisions(entries: Iterable[Happened]) -> Mapping[str, Happened]:
    return {str(e.coded.get(RULE)): e for e in entries if e.step == DECIDED}
