"""Regular expressions that mean the same in every language that evaluates them. Pure.

Only a small part is allowed: what Python, JavaScript and Java would read differently, or could
spend minutes on, is refused when the form is read. A pattern has to fit the whole text.
"""

import re
from dataclasses import dataclass

from amparo.base.problems import Malformed

LONGEST_TEXT = 250
"""A longer text fits no pattern: matching must stay quick on a small phone."""

MANY = 20
FEW = 5
MOST_OPEN_REPEATS = 4

UNREADABLE = "The pattern of regex() can't be read at its character {position}: “{sign}”."
ESCAPE = "The pattern of regex() has “{sign}” at its character {position}; it is not supported."
SLOW = (
    "The pattern of regex() repeats what itself repeats or varies (character {position});"
    " that can take minutes. Write it without the inner one."
)
BROKEN = "The pattern of regex() can't be read. Check its brackets and ranges."

_CLASSES = {"d": "0-9", "w": "A-Za-z0-9_", "s": r" \t\n\r"}
_ESCAPED = frozenset(r".\/()[]{}+*?^$|-tnr")
_PLAIN_UNESCAPED = frozenset("/-")
_PIECE = re.compile(
    r"(?P<escape>\\.)"
    r"|(?P<set>\[\^?(?:\\.|[^\]\[\\])+\])"
    r"|(?P<open>\((?:\?:|(?!\?)))"
    r"|(?P<close>\))"
    r"|(?P<repeat>(?:[*+?]|\{[0-9]{1,3}(?:,[0-9]{0,3})?\})\??)"
    r"|(?P<choice>\|)"
    r"|(?P<edge>[\^$])"
    r"|(?P<any>\.)"
    r"|(?P<plain>[^\\()\[\]{}*+?|])",
    re.DOTALL,
)


def portable(pattern: str) -> str:
    r"""Return the pattern with `.`, `\d`, `\w` and `\s` spelt out and its outer `^` and `$` gone.

    Raises:
        Malformed: if it uses what is not supported.
    """
    result = _Scan(pattern).written()
    try:
        # The original too: a range like [\w-z] only becomes readable by spelling it out.
        re.compile(pattern)
        re.compile(result)
    except (re.error, RecursionError, OverflowError):
        raise Malformed(BROKEN) from None
    return result


def fits(text: str, pattern: str) -> bool:
    """Say whether a portable pattern fits the whole text."""
    if len(text) > LONGEST_TEXT:
        return False
    return re.fullmatch(pattern, text) is not None


@dataclass
class _Group:
    """`loose`: holds a repeat of any length. `varied`: may fit in more than one way."""

    loose: bool = False
    varied: bool = False


class _Scan:
    """Goes through a pattern once, remembering what each group that is still open holds."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.groups = [_Group()]
        self.last: _Group | None = None  # what a repeat would repeat; None if there is nothing
        self.open_repeats = 0

    def written(self) -> str:
        pieces = []
        at = 0
        while at < len(self.pattern):
            match = _PIECE.match(self.pattern, at)
            if match is None:
                raise self._unreadable(at)
            pieces.append(self._piece(str(match.lastgroup), match[0], at))
            at = match.end()
        if len(self.groups) > 1:
            raise Malformed(BROKEN)
        return "".join(pieces)

    def _piece(self, kind: str, text: str, at: int) -> str:
        match kind:
            case "repeat":
                return self._repeat(text, at)
            case "open":
                self.groups.append(_Group())
                self.last = None
                return "(?:"
            case "close":
                return self._close(at)
            case "choice":
                self.groups[-1].varied = True
                self.last = None
                return "|"
            case "edge":
                return self._edge(text, at)
            case _:
                self.last = _Group()
                return self._atom(kind, text, at)

    def _atom(self, kind: str, text: str, at: int) -> str:
        if kind == "any":
            return r"[^\n]"
        if kind == "set":
            return self._set(text, at)
        if kind == "plain":
            return text
        sign = text[1]
        if sign.lower() in _CLASSES:
            start = "[" if sign in _CLASSES else "[^"
            return start + _CLASSES[sign.lower()] + "]"
        if sign not in _ESCAPED:
            raise Malformed(ESCAPE, sign=text, position=at + 1)
        return sign if sign in _PLAIN_UNESCAPED else text

    def _set(self, text: str, at: int) -> str:
        # Doubled signs mean set arithmetic in some languages.
        if any(sign * 2 in text for sign in "-&|~"):
            raise self._unreadable(at)

        def spelt(match: re.Match[str]) -> str:
            sign = match[0][1]
            if sign not in _CLASSES and sign not in _ESCAPED:
                raise Malformed(ESCAPE, sign=match[0], position=at + 1)
            return _CLASSES.get(sign, match[0])

        return re.sub(r"\\.", spelt, text, flags=re.DOTALL)

    def _close(self, at: int) -> str:
        if len(self.groups) == 1:
            raise self._unreadable(at)
        self.last = self.groups.pop()
        self._holds(loose=self.last.loose, varied=self.last.varied)
        return ")"

    def _edge(self, text: str, at: int) -> str:
        self.last = None
        is_start = text == "^" and at == 0
        is_end = text == "$" and at == len(self.pattern) - 1
        if not (is_start or is_end):
            raise self._unreadable(at)
        return ""

    def _repeat(self, text: str, at: int) -> str:
        if self.last is None:
            raise self._unreadable(at)
        least, most = _counts(text)
        is_open = most > MANY
        self.open_repeats += is_open
        if (
            (self.last.loose and most > 1)
            or (self.last.varied and most > FEW)
            or self.open_repeats > MOST_OPEN_REPEATS
        ):
            raise Malformed(SLOW, position=at + 1)
        self.last = None
        self._holds(loose=is_open and least != most, varied=least != most)
        return text

    def _holds(self, *, loose: bool, varied: bool) -> None:
        self.groups[-1].loose |= loose
        self.groups[-1].varied |= varied

    def _unreadable(self, at: int) -> Malformed:
        return Malformed(UNREADABLE, position=at + 1, sign=self.pattern[at])


def _counts(repeat: str) -> tuple[int, int]:
    """Return the least and the most times; 1000 stands for any number of times."""
    if repeat[0] != "{":
        return {"*": (0, 1000), "+": (1, 1000), "?": (0, 1)}[repeat[0]]
    least, comma, most = repeat.strip("{}?").partition(",")
    if not comma:
        return int(least), int(least)
    return int(least), int(most) if most else 1000
