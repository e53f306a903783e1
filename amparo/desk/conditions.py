"""A condition of the pack in words, for people who follow it: questions and answers by their names.

It says the same as the expression and decides nothing.
"""

from django.utils.translation import gettext as _

from amparo.desk.wording import language, say
from amparo.forms.expressions import Tree
from amparo.forms.form import Question
from amparo.pages.form_sheet import say as pick
from amparo.protocols.condition import Condition
from amparo.protocols.pack import Pack


def condition_in_words(pack: Pack, condition: Condition | None) -> str:
    """Say when something holds; empty where it always does."""
    return _Words(pack).of(condition.tree) if condition else ""


class _Words:
    """Says a tree, node by node; what it has no words for it says as it is written."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def of(self, tree: Tree, *, inside: bool = False) -> str:
        kind, *parts = tree
        if kind in ("and", "or"):
            word = _(" and ") if kind == "and" else _(" or ")
            said = word.join(self.of(part, inside=True) for part in parts)
            return f"({said})" if inside else said
        if kind == "call":
            return self._call(*parts)
        if kind in ("text", "number"):
            return str(parts[0])
        if kind == "ref":
            return _("“%(question)s”") % {"question": self._asked(parts[0])}
        if kind in ("=", "!="):
            return self._compared(kind, *parts)
        return f" {kind} ".join(self.of(part, inside=True) for part in parts)

    def _call(self, function: str, *parts: Tree) -> str:
        if function == "not":
            return _("not: %(said)s") % {"said": self.of(parts[0], inside=True)}
        match parts:
            case (("ref", name), ("text", code)) if function == "selected":
                return self._is(name, code)
            case _:
                return f"{function}({', '.join(self.of(part) for part in parts)})"

    def _compared(self, sign: str, one: Tree, other: Tree) -> str:
        match (one, other):
            case (("ref", name), ("text", code)):
                return self._is(name, code) if sign == "=" else self._is_not(name, code)
            case _:
                return f"{self.of(one, inside=True)} {sign} {self.of(other, inside=True)}"

    def _is(self, name: str, code: str) -> str:
        if code == "":
            return _("“%(question)s” has no answer") % {"question": self._asked(name)}
        said = {"question": self._asked(name), "answer": self._answer(name, code)}
        return _("“%(question)s” is “%(answer)s”") % said

    def _is_not(self, name: str, code: str) -> str:
        if code == "":
            return _("“%(question)s” has an answer") % {"question": self._asked(name)}
        said = {"question": self._asked(name), "answer": self._answer(name, code)}
        return _("“%(question)s” is not “%(answer)s”") % said

    def _question(self, name: str) -> tuple[Question, str] | None:
        for form in self.pack.forms.values():
            question = form.question(name)
            if question is not None and question.label:
                return question, form.default_language
        return None

    def _asked(self, name: str) -> str:
        found = self._question(name)
        if found is None:
            return say(f"coded.{name}", self.pack)
        return pick(found[0].label, language(), found[1])

    def _answer(self, name: str, code: str) -> str:
        found = self._question(name)
        labels = {each.name: each.label for each in found[0].choices} if found else {}
        if found and code in labels:
            return pick(labels[code], language(), found[1])
        return say(f"choice.{name}.{code}", self.pack)
