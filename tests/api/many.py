"""Many rows at once, for lists: rows that services made, written again in bulk with what must be their own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from django.db.models import Model

from accounts.models import User
from catalog.models import CatalogueImport, ImportRow, Listing, PriceChange, Report, Strike, Variant
from catalog.search.indexing import index_listings
from core.models import Complaint, Proposal, StatementPerson, Trace, TracePerson
from core.numbers import NumberField, new_number
from notifications.models import Notification
from orders.models import Order, OrderLine
from policies.models import PolicyVersion
from reviews.models import Review, ReviewPhoto
from sellers.models import Application, BrandAuthorisation, Shop, ShopRole
from sellers.services.deciding import APPROVE
from taxonomy.models import Category

Row = TypeVar("Row", bound=Model)
MORE = range(1000, 1049)  # 49 places that nothing has


def again(row: Row, /, **own: Callable[[int], Any]) -> list[Row]:
    """The same row 49 times more; `own` says what is different in each. Public numbers are new."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    rows = []
    for place in MORE:
        values = {field.attname: getattr(row, field.attname) for field in fields}
        values |= {field.attname: new_number() for field in fields if isinstance(field, NumberField)}
        values |= {name: make(place) for name, make in own.items()}
        rows.append(type(row)(**values))
    return type(row)._default_manager.bulk_create(rows)


def of(rows: list[Any]) -> Callable[[int], Any]:
    """Each place's own row of another kind."""
    return lambda place: rows[place - MORE.start].pk


def more_listings(variant: Variant) -> None:
    """Each with one variant, its price, its photo and its words in the index."""
    listing = Listing.objects.get(pk=variant.listing_id)
    listings = again(listing)
    variants = again(variant, sku=lambda n: f"MANY-{n}", listing_id=of(listings))
    again(PriceChange.objects.get(variant=variant), variant_id=of(variants))
    again(listing.photos.get(), listing_id=of(listings))
    index_listings(each.pk for each in listings)


def more_orders(order: Order, review: Review) -> None:
    """Each in a purchase of its own, with one line and one parcel; each line reviewed, with a photo."""
    purchases = again(
        order.purchase,
        checkout_key=lambda n: f"many-{n}",
        access_token_digest=lambda n: f"many-{n}",
        payment_number=lambda n: f"many-{n}"[:9],
    )
    orders = again(order, purchase_id=of(purchases))
    again(order.shipment, order_id=of(orders))
    lines = again(OrderLine.objects.get(order=order), order_id=of(orders))
    reviews = again(review, order_line_id=of(lines))
    again(ReviewPhoto.objects.get(review=review), review_id=of(reviews), original_id=lambda n: None)


def more_of_the_rest(shop: Shop, told: Notification, taken: CatalogueImport) -> None:
    """Letters, versions of a policy, categories, shops, applications, imports and their rows."""
    events = again(told.event)
    again(told, event_id=of(events))
    for version in PolicyVersion.objects.filter(kind="returns", number=1):
        again(version, number=lambda n: n)
    again(Category.objects.filter(parent=None)[0], slug=lambda n: f"many-{n}", path=lambda n: f"many-{n}")
    shops = again(shop, slug=lambda n: f"many-{n}")
    owner = shop.memberships.get(role=ShopRole.OWNER)
    people = again(User.objects.get(memberships=owner), email=lambda n: f"many{n}@example.com")
    again(owner, user_id=of(people), role=lambda n: ShopRole.CATALOGUE)
    invitation = shop.invitations.get()
    # The shop's list has one address each, the invited person's one shop each.
    again(invitation, email=lambda n: f"invited{n}@example.com")
    again(invitation, shop_id=of(shops))
    again(Application.objects.get(seller=shop.seller))
    for sent in StatementPerson.objects.filter(person=told.user)[:1]:
        statements = again(sent.statement)
        again(sent, statement_id=of(statements))
        for complaint in Complaint.objects.filter(filed_by=told.user)[:1]:
            again(complaint, statement_id=of(statements))
    again(taken, file_id=lambda n: taken.file_id)
    again(ImportRow.objects.filter(catalogue_import=taken)[0], row=lambda n: n)


def more_of_the_trail(person: User) -> None:
    """What staff did with somebody's things, and what waits for a second person."""
    concerns = TracePerson.objects.filter(person=person)[0]
    again(concerns, trace_id=of(again(Trace.objects.get(pk=concerns.trace_id))))
    again(Proposal.objects.get(kind=APPROVE), thing=lambda n: f"sellers.application:{n}")


def more_of_brands_and_reports(shop: Shop) -> None:
    """Brands that the shop asks for, sellers who ask for its own, and what was reported of it, decided or not."""
    own = BrandAuthorisation.objects.get(seller=shop.seller, status="claimed")
    brands = again(own.brand)
    again(own, brand_id=of(brands))
    asked = BrandAuthorisation.objects.filter(brand__authorisations__seller=shop.seller, role="authorised")
    for other in asked.exclude(seller=shop.seller):
        applications = again(Application.objects.filter(seller=shop.seller)[0])
        again(other, seller_id=of(again(shop.seller, application_id=of(applications))))
    upheld = Report.objects.get(status="upheld")
    reports = again(upheld, access_token_digest=lambda n: f"upheld-{n}")
    again(Strike.objects.get(report=upheld), report_id=of(reports))
    for number, open_one in enumerate(Report.objects.filter(status="waiting")):
        listings = again(upheld.listing)
        again(open_one, listing_id=of(listings), access_token_digest=partial("{}-{}".format, number))
