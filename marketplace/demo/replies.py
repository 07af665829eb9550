"""The words with which the demo's reviewers begin."""

from __future__ import annotations

from sellers.models import ReplyTemplate
from sellers.reviewing.states import ReplyKind

REPLIES: tuple[tuple[str, str, str, str], ...] = (
    (
        ReplyKind.MORE,
        "A page is missing",
        "A page of the document is missing. Please send all of its pages, the empty ones too.",
        "Satu halaman dokumen belum ada. Mohon kirim semua halamannya, termasuk yang kosong.",
    ),
    (
        ReplyKind.MORE,
        "It cannot be read",
        "The document cannot be read: it is blurred or cut off. Please photograph it again, with all four edges.",
        "Dokumen tidak terbaca: buram atau terpotong. Mohon foto lagi, dengan keempat tepinya.",
    ),
    (
        ReplyKind.REFUSAL,
        "Another name",
        "The document names somebody else than the application. Apply again with your own, or in their name.",
        "Dokumen menyebut nama lain daripada permohonan. Ajukan lagi dengan dokumen sendiri, atau atas nama mereka.",
    ),
    (
        ReplyKind.CREDENTIAL,
        "It has expired",
        "By what it says, this document has expired. Please send the one that holds now.",
        "Menurut isinya, dokumen ini sudah berakhir. Mohon kirim yang berlaku sekarang.",
    ),
)


def keep_replies() -> None:
    """Doing it twice does it once."""
    for kind, title, words, indonesian in REPLIES:
        ReplyTemplate.objects.update_or_create(
            kind=kind, title=title, defaults={"words": words, "translations": {"id": indonesian}}
        )
