"""Shapes of what a form's page shows, worked out before any HTML; all text in them is plain."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ChoiceView:
    """`columns` is JSON of what a filter may read of this choice; empty where nothing filters."""

    id: str
    code: str
    label: str
    is_chosen: bool
    is_exclusive: bool
    columns: str


@dataclass(frozen=True)
class QuestionView:
    """`name` is what the browser sends, `key` what expressions call it; trees are JSON."""

    template: str
    id: str
    name: str
    key: str
    kind: str
    label: str
    hint: str = ""
    fault: str = ""
    is_required: bool = False
    value: str = ""
    limit: int | None = None
    choices: tuple[ChoiceView, ...] = ()
    has_exclusive: bool = False
    relevant: str = ""
    filter: str = ""
    calculation: str = ""

    @property
    def hint_id(self) -> str:
        return f"{self.id}-hint"

    @property
    def fault_id(self) -> str:
        return f"{self.id}-fault"

    @property
    def described_by(self) -> str:
        """Name what a screen reader says after the label: hint, limit, then what to mend."""
        parts = [
            self.hint_id if self.hint else "",
            f"{self.id}-limit" if self.limit else "",
            self.fault_id if self.fault else "",
        ]
        return " ".join(filter(None, parts))


@dataclass(frozen=True)
class GroupView:
    """`level` is the rank of its heading."""

    template: str
    id: str
    label: str
    level: int
    items: "tuple[ItemView, ...]"
    relevant: str = ""


@dataclass(frozen=True)
class RowView:
    number: int
    items: "tuple[ItemView, ...]"
    is_filled: bool


@dataclass(frozen=True)
class RepeatView:
    template: str
    id: str
    key: str
    label: str
    fault: str
    at_most: int
    rows: tuple[RowView, ...]
    relevant: str = ""


ItemView = QuestionView | GroupView | RepeatView
