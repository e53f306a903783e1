"""Reads HTML as strictly as a test should: tags closed, each id once, every field labelled."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from playwright.sync_api import Page

Preview = Callable[..., str]
"""Renders a preview: its name, the language, then what it is shown."""

Show = Callable[..., Page]
"""Opens HTML in the browser; further arguments are those of a Playwright context."""

VOID = frozenset({"meta", "link", "input", "br", "hr", "img"})
FIELDS = frozenset({"input", "select", "textarea"})
INLINE = frozenset({"style"})


@dataclass
class Element:
    tag: str
    attrs: dict[str, str | None]
    above: tuple[str, ...]
    text: str = ""


@dataclass
class Reading(HTMLParser):
    """`elements` in order; `wrong` says what is not as it should be."""

    html: str
    elements: list[Element] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.html)
        self.close()
        self.wrong += [f"{each.tag} is never closed" for each in self.open]
        self._check_ids()
        self._check_labels()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs), tuple(each.tag for each in self.open))
        self.wrong += [
            f"{tag} has {name} in the page"
            for name, _ in attrs
            if name in INLINE or name[:2] == "on"
        ]
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1].tag != tag:
            self.wrong.append(f"{tag} closes nothing")
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for each in self.open:
            each.text += data

    def all(self, tag: str, **attrs: str) -> list[Element]:
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attrs.items()}
        return [
            each
            for each in self.elements
            if each.tag == tag and wanted.items() <= each.attrs.items()
        ]

    def by_id(self, id: str) -> Element:
        return next(each for each in self.elements if each.attrs.get("id") == id)

    def _check_ids(self) -> None:
        ids = Counter(each.attrs["id"] for each in self.elements if "id" in each.attrs)
        self.wrong += [
            f"id {name} stands {times} times" for name, times in ids.items() if times > 1
        ]
        for element in self.elements:
            for name in ("for", "aria-describedby", "aria-labelledby", "data-left"):
                meant = (element.attrs.get(name) or "").split()
                self.wrong += [f"{name} {each} leads nowhere" for each in meant if each not in ids]

    def _check_labels(self) -> None:
        named = {each.attrs["for"] for each in self.all("label") if "for" in each.attrs}
        for each in self.elements:
            if each.tag not in FIELDS or each.attrs.get("type") == "hidden":
                continue
            if "label" not in each.above and each.attrs.get("id") not in named:
                self.wrong.append(f"{each.tag} {each.attrs.get('name')} has no label")
