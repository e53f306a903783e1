"""The forms of a page as a browser without scripts would send them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

Typed = Mapping[str, str | Sequence[str]]
Attributes = Mapping[str, str | None]

PRESSED = frozenset(("submit", "button", "image", "reset"))
TICKED = frozenset(("radio", "checkbox"))


@dataclass
class FormOnPage:
    """One form: where it goes, what stands in it, what can be pressed."""

    method: str
    action: str
    values: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def filled(self, typed: Typed, press: tuple[str, str] | None) -> list[tuple[str, str]]:
        """Return what is sent once this was typed and that button pressed.

        Raises:
            LookupError: the form asks no such thing, or has no such button.
        """
        if unknown := set(typed) - self.names:
            raise LookupError(f"a field called {min(unknown)}")
        if press is not None and press not in self.buttons:
            raise LookupError(f"a button {press[0]}={press[1]}")
        sent = {**self.values, **{name: _several(value) for name, value in typed.items()}}
        pairs = [(name, text) for name, texts in sent.items() for text in texts]
        return [*pairs, press] if press else pairs

    def choice(self, name: str, says: str) -> str:
        """Return the value of the choice whose words begin like this.

        Raises:
            LookupError: there is no such choice.
        """
        for value, words in self.choices.get(name, []):
            if words.startswith(says):
                return value
        raise LookupError(f"the choice “{says}” under {name}")


def _several(value: str | Sequence[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


class PageReader(HTMLParser):
    """Reads a page: its forms, its links and the words on it."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[FormOnPage] = []
        self.links: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.ids: set[str] = set()
        self._within: FormOnPage | None = None
        self._select, self._textarea = "", ""
        self._choice: tuple[str, str] | None = None
        self._link: str | None = None
        self._said: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.ids.add(said.get("id") or "")
        if tag in {"script", "style", "head"}:
            self._unseen += 1
        elif tag == "form":
            method = (said.get("method") or "get").lower()
            self._within = FormOnPage(method, said.get("action") or "")
            self.forms.append(self._within)
        elif tag == "a":
            self._link, self._said = said.get("href"), []
        elif self._within is not None:
            self._field(self._within, tag, said)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style", "head"}:
            self._unseen -= 1
        elif tag == "form":
            self._within = None
        elif tag == "a" and self._link is not None:
            self.links.append((self._link, " ".join("".join(self._said).split())))
            self._link = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea" and self._within is not None:
            # A line end right after the tag belongs to the tag.
            self._within.values[self._textarea] = ["".join(self._said).removeprefix("\n")]
        elif tag in {"label", "option"}:
            self._end_choice()

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words.append(data)
        self._said.append(data)

    @property
    def text(self) -> str:
        """Return the words of the page, with single spaces."""
        return " ".join("".join(self.words).split())

    def _field(self, form: FormOnPage, tag: str, said: Attributes) -> None:
        name, value = said.get("name") or "", said.get("value") or ""
        if tag == "select":
            self._select = name
            form.names.add(name)
            form.values.setdefault(name, [])
        elif tag == "option":
            self._choice, self._said = (self._select, value), []
            if "selected" in said or not form.values[self._select]:
                form.values[self._select] = [value]
        elif tag == "textarea":
            form.names.add(name)
            self._textarea, self._said = name, []
        elif tag == "button" and name:
            form.buttons.append((name, value))
        elif tag == "input" and name:
            self._input(form, said, name, value)

    def _input(self, form: FormOnPage, said: Attributes, name: str, value: str) -> None:
        kind = (said.get("type") or "text").lower()
        if kind in PRESSED:
            form.buttons.append((name, value))
            return
        form.names.add(name)
        if kind in TICKED:
            self._choice, self._said = (name, value), []
            if "checked" in said:
                form.values.setdefault(name, []).append(value)
        else:
            form.values.setdefault(name, []).append(value)

    def _end_choice(self) -> None:
        if self._choice is not None and self._within is not None:
            name, value = self._choice
            words = " ".join("".join(self._said).split())
            self._within.choices.setdefault(name, []).append((value, words))
        self._choice = None
