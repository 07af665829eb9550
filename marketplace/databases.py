"""The two homes of the data: two SQLite files on one machine, or a PostgreSQL server."""

from pathlib import Path
from typing import Any

from marketplace.env import Environment

SQLITE_OPTIONS: dict[str, Any] = {
    # Writers take the lock when their transaction starts, so that none fails half-way with "database is locked".
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;"
        "PRAGMA synchronous=NORMAL;"
        "PRAGMA foreign_keys=ON;"
        "PRAGMA journal_size_limit=67108864;"
        "PRAGMA mmap_size=134217728;"
        "PRAGMA cache_size=-16000;"
    ),
}

# Each thread keeps its connection. To give it back to a pool after every request, and to ask for one again, took a
# tenth of a kept page, and the pool's own threads some megabytes. After this long it is opened anew, so that nothing
# that a connection gathers on the server, or a changed address of it, lasts for ever.
KEPT_FOR = 60 * 60  # seconds

# A statement is prepared when a connection asks it for the second time. psycopg counts only the last hundred, which a
# checkout alone nearly fills: with a higher number, most of them would never be prepared.
PREPARED_AFTER = 1

CACHE_TABLE = "shared_cache"


class CacheRouter:
    """Keep the cache in its own file, so that counting a visit never waits behind a checkout."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return "cache" if model._meta.app_label == "django_cache" else None

    def db_for_write(self, model: Any, **hints: Any) -> str | None:
        return self.db_for_read(model)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        if app_label == "django_cache":
            return db == "cache"
        return False if db == "cache" else None


def sqlite_file(path: Path) -> dict[str, Any]:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": SQLITE_OPTIONS}


def databases(env: Environment) -> dict[str, dict[str, Any]]:
    """Django's DATABASES for this home."""
    if env.database_url is None:
        return {
            "default": sqlite_file(env.data_dir / "market.sqlite3"),
            "cache": sqlite_file(env.data_dir / "cache.sqlite3"),
        }
    server = env.database_url
    options = dict(server.options)
    return {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": server.path,
            "USER": server.user,
            "PASSWORD": server.password,
            "HOST": options.pop("host", server.host),
            "PORT": str(server.port or ""),
            "CONN_MAX_AGE": KEPT_FOR,
            "OPTIONS": {
                "connect_timeout": 5,
                # A statement that a connection has seen before is parsed and planned once, on the server: for most
                # of our pages that took longer than answering it.
                "server_side_binding": True,
                "prepare_threshold": PREPARED_AFTER,
                # A lock that is not free soon, a statement that runs away or a forgotten transaction ends
                # with an error in one place, rather than holding up everybody.
                "options": "-c lock_timeout=10s -c statement_timeout=30s -c idle_in_transaction_session_timeout=60s",
                **options,
            },
        }
    }


def caches(env: Environment) -> dict[str, dict[str, Any]]:
    """Django's CACHES: one that all processes share, since throttles count in it."""
    if env.redis_url is None:
        return {
            "default": {
                "BACKEND": "django.core.cache.backends.db.DatabaseCache",
                "LOCATION": CACHE_TABLE,
                "OPTIONS": {"MAX_ENTRIES": 20_000},
            }
        }
    return {
        "default": {
            "BACKEND": "marketplace.cache.ForgivingRedisCache",
            "LOCATION": env.redis_url,
            "KEY_PREFIX": "market",
            "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
        }
    }
