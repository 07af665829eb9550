"""
Everything that the environment can say, read once and typed.

A wrong or missing value raises `WrongSetting` with one sentence that names the variable; the
settings module ends the start with it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from cryptography.fernet import Fernet

BASE_DIR = Path(__file__).resolve().parent.parent

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off"})
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class WrongSetting(Exception):
    """A variable of the environment cannot be used; the message says which and why."""


@dataclass(frozen=True)
class Address:
    """A server named by a URL, taken apart."""

    scheme: str
    host: str
    port: int | None
    user: str
    password: str
    path: str
    options: Mapping[str, str]


def text(value: str) -> str:
    """Any text that is not empty."""
    if not value.strip():
        raise ValueError("must not be empty")
    return value.strip()


def switch(value: str) -> bool:
    """1/true/yes/on or 0/false/no/off."""
    if value.lower() in TRUE | FALSE:
        return value.lower() in TRUE
    raise ValueError("must be 1 or 0")


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """A whole number within both ends."""

    def parse(value: str) -> int:
        if not value.isdecimal() or not least <= int(value) <= most:
            raise ValueError(f"must be a whole number from {least} to {most}")
        return int(value)

    return parse


def seconds(value: str) -> float:
    """A duration between a tenth of a second and five minutes."""
    try:
        duration = float(value)
    except ValueError:
        duration = 0.0
    if not 0.1 <= duration <= 300:
        raise ValueError("must be a number of seconds from 0.1 to 300")
    return duration


def folder(value: str) -> Path:
    """A folder; a relative one starts at the project."""
    return (BASE_DIR / text(value)).resolve()


def words(value: str) -> tuple[str, ...]:
    """Values separated by commas."""
    return tuple(word.strip() for word in value.split(",") if word.strip())


def one_of(*choices: str) -> Callable[[str], str]:
    """One of the named words."""

    def parse(value: str) -> str:
        if value not in choices:
            raise ValueError(f"must be one of {', '.join(choices)}")
        return value

    return parse


def address(*schemes: str) -> Callable[[str], Address]:
    """A URL with one of the schemes and a host."""

    def parse(value: str) -> Address:
        try:
            parts = urlsplit(value.strip())
            port = parts.port
        except ValueError:
            raise ValueError("is not a URL that can be read") from None
        if parts.scheme not in schemes or not parts.hostname:
            raise ValueError(f"must look like {schemes[0]}://host…")
        return Address(
            scheme=parts.scheme,
            host=parts.hostname,
            port=port,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            path=unquote(parts.path.lstrip("/")),
            options=dict(parse_qsl(parts.query)),
        )

    return parse


def database_address(value: str) -> Address:
    """A PostgreSQL URL that names a database; a socket folder may stand in ?host=."""
    parts = urlsplit(value.strip())
    if parts.scheme in {"postgres", "postgresql"} and not parts.hostname:
        value = value.replace("://", "://localhost", 1) if not parts.netloc else value.replace("@/", "@localhost/", 1)
    found = address("postgresql", "postgres")(value)
    if not found.path:
        raise ValueError("must name a database, as in postgresql://user:password@host/database")
    return found


def server_url(*schemes: str) -> Callable[[str], str]:
    """A URL, checked but kept as it was written."""

    def parse(value: str) -> str:
        address(*schemes)(value)
        return value.strip()

    return parse


def scanner_url(value: str) -> str:
    """Where clamd listens: unix:///path/of/its/socket or tcp://host:port."""
    parts = urlsplit(value.strip())
    if parts.scheme == "unix" and not parts.netloc and parts.path.startswith("/"):
        return value.strip()
    try:
        return server_url("tcp")(value)
    except ValueError:
        raise ValueError("must look like unix:///run/clamav/clamd.ctl or tcp://host:3310") from None


def site_url(value: str) -> str:
    """The public address of the market, without a path."""
    found = address("http", "https")(value)
    if found.path or found.options:
        raise ValueError("must be only scheme and host, as in https://market.example")
    return value.strip().rstrip("/")


def secret(value: str) -> str:
    """A secret long enough to sign with."""
    if len(value) < 50 or len(set(value)) < 5:
        raise ValueError("must be a random text of at least 50 characters")
    return value


def fernet_keys(value: str) -> tuple[str, ...]:
    """Fernet keys separated by commas; the first encrypts, all decrypt."""
    keys = words(value)
    try:
        for key in keys:
            Fernet(key)
    except ValueError:
        keys = ()
    if not keys:
        raise ValueError("must be Fernet keys (32 bytes in url-safe base64), separated by commas")
    return keys


def setting(name: str, parse: Callable[[str], Any], *, default: str | None = None, about: str) -> Any:
    """Declare a variable: how it is read, what it is when unset (None: absent), and what it is for."""
    return field(metadata={"name": name, "parse": parse, "default": default, "about": about})


