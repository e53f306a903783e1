"""What a form is: questions in groups and repeats, each with its class. Pure.

A `Form` can be built by hand, but `read.read_form` builds it from an XLSForm and checks it; what is
checked there is taken for granted here.

As JSON a form holds only texts, whole numbers, booleans, lists and objects, so that every writer of
JSON writes the same bytes. What is empty or as usual is left out; `is` says whether an item is a
question, a group or a repeat.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from functools import cached_property
from typing import Any, TypeVar

from amparo.base.problems import Malformed
from amparo.forms.grammar import DEEPEST, Tree

Words = Mapping[str, str]
"""The same text in each language: `{"es": "¿Dónde?", "en": "Where?"}`."""

SEALED, CODED, REPORTER, CALLBACK, PUBLIC = "sealed", "coded", "reporter", "callback", "public"
ALLEGED = "alleged"
CLASSES = (SEALED, CODED, REPORTER, CALLBACK, ALLEGED, PUBLIC)

CHOOSING = ("select_one", "select_multiple")
KINDS = (*CHOOSING, "integer", "text", "date", "datetime", "time", "note", "calculate")

ASK, NEVER = "ask", "never"
COPY = (ASK, NEVER)
"""In a copy for the parties: decided each time, as the child's words are; or left out always."""

LONGEST_TEXT = 4_000

NOT_A_FORM = "This is not a form as it was written. Read the form again from its sheets."

Json = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True)
class Choice:
    """`columns` are further columns of the choices sheet, which a choice_filter may read."""

    name: str
    label: Words
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """One question, note or calculation.

    `moment`: kept to the minute, not as the week. `derived`: a coded calculation that may read
    sealed answers, and that a person must work out again. `limit`: most characters of a text.
    `number`: under which it stands on paper, with those after it that have none. `copy`: one of
    `COPY`, what becomes of its answer in a copy for the parties.
    """

    name: str
    kind: str
    label: Words = field(default_factory=dict)
    hint: Words = field(default_factory=dict)
    answer_class: str = SEALED
    moment: bool = False
    derived: bool = False
    required: bool = False
    required_message: Words = field(default_factory=dict)
    relevant: Tree | None = None
    constraint: Tree | None = None
    constraint_message: Words = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    choice_filter: Tree | None = None
    default: str = ""
    calculation: Tree | None = None
    appearance: str = ""
    limit: int | None = None
    number: int | None = None
    copy: str = ""


@dataclass(frozen=True)
class Group:
    name: str
    label: Words
    items: "tuple[Item, ...]"
    relevant: Tree | None = None
    appearance: str = ""


@dataclass(frozen=True)
class Repeat:
    """The same questions again, for each child for example, at most `at_most` times."""

    name: str
    label: Words
    items: "tuple[Item, ...]"
    at_most: int
    relevant: Tree | None = None
    appearance: str = ""
    number: int | None = None


Item = Question | Group | Repeat
Above = tuple[Group | Repeat, ...]


@dataclass(frozen=True)
class Form:
    """`key` and `version` are the XLSForm's form_id and version."""

    key: str
    version: str
    title: Words
    default_language: str
    items: tuple[Item, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self.title)

    def questions(self) -> tuple[Question, ...]:
        """Return every question in the order asked, those in groups and repeats too."""
        return tuple(question for question, _ in walk(self.items))

    def question(self, name: str) -> Question | None:
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> Mapping[str, Question]:
        """Every question by its name; the first, where a sheet that is yet unchecked has two."""
        return {question.name: question for question in reversed(self.questions())}


def walk(items: tuple[Item, ...], above: Above = ()) -> Iterator[tuple[Question, Above]]:
    """Go through the questions, each with the groups and repeats it stands in, outermost first."""
    for item in items:
        if isinstance(item, Question):
            yield item, above
        else:
            yield from walk(item.items, (*above, item))


def repeat_of(above: Above) -> Repeat | None:
    return next((item for item in above if isinstance(item, Repeat)), None)


def form_to_json(form: Form) -> Json:
    return _plain(form)


def form_from_json(data: Mapping[str, Any]) -> Form:
    """Read what `form_to_json` gave, also after it went through JSON.

    Raises:
        Malformed: if it is anything else.
    """
    try:
        return _made(Form, data)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise Malformed(NOT_A_FORM) from error


def _plain(thing: Form | Item | Choice) -> Json:
    data: Json = {} if isinstance(thing, Form | Choice) else {"is": _NAMES[type(thing)]}
    for each in fields(thing):
        value = getattr(thing, each.name)
        if value != _usual(each):
            data[each.name] = _value(value)
    return data


def _value(value: Any) -> Any:  # noqa: ANN401 - whatever a field holds
    if isinstance(value, Question | Group | Repeat | Choice):
        return _plain(value)
    if isinstance(value, tuple):
        return [_value(part) for part in value]
    return dict(value) if isinstance(value, Mapping) else value


def _usual(each: "Field[Any]") -> Any:  # noqa: ANN401 - whatever a field holds
    if each.default_factory is not MISSING:
        return each.default_factory()
    return each.default


def _made(kind: type[T], data: Mapping[str, Any]) -> T:
    known = {each.name for each in fields(kind)}  # type: ignore[arg-type] # one of our dataclasses
    given = {name: value for name, value in data.items() if name != "is"}
    if not known >= given.keys():
        raise Malformed(NOT_A_FORM)
    return kind(**{name: _READ.get(name, _same)(value) for name, value in given.items()})


def _item(data: Mapping[str, Any]) -> Item:
    return _made(_CLASSES[data["is"]], data)


def _tree(data: Any, level: int = 0) -> Tree:  # noqa: ANN401 - checked here
    if not isinstance(data, list | tuple) or level > DEEPEST:
        raise Malformed(NOT_A_FORM)
    return tuple(part if isinstance(part, str) else _tree(part, level + 1) for part in data)


def _same(value: Any) -> Any:  # noqa: ANN401 - texts, numbers and booleans
    return dict(value) if isinstance(value, Mapping) else value


_CLASSES: Mapping[str, type[Question | Group | Repeat]] = {
    "question": Question,
    "group": Group,
    "repeat": Repeat,
}
_NAMES = {kind: name for name, kind in _CLASSES.items()}
_READ: Mapping[str, Callable[[Any], Any]] = {
    "items": lambda items: tuple(map(_item, items)),
    "choices": lambda choices: tuple(_made(Choice, choice) for choice in choices),
    **dict.fromkeys(("relevant", "constraint", "choice_filter", "calculation"), _tree),
}
