"""Pictures that people upload: the original waits, encrypted, until the worker has drawn it anew or refused it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Self, TypeVar

from django.db import models
from django.db.models import F
from django.utils.translation import gettext as _

from core import clock
from core.errors import ImpossibleMove
from core.files import FileIsGone, delete_private, read_private, store_private
from core.lives import Living
from core.models import PrivateFile
from core.pictures.models import PictureFields
from core.pictures.rendered import Rendered
from core.pictures.rendering import NotAPicture, keep_picture, render_picture
from core.text import plain_line
from core.timers import sweep

MOST_ATTEMPTS = 3
WAITING = "waiting"


class UploadedPicture(PictureFields, Living):
    """
    A row whose picture somebody uploaded. Its life begins waiting; from there it becomes ready or refused.

    `refusal` is the sentence for the one who uploaded it.
    """

    refusal = models.CharField(max_length=200, blank=True)
    original = models.ForeignKey(PrivateFile, null=True, on_delete=models.PROTECT, related_name="+")
    original_name = models.CharField(max_length=120, blank=True)
    original_digest = models.CharField(max_length=64)
    added_at = models.DateTimeField(default=clock.now)
    # How often its decoding began: a file that kills the worker must not do so for ever.
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True


Row = TypeVar("Row", bound=UploadedPicture)


class UploadedPictureQuerySet(models.QuerySet[Row]):
    def waiting(self) -> Self:
        return self.filter(status=WAITING)

    def with_needless_original(self) -> Self:
        """Decided, but the original is still kept, because the worker died between the two."""
        return self.exclude(status=WAITING).filter(original__isnull=False, original__deleted_at=None)


def digest_of(content: bytes) -> str:
    """By which the same file is known again."""
    return hashlib.sha256(content).hexdigest()


def keep_original(content: bytes, *, name: str, purpose: str) -> dict[str, object]:
    """Store what came, encrypted; returns the columns of the row that waits with it."""
    return {
        "original": store_private(content, name=name, content_type="application/octet-stream", purpose=purpose),
        "original_name": plain_line(name)[:120],
        "original_digest": digest_of(content),
    }


def prepare(upload: Row, *, finish: Callable[[Row, Rendered], None], refuse: Callable[[Row, str], None]) -> Row:
    """
    Draw a waiting upload anew, keep the files, delete the original. Doing it twice does it once.

    `finish` gets the picture, `refuse` a sentence: each moves the row, in a transaction of its own. What cannot be read
    is refused, and so is what was cut off a few times. Call it outside a transaction: it takes up to some seconds.
    Raises PicturesBusy when the machine has no room for it now.
    """
    begun = type(upload)._default_manager.filter(pk=upload.pk, status=WAITING).update(attempts=F("attempts") + 1)
    upload.refresh_from_db()
    if not begun:
        return upload
    try:
        try:
            picture = _picture_of(upload)
        except (NotAPicture, FileIsGone) as refusal:
            refuse(upload, refusal.message[:200])
        else:
            finish(upload, picture)
    except ImpossibleMove:
        # Somebody else was quicker; the file that two workers wrote is the same.
        upload.refresh_from_db()
    forget_original(upload)
    return upload


def prepare_waiting(uploads: UploadedPictureQuerySet[Row], prepare_one: Callable[[Row], object], *, limit: int) -> int:
    """Prepare what waits, and delete originals that a crash left behind; returns how many were prepared."""
    done = sweep(uploads.waiting().order_by("pk"), prepare_one, limit=limit)
    sweep(uploads.with_needless_original(), forget_original, limit=limit)
    return done


def forget_original(upload: UploadedPicture) -> None:
    """What was uploaded is not needed any more."""
    if upload.original is not None:
        delete_private(upload.original)


def _picture_of(upload: UploadedPicture) -> Rendered:
    if upload.attempts > MOST_ATTEMPTS or upload.original is None:
        raise NotAPicture(_("This photo cannot be read."))
    picture = render_picture(read_private(upload.original))
    keep_picture(picture)
    return picture
