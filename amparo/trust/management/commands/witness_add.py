"""`amparo witness add NAME KEY`: let somebody outside watch the log."""

from argparse import ArgumentParser

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from amparo.trust.actions.witnesses import add_witness
from amparo.trust.log import log_signer


class Command(BaseCommand):
    help = "Name an outside witness of the log by its public key; print its token once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="without spaces, such as ombudsman.example")
        parser.add_argument("key", help="its public key in hex, as `amparo witness --begin` said")

    def handle(self, *, name: str, key: str, **_options: object) -> None:
        try:
            public = bytes.fromhex(key)
        except ValueError:
            raise CommandError("The key is 64 hex digits.") from None
        token = add_witness(name, public, by=None, at=timezone.now())
        signer = log_signer()
        self.stdout.write(f"Hand over on a safe way, and keep no copy of the token: {token}")
        self.stdout.write(f"The log's name: {signer.key_name}")
        self.stdout.write(f"The log's key:  {signer.public.hex()}")
