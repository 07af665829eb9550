"""Pages of a person about themselves."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import services
from accounts.demo_codes import codes
from accounts.forms import PreferencesForm
from accounts.middleware import WANTED
from accounts.requests import SignedInRequest
from accounts.rules import Factor
from accounts.second_factor import ask, duties_of, factor_of
from accounts.selectors import looks_of
from accounts.sessions import find_session, places_of
from accounts.sign_in_forms import TakePasskeyAwayForm
from core.errors import DomainError
from core.models import Trace
from core.text_messages import shown_in_the_demo
from core.views import demo_only

LOOKS_PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def preferences(request: SignedInRequest) -> HttpResponse:
    """Name, language and time zone of whoever is signed in."""
    user = request.user
    kept = {"name": user.name, "language": user.language, "time_zone": user.time_zone}
    form = PreferencesForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_preferences(user, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            with translation.override(user.language):
                messages.success(
                    request,
                    _("Kept. From now on pages and mails speak to you like this."),
                )
                return redirect("accounts:settings")
    page = {"form": form, "email": user.email, "has_password": user.has_usable_password()}
    return render(request, "accounts/settings.html", page)


@require_safe
@login_required
@never_cache
def second_factor(request: SignedInRequest) -> HttpResponse:
    """Why somebody needs a second factor, and the ways to one; who has shown theirs goes on to where they wanted."""
    user = request.user
    verdict = ask(user, request.session, duties=duties_of(user))
    if verdict:
        return redirect(request.session.pop(WANTED, "mfa_index"))
    ways = get_adapter().get_reauthentication_methods(user)
    page = {
        "why": verdict.reason,
        "has_one": factor_of(user, request.session) is Factor.NOT_SHOWN,
        "ways": [way for way in ways if way["id"] != "reauthenticate"],
    }
    return render(request, "accounts/second_factor.html", page)


@require_safe
@login_required
@never_cache
def sessions(request: SignedInRequest) -> HttpResponse:
    """Where one is signed in."""
    places = places_of(request.user, here=request.session.session_key or "")
    page = {"places": places, "others": [place for place in places if not place.is_here]}
    return render(request, "accounts/sessions.html", page)


@require_POST
@login_required
def end_session(request: SignedInRequest, code: str) -> HttpResponse:
    """Sign out one place."""
    session = find_session(request.user, code)
    if session is None or session.session_key == request.session.session_key:
        raise Http404
    services.end_session(session, seen=get_adapter().seen())
    messages.success(request, _("Signed out there."))
    return redirect("accounts:sessions")


@require_POST
@login_required
def end_other_sessions(request: SignedInRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    ended = services.end_other_sessions(request.user, but=request.session.session_key or "", seen=get_adapter().seen())
    said = ngettext("Signed out in one other place.", "Signed out in %(count)d other places.", ended)
    messages.success(request, said % {"count": ended})
    return redirect("accounts:sessions")


class RemovePasskey(RemoveWebAuthnView):
    """allauth lets anybody take a passkey away; here, whoever must have a second factor keeps the last one."""

    form_class = TakePasskeyAwayForm
    object: Authenticator

    def get_form_kwargs(self) -> dict[str, Any]:
        # As allauth's own page for codes does it: what stands against it is said before anybody presses the button.
        given: dict[str, Any] = super().get_form_kwargs()
        given.setdefault("data", {})
        return given | {"authenticator": self.object}


@require_safe
@never_cache
@demo_only
def demo_codes(request: HttpRequest) -> HttpResponse:
    """What phones would show at this moment: the second factors of the demo's own staff, and text messages."""
    return render(request, "accounts/demo_codes.html", {"codes": codes(), "texts": shown_in_the_demo()})


@require_safe
@login_required
@never_cache
def who_looked(request: SignedInRequest) -> HttpResponse:
    """Who of the staff opened or changed what is this person's, newest first."""
    traces = Trace.objects.about(request.user).order_by("-pk")
    page = Paginator(traces, LOOKS_PER_PAGE).get_page(request.GET.get("page"))
    looks = looks_of(page.object_list, reader=request.user)
    return render(request, "accounts/who_looked.html", {"page": page, "looks": looks})
