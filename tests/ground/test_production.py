"""With production's environment the program holds itself to production's standards."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from marketplace.env import BASE_DIR
from scripts.check import PRODUCTION

SHOW = """
import json
from django.conf import settings
names = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "DEBUG", "DEMO",
         "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "ALLOWED_HOSTS", "MAIL_TRANSPORT", "EMAIL_PORT", "EMAIL_USE_TLS"]
print(json.dumps({name: getattr(settings, name) for name in names}
                 | {"proxy": getattr(settings, "SECURE_PROXY_SSL_HEADER", None)}))
"""


def in_production(folder: Path, *command: str, **settings: str) -> str:
    environ = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "marketplace.settings", "DATA_DIR": str(folder)}
    done = subprocess.run(
        [sys.executable, *command],
        cwd=BASE_DIR,
        env=environ | PRODUCTION | settings,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_deployment_check_finds_nothing(tmp_path: Path) -> None:
    in_production(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING")


def test_cookies_connections_and_mail_are_those_of_production(tmp_path: Path) -> None:
    shown = json.loads(in_production(tmp_path, "-c", SHOW))

    assert shown == {
        "SESSION_COOKIE_NAME": "__Host-session",
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "DEBUG": False,
        "DEMO": False,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31536000,
        "ALLOWED_HOSTS": ["market.example"],
        "MAIL_TRANSPORT": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_PORT": 587,
        "EMAIL_USE_TLS": True,
        "proxy": ["HTTP_X_FORWARDED_PROTO", "https"],
    }


def test_no_proxy_is_believed_that_was_not_named(tmp_path: Path) -> None:
    assert json.loads(in_production(tmp_path, "-c", SHOW, TRUSTED_PROXY="0"))["proxy"] is None


def test_production_makes_up_no_secrets(tmp_path: Path) -> None:
    in_production(tmp_path, "-c", SHOW)

    assert not (tmp_path / "keys").exists()
