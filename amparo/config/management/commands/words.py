"""`amparo words`: the translations, brought up to date or compiled."""

from argparse import ArgumentParser

from django.core.management import BaseCommand

from amparo.config.words import compile_catalogs, update_catalogs


class Command(BaseCommand):
    help = "Compile the translations; with --update, first look for new words to translate."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--update", action="store_true")

    def handle(self, *, update: bool, **_options: object) -> None:
        if update:
            update_catalogs()
        compile_catalogs()
