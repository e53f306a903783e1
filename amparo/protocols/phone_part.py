"""What a phone needs of a pack, as bytes, and how it changes. Pure.

Of the protocols that are `on_phone`: what replaying them asks for, and the forms of the steps that
a vetted member takes or may read; with routes, kinds of body, hotlines, calendar and words.
Sources, permissions and what only an office does stay behind: the first load travels over 2G.

    part    {"format": 1, "of": hash of the whole pack, "pack": {…}}
    delta   {"from": hash, "to": hash, "put": [[path, value], …], "drop": [[path], …]}

Both are canonical JSON. A path is a list of keys from the top; only objects are walked into, a
list is one value.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from amparo.base.canonical import canonical_json, sha256
from amparo.protocols.compiled import FORMAT, compile_pack
from amparo.protocols.pack import Pack

ROLE = "vetted"
"""Whoever holds a phone with the app: a member of a group, vetted by the office."""

APP_WORDS = "phone."
"""The app's own words: they come with the app, before there is a pack."""

WORDS = frozenset(
    (
        *("message", "card", "danger", "call", "hotline", "hotline_says", "kind", "label"),
        *("choice", "owed_to", "route_class", "topic", "guidance", "picture", "pictures"),
        *("code_words", "support", "gap", "service"),
    )
)
"""The first part of the words that are said on a phone."""

LATER = frozenset(
    (
        *("topic", "guidance", "picture", "call", "card", "hotline_says"),
        *("choice", "clock", "danger", "gap", "owed_to", "pictures", "protocol", "refused"),
        *("route_class", "state"),
    )
)
"""What is read when there is time, comes with the app already, or is said on no first screen."""

OF_PROTOCOLS = frozenset(("protocol", "state", "step", "refused"))

_TOP = (
    *("key", "version", "languages", "zone", "adult_age", "valid_from", "valid_to"),
    *("calendar", "hotlines", "guidance"),
)
_LEFT = {
    "steps": (
        *("source", "label", "safeguard", "tells", "copy", "reads_for", "opens_for_receiver"),
        *("opens_referral", "opens_siblings", "withdraws", "withdraws_when", "group", "decides"),
        *("opens_gap", "has_own_page"),
    ),
    "clocks": ("source", "label", "safeguard", "escalate", "worry"),
    "gates": ("source", "label", "safeguard"),
    "tallies": ("safeguard",),
}
_OF_KIND = ("key", "reach", "kept_by", "is_desk")
_OF_ROUTE = ("key", "when", "matter", "to", "always", "relay", "none")

Json = Any


def phone_part(pack: Pack) -> bytes:
    """Return a pack's part for phones: the same pack always gives the same bytes."""
    whole = json.loads(compile_pack(pack))["pack"]
    protocols = {key: _protocol(row) for key, row in whole["protocols"].items() if _is_there(row)}
    forms = set(_forms(protocols)) | {pack.routes.form}
    part = {
        **{key: whole[key] for key in _TOP if key in whole},
        "protocols": protocols,
        "forms": {key: form for key, form in whole["forms"].items() if key in forms},
        "routes": _routes(whole["routes"]),
        "body_kinds": {
            key: _kept(row, _OF_KIND) for key, row in whole.get("body_kinds", {}).items()
        },
        "words": {
            language: dict(_words(words, protocols))
            for language, words in whole.get("words", {}).items()
        },
    }
    return canonical_json({"format": FORMAT, "of": pack.hash, "pack": _lean(part)})


def in_language(part: bytes, language: str) -> bytes:
    """Return what a first load over 2G waits for: all forms in one language, and no guidance yet.

    Nor the words that the app brings with it. The whole part, with a hash of its own, follows
    once there is time. A language that the pack does not have is taken for its first.
    """
    data = json.loads(part)
    languages = data["pack"]["languages"]
    kept = language if language in languages else languages[0]
    data["pack"].pop("guidance", None)
    lean = _said_in(kept, frozenset(languages), data)
    for said in lean["pack"]["words"].values():
        for key in [key for key in said if key.partition(".")[0] in LATER]:
            del said[key]
    return canonical_json(lean)


def part_hash(part: bytes) -> str:
    """Return the hash by which a phone asks for a part, in hex."""
    return sha256(part).hex()


def part_delta(old: bytes, new: bytes) -> bytes:
    """Return what turns one part into another."""
    put: list[Json] = []
    drop: list[Json] = []
    _compare(json.loads(old), json.loads(new), (), put, drop)
    return canonical_json({"from": part_hash(old), "to": part_hash(new), "put": put, "drop": drop})


def _is_there(protocol: Json) -> bool:
    return bool(protocol.get("on_phone"))


def _protocol(protocol: Json) -> Json:
    kept = {key: protocol[key] for key in ("key", "title", "parties", "subject") if key in protocol}
    for rows, left in _LEFT.items():
        if found := protocol.get(rows):
            kept[rows] = {key: _without(row, left) for key, row in found.items()}
    return kept


def _forms(protocols: Mapping[str, Json]) -> Iterator[str]:
    """Yield the forms of the steps that a member takes, or that are sealed to one."""
    for protocol in protocols.values():
        steps = protocol.get("steps", {}).values()
        hats = {by for step in steps for by in step["by"] if by.endswith(f":{ROLE}")}
        members = {hat.split(":")[0] for hat in hats}
        for step in steps:
            reads = members.intersection(step.get("sealed_to", ()))
            if step.get("form") and (reads or hats.intersection(step["by"])):
                yield step["form"]


def _routes(routes: Json) -> Json:
    return {**routes, "rows": [_kept(row, _OF_ROUTE) for row in routes.get("rows", ())]}


def _words(words: Mapping[str, str], protocols: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    clocks = {clock for protocol in protocols.values() for clock in protocol.get("clocks", {})}
    for key, text in words.items():
        first, _, rest = key.partition(".")
        of_protocol = first in OF_PROTOCOLS and rest.split(".")[0] in protocols
        of_clock = first == "clock" and rest in clocks
        if (first in WORDS or of_protocol or of_clock) and not key.startswith(APP_WORDS):
            yield key, text


def _lean(value: Json) -> Json:
    """Leave out how a condition was written; its tree says it all."""
    if isinstance(value, list):
        return [_lean(each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"text", "tree"}:
        return {"tree": value["tree"]}
    return {key: _lean(each) for key, each in value.items()}


def _said_in(language: str, languages: frozenset[str], value: Json) -> Json:
    """Keep one language of what is said in several: an object whose keys are all languages."""
    if isinstance(value, list):
        return [_said_in(language, languages, each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.keys() and languages.issuperset(value):
        return {key: text for key, text in value.items() if key == language}
    return {key: _said_in(language, languages, each) for key, each in value.items()}


def _kept(row: Json, fields: tuple[str, ...]) -> Json:
    return {key: row[key] for key in fields if key in row}


def _without(row: Json, fields: tuple[str, ...]) -> Json:
    return {key: value for key, value in row.items() if key not in fields}


def _compare(
    old: Mapping[str, Json],
    new: Mapping[str, Json],
    path: tuple[str, ...],
    put: list[Json],
    drop: list[Json],
) -> None:
    drop.extend([[*path, key]] for key in sorted(old.keys() - new.keys()))
    for key in sorted(new):
        before, after = old.get(key), new[key]
        if isinstance(before, dict) and isinstance(after, dict):
            _compare(before, after, (*path, key), put, drop)
        elif key not in old or before != after:
            put.append([[*path, key], after])
