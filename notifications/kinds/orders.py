"""Paying, the way of a parcel, and what a shop hears of both."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from notifications.kinds.pages import DESK_ORDER, IMPORT, LISTING, ORDER, ORDERS, OWN_REVIEW, PAYING, Kind

KINDS: dict[str, Kind] = {
    # --- Paying
    "purchase_paid": Kind(
        _("Your order is confirmed: %(purchase)s"),
        _("You paid %(total)s. We hold the money until what you bought is with you."),
        ORDERS,
        mail="notifications/purchase_paid",
    ),
    "payment_declined": Kind(
        _("The payment for %(purchase)s did not work"),
        _("Nothing was charged. Everything stays reserved for you until %(until)s: you can try again."),
        PAYING,
    ),
    "purchase_cancelled": Kind(
        _("Purchase %(purchase)s has ended"),
        _("%(because)s What was reserved is free again, and nothing is charged."),
        ORDERS,
    ),
    "late_payment_refunded": Kind(
        _("Your payment for %(purchase)s goes back to you"),
        _(
            "It could no longer buy anything: the time to pay was over, or the purchase was already paid. "
            "We return it whole, the way it came."
        ),
        ORDERS,
    ),
    "purchase_claimed": Kind(
        _("Purchase %(purchase)s is now in your account"),
        _("You bought it as a guest with this e-mail address. From now on you find it among your orders."),
        ORDERS,
    ),
    # --- The way of a parcel, to the shopper
    "order_packed": Kind(
        _("%(shop)s packed your order %(order)s"),
        _("It waits for the carrier. Promised by %(by)s."),
        ORDER,
    ),
    "order_handed_over": Kind(
        _("Your order %(order)s was handed to the carrier"),
        _("%(carrier)s has it, under the number %(tracking)s. Promised by %(by)s."),
        ORDER,
    ),
    "order_in_transit": Kind(
        _("Your order %(order)s is on its way"),
        _("%(carrier)s carries it. Promised by %(by)s."),
        ORDER,
    ),
    "order_out_for_delivery": Kind(
        _("Your order %(order)s comes today"),
        _("%(carrier)s is out to deliver it."),
        ORDER,
    ),
    "order_delivered": Kind(
        _("Your order %(order)s has arrived"),
        _(
            "Look at it while we hold the money: until %(until)s. After that %(shop)s gets it. What was promised, "
            "returns included, stands on the page of your order."
        ),
        ORDER,
    ),
    "order_completed": Kind(
        _("Order %(order)s is complete"),
        _("%(shop)s has the money now. What was promised with your order stays readable on its page."),
        ORDER,
    ),
    "bought_taken_down": Kind(
        _("%(title)s, which you bought, was taken down"),
        _("You bought it from %(shop)s (%(seller)s), under %(orders)s. %(warned)s %(now)s"),
        ORDER,
        mail="notifications/bought_taken_down",
    ),
    # --- To both sides
    "order_cancelled": Kind(
        _("Your order %(order)s from %(shop)s was cancelled"),
        _("%(because)s You get %(total)s back, the way you paid it."),
        ORDER,
    ),
    "shop_order_cancelled": Kind(
        _("Order %(order)s was cancelled"),
        _("%(because)s Do not send it; what was set aside for it is on sale again."),
        DESK_ORDER,
    ),
    # --- To the shop
    "shop_order_paid": Kind(
        _("A new order for %(shop)s: %(order)s"),
        _("It is paid, and the money is held. Promised by %(by)s: please pack it in time."),
        DESK_ORDER,
    ),
    "shop_order_released": Kind(
        _("%(share)s are yours: order %(order)s"),
        _("The time to inspect it is over. Our commission of %(commission)s is taken off already."),
        DESK_ORDER,
    ),
    "import_finished": Kind(
        _("Your catalogue is in: %(file)s"),
        _("Rows created: %(created)s, updated: %(updated)s, refused: %(refused)s. The report says why."),
        IMPORT,
    ),
    "import_stopped": Kind(
        _("The import of %(file)s stopped"),
        _("%(reason)s What was taken in until then stays; you can let it go on."),
        IMPORT,
    ),
    "review_published": Kind(
        _("A review of %(title)s"),
        _("Somebody who bought it gives it %(rating)s of 5."),
        LISTING,
    ),
    "review_replied": Kind(
        _("%(shop)s replied to your review of %(title)s"),
        _("The reply stands beside your review, for everybody to read."),
        LISTING,
    ),
    "review_photo_refused": Kind(
        _("A photo of your review of %(title)s cannot be shown"),
        _("%(name)s: %(reason)s You can add another."),
        OWN_REVIEW,
    ),
    "review_photo_removed": Kind(
        _("A photo of your review of %(title)s was removed"),
        _("%(because)s Its place, the date and this reason stay visible."),
        LISTING,
    ),
    "reply_removed": Kind(
        _("Your reply to a review of %(title)s was removed"),
        _("%(because)s Its place, the date and this reason stay visible."),
        LISTING,
    ),
    "review_removed": Kind(
        _("Your review of %(title)s was removed"),
        _("%(because)s Its place, the date and this reason stay visible."),
        LISTING,
    ),
}
