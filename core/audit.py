"""
The trail: what staff did, what they saw of whom, as what and why. One row for each act and each look.

Decisions write theirs in their own transaction, so that there is never one without the other; a look is written before
anything is shown. Rows are only ever added (core.models.Trace); on PostgreSQL the database itself refuses the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from core import occasion
from core.models import Trace, TracePerson
from core.numbers import ALPHABET

if TYPE_CHECKING:
    from accounts.models import User

LOOKED = "core.looked"
LISTED = "core.listed"
READ_HISTORY = "core.read_history"
OPENED_FILE = "core.opened_file"

# Why somebody decided stands with the decision: the other side has been told in those words.
STANDS_WITH_IT = gettext_noop("The reason stands with the decision.")

_words: dict[str, object] = {}


def name_acts(words: Mapping[str, object]) -> None:
    """Say how each act is called in front of those whom it concerns. An act without a name cannot be recorded."""
    _words.update(words)


name_acts(
    {
        LOOKED: _("opened the page"),
        LISTED: _("opened the list"),
        READ_HISTORY: _("opened the history"),
        OPENED_FILE: _("opened the document"),
    }
)


def record(
    act: str,
    *,
    by: User,
    thing: models.Model | type[models.Model],
    role: str = "",
    about: Iterable[int] = (),
    because: str,
) -> Trace:
    """
    Put on record that `by` did this, as which role, to what, and why.

    `about` are the keys of the people concerned, who may read it; `because` is a sentence of ours (a msgid), never
    words that somebody typed: they could say more of a person than should be kept for ever.
    """
    if act not in _words:
        raise LookupError(f"{act} has no words: name it with name_acts.")
    request_id = occasion.names().get("request_id", "")
    with transaction.atomic(savepoint=False):
        trace = Trace.objects.create(
            actor=by, role=role, act=act, thing=key_of(thing), because=because, request_id=request_id[:64]
        )
        people = sorted(set(about))
        if people:
            TracePerson.objects.bulk_create(TracePerson(trace=trace, person_id=person) for person in people)
    return trace


def key_of(thing: models.Model | type[models.Model]) -> str:
    """ "sellers.application:12"; for a whole table "sellers.application"."""
    label = thing._meta.label_lower
    return label if isinstance(thing, type) else f"{label}:{thing.pk}"


def words_of(act: str) -> str:
    return str(_words.get(act, act))


def acts_in_words() -> dict[str, str]:
    """Every act that can be on record."""
    return {act: str(words) for act, words in _words.items()}


def reason_of(trace: Trace) -> str:
    """Why, in the reader's language."""
    return gettext(trace.because) if trace.because else ""


def staff_number(pk: int) -> str:
    """
    Under which somebody who works here is known outside: the same for everybody and for ever, and no way back.

    It hangs on SECRET_KEY: with another one, everybody has another number.
    """
    digest = salted_hmac("core.audit.staff_number", str(pk), algorithm="sha256").digest()
    letters = "".join(ALPHABET[byte % 32] for byte in digest[:6])
    return f"{letters[:3]}-{letters[3:]}"
