"""What a reviewer decides about single credentials, waivers and looks again, in the admin. Part of `sellers.admin`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from accounts.deciding import Reply, WordsForm
from accounts.requests import SignedInRequest
from core import clock
from sellers.models import Application, Credential, Recheck, ReplyTemplate, Requirement
from sellers.reviewing.admin import for_reviewers, review_page
from sellers.reviewing.rules import LONGEST_WAIVER
from sellers.reviewing.services import rechecking
from sellers.reviewing.states import RecheckWhy, ReplyKind
from sellers.selectors import is_own_business
from sellers.vetting import services as vetting
from sellers.vetting.selectors import requirements_of


def replies_for(kind: ReplyKind, language: str) -> list[Reply]:
    """Words to begin with, in the language of whoever reads them."""
    templates = ReplyTemplate.objects.offered_for(kind)
    return [Reply(str(each.pk), each.title, each.words_in(language)) for each in templates]


class WaiverForm(WordsForm):
    """Which requirement is waived until when, and why."""

    requirement = forms.ModelChoiceField(
        queryset=Requirement.objects.none(), label=_("requirement"), widget=UnfoldAdminSelectWidget
    )
    until = forms.DateField(
        label=_("until"),
        help_text=_("A year from today at most: then it is asked for again."),
        widget=UnfoldAdminTextInputWidget(attrs={"type": "date"}),
    )
    field_order = ("requirement", "until", "words")

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, label=_("Why it can be waived, for the second person and for the history"), **kwargs)
        asked = [each.pk for each in requirements_of(application)]
        field = self.fields["requirement"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Requirement.objects.filter(pk__in=asked).order_by("name")
        self.fields["until"].widget.attrs |= {"max": (clock.today() + LONGEST_WAIVER).isoformat()}


class DecidesInTheFile:
    """For the admin of applications: decisions that hang on a part of the file."""

    # What the admin's own class brings, behind this one.
    admin_site: Any
    find: Any
    decide: Any

    def get_urls(self) -> Any:
        views = {
            "verify_credential": ("credential/<int:pk>/verify/", self.verify_credential),
            "refuse_credential": ("credential/<int:pk>/refuse/", self.refuse_credential),
            "revoke_credential": ("credential/<int:pk>/revoke/", self.revoke_credential),
            "waive": ("<int:pk>/waive/", self.waive),
            "still_true": ("recheck/<int:pk>/still-true/", self.still_true),
            "ask_seller": ("recheck/<int:pk>/ask/", self.ask_seller),
        }
        own = [
            path(where, self.admin_site.admin_view(view), name=f"sellers_application_{name}")
            for name, (where, view) in views.items()
        ]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    @for_reviewers
    def verify_credential(self, request: SignedInRequest, pk: int) -> HttpResponse:
        credential = _credential(pk)
        if not is_own_business(credential.application, request.user) and (risks := vetting.risks_to_verify(credential)):
            return self.decide(
                request,
                credential,
                title=_("Ask a second person to verify"),
                label=_("Why it is theirs all the same, for the second person"),
                act=lambda because: vetting.propose_verification(credential, by=request.user, because=because),
                done=_("A senior reviewer is asked. Until then it waits."),
                notes=[*_what(credential), *(risk.label for risk in risks)],
                back=_back(credential),
            )
        return self.decide(
            request,
            credential,
            title=_("Verify: it counts from this moment"),
            label=_("A note for the history (not needed)"),
            act=lambda note: vetting.verify_credential(credential, by=request.user, note=note),
            done=_("Verified."),
            required=False,
            notes=_what(credential),
            back=_back(credential),
        )

    @for_reviewers
    def refuse_credential(self, request: SignedInRequest, pk: int) -> HttpResponse:
        credential = _credential(pk)
        return self.decide(
            request,
            credential,
            title=_("Refuse this credential"),
            label=_("The reason, as the other side will read it"),
            act=lambda because: vetting.refuse_credential(credential, by=request.user, because=because),
            done=_("Refused. The other side reads the reason."),
            notes=_what(credential),
            back=_back(credential),
            replies=replies_for(ReplyKind.CREDENTIAL, credential.application.language),
        )

    @for_reviewers
    def revoke_credential(self, request: SignedInRequest, pk: int) -> HttpResponse:
        credential = _credential(pk)
        return self.decide(
            request,
            credential,
            title=_("Revoke: what needs it goes off sale at once"),
            label=_("The reason, as the other side will read it"),
            act=lambda because: vetting.revoke_credential(credential, by=request.user, because=because),
            done=_("Revoked. What needs it is off sale."),
            notes=_what(credential),
            back=_back(credential),
        )

    @for_reviewers
    def waive(self, request: SignedInRequest, pk: int) -> HttpResponse:
        application: Application = self.find(request, str(pk))
        form = WaiverForm(
            request.POST if request.method == "POST" else None,
            application=application,
            initial={
                "requirement": request.GET.get("requirement", ""),
                "until": clock.today() + timedelta(days=90),
            },
        )
        return self.decide(
            request,
            application,
            title=_("Ask a second person to waive a requirement"),
            label="",
            act=lambda because: vetting.propose_waiver(
                application,
                form.cleaned_data["requirement"],
                by=request.user,
                because=because,
                until=form.cleaned_data["until"],
            ),
            done=_("A senior reviewer is asked. Until then it is asked for as before."),
            form=form,
            back=review_page(application.pk),
        )

    @for_reviewers
    def still_true(self, request: SignedInRequest, pk: int) -> HttpResponse:
        recheck = _recheck(pk)
        title = _("Still true")
        if recheck.why == RecheckWhy.YEARLY:
            title = _("Still true: the approval holds for a year from today")
        return self.decide(
            request,
            recheck,
            title=title,
            label=_("What you have looked at again, and why it still holds (for the history)"),
            act=lambda because: rechecking.say_still_true(recheck, by=request.user, because=because),
            done=_("Noted: still true."),
            notes=[recheck.get_why_display()],
            back=review_page(recheck.seller.application_id),
        )

    @for_reviewers
    def ask_seller(self, request: SignedInRequest, pk: int) -> HttpResponse:
        recheck = _recheck(pk)
        return self.decide(
            request,
            recheck,
            title=_("Ask the seller for more"),
            label=_("What is needed, and why"),
            act=lambda what: rechecking.ask_more_of_seller(recheck, by=request.user, what=what),
            done=_("The seller is told what is needed. Somebody looks again in two weeks."),
            notes=[recheck.get_why_display()],
            back=review_page(recheck.seller.application_id),
            replies=replies_for(ReplyKind.MORE, recheck.seller.application.language),
        )


def _credential(pk: int) -> Credential:
    """Of what was sent to us; nobody decides about a draft."""
    sent = Credential.objects.filter(application__in=Application.objects.sent())
    return get_object_or_404(sent.select_related("requirement", "application", "seller"), pk=pk)


def _recheck(pk: int) -> Recheck:
    return get_object_or_404(Recheck.objects.select_related("seller__application"), pk=pk)


def _what(credential: Credential) -> Sequence[str]:
    said = [credential.requirement.local_name, credential.subject_shown, credential.issuer]
    return [each for each in said if each]


def _back(credential: Credential) -> str:
    return review_page(credential.application_id, f"credential-{credential.pk}")
