"""What the environment may say, and the one sentence that a wrong value is answered with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from marketplace.env import BASE_DIR, WrongSetting, read_environment
from scripts.check import PRODUCTION

SERVERS = {"DATABASE_URL": "postgresql://market:s%40cret@db.example:5433/market", "REDIS_URL": "redis://cache.example"}

WRONG = {
    "a port that is no number": {"PORT": "eighty"},
    "a switch that is neither on nor off": {"DEMO": "perhaps"},
    "a port out of range": {"PORT": "70000"},
    "a wait that is no number": {"EMAIL_TIMEOUT": "soon"},
    "a database that is not PostgreSQL": {"DATABASE_URL": "mysql://db.example/market"},
    "a database without a name": {"DATABASE_URL": "postgresql://db.example"},
    "a database with a port that is no number": {"DATABASE_URL": "postgresql://db.example:port/market"},
    "a cache that is not Redis": {**SERVERS, "REDIS_URL": "memcached://cache.example"},
    "a site with a path": {"SITE_URL": "https://market.example/shop"},
    "a site without a scheme": {"SITE_URL": "market.example"},
    "a key that cannot encrypt": {"FILE_KEYS": "secret"},
    "a secret that can be guessed": {"SECRET_KEY": "secret"},
    "a mail server that is none": {"EMAIL_URL": "mail.example"},
    "a log level that does not exist": {"LOG_LEVEL": "LOUD"},
}


@pytest.mark.parametrize("environ", WRONG.values(), ids=WRONG)
def test_a_wrong_value_is_named_in_one_sentence(environ: dict[str, str]) -> None:
    name = list(environ)[-1]

    with pytest.raises(WrongSetting) as refusal:
        read_environment(environ)

    assert str(refusal.value).startswith(f"{name} ")
    assert str(refusal.value).endswith(".")
    assert "\n" not in str(refusal.value)


def test_nothing_configured_is_the_embedded_home() -> None:
    env = read_environment({})

    assert env.embedded
    assert not env.demo
    assert env.site_url == "http://localhost:8000"
    assert env.data_dir == BASE_DIR / "var"


def test_an_empty_variable_is_one_that_is_not_set() -> None:
    assert read_environment({"DATABASE_URL": "", "REDIS_URL": "", "EMAIL_URL": ""}) == read_environment({})


def test_the_address_follows_the_port() -> None:
    assert read_environment({"PORT": "8001"}).site_url == "http://localhost:8001"


def test_a_database_url_is_taken_apart() -> None:
    server = read_environment(SERVERS).database_url

    assert server is not None
    assert (server.host, server.port, server.user, server.password, server.path) == (
        "db.example",
        5433,
        "market",
        "s@cret",
        "market",
    )


def test_a_database_may_be_behind_a_socket() -> None:
    server = read_environment(SERVERS | {"DATABASE_URL": "postgresql:///market?host=/run/postgresql"}).database_url

    assert server is not None
    assert (server.path, server.options["host"]) == ("market", "/run/postgresql")


@pytest.mark.parametrize("missing", SERVERS)
def test_half_a_server_home_is_refused(missing: str) -> None:
    with pytest.raises(WrongSetting, match=f"^{missing} is missing"):
        read_environment({name: value for name, value in SERVERS.items() if name != missing})


@pytest.mark.parametrize("missing", ["SECRET_KEY", "FILE_KEYS", "EMAIL_URL", "EMAIL_FROM", "SANDBOX_PAYMENTS"])
def test_production_asks_for_what_the_demo_makes_up(missing: str) -> None:
    with pytest.raises(WrongSetting, match=f"^{missing} is missing"):
        read_environment({name: value for name, value in PRODUCTION.items() if name != missing})


@pytest.mark.parametrize(
    "wrong", [{"DEBUG": "1"}, {"DEMO": "1"}, {"SITE_URL": "http://market.example"}], ids=["debug", "demo", "http"]
)
def test_production_refuses_what_is_only_for_trying_out(wrong: dict[str, str]) -> None:
    with pytest.raises(WrongSetting, match=f"^{next(iter(wrong))} must"):
        read_environment(PRODUCTION | wrong)


@pytest.mark.parametrize(
    "command",
    [
        [sys.executable, "manage.py", "check"],
        [str(Path(sys.executable).parent / "celery"), "--app", "marketplace", "worker"],
        [str(Path(sys.executable).parent / "gunicorn"), "--config", "deploy/gunicorn.conf.py"],
        [sys.executable, "scripts/serve.py"],
    ],
    ids=["manage.py", "worker", "web server", "supervisor"],
)
def test_the_start_ends_with_that_sentence_alone(command: list[str], tmp_path: Path) -> None:
    wrong = {"DATA_DIR": str(tmp_path), "DATABASE_URL": "mysql://db/market"}
    environ = os.environ | wrong | {"DJANGO_SETTINGS_MODULE": "marketplace.settings"}

    done = subprocess.run(command, cwd=BASE_DIR, env=environ, capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.strip() == "The market cannot start: DATABASE_URL must look like postgresql://host…."


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    wrong = {"DATA_DIR": str(tmp_path / "file" / "var"), "DJANGO_SETTINGS_MODULE": "marketplace.settings"}

    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=BASE_DIR,
        env=os.environ | wrong,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.startswith("The market cannot start: DATA_DIR cannot be used (Not a directory: ")
    assert done.stderr.count("\n") == 1
