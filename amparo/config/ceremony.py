"""What is said around the founding ceremony: before it, and of each file after it."""

from pathlib import Path

from django.core.management import CommandError

from amparo.trust.key_files import HOLDERS, KeyFor, server_folder

BEFORE = """\
The founding ceremony makes every key of this deployment, once.

Be five people in one room, at a machine that nobody else can see, with four empty sticks. Nothing
of what is made now can be made a second time.
"""

AFTERWARDS = """\
The keys are made. Four files in {folder} must leave this machine now:

  {root}
      signs for the directory of keys. Two copies, in two safes, in two buildings. It is needed
      every 90 days, for a minute: amparo directory renew FOLDER
      Who holds it could put a false key in a body's place. It never stays on a computer.

  {holders}
      one file for each of three people, in three institutions. Any two of them together can open
      what would else be lost, such as the key of somebody who forgot their passphrase; one alone
      can open nothing. They never lie in one place, and nobody takes two.

These stay here, in {server}:

  the directory's online key, the key that signs the log, the pepper, the root's public half
      readable by the server's user only. Keep a copy apart from the copies of the database: who
      has both knows more than either tells.

{public} is no secret: others check the directory of keys by it.

Now each takes what is theirs. Remove {folder} from this machine, and write
down who took what, with day and signature. Then:

  amparo pack install packs/pe
  amparo people first mimp PE "Ministry" administrator="First Person" administrator="Second Person"

The second names the first people, two so that nobody holds a role of trust alone; it prints a code
for each. They invite the others on the page of people. Any other office begins in the same way.
"""


def refuse_unfit(folder: Path, home: Path) -> None:
    """Refuse a folder in which keys would not be taken away, or would lie among other things.

    Raises:
        CommandError: it lies within the deployment's own data, or something is in it.
    """
    if folder.resolve().is_relative_to(home.resolve()):
        raise CommandError(
            f"{folder} lies beside the server's own data. Choose a folder that is taken away, such "
            "as one on a stick."
        )
    if folder.exists() and any(folder.iterdir()):
        raise CommandError(f"{folder} is not empty. Choose a new folder for the keys.")


def afterwards(folder: Path) -> str:
    """Return what to do with each file, in plain words."""
    return AFTERWARDS.format(
        folder=folder,
        root=f"{KeyFor.ROOT}.json",
        holders=", ".join(f"{holder}.json" for holder in HOLDERS),
        server=server_folder(),
        public=f"{KeyFor.ROOT_PUBLIC}.json",
    )
