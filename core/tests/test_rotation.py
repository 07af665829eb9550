"""Another key: everything is put under it, while the market runs, and the old one opens nothing any more."""

from __future__ import annotations

import logging
from io import StringIO
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken
from django.core.management import call_command
from django.db.models import Model
from pytest_django.fixtures import Settings

from accounts.models import User
from core import rotation
from core.files import delete_private, private_path, read_private, store_private, write_durably
from core.large_files import PART, open_large, store_large
from core.mail import queue_mail
from core.models import OutgoingMail, PrivateFile
from core.secrets import renew

CONTENT = b"%PDF-1.7 registration certificate of Tanah Liat"


def new_key() -> str:
    return Fernet.generate_key().decode()


def run() -> str:
    said = StringIO()
    call_command("rotate_keys", stdout=said, stderr=said)
    return said.getvalue()


@pytest.fixture
def keys(settings: Settings) -> tuple[str, str]:
    """The old key, under which everything was written, and the new one."""
    old, new = new_key(), new_key()
    settings.FILE_KEYS = [old]
    return old, new


def write_some_of_everything(alice: User) -> tuple[PrivateFile, PrivateFile, OutgoingMail, Authenticator]:
    small = store_private(CONTENT, name="akta.pdf", content_type="application/pdf", purpose="application")
    large = store_large([b"x" * PART, b"the end"], name="a.csv", content_type="text/csv", purpose="import")
    context = {"code": "4711", "email": alice.email}
    queue_mail(key="k", to=alice.email, template="accounts/login_code", context=context, language="en")
    factor = TOTP.activate(alice, generate_totp_secret()).instance
    RecoveryCodes.activate(alice)
    return small, large, OutgoingMail.objects.get(key="k"), factor


def read_all(alice: User) -> tuple[bytes, bytes, str, object, object]:
    small, large = (PrivateFile.objects.get(purpose=each) for each in ("application", "import"))
    with open_large(large) as file:
        content = file.read()
    factors = {each.type: each.wrap() for each in Authenticator.objects.filter(user=alice)}
    codes = factors[Authenticator.Type.RECOVERY_CODES].get_unused_codes()
    return read_private(small), content, OutgoingMail.objects.get(key="k").text, codes, small.name


def test_afterwards_the_new_key_alone_opens_everything(alice: User, keys: tuple[str, str], settings: Settings) -> None:
    old, new = keys
    write_some_of_everything(alice)
    before = read_all(alice)
    settings.FILE_KEYS = [new, old]

    first = run()
    second = run()

    assert "private files: 2 renewed" in first
    assert "second factors: 2 renewed" in first
    assert "Run it once more" in first
    assert "0 renewed" in second
    assert "Nothing needs the other 1 of FILE_KEYS any more" in second
    settings.FILE_KEYS = [new]
    assert read_all(alice) == before


def test_afterwards_the_old_key_alone_opens_nothing(alice: User, keys: tuple[str, str], settings: Settings) -> None:
    old, new = keys
    small, large, mail, factor = write_some_of_everything(alice)
    settings.FILE_KEYS = [new, old]
    run()

    settings.FILE_KEYS = [old]

    with pytest.raises(InvalidToken):
        read_private(PrivateFile(pk=small.pk))
    with pytest.raises(InvalidToken), open_large(PrivateFile(pk=large.pk, size=large.size)) as file:
        file.read()
    kept: list[tuple[type[Model], object]] = [(OutgoingMail, mail.pk), (PrivateFile, small.pk)]
    for model, pk in kept:
        with pytest.raises(InvalidToken):
            model._base_manager.get(pk=pk)
    found = Authenticator.objects.get(pk=factor.pk)
    with pytest.raises(InvalidToken):
        found.wrap().validate_code("000000")


def test_a_crash_leaves_everything_readable_and_the_next_run_goes_on(
    alice: User, keys: tuple[str, str], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = keys
    for _each in range(3):
        store_private(CONTENT, name="akta.pdf", content_type="application/pdf", purpose="application")
    settings.FILE_KEYS = [new, old]
    written: list[Path] = []
    write = write_durably

    def and_then_the_power_fails(path: Path, content: bytes) -> None:
        if written:
            raise KeyboardInterrupt
        written.append(path)
        write(path, content)

    monkeypatch.setattr("core.rotation.write_durably", and_then_the_power_fails)
    with pytest.raises(KeyboardInterrupt):
        run()
    assert {read_private(file) for file in PrivateFile.objects.all()} == {CONTENT}
    monkeypatch.undo()

    assert "private files: 2 renewed, 1 current" in run()


def test_a_file_that_is_deleted_meanwhile_does_not_come_back(
    alice: User, keys: tuple[str, str], settings: Settings
) -> None:
    old, new = keys
    file = store_private(CONTENT, name="akta.pdf", content_type="application/pdf", purpose="application")
    settings.FILE_KEYS = [new, old]
    read = list(rotation.rows_of(PrivateFile))
    delete_private(file)

    assert [rotation._renew_file(pk) for pk in read] == [False]

    assert not private_path(file.pk).exists()


def test_what_is_written_meanwhile_is_not_overwritten(
    alice: User, keys: tuple[str, str], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = keys
    _small, _large, mail, _factor = write_some_of_everything(alice)
    settings.FILE_KEYS = [new, old]

    def somebody_else_is_quicker(content: bytes) -> bytes:
        OutgoingMail.objects.filter(pk=mail.pk).update(text="Purged.", subject="Purged.", html="Purged.")
        return renew(content)

    monkeypatch.setattr("core.rotation.renew", somebody_else_is_quicker)
    run()

    mail.refresh_from_db()
    assert (mail.text, mail.subject) == ("Purged.", "Purged.")


def test_what_no_key_opens_is_named_and_no_key_may_go(alice: User, keys: tuple[str, str], settings: Settings) -> None:
    _old, new = keys
    file = store_private(CONTENT, name="akta.pdf", content_type="application/pdf", purpose="application")
    settings.FILE_KEYS = [new]
    said = StringIO()

    with pytest.raises(SystemExit):
        call_command("rotate_keys", stdout=said, stderr=said)

    assert f"file {file.pk} opens with none of the keys." in said.getvalue()
    assert "Keep every key that you have." in said.getvalue()
    assert "remove" not in said.getvalue()


def test_no_key_and_no_content_is_said(
    alice: User, keys: tuple[str, str], settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    write_some_of_everything(alice)
    settings.FILE_KEYS = list(reversed(keys))
    with caplog.at_level(logging.DEBUG):
        said = run()

    assert not any(word in said + caplog.text for word in (*keys, "4711", "akta"))


def test_no_plain_document_lies_in_the_store(alice: User, keys: tuple[str, str], settings: Settings) -> None:
    write_some_of_everything(alice)
    settings.FILE_KEYS = list(reversed(keys))
    run()

    stored = [path for path in Path(settings.PRIVATE_ROOT).rglob("*") if path.is_file()]
    assert len(stored) == 2
    plain = (b"%PDF", b"Tanah", b"registration", b"x" * 16, b"the end", b"\xff\xd8\xff", b"\x89PNG")
    for path in stored:
        content = path.read_bytes()
        assert not any(words in content for words in plain), path
