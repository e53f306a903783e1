"""What each command about a backup, or about the keys' own copy, asks for."""

from argparse import ArgumentParser
from pathlib import Path


def add_where_to(parser: ArgumentParser, setting: str) -> None:
    """Ask where a copy is written, who may open it, and how many are kept."""
    parser.add_argument("where", type=Path, help="a new file, or a folder to put one into")
    parser.add_argument(
        "--to",
        action="append",
        default=[],
        help=f"a public key (age1...) that may open it; else those in {setting}",
    )
    parser.add_argument("--keep", type=int, default=0, help="in a folder: keep so many, the newest")


def add_key(parser: ArgumentParser) -> None:
    """Ask for the private keys that open a copy: one or more."""
    parser.add_argument(
        "--key",
        action="append",
        type=Path,
        required=True,
        help="a file with the private key that opens it (AGE-SECRET-KEY-1...)",
    )
