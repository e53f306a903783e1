"""A member's dialogue in words: where it stands, what comes next, why there may be none."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amparo.desk.refusals import Refusal, refusals
from amparo.desk.wording import Said, in_words, say
from amparo.dossiers.actions.dialogues import DIALOGUE, FIRST
from amparo.dossiers.actions.projections import standing_of
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import MEMBER, Author, from_json
from amparo.system.packs import pack_by_hash

TALK = "talk"
"""The step that the first questions open."""


@dataclass(frozen=True)
class Noted:
    """One thing that was noted."""

    says: str
    at: datetime
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Talk:
    """A dialogue: its code word, where it stands, until when to ask how it goes."""

    id: UUID
    code_word: str
    state: str
    begun_at: datetime
    ask_by: datetime | None
    noted: tuple[Noted, ...]


@dataclass(frozen=True)
class Offered:
    """A step that can be taken now."""

    key: str
    says: str


def author_of(account: UUID) -> Author:
    """Return the member as the author of her own dialogue, in no body."""
    return Author(MEMBER, "vetted", account)


def talk_of(dialogue: Dossier, at: datetime) -> Talk:
    """Return a dialogue in words, the newest note first."""
    pack = pack_by_hash(dialogue.pack_id)
    standing = standing_of(dialogue, at)
    steps = pack.protocols[DIALOGUE].steps
    noted = [
        Noted(
            say(f"step.{DIALOGUE}.{entry.step}", pack),
            entry.at,
            in_words(pack.forms[steps[entry.step].form], from_json(entry.coded)),
        )
        for entry in dialogue.entries.order_by("-position")
    ]
    return Talk(
        id=dialogue.id,
        code_word=dialogue.code_word,
        state=say(f"state.{DIALOGUE}.{standing.state}", pack),
        begun_at=dialogue.opened_at,
        ask_by=min((duty.due for duty in standing.duties), default=None),
        noted=tuple(noted),
    )


def why_no_talk(dialogue: Dossier, by: Author, at: datetime) -> tuple[Refusal, ...]:
    """Return why there is no dialogue about this; nothing if it can be held."""
    step = pack_by_hash(dialogue.pack_id).protocols[DIALOGUE].steps[TALK]
    return refusals(dialogue, step, standing_of(dialogue, at), by)


def offered(dialogue: Dossier, at: datetime) -> tuple[Offered, ...]:
    """Return what can be done next, the first questions last: they can be answered again."""
    pack = pack_by_hash(dialogue.pack_id)
    allowed = standing_of(dialogue, at).allowed
    keys = [key for key in pack.protocols[DIALOGUE].steps if key in allowed]
    return tuple(
        Offered(key, say(f"step.{DIALOGUE}.{key}", pack))
        for key in sorted(keys, key=lambda key: key == FIRST)
    )
