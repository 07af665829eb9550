"""How gunicorn serves the market. What differs between machines comes from the environment (docs/operations.md)."""

import ctypes
import gc
import os
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from gunicorn.glogging import Logger

from marketplace.env import WrongSetting, read_environment
from marketplace.logs import log_options

try:
    env = read_environment(os.environ)
except WrongSetting as problem:
    sys.exit(f"The market cannot start: {problem}")

wsgi_app = "marketplace.wsgi"
bind = f"{env.bind}:{env.port}"
worker_class = "gthread"
workers = env.web_processes
threads = env.web_threads
# Loaded once and shared: a mistake shows at the start, and each process needs less memory.
preload_app = True
timeout = 60
graceful_timeout = 20
keepalive = 5
# A slow leak, ours or a library's, never grows old.
max_requests = 20_000
max_requests_jitter = 2_000
# Who is behind a proxy is decided in one place, Django's settings (TRUSTED_PROXY).
secure_scheme_headers: dict[str, str] = {}
# Nor does a header say below which address the market lies (SCRIPT_NAME): links of a page that is kept for everybody
# would begin with what one visitor has sent.
forwarder_headers = ""

# Large pieces of memory go back to the system when they are free. Left to itself, the C library raises both thresholds
# (bytes) with the largest piece that it has ever seen, and a process keeps two megabytes more.
if adjust := getattr(ctypes.CDLL(None), "mallopt", None):
    M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
    adjust(M_TRIM_THRESHOLD, 128 * 1024)
    adjust(M_MMAP_THRESHOLD, 128 * 1024)


class WithoutAccess(Logger):
    """
    Gunicorn's logger, silent about requests: each is logged by the application, without personal data.

    With a `logconfig_dict`, gunicorn makes the parts of its own line (all headers, each under three names) although
    that line goes nowhere.
    """

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """Nothing."""


logger_class = WithoutAccess
control_socket_disable = True
logconfig_dict = log_options(env.log_level, env.log_format)


def when_ready(server: Any) -> None:
    """
    Ask for the first pages before any visitor does (`marketplace.preloading.warm_up`), and set aside what was
    loaded before the processes are forked: the collector neither walks nor copies it any more.

    What a page leaves behind goes by reference counting. What of it is a circle waits for the collector, which has
    little to walk once the rest is set aside: so it looks for old ones after some hundreds of pages, not after
    thousands. Each process holds five megabytes less by that.
    """
    # Here and not above: the settings must be there first.
    from marketplace.preloading import warm_up  # noqa: PLC0415

    warm_up(server.app.wsgi())
    gc.collect()
    gc.freeze()
    # Counts what is left: a collector that still believed in all the rest would put its long walks off.
    gc.collect()
    gc.set_threshold(5_000, 10, 5)
