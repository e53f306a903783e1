"""The fixed terms that rows of a pack use, and what they stand for. Pure: values only."""

UNITS = ("hours", "working_days", "calendar_days", "months", "years")

GIVE, ASK, NEVER = "give", "ask", "never"
COPY = (GIVE, ASK, NEVER)
"""A copy for the parties holds it, or an officer decides each time, or it holds nothing of it."""

SERVER, TELLS, TICK = "server", "tells", "tick"
"""Who writes an entry where no person does: the server, another dossier's step, time itself."""

OVERSIGHT, KEEPER = "oversight", "keeper"
OUTSIDE = frozenset({OVERSIGHT, KEEPER})
"""Who may write beside the parties: whoever oversees the service, or keeps the raiser's name."""

ADDRESSED = "addressed"
"""In `sealed_to`: the circles that the entry itself names, beside parties."""

ACTIVITY = "activity"
"""The `subject` of what groups do: no child and no quarrel; see `check_reports.stands_alone`."""

WORRIES = (
    "danger",
    "tie",
    "third",
    "hold",
    "caregiver",
    "approval",
    "emergency",
    "transfer",
    "pressed",
    "adult",
    "session",
)
"""What an open duty can be on a supervisor's page, whether or not it is late yet."""

AUTHOR = "author"
"""In `sealed_to`: whoever writes the entry, as a person and not as the office they write for."""
