"""Addresses of pages, each worked out by Django once: a list of cases needs one for every row."""

from functools import cache
from uuid import UUID

from django.urls import get_script_prefix, reverse

NOTHING = UUID(int=0)


def address(name: str) -> str:
    """Return the address of a page that is about nothing in particular."""
    return _of(name, get_script_prefix())


def address_of(name: str, id: UUID) -> str:
    """Return the address of the page of one thing."""
    return _about(name, get_script_prefix()).replace(str(NOTHING), str(id))


@cache
def _of(name: str, prefix: str) -> str:  # noqa: ARG001  # what all addresses begin with
    return reverse(name)


@cache
def _about(name: str, prefix: str) -> str:  # noqa: ARG001
    return reverse(name, args=[NOTHING])
