"""A condition of the pack in words, for people who follow it: questions and answers by their names.

It says the same as the expression and decides nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from amparo.desk.wording import language, say
from amparo.forms.expressions import Tree
from amparo.forms.form import Question, walk
from amparo.pages.form_sheet import say as pick
from amparo.protocols.condition import Condition
from amparo.protocols.pack import Pack


def condition_in_words(pack: Pack, condition: Condition | None) -> str:
    """Say when something holds; empty where it always does."""
    return _Words(pack).of(condition.tree) if condition else ""


COUNTING = frozenset(("count", "count-selected"))
UNSAID = frozenset(("number", "string"))
"""Functions that only turn an answer into what it is compared with."""


@dataclass(frozen=True)
class _Compared:
    """One question and the answers it is compared with; `is_so` unless it is said not to be."""

    name: str
    codes: tuple[str, ...]
    is_so: bool
    is_one_of_several: bool = False


class _Words:
    """Says a tree, node by node; what it has no words for it says as it is written."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def of(self, tree: Tree, *, inside: bool = False) -> str:
        kind, *parts = tree
        compared = _compared(tree)
        if compared:
            return self._answered(compared)
        if kind in ("and", "or"):
            return self._joined(kind, parts, inside=inside)
        if kind == "call":
            return self._call(*parts)
        if kind in ("text", "number"):
            return str(parts[0])
        if kind == "ref":
            return _("“%(question)s”") % {"question": self._asked(parts[0])}
        return f" {kind} ".join(self.of(part, inside=True) for part in parts)

    def _joined(self, kind: str, parts: Sequence[Tree], *, inside: bool) -> str:
        word = _("; and ") if kind == "and" else _("; or ")
        said = [
            self._answered(part) if isinstance(part, _Compared) else self.of(part, inside=True)
            for part in _merged(kind, parts)
        ]
        return f"({word.join(said)})" if inside and len(said) > 1 else word.join(said)

    def _call(self, function: str, *parts: Tree) -> str:
        if function == "not":
            return _("not: %(said)s") % {"said": self.of(parts[0], inside=True)}
        said = ", ".join(self.of(part) for part in parts)
        if function in COUNTING:
            return _("how many answers to %(question)s") % {"question": said}
        return said if function in UNSAID else f"{function}({said})"

    def _answered(self, compared: _Compared) -> str:
        known = [self._answer(compared.name, code) for code in compared.codes if code]
        if "" in compared.codes:
            known.append(_("no answer"))
        quoted = [_("“%(answer)s”") % {"answer": answer} for answer in known]
        said = {"question": self._asked(compared.name), "answers": _(" or ").join(quoted)}
        if not compared.is_so and len(quoted) > 1:
            return _("%(question)s none of %(answers)s") % {**said, "answers": ", ".join(quoted)}
        if not compared.is_so:
            return _("%(question)s not %(answers)s") % said
        if compared.is_one_of_several:
            return _("%(question)s among others %(answers)s") % said
        return _("%(question)s %(answers)s") % said

    def _question(self, name: str) -> tuple[Question, str] | None:
        for form in self.pack.forms.values():
            question = form.question(name)
            if question is not None and question.label:
                return question, form.default_language
        return None

    def _asked(self, name: str) -> str:
        found = self._question(name)
        if found is None:
            return _ending(self._repeated(name) or say(f"coded.{name}", self.pack))
        return _ending(pick(found[0].label, language(), found[1]))

    def _repeated(self, name: str) -> str:
        """Return what a repeat is called; a condition may count its rows."""
        labels = (
            pick(group.label, language(), form.default_language)
            for form in self.pack.forms.values()
            for _asked, above in walk(form.items)
            for group in above
            if group.name == name
        )
        return next(labels, "")

    def _answer(self, name: str, code: str) -> str:
        found = self._question(name)
        labels = {each.name: each.label for each in found[0].choices} if found else {}
        if found and code in labels:
            return pick(labels[code], language(), found[1])
        return say(f"choice.{name}.{code}", self.pack)


def _compared(tree: Tree) -> _Compared | None:
    """Return what a node compares, if it compares one question with one answer."""
    match tree:
        case ("call", "selected", ("ref", name), ("text", code)):
            return _Compared(name, (code,), is_so=True, is_one_of_several=True)
        case ("=" | "!=" as sign, ("ref", name), ("text", code)):
            return _Compared(name, (code,), is_so=sign == "=")
        case _:
            return None


def _merged(kind: str, parts: Sequence[Tree]) -> Iterator[Tree | _Compared]:
    """Yield the parts, with those that ask for one of several answers to one question together.

    "Is a or is b" goes together, and so does "is not a and is not b".
    """
    merged: list[Tree | _Compared] = []
    for part in parts:
        compared = _compared(part)
        last = merged[-1] if merged else None
        if compared is None or compared.is_so != (kind == "or"):
            merged.append(compared or part)
        elif isinstance(last, _Compared) and replace(last, codes=()) == replace(compared, codes=()):
            merged[-1] = replace(last, codes=last.codes + compared.codes)
        else:
            merged.append(compared)
    yield from merged


def _ending(asked: str) -> str:
    """End what was asked so that an answer can follow it."""
    return asked if asked.endswith(("?", ":", "…")) else f"{asked.rstrip('.')}:"
