"""What a deployment says about itself in its environment, read into values.

Pure but for `secret_key`, which reads one file. Everything has a default that is safe, so that
an empty environment gives a working desk on this machine alone.
"""

import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import parse_qsl, unquote, urlsplit

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
NEUTRAL = "Agenda"
"""The same word in Spanish and English, and on many phones already."""
TRUE = frozenset({"1", "yes", "true", "on"})

Network: TypeAlias = IPv4Network | IPv6Network
HERE: tuple[Network, ...] = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
"""Where a proxy on this machine asks from."""

ENCRYPTED = frozenset({"require", "verify-ca", "verify-full"})
"""The ways of libpq to reach a server that never fall back to an open line."""


@dataclass(frozen=True)
class Environment:
    """One deployment.

    `is_https` says whether people reach it by https: assumed as soon as it answers to any name
    but this machine's own, because a sign-in must never cross a network in the clear.
    `label` is what every page, print and authenticator calls this: a word that says nothing to
    whoever looks over a shoulder or finds it on a borrowed phone.
    `passkey_site` is the name that passkeys are made for, the first host unless it is said:
    whoever changes it later makes every passkey useless. `backup_to` and `keys_to` are the public
    keys that backups, and the keys' own copy, are sealed to. `proxies`: where a proxy asks from
    that overwrites X-Real-IP; empty where none was named.
    """

    home: Path
    database_url: str
    hosts: tuple[str, ...]
    is_https: bool
    is_demo: bool
    secret_file: Path
    packs: Path
    passkey_site: str
    label: str
    backup_to: tuple[str, ...] = ()
    keys_to: tuple[str, ...] = ()
    proxies: tuple[Network, ...] = ()

    @classmethod
    def read(cls, env: Mapping[str, str], project: Path) -> "Environment":
        home = Path(env.get("AMPARO_HOME") or project / "var").resolve()
        hosts = tuple((env.get("AMPARO_HOST") or "localhost,127.0.0.1,[::1]").split(","))
        https = env.get("AMPARO_HTTPS") or ("0" if LOOPBACK.issuperset(hosts) else "1")
        return cls(
            home=home,
            database_url=env.get("AMPARO_DATABASE_URL") or f"sqlite:///{home / 'amparo.sqlite3'}",
            hosts=hosts,
            is_https=https.lower() in TRUE,
            is_demo=env.get("AMPARO_DEMO", "").lower() in TRUE,
            secret_file=Path(env.get("AMPARO_SECRET_FILE") or home / "secret"),
            packs=Path(env.get("AMPARO_PACKS") or project / "packs"),
            passkey_site=env.get("AMPARO_PASSKEY_SITE") or hosts[0],
            backup_to=tuple(env.get("AMPARO_BACKUP_TO", "").split()),
            keys_to=tuple(env.get("AMPARO_KEYS_TO", "").split()),
            proxies=proxies(env.get("AMPARO_BEHIND_PROXY", "")),
            label=env.get("AMPARO_LABEL", "").strip() or NEUTRAL,
        )


def proxies(said: str) -> tuple[Network, ...]:
    """Return where proxies ask from: `1` is this machine, else addresses and networks.

    Raises:
        ValueError: A word is neither.
    """
    if said.lower() in TRUE:
        return HERE
    words = said.replace(",", " ").split()
    try:
        return tuple(ip_network(word) for word in words if word != "0")
    except ValueError:
        raise ValueError(
            "AMPARO_BEHIND_PROXY is 1 (a proxy on this machine), or the addresses or networks "
            "that proxies ask from, as in 10.0.0.5 or 172.16.0.0/12."
        ) from None


def database(url: str) -> dict[str, Any]:
    """Return Django's database settings for `sqlite:///path` or `postgresql://user@host/name`.

    What follows `?` goes to libpq as it is, so that a socket folder can be named as `host=/path`.
    A server on another machine is reached encrypted, and must prove its name unless told otherwise.

    Raises:
        ValueError: Another database, none named, or one reached in the clear over a network; the
            URL is not repeated, it may hold a secret.
    """
    parts = urlsplit(url)
    name = unquote(parts.path.removeprefix("/"))
    if not name:
        raise ValueError("AMPARO_DATABASE_URL names no database.")
    if parts.scheme == "sqlite":
        return sqlite(name)
    if parts.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "OPTIONS": encrypted(parts.hostname or "", _options(dict(parse_qsl(parts.query)))),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ValueError("AMPARO_DATABASE_URL begins with sqlite:/// or postgresql://.")


PLANS = "-c plan_cache_mode=force_generic_plan -c jit=off"
"""What pages ask is planned once for each connection and not for each asking: planning takes longer
than answering, and compiling a plan longer than both. All else holds no parameters to plan for."""


def _options(said: Mapping[str, str]) -> dict[str, str]:
    """Return what goes to libpq; what the deployment says itself has the last word."""
    return {**said, "options": f"{PLANS} {said.get('options', '')}".strip()}


def encrypted(host: str, options: dict[str, str]) -> dict[str, str]:
    """Return what libpq is told about a server, with an encrypted line to another machine."""
    named = options.get("host", host).split(",")
    if all(each.startswith("/") or each in {"", "::1", *LOOPBACK} for each in named):
        return options
    told = {"sslmode": "verify-full", **options}
    if told["sslmode"] not in ENCRYPTED:
        raise ValueError(
            "AMPARO_DATABASE_URL names another machine: sslmode must be verify-full (with "
            "sslrootcert), verify-ca or require."
        )
    return told


def sqlite(path: str) -> dict[str, Any]:
    """Return the settings of the embedded database.

    An acknowledged entry must survive a pulled plug (synchronous FULL), an erased part must be
    gone from the file (secure_delete) and half-finished work must not touch the disk elsewhere
    (temp_store MEMORY).
    """
    return {
        "ENGINE": "amparo.config.sqlite",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
                "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;"
            ),
        },
    }


def secret_key(file: Path) -> str:
    """Return the deployment's signing secret, or one for this process where none is kept yet."""
    if file.is_file():
        return file.read_text(encoding="ascii").strip()
    return secrets.token_urlsafe(48)


def keep_secret(file: Path) -> None:
    """Make the signing secret once, readable by its owner only: whole, or not at all.

    Of several that begin at the same moment one makes it, and the others find it.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if file.exists():
        return
    beside = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    try:
        beside.touch(mode=0o600)
        beside.write_text(secrets.token_urlsafe(48), encoding="ascii")
        with suppress(FileExistsError):
            file.hardlink_to(beside)
    finally:
        beside.unlink(missing_ok=True)
