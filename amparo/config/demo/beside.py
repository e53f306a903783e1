"""Plays what is done about a case beside its protocol's way: a file opened, a name asked for."""

from amparo.base.ids import new_id
from amparo.config.demo.doing import Doing
from amparo.dossiers.actions.emergency import BY_THE_OFFICE, open_in_emergency
from amparo.dossiers.actions.identities import ASK, ask_identity


def open_file(doing: Doing) -> None:
    """Open a file that is in other hands, in an emergency."""
    values, keyring = doing.values(BY_THE_OFFICE), doing.world.keyring(doing.act.who)
    entry = new_id(doing.at)
    open_in_emergency(doing.case, values, keyring, entry_id=entry, by=doing.by, at=doing.at)


def ask_name(doing: Doing) -> None:
    """Ask those who keep it for the name of whoever raised the concern."""
    values, entry = doing.values(ASK), new_id(doing.at)
    ask_identity(doing.case, values, entry_id=entry, by=doing.by, at=doing.at)
