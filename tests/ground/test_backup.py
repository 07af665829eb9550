"""What was backed up comes back, and nothing is written over."""

from __future__ import annotations

import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from marketplace.env import BASE_DIR
from tests.stack import Stack, fresh_market

FILL = """
from accounts.models import User
from core.files import store_private
User.objects.create_user("alice@example.com", name="Alice")
print(store_private(b"the deed of Alice", name="deed.pdf", content_type="application/pdf", purpose="test").pk)
"""

READ = """
from accounts.models import User
from core.files import read_private
from core.models import PrivateFile
print(User.objects.get(email="alice@example.com").name, read_private(PrivateFile.objects.get()))
"""


def run(script: str, *arguments: object, home: Stack) -> subprocess.CompletedProcess[str]:
    command = [str(BASE_DIR / "deploy" / script), *map(str, arguments)]
    return subprocess.run(command, env=home.env, capture_output=True, text=True, timeout=120, check=False)


def back_up(home: Stack, folder: Path) -> list[Path]:
    done = run("backup.sh", folder, home=home)
    assert done.returncode == 0, done.stderr
    return [Path(line) for line in done.stdout.split()]


def picture_in(home: Stack) -> Path:
    path = home.folder / "media" / "ab" / "cup.webp"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Stack]:
    """A market that has something to lose."""
    with fresh_market(tmp_path / "old") as home:
        home.run(FILL)
        picture_in(home).write_bytes(b"picture")
        yield home


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Stack]:
    """Somewhere to restore to."""
    with fresh_market(tmp_path / "new", prepared=False) as home:
        yield home


@pytest.mark.processes
def test_a_backup_brings_back_rows_pictures_and_private_files(old: Stack, new: Stack, tmp_path: Path) -> None:
    archives = back_up(old, tmp_path / "backups")

    done = run("restore.sh", *archives, home=new)

    assert done.returncode == 0, done.stderr + done.stdout
    assert new.run(READ) == "Alice b'the deed of Alice'\n"
    assert picture_in(new).read_bytes() == b"picture"

    again = run("restore.sh", archives[0], home=new)
    assert again.returncode == 1
    assert "already" in again.stderr
    assert new.run(READ) == "Alice b'the deed of Alice'\n"


@pytest.mark.embedded
def test_the_keys_lie_apart_from_what_they_open(old: Stack, tmp_path: Path) -> None:
    market, keys = back_up(old, tmp_path / "backups")

    with tarfile.open(market) as archive:
        assert not [name for name in archive.getnames() if "key" in name]
    with tarfile.open(keys) as archive:
        assert set(archive.getnames()) == {"keys", "keys/secret_key", "keys/file_key"}
    assert {path.stat().st_mode & 0o777 for path in (market, keys)} == {0o600}


@pytest.mark.embedded
def test_a_damaged_backup_changes_nothing(old: Stack, new: Stack, tmp_path: Path) -> None:
    archive = back_up(old, tmp_path / "backups")[0]
    content = bytearray(archive.read_bytes())
    content[len(content) // 3] ^= 0xFF
    archive.write_bytes(content)

    done = run("restore.sh", archive, home=new)

    assert done.returncode == 1
    assert "nothing was restored" in done.stderr
    assert not (new.folder / "market.sqlite3").exists()


@pytest.mark.embedded
def test_a_backup_of_the_other_home_is_refused(old: Stack, tmp_path: Path) -> None:
    archive = back_up(old, tmp_path / "backups")[0]
    server_home = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/market", "REDIS_URL": "redis://127.0.0.1:1/0"}
    other = Stack(tmp_path, 0, old.env | server_home)

    done = run("restore.sh", archive, home=other)

    assert done.returncode == 1
    assert "from the other home" in done.stderr
