"""`amparo words`: the translations, begun, brought up to date or compiled."""

from argparse import ArgumentParser

from django.core.management import BaseCommand, CommandError

from amparo.config.words import begin_catalog, compile_catalogs, update_catalogs


class Command(BaseCommand):
    help = "Compile the translations; with --update, first look for new words to translate."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--update", action="store_true")
        parser.add_argument("--begin", metavar="CODE", default="", help="begin a language")
        parser.add_argument("--name", default="", help="what its own people call it")
        parser.add_argument("--rtl", action="store_true", help="it is written from the right")

    def handle(self, *, update: bool, begin: str, name: str, rtl: bool, **_options: object) -> None:
        if begin:
            self.begin(begin, name, "rtl" if rtl else "ltr")
        if update or begin:
            update_catalogs()
        compile_catalogs()

    def begin(self, code: str, name: str, direction: str) -> None:
        """Begin a language, and say where its words are to be written."""
        if not name:
            raise CommandError("Say what its own people call it: --name Runasimi")
        try:
            self.stdout.write(str(begin_catalog(code, name, direction)))
        except FileExistsError:
            raise CommandError(f"{code} was begun before. Go on in its file.") from None
