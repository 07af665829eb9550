"""Paying a purchase: its page, the way to the provider, and the way back."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.db.models import CharField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.errors import DomainError
from core.statements import Given, Statement
from orders import rules, services
from orders.models import Purchase
from orders.selectors import orders_with_lines
from orders.showing import money_bar, next_steps
from orders.states import HELD, CancelledBecause, OrderStatus, PurchaseStatus
from orders.visitors import purchase_with_others, purchases_of, user_of
from payments.models import Payment
from payments.services import refresh_payment
from payments.states import PaymentStatus


@require_http_methods(["GET", "HEAD", "POST"])
def pay(request: HttpRequest, number: str) -> HttpResponse:
    """The purchase with what is left to pay; sending it leads to the provider."""
    if request.method != "POST":
        return _page(request, number)
    return go_and_pay(request, get_object_or_404(purchases_of(request), number=number))


@require_safe
def come_back(request: HttpRequest, number: str) -> HttpResponse:
    """
    Where the provider sends the shopper back to. The address alone proves nothing: the provider is asked.

    The one GET that may change something: it completes what is paid, as the webhook does, whoever comes first.
    """
    purchase, *others = _with_its_others(request, number)
    payment = _last_payment(purchase)
    if payment and payment.is_open:
        refresh_payment(payment)
    purchase = services.complete_purchase(purchase)
    waiting = [other for other in others if other.status == PurchaseStatus.AWAITING_PAYMENT]
    if purchase.status == PurchaseStatus.PAID and waiting:
        messages.success(request, _("Thank you. Purchase %(number)s is paid.") % {"number": purchase.number})
        return redirect("orders:pay", number=waiting[0].number)
    return redirect("orders:pay", number=purchase.number)


@require_POST
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    """Give up a purchase that is not paid."""
    purchase = get_object_or_404(purchases_of(request), number=number)
    try:
        services.cancel_purchase(purchase, because=CancelledBecause.BY_SHOPPER, by=user_of(request))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.info(request, _("Purchase %(number)s is cancelled.") % {"number": purchase.number})
    return redirect("orders:pay", number=purchase.number)


def go_and_pay(request: HttpRequest, purchase: Purchase) -> HttpResponse:
    """To the provider's page; when there is none to go to, to the purchase's, which says why."""
    path = reverse("orders:return", kwargs={"number": purchase.number})
    try:
        payment = services.start_paying(purchase, return_url=f"{settings.SITE_URL}{path}")
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("orders:pay", number=purchase.number)
    if payment.status == PaymentStatus.ACTION_REQUIRED and payment.redirect_url:
        return redirect(payment.redirect_url)
    if payment.is_captured:
        return redirect(path)
    if payment.status != PaymentStatus.PROCESSING:
        messages.error(
            request,
            _("The payment provider does not answer at the moment. Your things stay reserved; please try again."),
        )
    return redirect("orders:pay", number=purchase.number)


def _page(request: HttpRequest, number: str) -> HttpResponse:
    purchase, *others = _with_its_others(request, number)
    payment = _last_payment(purchase)
    bought = orders_with_lines(purchase)
    orders = [order for order, _lines in bought]
    is_paid = purchase.status == PurchaseStatus.PAID
    context = {
        "purchase": purchase,
        "orders": bought,
        "bars": [(order, money_bar(order, for_seller=False)) for order in orders] if is_paid else [],
        "steps": next_steps(orders) if is_paid else [],
        "may_arrive": HELD - {OrderStatus.DELIVERED},
        "may_be_cancelled": any(order.status == OrderStatus.PAID for order in orders),
        "others": others,
        "may_pay": rules.may_pay(status=purchase.status, due_at=purchase.due_at, now=clock.now()),
        "is_processing": bool(payment and payment.status == PaymentStatus.PROCESSING),
        "is_declined": bool(payment and payment.status == PaymentStatus.DECLINED),
        "is_given_back": bool(payment and payment.is_captured and purchase.status == PurchaseStatus.CANCELLED),
    }
    return render(request, "orders/pay.html", context)


def _with_its_others(request: HttpRequest, number: str) -> list[Purchase]:
    found = purchase_with_others(request, number)
    if not found:
        raise Http404
    return found


_LAST_PAYMENT = Statement(lambda: Payment.objects.of_purchase(Given("number", CharField())).order_by("-pk"))


def _last_payment(purchase: Purchase) -> Payment | None:
    return _LAST_PAYMENT.first(number=purchase.number)
