"""The trail: what staff did, what they saw of whom, as what and why. Part of `core.models`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core import clock
from core.append_only import AppendOnly

if TYPE_CHECKING:
    from accounts.models import User


class TraceQuerySet(models.QuerySet["Trace"]):
    def about(self, person: User) -> Self:
        """What was done with somebody's things, or seen of them."""
        return self.filter(people__person=person)

    def of(self, thing: str) -> Self:
        """What was done with one thing, or seen of it; `thing` is its key (core.audit.key_of)."""
        return self.filter(thing=thing)

    def update(self, **kwargs: object) -> NoReturn:
        refuse_to_rewrite()

    def delete(self) -> NoReturn:
        refuse_to_rewrite()


class TracePersonQuerySet(models.QuerySet["TracePerson"]):
    def update(self, **kwargs: object) -> NoReturn:
        refuse_to_rewrite()

    def delete(self) -> NoReturn:
        refuse_to_rewrite()


def refuse_to_rewrite() -> NoReturn:
    raise TypeError("The trail of what staff did and saw is only ever added to.")


class Trace(AppendOnly):
    """
    That somebody did or saw something, as what and why (core.audit writes it).

    People and things stand in it by their keys, reasons as sentences of ours: nothing here is anybody's personal data.
    """

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("who")
    )
    role = models.CharField(_("as"), max_length=24, blank=True)
    act = models.CharField(_("did"), max_length=60)
    thing = models.CharField(_("with"), max_length=80)
    because = models.CharField(_("why"), max_length=200, blank=True)
    request_id = models.CharField(_("request"), max_length=64, blank=True)
    at = models.DateTimeField(_("when"), default=clock.now)

    objects = TraceQuerySet.as_manager()

    class Meta:
        verbose_name = _("trace")
        verbose_name_plural = _("traces")
        indexes = [
            models.Index(fields=["thing", "-id"], name="trace_of_thing"),
            # Admins look for a day or a month, and at the first and the last that there is.
            models.Index(fields=["at"], name="trace_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.thing}"


class TracePerson(AppendOnly):
    """Whom a trace concerns: they may read it."""

    trace = models.ForeignKey(Trace, on_delete=models.PROTECT, related_name="people")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)

    objects = TracePersonQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "trace"], name="trace_person_once")]

    def __str__(self) -> str:
        return f"{self.trace_id} about {self.person_id}"
