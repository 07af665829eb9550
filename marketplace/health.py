"""
Two questions that machines ask: does the process live (`/healthz`), and can it do its work (`/readyz`).

Each check of readiness is given a few seconds; one that hangs is answered as such, and not asked again before it
came back, so that a hanging server never piles up waiting threads.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import Redis, RedisError

ANSWERS_WITHIN = 3.0  # seconds, for all checks together

_asked: dict[str, Future[str]] = {}
_lock = Lock()
_threads = ThreadPoolExecutor(max_workers=3, thread_name_prefix="readiness")
_migrations_are_in = False


def database() -> str:
    """Nothing when the database answers, else what is wrong."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return f"does not answer ({type(error).__name__})"
    finally:
        connection.close()
    return ""


def migrations() -> str:
    """Nothing when every migration was applied, else how many wait."""
    global _migrations_are_in  # noqa: PLW0603  once true it stays true for this process's code
    if _migrations_are_in:
        return ""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return f"cannot be read ({type(error).__name__})"
    finally:
        connection.close()
    _migrations_are_in = not waiting
    return f"{len(waiting)} wait to be applied" if waiting else ""


def broker() -> str:
    """Nothing when the worker's broker takes messages, else what is wrong."""
    try:
        if settings.ENV.redis_url:
            with Redis.from_url(settings.ENV.redis_url, socket_timeout=2, socket_connect_timeout=2) as client:
                client.ping()
        else:
            with TemporaryFile(dir=Path(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_out"])):
                pass
    except (RedisError, OSError) as error:
        return f"does not answer ({type(error).__name__})"
    return ""


CHECKS: dict[str, Callable[[], str]] = {"database": database, "migrations": migrations, "broker": broker}


def problems(checks: Mapping[str, Callable[[], str]] = CHECKS, *, within: float = ANSWERS_WITHIN) -> dict[str, str]:
    """Ask every check at once; name those that found something wrong or did not answer in time."""
    with _lock:
        for name, check in checks.items():
            if name not in _asked or _asked[name].done():
                _asked[name] = _threads.submit(check)
        asked = {name: _asked[name] for name in checks}
    wait(asked.values(), timeout=within)
    found = {name: answer_of(future) for name, future in asked.items()}
    return {name: problem for name, problem in found.items() if problem}


def answer_of(future: Future[str]) -> str:
    if not future.done():
        return "did not answer in time"
    error = future.exception()
    return f"failed ({type(error).__name__})" if error else future.result()


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when database, migrations and broker are fine; 503 with what is not."""
    found = problems()
    return JsonResponse({"status": "unavailable" if found else "ok", "problems": found}, status=503 if found else 200)
