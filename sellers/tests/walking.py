"""Applying as people do: one item after the other, through the pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.test import Client
from django.urls import reverse

from sellers.facts import PARTS
from sellers.models import Application

DOCUMENT = ("registration_number", "registration_scheme", "document", "evidence", "expires_on")


def apply_by_items(client: Client, answers: Mapping[str, Any]) -> Any:
    """
    Begin, fill every item that each answers, and send. The answer of the page that refused, or of the last one.

    What was filled in before a refusal stays, as it does for people.
    """
    begun = client.post(reverse("sellers:apply"), _of(answers, PARTS["who"]))
    if begun.status_code != 302:
        return begun
    number = begun.headers["Location"].rstrip("/").split("/")[-2]
    for code, names in {**PARTS, "document": DOCUMENT}.items():
        answer = client.post(item_url(number, code), _of(answers, names))
        if answer.status_code != 302:
            return answer
    return client.post(reverse("sellers:checklist_send", args=[number]), _of(answers, ("undertakes",)))


def item_url(application: Application | str, code: str) -> str:
    number = application if isinstance(application, str) else application.number
    return reverse("sellers:checklist_item", args=[number, code])


def _of(answers: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: answers[name] for name in names if name in answers}