@dataclass(frozen=True, kw_only=True)
class Environment:
    """The environment of one process. The table in docs/operations.md describes each field."""

    production: bool = setting("PRODUCTION", switch, default="0", about="refuse whatever is only fit for trying out")
    debug: bool = setting("DEBUG", switch, default="0", about="Django's debug pages, for developers only")
    demo: bool = setting("DEMO", switch, default="0", about="simulated carrier and readable mails at /demo/mail/")
    bind: str = setting("BIND", text, default="127.0.0.1", about="the network address that the web server listens on")
    port: int = setting("PORT", whole_number(1, 65535), default="8000", about="its port")
    market_name: str = setting("MARKET_NAME", text, default="Percaya", about="what the market is called")
    site_url: str = setting(
        "SITE_URL", site_url, default="http://localhost:{port}", about="its public address, without a path"
    )
    allowed_hosts: tuple[str, ...] = setting(
        "ALLOWED_HOSTS", words, default="", about="further host names that it answers to"
    )
    trusted_proxy: int = setting(
        "TRUSTED_PROXY", whole_number(0, 9), default="0", about="how many proxies in front may be believed"
    )
    data_dir: Path = setting("DATA_DIR", folder, default="var", about="where everything that is kept on disk stands")
    sandbox_payments: bool = setting(
        "SANDBOX_PAYMENTS", switch, default="0", about="with PRODUCTION=1: sell against play money all the same"
    )
    database_url: Address | None = setting("DATABASE_URL", database_address, about="PostgreSQL instead of SQLite")
    redis_url: str | None = setting(
        "REDIS_URL", server_url("redis", "rediss"), about="Redis as cache and broker instead of files"
    )
    secret_key: str | None = setting("SECRET_KEY", secret, about="signs sessions and links")
    file_keys: tuple[str, ...] | None = setting(
        "FILE_KEYS", fernet_keys, about="encrypt private files and fields; the first encrypts"
    )
    email_url: Address | None = setting("EMAIL_URL", address("smtp", "smtps", "smtp+tls"), about="the mail server")
    email_from: str | None = setting("EMAIL_FROM", text, about="the sender of every mail")
    email_timeout: float = setting("EMAIL_TIMEOUT", seconds, default="10", about="longest wait for the mail server")
    clamav_url: str | None = setting("CLAMAV_URL", scanner_url, about="the malware scanner, if not on this machine")
    web_processes: int = setting("WEB_PROCESSES", whole_number(1, 64), default="2", about="processes of the web server")
    web_threads: int = setting("WEB_THREADS", whole_number(1, 64), default="4", about="threads in each of them")
    worker_processes: int = setting(
        "WORKER_PROCESSES", whole_number(1, 64), default="2", about="processes of the worker"
    )
    remember_pages: bool = setting(
        "REMEMBER_PAGES", switch, default="1", about="keep pages, and pieces of them, until what they show has changed"
    )
    log_level: str = setting("LOG_LEVEL", one_of(*LOG_LEVELS), default="INFO", about="how much is logged")
    log_format: str = setting("LOG_FORMAT", one_of("json", "text"), default="json", about="for programs or for people")

    @property
    def embedded(self) -> bool:
        """Whether everything stands on one machine, without a server to install."""
        return self.database_url is None

    @property
    def host(self) -> str:
        """The host name of the public address."""
        return urlsplit(self.site_url).hostname or ""

    @property
    def is_https(self) -> bool:
        return self.site_url.startswith("https://")


def read_environment(environ: Mapping[str, str]) -> Environment:
    """Read and check every variable; raises WrongSetting for the first that cannot be used."""
    values: dict[str, Any] = {}
    for each in fields(Environment):
        name, parse, default = (each.metadata[key] for key in ("name", "parse", "default"))
        # An empty variable is how compose files and unit files say "not set".
        raw = environ.get(name) or (default and default.format_map(values))
        try:
            values[each.name] = None if raw is None else parse(raw)
        except ValueError as problem:
            raise WrongSetting(f"{name} {problem}.") from None
    found = Environment(**values)
    check_together(found)
    return found


def check_together(env: Environment) -> None:
    """Refuse values that are fine alone but not with each other."""
    if (env.database_url is None) != (env.redis_url is None):
        missing = "REDIS_URL" if env.redis_url is None else "DATABASE_URL"
        raise WrongSetting(f"{missing} is missing: set DATABASE_URL and REDIS_URL together, or neither.")
    if not env.production:
        return
    for name, value in (
        ("SECRET_KEY", env.secret_key),
        ("FILE_KEYS", env.file_keys),
        ("EMAIL_URL", env.email_url),
        ("EMAIL_FROM", env.email_from),
    ):
        if value is None:
            raise WrongSetting(f"{name} is missing: with PRODUCTION=1 it must be set.")
    if env.debug:
        raise WrongSetting("DEBUG must be 0 with PRODUCTION=1: it shows the inside of the program to everybody.")
    if env.demo:
        raise WrongSetting("DEMO must be 0 with PRODUCTION=1: it shows every mail to everybody.")
    if not env.sandbox_payments:
        raise WrongSetting(
            "SANDBOX_PAYMENTS is missing: the sandbox is the only payment provider so far, and it moves no money. "
            "Set it to 1 only to try out a production set-up."
        )
    if not env.is_https:
        raise WrongSetting("SITE_URL must start with https:// with PRODUCTION=1.")
