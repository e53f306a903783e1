"""What can be said about entries without a database. Pure: no Django, no clock."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from amparo.base.canonical import canonical_json, sha256
from amparo.base.time import write_moment
from amparo.forms.values import Value

NOBODY = UUID(int=0)
"""Stands for the author where the server itself writes an entry."""


REMOVED = "removed"
"""The state of a photo that an office took away."""


class Can(StrEnum):
    """What may be done with dossiers: the permission, the audit word and the sentence in one."""

    RAISE_CONCERN = "raise_concern"
    FOLLOW_CONCERN = "follow_concern"
    SEEK_SUPPORT = "seek_support"
    HOLD_DIALOGUE = "hold_dialogue"
    RECORD_ACTIVITY = "record_activity"
    LOOK_IN = "look_in"
    READ_DOSSIER = "read_dossier"
    OPEN_CALL_BACK = "open_call_back"
    LOOK_FOR_EARLIER = "look_for_earlier"
    WRITE_ENTRY = "write_entry"
    WITHDRAW_KEYS = "withdraw_keys"
    REGISTER_PAPER = "register_paper"
    PRINT_LETTER = "print_letter"
    PRINT_FILE = "print_file"
    PRINT_COPY = "print_copy"
    SEE_DUTIES = "see_duties"
    SUPERVISE = "supervise"
    DECLARE_CONFLICT = "declare_conflict"
    HOLD_SESSION = "hold_session"
    READ_SESSIONS = "read_sessions"
    SEE_READINGS = "see_readings"
    OVERSEE = "oversee"
    ESCALATE = "escalate"
    OPEN_IN_EMERGENCY = "open_in_emergency"
    REVIEW_ACCESS = "review_access"
    LOOK_AT_ALERT = "look_at_alert"
    MAKE_CANARY = "make_canary"
    ASK_IDENTITY = "ask_identity"
    DECIDE_IDENTITY = "decide_identity"
    RELEASE_IDENTITY = "release_identity"
    DECIDE_RETENTION = "decide_retention"
    ASK_EARLY_DELETION = "ask_early_deletion"
    ANSWER_EARLY_DELETION = "answer_early_deletion"
    ERASE = "erase"
    KEEP_DRAFT = "keep_draft"
    REPLAY = "replay"
    SEARCH_NAMES = "search_names"
    SHOW_NAMES = "show_names"
    CONFIRM_AUTHOR = "confirm_author"
    DROP_PHONE_KEYS = "drop_phone_keys"
    SHARE_WITH_PHONE = "share_with_phone"
    TAKE_MEDIA = "take_media"
    DROP_MEDIA = "drop_media"


SENTENCES: Mapping[Can, str] = {
    Can.RAISE_CONCERN: "raised a concern",
    Can.FOLLOW_CONCERN: "read the answers to their own concern",
    Can.SEEK_SUPPORT: "asked for support of their own",
    Can.HOLD_DIALOGUE: "began a dialogue",
    Can.RECORD_ACTIVITY: "noted an activity of the group",
    Can.LOOK_IN: "opened what an officer asked of them",
    Can.READ_DOSSIER: "opened a file",
    Can.OPEN_CALL_BACK: "opened how the person who raised it may be called",
    Can.LOOK_FOR_EARLIER: "looked for earlier files about a child",
    Can.WRITE_ENTRY: "wrote something down",
    Can.WITHDRAW_KEYS: "took back the keys to what another service was sent",
    Can.REGISTER_PAPER: "registered a concern that came on paper, in person or by phone",
    Can.PRINT_LETTER: "printed the letter to another service",
    Can.PRINT_FILE: "printed a file",
    Can.PRINT_COPY: "made a copy for the parties",
    Can.SEE_DUTIES: "looked at the duties of the office",
    Can.SUPERVISE: "supervised the office",
    Can.DECLARE_CONFLICT: "declared a conflict of interest",
    Can.HOLD_SESSION: "held a session with a worker",
    Can.READ_SESSIONS: "opened what was said in sessions",
    Can.SEE_READINGS: "looked at who opened what",
    Can.OVERSEE: "looked at clocks that were missed",
    Can.ESCALATE: "told the next level that a clock was missed",
    Can.OPEN_IN_EMERGENCY: "opened a file in an emergency",
    Can.REVIEW_ACCESS: "reviewed an emergency access",
    Can.LOOK_AT_ALERT: "looked at an opening that was told of",
    Can.MAKE_CANARY: "made a file that nobody should open",
    Can.ASK_IDENTITY: "asked for the identity of the person who raised a concern",
    Can.DECIDE_IDENTITY: "decided on a request for an identity",
    Can.RELEASE_IDENTITY: "opened an identity for handing it over",
    Can.DECIDE_RETENTION: "decided on what reached its date",
    Can.ASK_EARLY_DELETION: "asked for a deletion before its time",
    Can.ANSWER_EARLY_DELETION: "answered a request for a deletion before its time",
    Can.ERASE: "erased what the law no longer lets be kept",
    Can.KEEP_DRAFT: "kept a draft",
    Can.REPLAY: "rebuilt what the journal gives",
    Can.SEARCH_NAMES: "searched the own cases by a name",
    Can.SHOW_NAMES: "showed the names of children on a list",
    Can.CONFIRM_AUTHOR: "said that what was sent from a locked phone was theirs",
    Can.DROP_PHONE_KEYS: "took back what a lost phone could open",
    Can.SHARE_WITH_PHONE: "let a new phone open what was written to its owner",
    Can.TAKE_MEDIA: "received a recording whole",
    Can.DROP_MEDIA: "threw away a recording that was not what was signed",
}


@dataclass(frozen=True)
class Author:
    """Who writes an entry, under which hat.

    `party` and `role` as the protocol names them; the server itself writes as `server`,
    `tells` or `tick`, with neither account nor body.
    """

    party: str
    role: str = ""
    account: UUID | None = None
    body: UUID | None = None

    @property
    def by(self) -> str:
        """Return the word that a step's `by` lists, such as `service:officer`."""
        return f"{self.party}:{self.role}" if self.role else self.party


