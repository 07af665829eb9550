"""Telling people, and what they do with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from catalog.models import Report
from core import clock
from core.mail import Envelope, queue_mail, queue_mails
from core.models import Event
from notifications.catalogue import KINDS, Notice
from notifications.models import Notification
from notifications.words import keep_all
from orders.models import Purchase

Letter = Mapping[str, object] | None

BATCH = 500  # rows in one statement


@dataclass(frozen=True)
class Reader:
    """One of many who are told the same: a member, or a guest by their purchase, with what concerns only them."""

    purchase: Purchase
    about: Mapping[str, object]
    letter: Letter = None


@transaction.atomic
def tell(user: User, kind: str, event: Event, *, about: Mapping[str, object], letter: Letter = None) -> None:
    """
    Put one notification into the inbox and queue its mail; `letter` is what only the mail says.

    Telling the same person the same of the same event again changes nothing: the inbox has one row for both, the mail
    one key. Whoever is concerned in two ways reads both: who reported something may have bought it, too.
    """
    particulars = keep_all(about)
    Notification.objects.get_or_create(event=event, user=user, kind=kind, defaults={"particulars": particulars})
    if KINDS[kind].is_mailed_already:
        return
    queue_mail(**_to_member(user, kind, event, particulars, letter))


def write_to_guest(
    purchase: Purchase, kind: str, event: Event, *, about: Mapping[str, object], letter: Letter = None
) -> None:
    """Queue the same mail to somebody without an account; its link opens their purchase, and nothing else."""
    queue_mail(**_to_guest(purchase, kind, event, keep_all(about), letter))


@transaction.atomic
def tell_shoppers(kind: str, event: Event, readers: Sequence[Reader]) -> None:
    """
    Tell many who bought, each member once, in as few statements for a hundred as for one. Again, it changes nothing.

    Raises IntegrityError when somebody else tells the same at this moment; the delivery comes again.
    """
    told = set(Notification.objects.filter(event=event, kind=kind).values_list("user_id", flat=True))
    rows, mails = [], []
    for reader in readers:
        shopper, particulars = reader.purchase.shopper, keep_all(reader.about)
        if shopper is None:
            mails.append(_to_guest(reader.purchase, kind, event, particulars, reader.letter))
        elif shopper.pk not in told:
            rows.append(Notification(event=event, user=shopper, kind=kind, particulars=particulars))
            mails.append(_to_member(shopper, kind, event, particulars, reader.letter))
            told.add(shopper.pk)
    Notification.objects.bulk_create(rows, batch_size=BATCH)
    queue_mails(mails)


def _to_member(user: User, kind: str, event: Event, particulars: Mapping[str, Any], letter: Letter) -> Envelope:
    notice = Notice(kind, particulars)
    with translation.override(user.language):
        url = settings.SITE_URL + notice.url
    return {
        "key": f"{event.pk}:{kind}:{user.pk}",
        "to": user.email,
        "template": KINDS[kind].mail,
        "context": {"notice": notice, "url": url, **(letter or {})},
        "language": user.language,
        "time_zone": user.time_zone,
    }


def _to_guest(purchase: Purchase, kind: str, event: Event, particulars: Mapping[str, Any], letter: Letter) -> Envelope:
    with translation.override(purchase.language):
        path = reverse("orders:open", kwargs={"number": purchase.number, "token": purchase.access_token})
    return {
        # One event can concern several guests.
        "key": f"{event.pk}:{kind}:guest:{purchase.pk}",
        "to": purchase.email,
        "template": KINDS[kind].mail,
        "context": {"notice": Notice(kind, particulars), "url": settings.SITE_URL + path, **(letter or {})},
        "language": purchase.language,
        "time_zone": purchase.time_zone,
        # The link is a key to the purchase: it does not stay readable in our own tables.
        "sensitive": True,
    }


def write_to_address(address: str, kind: str, event: Event, *, about: Mapping[str, object], language: str) -> None:
    """Queue the same mail to somebody who has no account yet; its page asks them to sign in, or to make one."""
    notice = Notice(kind, keep_all(about))
    with translation.override(language):
        url = settings.SITE_URL + notice.url
    queue_mail(
        key=f"{event.pk}:{kind}:address",
        to=address,
        template=KINDS[kind].mail,
        context={"notice": notice, "url": url},
        language=language,
        time_zone=settings.TIME_ZONE,
    )


def tell_reporter(report: Report, kind: str, event: Event, *, about: Mapping[str, object]) -> None:
    """Tell whoever reported: a member in their inbox and by mail, a stranger by mail, with a link to that report."""
    if report.reporter is not None:
        if report.reporter.is_active:
            tell(report.reporter, kind, event, about=about)
        return
    if not report.email:
        return
    with translation.override(report.language):
        path = reverse("catalog:report_status", kwargs={"number": report.number, "token": report.access_token})
    queue_mail(
        key=f"{event.pk}:{kind}:reporter",
        to=report.email,
        template=KINDS[kind].mail,
        context={"notice": Notice(kind, keep_all(about)), "url": settings.SITE_URL + path},
        language=report.language,
        time_zone=settings.TIME_ZONE,
        sensitive=True,
    )


def tell_shopper(
    purchase: Purchase, kind: str, event: Event, *, about: Mapping[str, object], letter: Letter = None
) -> None:
    """Tell whoever bought: a member in their inbox and by mail, a guest by mail."""
    if purchase.shopper is None:
        write_to_guest(purchase, kind, event, about=about, letter=letter)
    else:
        tell(purchase.shopper, kind, event, about=about, letter=letter)


def mark_read(notification: Notification) -> None:
    """Remember when it was first read."""
    Notification.objects.filter(pk=notification.pk).unread().update(read_at=clock.now())


def mark_all_read(user: User) -> int:
    """Mark everything in the inbox as read; returns how many were not."""
    return Notification.objects.told_to(user).unread().update(read_at=clock.now())
