"""What a form says in further languages, from words/<language>.toml. Pure.

A form carries its words in the columns of its sheets. A language that came later needs no column in
forty sheets: it says `form.<form>.<question>.label` in its one file of words, and so `hint`,
`required_message`, `constraint_message`, `choice.<code>`; groups and repeats have a `label`, a form
its `form_title`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from amparo.base.problems import Fault
from amparo.forms.form import Choice, Form, Group, Item, Question, Repeat, Words

FORM = "form."
ASKED = ("label", "hint", "required_message", "constraint_message")

Spoken = Mapping[str, Mapping[str, str]]
"""The words of each language by their keys."""

_NOT_ASKED = "No form says anything under “{key}”. Correct the key or take it out."


@dataclass(frozen=True)
class Text:
    """One text of a form, in the languages that it has, under the key that words give it."""

    key: str
    says: Words


def texts_of(form: Form) -> Iterator[Text]:
    """Yield all that a form says to people."""
    above = f"{FORM}{form.key}."
    yield Text(f"{above}form_title", form.title)
    for item in form.items:
        yield from _texts(above, item)


def with_words(form: Form, spoken: Spoken) -> Form:
    """Return a form that says in each language what the words of that language give it."""
    return _Tongues(f"{FORM}{form.key}.", spoken).form(form)


def unknown_words(forms: Mapping[str, Form], spoken: Spoken, pack: str) -> Iterator[Fault]:
    """Yield each word that is meant for a form and fits none of its texts."""
    known = {text.key for form in forms.values() for text in texts_of(form)}
    for language, words in spoken.items():
        for key in words:
            if key.startswith(FORM) and key not in known:
                file = f"{pack}/words/{language}.toml"
                yield Fault(file, key, _NOT_ASKED.format(key=key))


def without_forms(spoken: Spoken) -> dict[str, dict[str, str]]:
    """Return the words that are said beside forms: what a form says, it holds itself."""
    return {
        language: {key: text for key, text in words.items() if not key.startswith(FORM)}
        for language, words in spoken.items()
    }


def _texts(above: str, item: Item) -> Iterator[Text]:
    here = f"{above}{item.name}."
    if isinstance(item, Question):
        told = [Text(f"{here}{name}", getattr(item, name)) for name in ASKED]
        told += [Text(f"{here}choice.{choice.name}", choice.label) for choice in item.choices]
        yield from (text for text in told if text.says)
        return
    if item.label:
        yield Text(f"{here}label", item.label)
    for each in item.items:
        yield from _texts(above, each)


@dataclass(frozen=True)
class _Tongues:
    above: str
    spoken: Spoken

    def form(self, form: Form) -> Form:
        items = tuple(map(self.item, form.items))
        return replace(form, title=self.said("form_title", form.title), items=items)

    def item(self, item: Item) -> Item:
        if isinstance(item, Question):
            return self.question(item)
        return self.group(item)

    def group(self, group: Group | Repeat) -> Group | Repeat:
        label = self.said(f"{group.name}.label", group.label)
        return replace(group, label=label, items=tuple(map(self.item, group.items)))

    def question(self, asked: Question) -> Question:
        return replace(
            asked,
            label=self.said(f"{asked.name}.label", asked.label),
            hint=self.said(f"{asked.name}.hint", asked.hint),
            required_message=self.said(f"{asked.name}.required_message", asked.required_message),
            constraint_message=self.said(
                f"{asked.name}.constraint_message", asked.constraint_message
            ),
            choices=tuple(self.choice(asked.name, choice) for choice in asked.choices),
        )

    def choice(self, asked: str, choice: Choice) -> Choice:
        return replace(choice, label=self.said(f"{asked}.choice.{choice.name}", choice.label))

    def said(self, key: str, text: Words) -> Words:
        if not text:
            return text
        found = {
            language: words[self.above + key]
            for language, words in self.spoken.items()
            if self.above + key in words
        }
        return {**text, **found} if found else text
