"""The door for providers' webhooks, and the sandbox's page."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from core.errors import DomainError
from payments import services
from payments.forms import OutcomeForm
from payments.models import SandboxCharge
from payments.providers import ProviderRefused, UnknownProvider, WebhookRefused
from payments.providers.sandbox import charge_with, decide, may_decide
from payments.states import ChargeStatus

LARGEST_WEBHOOK = 64 * 1024


@csrf_exempt  # proven by its signature, not by a session
@require_POST
@never_cache
def webhook(request: HttpRequest, provider: str) -> HttpResponse:
    """Take in a provider's message. Whatever is not proven is refused, and leaves no trace in the database."""
    body = request.read(LARGEST_WEBHOOK + 1)
    if len(body) > LARGEST_WEBHOOK:
        return HttpResponse("too large", status=413, content_type="text/plain")
    try:
        services.receive_webhook(provider, body, request.headers)
    except UnknownProvider as refusal:
        return HttpResponse(refusal.message, status=404, content_type="text/plain")
    except WebhookRefused as refusal:
        return HttpResponse(refusal.message, status=400, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sandbox(request: HttpRequest, reference: str) -> HttpResponse:
    """The sandbox provider's page. Whoever has the reference may decide: nobody else can know it."""
    charge = _charge_or_404(reference)
    with translation.override(_language_of(charge)):
        return _sandbox_page(request, charge)


def _sandbox_page(request: HttpRequest, charge: SandboxCharge) -> HttpResponse:
    form = OutcomeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            charge = decide(charge, form.cleaned_data["outcome"])
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            charge.refresh_from_db()
        else:
            asks_again = charge.status == ChargeStatus.CONFIRMING
            return redirect("payments:sandbox", charge.reference) if asks_again else redirect(charge.return_url)
    context = {
        "charge": charge,
        "form": form,
        "may_decide": may_decide(charge),
        "asks_again": charge.status == ChargeStatus.CONFIRMING,
    }
    return render(request, "payments/sandbox.html", context, status=409 if form.errors else 200)


def _language_of(charge: SandboxCharge) -> str:
    """The language of the page from which the shopper came: the sandbox's own address has none."""
    return translation.get_language_from_path(urlsplit(charge.return_url).path) or settings.LANGUAGE_CODE


def _charge_or_404(reference: str) -> SandboxCharge:
    if "sandbox" not in settings.PAYMENT_PROVIDERS:
        raise Http404
    try:
        return charge_with(reference)
    except ProviderRefused:
        raise Http404 from None