SERVICE = "service"
"""The party under which a dossier belongs to an office that works on it."""

MEMBER = "member"
"""The party of somebody who helps: what is about how they are, the dialogues they hold, the
activities they note."""

SECOND = "second"
"""The party of whoever goes along where nobody goes alone."""

OFFICE, WORKER = "office", "worker"
"""The parties of a worker's sessions. An office that is no `service` lets no officer in."""

WORKED_ON = ("case", "debrief", "mediation", "threat", "accompaniment")
"""The protocols of what an office's officers work on, and its supervisors answer for."""

SENDER = "sender"
"""The party of a referral that sent it."""

SERVER = Author("server")
TELLS = Author("tells")
TICK = Author("tick")


@dataclass(frozen=True)
class Letter:
    """What somebody wants to append, before it becomes an entry.

    Attributes:
        id: made by whoever writes; sending the same letter twice stores it once.
        step: a step of the dossier's protocol.
        values: all answers, clear and to be sealed, as the form engine gave them.
        said_at: the writer's own clock.
        stamped: the hour of paper, where it came on paper.
        on_behalf_of: the body without a key that the writer's body stands in for.
        addressed: accounts or bodies that the entry names (a worker, a receiver).
    """

    id: UUID
    step: str
    values: Mapping[str, Value]
    said_at: datetime
    stamped: datetime | None = None
    on_behalf_of: UUID | None = None
    addressed: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Header:
    """What an entry says of itself in clear; the audit leaf commits to it."""

    id: UUID
    dossier: UUID
    position: int
    step: str
    by: str
    author: UUID | None
    author_body: UUID | None
    on_behalf_of: UUID | None
    at: datetime
    said_at: datetime
    stamped: datetime | None
    addressed: Sequence[str]

    def as_json(self) -> dict[str, object]:
        """Return the header with ids and moments as text, ready for canonical JSON."""
        return {
            "addressed": sorted(self.addressed),
            "at": write_moment(self.at),
            "author": _text(self.author),
            "author_body": _text(self.author_body),
            "by": self.by,
            "dossier": str(self.dossier),
            "id": str(self.id),
            "on_behalf_of": _text(self.on_behalf_of),
            "position": self.position,
            "said_at": write_moment(self.said_at),
            "stamped": write_moment(self.stamped) if self.stamped else "",
            "step": self.step,
        }


def coded_hash(coded: Mapping[str, Value], salt: bytes) -> bytes:
    """Return the salted hash of a coded part: once the salt is erased it can't be guessed back."""
    return hmac.digest(salt, canonical_json(plain(coded)), hashlib.sha256)


def commitment(header: Header, coded: bytes, hashes: Mapping[str, str]) -> bytes:
    """Return the 32 bytes that the audit leaf holds of an entry: a hash of `commitment_data`."""
    return sha256(commitment_data(header, coded, hashes))


def commitment_data(header: Header, coded: bytes, hashes: Mapping[str, str]) -> bytes:
    """Return what an entry's commitment is the hash of.

    Args:
        header: the entry's clear header.
        coded: `coded_hash` of its coded part.
        hashes: class of each sealed part to the hex SHA-256 of its ciphertext.
    """
    said = {"coded": coded.hex(), "header": header.as_json(), "sealed": dict(hashes), "v": 1}
    return canonical_json(said)


def letter_mac(key: bytes, step: str, values: Mapping[str, Value]) -> bytes:
    """Return a keyed digest of all answers, so that the same letter sent twice is known.

    The key lives outside the database: without it a short sealed answer can't be guessed.
    """
    return hmac.digest(key, canonical_json([step, plain(values)]), hashlib.sha256)


def copy_number(entry: UUID) -> str:
    """Return the number of a copy for the parties: drawn, not counted.

    A second number in a row would tell one party that another has asked for a copy.
    """
    digest = sha256(b"copy:" + entry.bytes)
    letters = base64.b32encode(digest).decode()[:8]
    return f"{letters[:4]}-{letters[4:]}"


def plain(values: object) -> object:
    """Return values as JSON knows them: tuples as lists, mappings as dicts, floats as text."""
    if isinstance(values, Mapping):
        return {str(name): plain(value) for name, value in values.items()}
    if isinstance(values, list | tuple):
        return [plain(value) for value in values]
    return repr(values) if isinstance(values, float) else values


def answers_of(plaintext: bytes) -> dict[str, Value]:
    """Return the answers of an opened part."""
    return from_json(json.loads(plaintext))


def raw_of(plaintext: bytes) -> dict[str, list[str]]:
    """Return what was typed on a page, from an opened draft."""
    return {
        str(name): [str(text) for text in texts] for name, texts in json.loads(plaintext).items()
    }


def coded_json(coded: Mapping[str, Value]) -> dict[str, Value]:
    """Return a coded part as it is stored."""
    return {name: plain(value) for name, value in coded.items()}  # type: ignore[misc]


def from_json(coded: Mapping[str, object]) -> dict[str, Value]:
    """Return a stored coded part as the engine's values: lists are tuples again."""
    return {
        name: tuple(value) if isinstance(value, list) else value  # type: ignore[misc]
        for name, value in coded.items()
    }


def _text(id: UUID | None) -> str:
    return str(id) if id else ""
