"""Staff read about money here. Nothing can be edited; what is broken is put right by a service or a new movement."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet, Sum
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from unfold.admin import ModelAdmin, TabularInline

from accounts.models import User
from accounts.roles import Role
from accounts.staff import ForRoles, is_one_of
from core.audit import name_acts
from core.errors import DomainError
from core.formatting import money
from core.money import Money
from payments import services
from payments.models import LedgerAccount, LedgerTransaction, Payment, Posting, Refund, WebhookMessage

RETRIED = "payments.retried_refund"
name_acts({RETRIED: _("let it be tried again")})
MONEY_ROLES = (Role.FINANCE,)


class MoneyAdmin(ForRoles, ModelAdmin):
    """To be looked at by finance, and changed by nobody."""

    seen_by = MONEY_ROLES
    looks_are_for = gettext_noop("To keep the books.")

    def has_money_permission(self, request: HttpRequest) -> bool:
        return is_one_of(request.user, *MONEY_ROLES)

    def tell(self, request: HttpRequest, row: object, refusal: DomainError) -> None:
        self.message_user(request, f"{row}: {refusal.message}", messages.WARNING)


class ReadOnlyInline(TabularInline):
    extra = 0
    can_delete = False
    show_change_link = True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_one_of(request.user, *MONEY_ROLES)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class PostingInline(ReadOnlyInline):
    model = Posting
    fields = ("account", "order_number", "amount_in_words")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Posting]:
        return super().get_queryset(request).select_related("account__seller")

    @admin.display(description=_("amount"))
    def amount_in_words(self, posting: Posting) -> str:
        return money(Money(posting.amount, posting.account.currency))


class RefundInline(ReadOnlyInline):
    model = Refund
    fields = ("number", "order_number", "minor_units", "currency", "because", "status", "sent_at")
    readonly_fields = fields


@admin.register(Payment)
class PaymentAdmin(MoneyAdmin):
    list_display = ("number", "purchase_number", "amount_in_words", "status", "provider", "created_at", "captured_at")
    list_filter = ("status", "provider", "currency")
    search_fields = ("number", "purchase_number", "provider_reference")
    ordering = ("-pk",)
    # The key to the provider's page is the shopper's, not staff's.
    exclude = ("redirect_url", "return_url")
    inlines = (RefundInline,)

    @admin.display(description=_("amount"), ordering="minor_units")
    def amount_in_words(self, payment: Payment) -> str:
        return money(payment.amount)


@admin.register(Refund)
class RefundAdmin(MoneyAdmin):
    list_display = ("number", "payment", "order_number", "amount_in_words", "status", "because", "created_at")
    list_filter = ("status", "currency")
    search_fields = ("number", "order_number", "payment__number", "payment__purchase_number")
    list_select_related = ("payment",)
    ordering = ("-pk",)
    actions = ("try_again",)

    @admin.display(description=_("amount"), ordering="minor_units")
    def amount_in_words(self, refund: Refund) -> str:
        return money(refund.amount)

    @admin.action(description=_("Let the provider be told again"), permissions=["money"])
    def try_again(self, request: HttpRequest, refunds: QuerySet[Refund]) -> None:
        for refund in refunds:
            try:
                with transaction.atomic():
                    services.retry_refund(refund)
                    self.record_act(RETRIED, request, refund)
            except DomainError as refusal:
                self.tell(request, refund, refusal)


@admin.register(WebhookMessage)
class WebhookMessageAdmin(MoneyAdmin):
    list_display = ("provider", "kind", "payment", "status", "problem", "received_at", "attempts")
    list_filter = ("status", "provider", "kind")
    search_fields = ("event_id", "payment__number", "payment__purchase_number")
    list_select_related = ("payment",)
    ordering = ("-pk",)
    actions = ("settle",)

    @admin.action(description=_("Looked at: close what is quarantined"), permissions=["money"])
    def settle(self, request: HttpRequest, waiting: QuerySet[WebhookMessage]) -> None:
        for message in waiting:
            try:
                assert isinstance(request.user, User)
                services.settle_webhook(message, by=request.user)
            except DomainError as refusal:
                self.tell(request, message, refusal)


@admin.register(LedgerTransaction)
class LedgerTransactionAdmin(MoneyAdmin):
    list_display = ("key", "kind", "purchase_number", "description", "created_at")
    list_filter = ("kind",)
    search_fields = ("key", "purchase_number", "payment__number")
    ordering = ("-pk",)
    inlines = (PostingInline,)


@admin.register(LedgerAccount)
class LedgerAccountAdmin(MoneyAdmin):
    list_display = ("kind", "seller", "currency", "balance")
    list_filter = ("kind", "currency")
    search_fields = ("seller__legal_name",)
    list_select_related = ("seller",)
    ordering = ("kind", "currency", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[LedgerAccount]:
        return super().get_queryset(request).annotate(sum_of_postings=Sum("postings__amount"))

    @admin.display(description=_("balance"), ordering="sum_of_postings")
    def balance(self, account: LedgerAccount) -> str:
        return money(Money(vars(account)["sum_of_postings"] or 0, account.currency))
