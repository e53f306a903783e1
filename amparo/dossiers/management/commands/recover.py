"""`amparo recover`: the recovery ceremony, with two of the three holders' files."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.utils.timezone import now

from amparo.dossiers.actions.recovering import recover_office
from amparo.system.models import Body
from amparo.trust.models import Account, Membership
from amparo.trust.rules import normal_username

BEFORE = """\
Two of the three holders are here with their files, and somebody who knows who works at {office}.
{lost} loses every role there; {person} gets them, and a code to hand over. It is written
into the log. Go on? (yes/no) """


class Command(BaseCommand):
    help = "Give an office whose only holder lost the passphrase its key again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("holders", nargs=2, type=Path, help="two of the three holders' files")
        parser.add_argument("--lost", required=True, help="the user name that nobody can open")
        parser.add_argument("--person", required=True, help="who takes over, by name")
        parser.add_argument("--office", default="", help="which office, where there are several")
        parser.add_argument("--yes", action="store_true", help="don't ask before it begins")

    def handle(
        self,
        *,
        holders: list[Path],
        lost: str,
        person: str,
        office: str,
        yes: bool,
        **_options: object,
    ) -> None:
        account = Account.objects.filter(username=normal_username(lost)).first()
        if account is None:
            raise CommandError("Nobody has this user name.")
        body = self._office(account, office)
        asked = BEFORE.format(office=body.name, lost=account.display_name, person=person)
        if not yes and input(asked).strip().lower() not in {"y", "yes", "s", "si", "sí"}:
            raise CommandError("Nothing was changed.")
        files = (holders[0], holders[1])
        invited = recover_office(body, account, files, person, by=None, at=now())
        self.stdout.write(f"{body.name} has its key again. The code for {person}, for 7 days:")
        self.stdout.write(f"  {invited.code}")
        self.stdout.write("Put the holders' files away again, each in its own place.")

    def _office(self, account: Account, named: str) -> Body:
        held = Membership.objects.filter(account=account).in_force(now())
        bodies: list[Body] = list(Body.objects.filter(circle__in=held.values("circle")))
        if named:
            bodies = [body for body in bodies if named in {body.name, str(body.id)}]
        if len(bodies) != 1:
            names = ", ".join(body.name for body in bodies) or "none"
            raise CommandError(f"Say which office by --office. Found: {names}.")
        return bodies[0]
