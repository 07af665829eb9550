"""Telling people, and what they do with it."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from catalog.models import Report
from core import clock
from core.mail import queue_mail
from core.models import Event
from notifications.catalogue import KINDS, Notice
from notifications.models import Notification
from notifications.words import keep_all
from orders.models import Purchase

Letter = Mapping[str, object] | None


@transaction.atomic
def tell(user: User, kind: str, event: Event, *, about: Mapping[str, object], letter: Letter = None) -> None:
    """
    Put one notification into the inbox and queue its mail; `letter` is what only the mail says.

    Telling the same person of the same event again changes nothing: the inbox has one row for both, the mail one key.
    """
    particulars = keep_all(about)
    Notification.objects.get_or_create(event=event, user=user, defaults={"kind": kind, "particulars": particulars})
    if KINDS[kind].is_mailed_already:
        return
    notice = Notice(kind, particulars)
    with translation.override(user.language):
        url = settings.SITE_URL + notice.url
    queue_mail(
        key=f"{event.pk}:{kind}:{user.pk}",
        to=user.email,
        template=KINDS[kind].mail,
        context={"notice": notice, "url": url, **(letter or {})},
        language=user.language,
        time_zone=user.time_zone,
    )


def write_to_guest(
    purchase: Purchase, kind: str, event: Event, *, about: Mapping[str, object], letter: Letter = None
) -> None:
    """Queue the same mail to somebody without an account; its link opens their purchase, and nothing else."""
    with translation.override(purchase.language):
        path = reverse("orders:open", kwargs={"number": purchase.number, "token": purchase.access_token})
    queue_mail(
        key=f"{event.pk}:{kind}:guest",
        to=purchase.email,
        template=KINDS[kind].mail,
        context={"notice": Notice(kind, keep_all(about)), "url": settings.SITE_URL + path, **(letter or {})},
        language=purchase.language,
        time_zone=purchase.time_zone,
        # The link is a key to the purchase: it does not stay readable in our own tables.
        sensitive=True,
    )


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
