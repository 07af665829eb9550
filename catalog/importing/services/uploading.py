"""A file comes in: looked at before it is kept, kept encrypted, and not a row of it written yet."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from typing import BinaryIO, cast

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from catalog.importing.archives import PictureArchive
from catalog.importing.choices import Choices
from catalog.importing.limits import MOST_BYTES, MOST_OPEN, MOST_PICTURES_BYTES
from catalog.importing.sniffing import ZIP, Unreadable, form_of
from catalog.importing.survey import survey_of
from catalog.models import CatalogueImport
from catalog.states import ImportStatus
from core.errors import DomainError
from core.large_files import PART, store_large
from core.models import PrivateFile
from core.pictures import check_upload
from core.text import plain_line
from sellers.models import Shop


class PicturesRefused(DomainError):
    """What was sent beside the catalogue are no pictures that we take."""

    code = "catalog.pictures_refused"


class TooManyImports(DomainError):
    """The shop has more files waiting for a decision than anybody needs."""

    code = "catalog.too_many_imports"


Upload = File[bytes]  # as a browser sent it


def upload_catalogue(shop: Shop, *, by: User, file: Upload, pictures: Sequence[Upload] = ()) -> CatalogueImport:
    """
    Keep a catalogue, and the pictures that came with it: a ZIP file, or the pictures themselves.

    Raises Unreadable for a catalogue of which nothing can be made, PicturesRefused, TooManyImports. Then nothing is
    kept.
    """
    if CatalogueImport.objects.filter(shop=shop, status=ImportStatus.UPLOADED).count() >= MOST_OPEN:
        raise TooManyImports(_("Decide about the files that you uploaded before, then send more."))
    if (file.size or 0) > MOST_BYTES:
        raise Unreadable(_("The file has more than %(most)d megabytes.") % {"most": MOST_BYTES // 1_000_000})
    form = form_of(_opened(file))
    survey = survey_of(_opened(file), form, Choices())
    kept_pictures = _keep_pictures(pictures)
    with transaction.atomic():
        return CatalogueImport.objects.create(
            shop=shop,
            by=by,
            file=_keep(_opened(file), name=file.name or "", purpose="catalogue"),
            pictures=kept_pictures,
            file_name=plain_line(file.name or "")[:120] or _("catalogue"),
            form=form.as_json(),
            choices=Choices().as_json(),
            survey=survey.as_json(),
        )


def _opened(upload: Upload) -> BinaryIO:
    return cast("BinaryIO", upload.file)


def _keep(file: BinaryIO, *, name: str, purpose: str) -> PrivateFile:
    return store_large(_parts(file), name=name, content_type="application/octet-stream", purpose=purpose)


def _parts(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while part := file.read(PART):
        yield part


def _keep_pictures(uploads: Sequence[Upload]) -> PrivateFile | None:
    """The archive as it is, or single pictures packed into one; looked through before it is kept."""
    if not uploads:
        return None
    if sum(upload.size or 0 for upload in uploads) > MOST_PICTURES_BYTES:
        raise PicturesRefused(
            _("The pictures have more than %(most)d megabytes.") % {"most": MOST_PICTURES_BYTES // 1_000_000}
        )
    try:
        first = _opened(uploads[0])
        first.seek(0)
        if len(uploads) == 1 and first.read(len(ZIP)).startswith(ZIP):
            first.seek(0)
            PictureArchive(first)
            return _keep(first, name=uploads[0].name or "", purpose="catalogue pictures")
        with tempfile.TemporaryFile() as packed:
            _pack(uploads, packed)
            return _keep(packed, name="pictures.zip", purpose="catalogue pictures")
    except DomainError as refusal:
        raise PicturesRefused(refusal.message) from refusal


def _pack(uploads: Sequence[Upload], packed: BinaryIO) -> None:
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for upload in uploads:
            name = plain_line(upload.name or "")[:100].replace("/", "_").replace("\\", "_")
            upload.seek(0)
            content = upload.read()
            try:
                check_upload(content)
            except DomainError as refusal:
                raise PicturesRefused(f"{name}: {refusal.message}") from refusal
            archive.writestr(name, content)
