"""What must hold between the questions of a form. Pure: gives all that is wrong at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from amparo.forms.expressions import codes_compared, columns_read, names_counted, names_read
from amparo.forms.form import CHOOSING, Group, Item, Question, Repeat, walk
from amparo.forms.grammar import Tree
from amparo.forms.kinds import read_answer
from amparo.forms.says import Says

NOT_A_QUESTION = "There is no question called {name}.{maybe}"
COMES_LATER = "{name} is asked later. An expression may only read what was asked before."
READS_ITSELF = "{name} can't depend on its own answer."
NO_ANSWER = "{name} has no answer that could be read."
OTHER_REPEAT = "{name} is inside the repeat {repeat}; from outside only count() can read that."
ONLY_COUNT = "{name} is a repeat; only count() can read it."
NOT_ITS_CODE = "“{code}” is not among the choices of {name}, so this can never hold.{maybe}"
NOT_A_COLUMN = "The choices sheet has no column “{column}”."
NOT_FIXED = "A default is a fixed answer; it can't read another one."
DEFAULT = "This default can't be an answer: {why}"

EXPRESSIONS = ("relevant", "constraint", "choice_filter", "calculation")


@dataclass(frozen=True)
class Finding:
    """What is wrong with the item of this name, and in which column."""

    name: str
    column: str
    says: str


def check_items(items: tuple[Item, ...], choice_columns: Sequence[str]) -> Iterator[Finding]:
    """Check expressions and defaults across a whole form."""
    known = _Known({item.name: item for item in _all(items)}, ("name", *choice_columns))
    yield from _in_order(items, known, None)
    for question, _ in walk(items):
        yield from _default(question)


@dataclass
class _Known:
    """`before` grows as the form is gone through: name to the repeat it stands in."""

    everything: Mapping[str, Item]
    columns: Sequence[str]
    before: dict[str, Repeat | None] = field(default_factory=dict)


def _all(items: Sequence[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        if not isinstance(item, Question):
            yield from _all(item.items)


def _in_order(items: Sequence[Item], known: _Known, repeat: Repeat | None) -> Iterator[Finding]:
    for item in items:
        for column, tree in expressions(item):
            for says in _expression(item, column, tree, known, repeat):
                yield Finding(item.name, column, says)
        if isinstance(item, Question):
            known.before[item.name] = repeat
            continue
        inside = item if isinstance(item, Repeat) else repeat
        yield from _in_order(item.items, known, inside)
        known.before[item.name] = repeat


def expressions(item: Item) -> Iterator[tuple[str, Tree]]:
    """Return the item's expressions, each with its column."""
    for column in EXPRESSIONS:
        tree = getattr(item, column, None)
        if tree is not None:
            yield column, tree


def _expression(
    item: Item, column: str, tree: Tree, known: _Known, repeat: Repeat | None
) -> Iterator[str]:
    for name in sorted(names_read(tree)):
        if name != item.name:
            yield from _read(name, known, repeat)
        elif column != "constraint":
            yield READS_ITSELF.format(name=name)
    for name in sorted(names_read(tree) - names_counted(tree)):
        if isinstance(known.everything.get(name), Repeat):
            yield ONLY_COUNT.format(name=name)
    for name, code in sorted(codes_compared(tree)):
        yield from _code(name, code, known)
    for missing in sorted(columns_read(tree) - set(known.columns)):
        yield NOT_A_COLUMN.format(column=missing)


def _read(name: str, known: _Known, repeat: Repeat | None) -> Iterator[str]:
    item = known.everything.get(name)
    if item is None:
        yield NOT_A_QUESTION.format(name=name, maybe=_maybe(name, known.everything))
    elif isinstance(item, Group) or (isinstance(item, Question) and item.kind == "note"):
        yield NO_ANSWER.format(name=name)
    elif name not in known.before:
        yield COMES_LATER.format(name=name)
    elif (other := known.before[name]) is not None and other is not repeat:
        yield OTHER_REPEAT.format(name=name, repeat=other.name)


def _code(name: str, code: str, known: _Known) -> Iterator[str]:
    item = known.everything.get(name)
    if not isinstance(item, Question) or item.kind not in CHOOSING or not code:
        return
    codes = [choice.name for choice in item.choices]
    if not set(code.split()) <= set(codes):
        yield NOT_ITS_CODE.format(name=name, code=code, maybe=_maybe(code, codes))


def _default(question: Question) -> Iterator[Finding]:
    if not question.default or question.kind in ("note", "calculate"):
        return
    if "${" in question.default:
        yield Finding(question.name, "default", NOT_FIXED)
    codes = [choice.name for choice in question.choices]
    is_several = question.kind == "select_multiple"
    said = question.default.split() if is_several else [question.default]
    answer = read_answer(question, said, codes)
    if isinstance(answer, Says):
        yield Finding(question.name, "default", DEFAULT.format(why=answer))


def _maybe(name: str, names: Mapping[str, Item] | Sequence[str]) -> str:
    close = get_close_matches(name, list(names), n=1)
    return f" Perhaps {close[0]}?" if close else ""
