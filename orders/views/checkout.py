"""
Checkout: where everything goes, then exactly what is promised, then paying.

Nothing that was typed is stored before the purchase is placed: the review carries it along in the form. What the
review showed comes back signed; when something is different by then, it is said, and asked again.
"""

from __future__ import annotations

from allauth.core.ratelimit import consume_or_429
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.errors import DomainError
from orders import services
from orders.forms import CheckoutForm
from orders.quotes import Quote
from orders.reviewed import seal, unseal
from orders.services.placing import BasketChanged, CheckoutUsed, EmptyBasket, TooManyUnpaid
from orders.views.paying import go_and_pay
from orders.visitors import basket_of, has_opened, purchases_of, quote_of, remember_opened, user_of


@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request: HttpRequest) -> HttpResponse:
    """Address and delivery, then the review, then the purchase: one address, three answers."""
    step = request.POST.get("step", "")
    if step == "place":
        return _place(request)
    quote = quote_of(request)
    if refusal := _cannot_begin(request, quote):
        return refusal
    if request.method != "POST":
        form = CheckoutForm(quote=quote, shopper=user_of(request), initial=_last_address(request))
        return _details(request, form, quote)
    form = CheckoutForm(request.POST, quote=quote, shopper=user_of(request))
    if step == "change" or not form.is_valid():
        return _details(request, form, quote, status=200 if step == "change" else 422)
    return _review(request, quote.choosing(form.delivery_choices()), form)


def _place(request: HttpRequest) -> HttpResponse:
    """Buy. The form's key makes sure that the same form, sent twice, buys once."""
    form = CheckoutForm(request.POST, shopper=user_of(request))
    if not form.is_valid():
        quote = quote_of(request)
        return _cannot_begin(request, quote) or _details(
            request, CheckoutForm(request.POST, quote=quote, shopper=user_of(request)), quote, status=422
        )
    if slower := consume_or_429(request, action="checkout"):
        return slower
    basket = basket_of(request)
    if basket is None:
        messages.info(request, _("Your basket is empty."))
        return redirect("orders:basket")
    try:
        purchases = services.place_purchases(
            basket,
            checkout_key=form.cleaned_data["key"],
            email=form.email_of_shopper(),
            address=form.address(),
            delivery_choices=form.delivery_choices(),
            shown=unseal(request.POST.get("shown", "")),
            language=_language(request),
            time_zone=_time_zone(),
        )
    except (EmptyBasket, BasketChanged, CheckoutUsed, TooManyUnpaid) as refusal:
        messages.error(request, refusal.message)
        return redirect("orders:basket")
    except DomainError as refusal:
        return _ask_again(request, form, refusal)
    if basket.user is None:
        remember_opened(request, purchases)
    if len(purchases) == 1:
        return go_and_pay(request, purchases[0])
    return redirect("orders:pay", number=purchases[0].number)


def _ask_again(request: HttpRequest, form: CheckoutForm, refusal: DomainError) -> HttpResponse:
    """Say what is different from what was shown, and show it anew; what cannot be bought leads to the basket."""
    quote = quote_of(request, email=form.email_of_shopper()).choosing(form.delivery_choices())
    if not quote.is_empty and not quote.problems:
        changes = refusal.details.get("changes") or [refusal.message]
        return _review(request, quote, form, changes=changes, status=409)
    for problem in quote.problems or [refusal.message]:
        messages.error(request, str(problem))
    return redirect("orders:basket")


def _cannot_begin(request: HttpRequest, quote: Quote) -> HttpResponse | None:
    if quote.is_empty:
        messages.info(request, _("Your basket is empty."))
    for problem in quote.problems:
        messages.error(request, str(problem))
    return redirect("orders:basket") if quote.is_empty or quote.problems else None


def _details(request: HttpRequest, form: CheckoutForm, quote: Quote, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "purchases": quote.purchases, "shopper": user_of(request)}
    return render(request, "orders/checkout.html", context, status=status)


def _review(
    request: HttpRequest, quote: Quote, form: CheckoutForm, *, changes: object = (), status: int = 200
) -> HttpResponse:
    """Exactly what is promised, with the ways of delivery that were chosen."""
    context = {
        "form": form,
        "purchases": quote.purchases,
        "address": form.address(),
        "email": form.email_of_shopper(),
        "shown": seal(quote),
        "changes": changes,
    }
    return render(request, "orders/review.html", context, status=status)


def _last_address(request: HttpRequest) -> dict[str, str]:
    """Where the last purchase of this person, or of this browser's guest, went."""
    user = user_of(request)
    last = purchases_of(request).order_by("-pk").first() if user or has_opened(request) else None
    if last is None:
        return {"full_name": user.name} if user else {}
    return {name: getattr(last, name) for name in ("email", *CheckoutForm.ADDRESS)}


def _language(request: HttpRequest) -> str:
    return translation.get_language() or "en"


def _time_zone() -> str:
    """The reader's: what a member has chosen, or what a guest's browser has told (accounts.middleware)."""
    return timezone.get_current_timezone_name()
