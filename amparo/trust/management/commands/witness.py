"""`amparo witness FOLDER`: what an outside witness runs on its own machine, once an hour."""

import time
import urllib.request
from argparse import ArgumentParser
from pathlib import Path
from urllib.parse import urlsplit

from django.core.management import BaseCommand, CommandError

from amparo.trust.watching import begin, settle, watch, watched_in

TIMEOUT = 30


class Command(BaseCommand):
    help = "Fetch a log's newest checkpoint, check that it only grew, sign it and send it back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="where this witness keeps what it saw")
        parser.add_argument("--begin", metavar="NAME", help="make this witness's key")
        parser.add_argument("--site", help="settle: the address of the log's site")
        parser.add_argument("--token", type=Path, help="settle: a file with the witness's token")
        parser.add_argument("--log", help="settle: the log's name, as its operators said it")
        parser.add_argument("--log-key", help="settle: the log's public key in hex")

    def handle(self, *, folder: Path, **options: object) -> None:
        if options["begin"]:
            public = begin(folder, str(options["begin"]))
            self.stdout.write(f"Give this key to the log's operators: {public}")
        elif options["site"]:
            _settle(folder, options)
            self.stdout.write("This witness knows its log now.")
        else:
            seen = watch(folder, lambda path, sent: _ask(folder, path, sent), int(time.time()))
            self.stdout.write(f"Seen and signed: {seen.size} records. The log only grew.")


def _settle(folder: Path, options: dict[str, object]) -> None:
    token = options["token"]
    if not isinstance(token, Path) or not options["log"] or not options["log_key"]:
        raise CommandError("To name a log, give --site, --token, --log and --log-key.")
    settle(
        folder,
        site=str(options["site"]).rstrip("/"),
        token=token.read_text(encoding="ascii").strip(),
        log_name=str(options["log"]),
        log_key=str(options["log_key"]),
    )


class _NeverElsewhere(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: it would take the token along, to whoever answered with it."""

    def redirect_request(self, *_args: object) -> None:
        return None


def _ask(folder: Path, path: str, sent: bytes | None) -> str:
    watched = watched_in(folder)
    site = urlsplit(watched.site)
    if site.scheme != "https" and (site.scheme, site.hostname) != ("http", "localhost"):
        raise CommandError("A log is watched over https.")
    request = urllib.request.Request(  # noqa: S310  # its scheme was looked at above
        f"{watched.site}/witness/{path}",
        data=sent,
        headers={"Authorization": f"Bearer {watched.token}", "Content-Type": "text/plain"},
    )
    with urllib.request.build_opener(_NeverElsewhere).open(request, timeout=TIMEOUT) as answer:
        text: str = answer.read().decode()
    return text
