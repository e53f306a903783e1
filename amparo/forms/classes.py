"""Who may read an answer: what must hold before it may be stored in clear. Pure.

A coded answer is clear in the database, so only what comes from a closed list, a bounded number or
a date may be coded, and it must not give away a sealed one by being asked, allowed or missing.
"""

from collections.abc import Iterator, Mapping

from amparo.forms.check import Finding, expressions
from amparo.forms.columns import AMPARO
from amparo.forms.expressions import names_read
from amparo.forms.form import (
    CODED,
    PUBLIC,
    SEALED,
    Above,
    Item,
    Question,
    repeat_of,
    walk,
)
from amparo.forms.grammar import Tree

NOT_CODABLE = "A question of type {kind} can't be coded: only closed lists, bounded numbers, dates."
NOT_BOUNDED = "A coded number needs a least and a most: a constraint like . >= 0 and . <= 20."
NOT_CLOSED = "A coded calculation must choose among fixed answers, with if() and texts in quotes."
READS_SEALED = "{name} is not coded; a coded question may not depend on it in its {column}."
NOT_DERIVED = (
    "{name} is not coded. If this must be worked out from sealed answers, mark it"
    " (bind::amparo:derived = yes); a person will then work it out again."
)
NOTHING_DERIVED = "Only a coded calculation can be derived."
NOT_A_MOMENT = "Only a coded date or datetime can be kept as a moment."
NOT_PUBLIC = "No answer may be public here: this is about people."
ONLY_TEXT = "Only a text question has a limit of characters."

_CODABLE = ("select_one", "select_multiple", "integer", "date", "datetime", "calculate")
_BOOLEAN = frozenset(("=", "!=", "<", "<=", ">", ">=", "and", "or"))
_CLOSED_CALLS = frozenset(
    (
        *("true", "false", "not", "selected", "contains", "starts-with", "regex"),
        *("count", "count-selected"),
    )
)
_UP, _DOWN = frozenset(("<", "<=")), frozenset((">", ">="))


def check_classes(items: tuple[Item, ...], *, public_allowed: bool) -> Iterator[Finding]:
    """Check every question's class, moment, derived and limit."""
    classes = _classes(items)
    closed = frozenset(question.name for question, _ in walk(items) if _is_list(question))
    for question, above in walk(items):
        yield from _marks(question, public_allowed=public_allowed)
        if question.answer_class == CODED:
            yield from _coded(question, closed)
            yield from _leaks(question, above, classes)


def _classes(items: tuple[Item, ...]) -> dict[str, str]:
    """Return each name's class. How many rows a repeat has is as private as its questions."""
    classes = {}
    for question, above in walk(items):
        classes[question.name] = question.answer_class
        repeat = repeat_of(above)
        if repeat is not None and classes.get(repeat.name) != CODED:
            classes[repeat.name] = CODED if question.answer_class == CODED else SEALED
    return classes


def _marks(question: Question, *, public_allowed: bool) -> Iterator[Finding]:
    is_coded = question.answer_class == CODED
    if question.answer_class == PUBLIC and not public_allowed:
        yield Finding(question.name, f"{AMPARO}class", NOT_PUBLIC)
    if question.moment and not (is_coded and question.kind in ("date", "datetime")):
        yield Finding(question.name, f"{AMPARO}moment", NOT_A_MOMENT)
    if question.derived and not (is_coded and question.kind == "calculate"):
        yield Finding(question.name, f"{AMPARO}derived", NOTHING_DERIVED)
    if question.limit is not None and question.kind != "text":
        yield Finding(question.name, f"{AMPARO}limit", ONLY_TEXT)


def _coded(question: Question, closed: frozenset[str]) -> Iterator[Finding]:
    if question.kind not in _CODABLE:
        yield Finding(question.name, f"{AMPARO}class", NOT_CODABLE.format(kind=question.kind))
    if question.kind == "integer" and not _is_bounded(question):
        yield Finding(question.name, "constraint", NOT_BOUNDED)
    if question.calculation is not None and not _is_closed(question.calculation, closed):
        yield Finding(question.name, "calculation", NOT_CLOSED)


def _leaks(question: Question, above: Above, classes: Mapping[str, str]) -> Iterator[Finding]:
    trees = [*expressions(question), *(pair for item in above for pair in expressions(item))]
    for column, tree in trees:
        for name in sorted(names_read(tree) - {question.name}):
            if classes.get(name, CODED) == CODED or (column == "calculation" and question.derived):
                continue
            says = NOT_DERIVED if column == "calculation" else READS_SEALED
            yield Finding(question.name, column, says.format(name=name, column=column))


def _is_list(question: Question) -> bool:
    """Say whether its answer as it stands may be coded; a coded day may not, only its week."""
    is_day = question.kind in ("date", "datetime") and not question.moment
    return question.answer_class == CODED and not is_day


def _is_closed(tree: Tree, closed: frozenset[str]) -> bool:
    """Say whether it can only give one of a few answers known beforehand."""
    if tree[0] == "call" and tree[1] in ("if", "coalesce"):
        return all(_is_closed(part, closed) for part in tree[3 if tree[1] == "if" else 2 :])
    if tree[0] == "ref":
        return tree[1] in closed
    if tree[0] == "call":
        return tree[1] in _CLOSED_CALLS
    return tree[0] in ("text", "number", "here") or tree[0] in _BOOLEAN


def _is_bounded(question: Question) -> bool:
    tree = question.constraint
    parts = () if tree is None else tree[1:] if tree[0] == "and" else (tree,)
    sides = {_side(part, question.name) for part in parts}
    return {"least", "most"} <= sides


def _side(tree: Tree, name: str) -> str:
    """Return whether this says `least` or `most` of the answer itself."""
    if tree[0] not in _UP | _DOWN:
        return ""
    left, right = tree[1:]
    if _is_itself(left, name) and _is_number(right):
        return "most" if tree[0] in _UP else "least"
    if _is_number(left) and _is_itself(right, name):
        return "least" if tree[0] in _UP else "most"
    return ""


def _is_itself(tree: Tree, name: str) -> bool:
    return tree in (("here",), ("ref", name))


def _is_number(tree: Tree) -> bool:
    return tree[0] == "number" or (tree[0] == "neg" and _is_number(tree[1]))
