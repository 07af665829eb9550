"""What a reviewer fills in to decide against somebody: one of the reasons, and the facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldBooleanSwitchWidget

from accounts.deciding import WordsForm
from core.inputs import with_nothing_chosen
from sellers.states import ReasonCode


class ReasonsForm(WordsForm):
    """The code brings its sentence and its ground; the words are the facts that the decision relies on."""

    code = forms.ChoiceField(
        label=_("Reason"), choices=with_nothing_chosen(lambda: list(ReasonCode.choices)), widget=UnfoldAdminSelectWidget
    )
    field_order: Sequence[str] = ("code", "words")

    @classmethod
    def of(cls, request: HttpRequest, **kwargs: Any) -> Self:
        return cls(request.POST if request.method == "POST" else None, **kwargs)


class EndingForm(ReasonsForm):
    at_once = forms.BooleanField(
        label=_(
            "Without notice (a senior reviewer, and only for counterfeit or unsafe goods, false statements, an order)"
        ),
        required=False,
        widget=UnfoldBooleanSwitchWidget,
    )
    field_order = ("code", "words", "at_once")
