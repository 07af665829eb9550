"""What reviewers leave for each other."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.audit import name_acts, record
from core.errors import DomainError
from core.text import plain
from sellers.downloads import REVIEW
from sellers.models import Application, ReviewNote
from sellers.reviewing.services.claiming import REVIEWERS, MayNotClaim
from sellers.selectors import is_own_business

name_acts({"sellers.noted": _("left a note for colleagues")})


class EmptyNote(DomainError):
    """A note without words."""

    code = "sellers.empty_note"

    def __init__(self) -> None:
        super().__init__(_("The note is empty."), field="words")


@transaction.atomic
def note(application: Application, *, by: User, words: str) -> ReviewNote:
    """
    Leave a note for the other reviewers. That there is one is in the trail, its words are not.

    Raises MayNotClaim, or EmptyNote.
    """
    role = by.acts_as(*REVIEWERS)
    if not role:
        raise MayNotClaim(_("Only reviewers decide about sellers."))
    if is_own_business(application, by):
        raise MayNotClaim(_("Nobody decides about their own business. Ask another reviewer."))
    text = plain(words)
    if not text:
        raise EmptyNote
    left = ReviewNote.objects.create(application=application, author=by, words=text)
    record("sellers.noted", by=by, role=role, thing=application, about=[application.applicant_id], because=REVIEW)
    return left
