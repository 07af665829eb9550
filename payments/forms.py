"""What the shopper chooses on the sandbox's page."""

from __future__ import annotations

from django import forms

from payments.providers.sandbox.bank import Outcome


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(choices=Outcome.choices)
