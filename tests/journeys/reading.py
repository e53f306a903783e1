"""Reads a page as a browser without scripts does: its words, its links, its forms."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

Typed = Mapping[str, str | Sequence[str]]

VOID = frozenset({"meta", "link", "input", "br", "hr", "img"})
UNSEEN = frozenset({"script", "style", "title"})
CHOSEN = frozenset({"radio", "checkbox"})


@dataclass
class Button:
    label: str = ""
    name: str = ""
    value: str = ""


@dataclass
class PageForm:
    """A form as it stands on the page.

    Attributes:
        action: where it is sent; empty for the page's own address.
        sent: what would be sent if nothing were changed, by name.
        offered: the choices of what can only be chosen, by name; None for what is typed.
    """

    action: str
    method: str
    sent: dict[str, list[str]] = field(default_factory=dict)
    offered: dict[str, set[str] | None] = field(default_factory=dict)
    buttons: list[Button] = field(default_factory=list)

    def filled(self, answers: Typed, button: Button) -> dict[str, list[str]]:
        """Return what is sent once this was answered and that button pressed."""
        for name, value in answers.items():
            given = [value] if isinstance(value, str) else list(value)
            assert name in self.offered, f"the page does not ask {name}"
            choices = self.offered[name]
            assert choices is None or choices >= set(given), f"{name}: {given} is not offered"
            self.sent[name] = given
        pressed = {button.name: [button.value]} if button.name else {}
        return {**{name: texts for name, texts in self.sent.items() if texts}, **pressed}


@dataclass
class Reading(HTMLParser):
    """What stands on a page: `words` as they are read, links by their words, forms in order."""

    html: str
    links: list[tuple[str, str]] = field(default_factory=list)
    forms: list[PageForm] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    open: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    heard: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.html)
        self.close()

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.said).split())

    def form_with(self, label: str) -> tuple[PageForm, Button]:
        """Return the first form that has a button of these words, and the button."""
        for form, button in self._buttons():
            if button.label == label:
                return form, button
        there = ", ".join(button.label for _, button in self._buttons())
        raise AssertionError(f"no button says “{label}”; there are: {there}")

    def _buttons(self) -> Iterator[tuple[PageForm, Button]]:
        return ((form, button) for form in self.forms for button in form.buttons)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(PageForm(known.get("action", ""), known.get("method", "get")))
        elif self._is_in("form"):
            self._note_field(tag, known)
        if tag not in VOID:
            self.open.append((tag, known))
            self.heard[tag] = []

    def handle_data(self, data: str) -> None:
        if not any(tag in UNSEEN for tag, _ in self.open):
            self.said.append(data)
        for tag, _ in self.open:
            self.heard[tag].append(data)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"{tag} closes nothing"
        opened, attrs = self.open.pop()
        assert opened == tag, f"{tag} closes {opened}"
        words = "".join(self.heard[tag])
        label = " ".join(words.split())
        if tag == "a":
            self.links.append((label, attrs.get("href", "")))
        if tag == "button" and self._is_in("form") and attrs.get("type") != "button":
            self.forms[-1].buttons.append(
                Button(label, attrs.get("name", ""), attrs.get("value", ""))
            )
        if tag == "textarea" and "name" in attrs:
            self._typed(attrs["name"], words.removeprefix("\n"))

    def _is_in(self, tag: str) -> bool:
        return any(opened == tag for opened, _ in self.open)

    def _note_field(self, tag: str, attrs: dict[str, str]) -> None:
        name, value = attrs.get("name", ""), attrs.get("value", "")
        if tag == "select" and name:
            self.forms[-1].offered[name], self.forms[-1].sent[name] = set(), [""]
        elif tag == "option":
            asked = next(each["name"] for open_tag, each in self.open if open_tag == "select")
            self._offer(asked, value, is_chosen="selected" in attrs)
        elif tag == "input" and name and attrs.get("type") in CHOSEN:
            self.forms[-1].sent.setdefault(name, [])
            self._offer(name, value, is_chosen="checked" in attrs, adds=True)
        elif tag == "input" and name:
            self._typed(name, value)

    def _typed(self, name: str, value: str) -> None:
        self.forms[-1].offered[name], self.forms[-1].sent[name] = None, [value]

    def _offer(self, name: str, value: str, *, is_chosen: bool, adds: bool = False) -> None:
        form = self.forms[-1]
        offered = form.offered.setdefault(name, set())
        assert offered is not None, f"{name} is asked twice, in two ways"
        offered.add(value)
        if is_chosen:
            form.sent[name] = [*(form.sent[name] if adds else ()), value]
