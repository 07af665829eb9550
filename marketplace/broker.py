"""
The worker's doorbell: folders on one machine, or Redis.

What must not be lost is a row in the database; a message only says that there is one.
"""

import ssl
from pathlib import Path
from typing import Any

from marketplace.env import Environment
from marketplace.folder_broker import SCHEME

# A task that runs longer than this is stopped; Redis must not hand it to a second worker before.
SOFT_TIME_LIMIT = 240
TIME_LIMIT = 300
VISIBILITY_TIMEOUT = 900


def broker(env: Environment) -> tuple[str, dict[str, Any]]:
    """Celery's broker URL and transport options for this home; makes the folders."""
    if env.redis_url is not None:
        return env.redis_url, {
            "visibility_timeout": VISIBILITY_TIMEOUT,
            "socket_timeout": 2,
            "socket_connect_timeout": 2,
            "retry_on_timeout": False,
            "max_retries": 0,
        }
    queue, control = made(env.data_dir / "broker" / "queue"), made(env.data_dir / "broker" / "control")
    return f"{SCHEME}://", {
        "data_folder_in": str(queue),
        "data_folder_out": str(queue),
        "control_folder": str(control),
        "polling_interval": 0.05,
        "store_processed": False,
    }


def tls(env: Environment) -> dict[str, Any] | bool:
    """Celery's TLS options: a rediss:// server must prove who it is."""
    return {"ssl_cert_reqs": ssl.CERT_REQUIRED} if (env.redis_url or "").startswith("rediss://") else False


def made(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path
