"""Checks that a pack has its words in each of its languages. Pure."""

from collections.abc import Collection, Iterator

from amparo.base.problems import Fault
from amparo.forms.form import Form
from amparo.protocols.form_words import texts_of
from amparo.protocols.pack import Pack
from amparo.protocols.protocol import Protocol
from amparo.protocols.read_guidance import guidance_words
from amparo.protocols.terms import OUTSIDE, SERVER, TELLS, TICK

_NO_WORD = "There is no word for this in “{language}”."
_NO_TEXT = "This is not said in “{language}”."
_NO_TITLE = "It has no title in “{language}”."


def check_words(pack: Pack) -> Iterator[Fault]:
    """Yield each word that is missing in a language."""
    needed = dict.fromkeys(filter(None, words_needed(pack)))
    for language in pack.languages:
        words = pack.words.get(language, {})
        for key in needed:
            if not words.get(key):
                file = f"{pack.key}/words/{language}.toml"
                yield Fault(file, key, _NO_WORD.format(language=language))
    for form in pack.forms.values():
        yield from _form(pack, form)


def words_needed(pack: Pack) -> Iterator[str]:
    """Yield the key of each word that pages show of what a pack defines."""
    yield from guidance_words(pack.guidance)
    for name, keys in (
        ("kind", pack.body_kinds),
        ("hotline", pack.hotlines),
        ("table", pack.tables),
        ("ceiling", pack.ceilings),
        ("keep", pack.retention),
        ("report", pack.reports.rows),
        ("route", [route.key for route in pack.routes.rows]),
        ("route_class", pack.routes.classes),
    ):
        yield from (f"{name}.{key}" for key in keys)
    for kind in pack.body_kinds.values():
        yield from (f"role.{role}" for role in kind.roles)
    for instrument in pack.instruments.values():
        yield from (provision.says for provision in instrument.provisions if provision.says)
    asked = {question.name for form in pack.forms.values() for question in form.questions()}
    for protocol in pack.protocols.values():
        yield from _of_protocol(protocol, asked)


def _of_protocol(protocol: Protocol, asked: Collection[str]) -> Iterator[str]:
    """Yield a protocol's words; the answers that a form asks have their labels there."""
    yield protocol.title
    yield from (f"party.{party}" for party in protocol.parties)
    yield from (f"state.{protocol.key}.{key}" for key in protocol.states)
    yield from (f"group.{protocol.key}.{key}" for key in protocol.groups)
    yield from (f"coded.{key}" for key in protocol.tallies)
    yield from (f"refused.{protocol.key}.{key}" for key in protocol.gates)
    for step in protocol.steps.values():
        yield f"step.{protocol.key}.{step.key}"
        for by in step.by:
            party, _, role = by.partition(":")
            if party in OUTSIDE:
                yield f"party.{party}"
            if by not in {SERVER, TELLS, TICK} and role:
                yield f"role.{role}"
        for coded in step.coded:
            if coded.name in asked:
                continue
            yield from (f"choice.{coded.name}.{code}" for code in coded.choices)
    for clock in protocol.clocks.values():
        if not clock.extends:
            yield f"clock.{clock.key}"
            yield f"owed_to.{clock.owed_to}"
            if clock.for_information:
                yield f"party.{clock.owed_by}"
        yield from (f"level.{level.to}" for level in clock.escalate)


def _form(pack: Pack, form: Form) -> Iterator[Fault]:
    file = f"{pack.key}/forms/{form.key}"
    for language in pack.languages:
        for text in texts_of(form):
            if not text.says.get(language):
                says = _NO_TITLE if text.key.endswith(".form_title") else _NO_TEXT
                yield Fault(file, text.key, says.format(language=language))
