"""Reads an expression into a tree. Pure.

A tree is a tuple whose first part names it, so that JSON can hold it as nested lists:

    ["text", "hurt"]   ["number", "0.5"]   ["ref", "signs"]   ["here"]
    ["column", "area"]                     a column of the choice, in a choice_filter
    ["clock", "today"]                     or "now"; only in forms
    ["call", "selected", tree, tree]       a function of functions.py
    ["neg", tree]
    ["+", tree, tree]                      also - * div mod = != < <= > >=
    ["and", tree, tree, tree, …]           also or

Numbers stay text, so that no reader of JSON rounds them.
"""

from dataclasses import dataclass
from typing import Any

from amparo.base.problems import Malformed
from amparo.forms.functions import ANY_NUMBER, FUNCTIONS
from amparo.forms.patterns import portable
from amparo.forms.tokens import Token, tokens

Tree = tuple[Any, ...]

DEEPEST = 60

LOOSEST_FIRST = ("or", "and", "= !=", "< <= > >=", "+ -", "* div mod")
POWERS = {sign: power for power, signs in enumerate(LOOSEST_FIRST, 1) for sign in signs.split()}
TIGHTEST = len(LOOSEST_FIRST)
OF_HERE = frozenset({"string-length", "string", "number"})
CLOCK = frozenset({"today", "now"})
CHANCE = frozenset({"random", "uuid"})

UNEXPECTED = "“{sign}” at position {position} does not fit here."
ENDS_EARLY = "The expression ends too early. Something is missing after its last word."
TOO_DEEP = "This expression is nested too deeply. Split it into calculations."
NOT_A_FUNCTION = "{name}() at position {position} is not supported. There are: {known}."
BY_CHANCE = "{name}() at position {position} is refused: nobody could work it out again."
NO_CLOCK = "{name}() at position {position} is refused: what is owed may not change with the day."
ARGUMENTS = "{name}() at position {position} takes {wanted}, not {given}."
BARE_NAME = "“{name}” at position {position}: write ${{{name}}} for a question, '{name}' for text."
NO_HERE = "The dot at position {position} means the answer itself; there is none here."
COUNT_OF = "count() at position {position} takes one ${{name}}."
PATTERN = "regex() at position {position}: its pattern must be written out between quotes."


@dataclass(frozen=True)
class Place:
    """Where an expression stands: what it may read there."""

    has_here: bool = True
    has_clock: bool = True
    has_columns: bool = False


def read_tree(text: str, place: Place) -> Tree:
    """Read an expression.

    Raises:
        Malformed: if it is not of the language, with the place in the text where that shows.
    """
    return _Reader(tokens(text), place).whole()


def depth(tree: Tree) -> int:
    """Count the levels, without climbing them one inside the other."""
    levels = 0
    level = [tree]
    while level:
        levels += 1
        level = [part for node in level for part in node[1:] if not isinstance(part, str)]
    return levels


class _Reader:
    """A precedence climber: one method a kind of phrase, one token looked at."""

    def __init__(self, found: tuple[Token, ...], place: Place) -> None:
        self.found = found
        self.place = place
        self.at = 0
        self.inside = 0

    def whole(self) -> Tree:
        tree = self._phrase(0)
        if self._next.kind != "end":
            raise self._unexpected()
        if depth(tree) > DEEPEST:
            raise Malformed(TOO_DEEP)
        return tree

    def _phrase(self, least: int) -> Tree:
        self.inside += 1
        if self.inside > DEEPEST:
            raise Malformed(TOO_DEEP)
        tree = self._start()
        while (power := self._power()) > least:
            sign = self._take().text
            tree = _join(sign, tree, self._phrase(power))
        self.inside -= 1
        return tree

    def _power(self) -> int:
        return POWERS.get(self._next.text, 0) if self._next.kind in ("mark", "name") else 0

    def _start(self) -> Tree:
        token = self._take()
        match token.kind:
            case "ref" | "number" | "text":
                return (token.kind, token.text)
            case "name":
                return self._name(token)
        match token.text:
            case "(" if token.kind == "mark":
                tree = self._phrase(0)
                self._close()
                return tree
            case "-" if token.kind == "mark":
                return ("neg", self._phrase(TIGHTEST))
            case "." if token.kind == "mark":
                return self._here(token)
        self.at -= 1
        raise self._unexpected()

    def _here(self, token: Token) -> Tree:
        if not self.place.has_here:
            raise Malformed(NO_HERE, position=token.position)
        return ("here",)

    def _name(self, token: Token) -> Tree:
        if self._is_mark("("):
            self._take()
            return self._call(token, self._arguments())
        if self.place.has_columns:
            return ("column", token.text)
        raise Malformed(BARE_NAME, name=token.text, position=token.position)

    def _arguments(self) -> list[Tree]:
        arguments: list[Tree] = []
        if not self._is_mark(")"):
            arguments.append(self._phrase(0))
            while self._is_mark(","):
                self._take()
                arguments.append(self._phrase(0))
        self._close()
        return arguments

    def _call(self, token: Token, arguments: list[Tree]) -> Tree:
        name = token.text
        if name in CLOCK:
            _check_number(token, arguments, 0, 0)
            if not self.place.has_clock:
                raise Malformed(NO_CLOCK, name=name, position=token.position)
            return ("clock", name)
        if name == "once":
            _check_number(token, arguments, 1, 1)
            return ("call", "coalesce", self._here(token), arguments[0])
        if name in OF_HERE and not arguments:
            arguments = [self._here(token)]
        return _function(token, arguments)

    def _close(self) -> None:
        if not self._is_mark(")"):
            raise self._unexpected()
        self._take()

    @property
    def _next(self) -> Token:
        return self.found[self.at]

    def _take(self) -> Token:
        token = self._next
        self.at += 1
        return token

    def _is_mark(self, sign: str) -> bool:
        return self._next.kind == "mark" and self._next.text == sign

    def _unexpected(self) -> Malformed:
        if self._next.kind == "end":
            return Malformed(ENDS_EARLY)
        return Malformed(UNEXPECTED, sign=self._next.text, position=self._next.position)


def _join(sign: str, left: Tree, right: Tree) -> Tree:
    if sign in ("and", "or") and left[0] == sign:
        return (*left, right)
    return (sign, left, right)


def _function(token: Token, arguments: list[Tree]) -> Tree:
    name = token.text
    if name in CHANCE:
        raise Malformed(BY_CHANCE, name=name, position=token.position)
    function = FUNCTIONS.get(name)
    if function is None:
        known = ", ".join(sorted({*FUNCTIONS, *CLOCK, "once"}))
        raise Malformed(NOT_A_FUNCTION, name=name, position=token.position, known=known)
    _check_number(token, arguments, function.least, function.most)
    if name == "count" and arguments[0][0] != "ref":
        raise Malformed(COUNT_OF, position=token.position)
    if name == "regex":
        if arguments[1][0] != "text":
            raise Malformed(PATTERN, position=token.position)
        arguments[1] = ("text", portable(arguments[1][1]))
    return ("call", name, *arguments)


def _check_number(token: Token, arguments: list[Tree], least: int, most: int) -> None:
    if least <= len(arguments) <= most:
        return
    wanted = str(least) if least == most else f"{least} to {most}"
    if most == ANY_NUMBER:
        wanted = f"at least {least}"
    raise Malformed(
        ARGUMENTS,
        name=token.text,
        position=token.position,
        wanted=wanted,
        given=len(arguments),
    )
