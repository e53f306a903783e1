"""What can go wrong with a backup, in sentences that say what to do."""

from amparo.base.problems import Problem


class NoRecipient(Problem):
    says = (
        "Nobody could open it. Say for whom it is locked: --to age1..., or {setting} with the "
        "public keys of two people, apart by a space."
    )


class NotARecipient(Problem):
    says = "This is no public key of age: it begins with age1 and is copied whole."


class SameRecipient(Problem):
    says = (
        "Whoever opens the keys could open the backups with the same key, and would have both. "
        "Lock the keys for other people."
    )


class NotAnIdentity(Problem):
    says = "In {file} is no key of age. It is a file with a line that begins with AGE-SECRET-KEY-1."


class CannotRead(Problem):
    says = "{file} can't be read. Check the name, and that this user may read it."


class InTheWay(Problem):
    says = "{file} is there already. Nothing was written; choose another name."


class NoRoom(Problem):
    says = "There is no room left in {folder}. Nothing was kept of it; make room and do it again."


class NoRoomForDatabase(Problem):
    says = "There is no room left for the database. Nothing was kept; make room and do it again."


class CannotWrite(Problem):
    says = "{folder} can't be written to. Check that it is there, and that this user may write."


class NotOpened(Problem):
    says = (
        "{file} does not open with this key. It was locked for others, it is no backup, or its "
        "beginning was changed. Nothing was written."
    )


class NotWhole(Problem):
    says = (
        "{file} is not whole: it was cut off, or something in it was changed. Nothing was written. "
        "Take another copy of it, or the backup before."
    )


class MadeElsewhere(Problem):
    says = (
        "The keys that are here did not make {file}: it is another deployment's, or these are "
        "another's keys. Nothing was written."
    )


class Newer(Problem):
    says = (
        "{file} was made by a newer Amparo than this one. Nothing was written. Install that "
        "version, or a later one, and do it again."
    )


class NotEmpty(Problem):
    says = (
        "There is a database here already. A backup is only put into an empty place: name a new "
        "one in AMPARO_DATABASE_URL, or move this one away first."
    )


class KeysMissing(Problem):
    says = (
        "The server's own keys are not in {folder}. Put them back first, from their own copy: "
        "amparo restore keys FILE --key FILE"
    )


class LogDiffers(Problem):
    says = "What was in the backup is not what its log says. Nothing was kept of it. {found}"


class KeysInTheWay(Problem):
    says = "There are keys in {folder} already. Nothing was written; move them away first."
