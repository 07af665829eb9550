"""Listings and what belongs to them. How they change stands in the services."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from catalog.import_models import CatalogueImport, Half, ImportRow, Outcome
from catalog.querysets import ListingQuerySet, PhotoQuerySet, VariantQuerySet
from catalog.report_models import Report, Strike
from catalog.states import EDITABLE, LISTING_LIFE, PHOTO_LIFE, ListingStatus, PhotoStatus
from core import clock
from core.lives import Living
from core.models import AppendOnly
from core.money import Money
from core.numbers import NumberField
from core.pictures import UploadedPicture
from sellers.models import Shop
from taxonomy.models import Brand, Category, FactChoice, FactDefinition

__all__ = [
    "CatalogueImport",
    "Condition",
    "Half",
    "ImportRow",
    "Listing",
    "ListingFact",
    "ListingText",
    "Outcome",
    "Photo",
    "PriceChange",
    "Report",
    "Strike",
    "Variant",
    "VariantOption",
]


class Condition(models.TextChoices):
    NEW = "new", _("new")
    USED = "used", _("used")
    REFURBISHED = "refurbished", _("refurbished")


class Listing(Living):
    """
    What a shop offers under one title, in one or more variants.

    `price_from_amount`, `price_to_amount`, `in_stock` and `cover` repeat what variants and photos say, so that a
    page of cards reads one row each; only the services refresh them. `version` grows with whatever a page shows.
    """

    LIFE = LISTING_LIFE

    number = NumberField()
    shop = models.ForeignKey(Shop, on_delete=models.PROTECT, related_name="listings")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="listings")
    title = models.CharField(_("title"), max_length=150)
    slug = models.CharField(max_length=80, editable=False)
    description = models.TextField(_("description"), max_length=10_000, blank=True)
    language = models.CharField(_("language"), max_length=12)
    brand = models.CharField(_("brand"), max_length=80, blank=True)
    # The protected brand that those words mean, if any: whoever is not authorised may not have it on sale.
    protected_brand = models.ForeignKey(
        Brand, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="listings", db_index=False
    )
    model = models.CharField(_("model"), max_length=80, blank=True)
    condition = models.CharField(_("condition"), max_length=11, choices=Condition, default=Condition.NEW)
    status = models.CharField(
        _("status"), max_length=9, choices=ListingStatus, default=ListingStatus.DRAFT, editable=False
    )
    currency = models.CharField(max_length=3, editable=False)
    price_from_amount = models.BigIntegerField(null=True, editable=False)
    price_to_amount = models.BigIntegerField(null=True, editable=False)
    in_stock = models.BooleanField(default=False, editable=False)
    cover = models.ForeignKey(
        "Photo", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    rating_sum = models.PositiveBigIntegerField(default=0, editable=False)
    rating_count = models.PositiveIntegerField(default=0, editable=False)
    # The lower end of what the average may be, given how few have judged; what "best rated" sorts by.
    rating_floor = models.FloatField(default=0, editable=False)
    external_ref = models.CharField(max_length=120, blank=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    updated_at = models.DateTimeField(default=clock.now, editable=False)
    retracted_at = models.DateTimeField(null=True, editable=False)
    retracted_because = models.CharField(max_length=300, blank=True, editable=False)
    # Whether a moderator took it down, not the shop.
    retracted_by_us = models.BooleanField(default=False, editable=False)
    version = models.PositiveBigIntegerField(default=1, editable=False)

    objects = ListingQuerySet.as_manager()

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        constraints = [
            models.UniqueConstraint(
                fields=["shop", "external_ref"],
                condition=~Q(external_ref=""),
                name="catalog_listing_external_ref_once_per_shop",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(price_from_amount__isnull=False, published_at__isnull=False),
                name="catalog_published_listing_has_a_price",
            ),
            models.CheckConstraint(
                condition=~Q(status="retracted") | (Q(retracted_at__isnull=False) & ~Q(retracted_because="")),
                name="catalog_retracted_listing_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(price_from_amount__isnull=True, price_to_amount__isnull=True)
                | Q(price_from_amount__gt=0, price_to_amount__gte=F("price_from_amount")),
                name="catalog_listing_prices_in_order",
            ),
        ]
        indexes = [
            # What the public pages read: one category or one shop, only what is published, newest first. The first
            # also holds all that filters, counts and other orders look at, so that they need not read the rows.
            models.Index(
                fields=[
                    "category",
                    "-published_at",
                    "-id",
                    "shop",
                    "brand",
                    "condition",
                    "currency",
                    "price_from_amount",
                    "rating_floor",
                    "rating_count",
                    "protected_brand",
                ],
                condition=Q(status="published"),
                name="catalog_in_category",
            ),
            models.Index(fields=["shop", "-published_at"], condition=Q(status="published"), name="catalog_in_shop"),
            models.Index(fields=["-published_at"], condition=Q(status="published"), name="catalog_newest"),
            models.Index(fields=["shop", "-updated_at"], name="catalog_desk"),
            models.Index(
                fields=["protected_brand"],
                condition=Q(protected_brand__isnull=False),
                name="catalog_of_protected_brand",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    def get_absolute_url(self) -> str:
        return reverse("storefront:listing", kwargs={"number": self.number, "slug": self.slug})

    @property
    def is_editable(self) -> bool:
        return self.status in EDITABLE

    @property
    def shown_title(self) -> str:
        """The title in the reader's language when the rows were loaded `in_language(…)`, else the original."""
        return getattr(self, "local_title", None) or self.title

    @property
    def price_from(self) -> Money | None:
        return None if self.price_from_amount is None else Money(self.price_from_amount, self.currency)

    @property
    def price_to(self) -> Money | None:
        return None if self.price_to_amount is None else Money(self.price_to_amount, self.currency)

    @property
    def has_one_price(self) -> bool:
        return self.price_from_amount == self.price_to_amount

    @property
    def rating_average(self) -> float | None:
        """Between 1 and 5; None while nobody has judged."""
        return self.rating_sum / self.rating_count if self.rating_count else None

    @staticmethod
    def slug_of(title: str) -> str:
        """The readable part of the address. Never empty, so that every title has an address."""
        return slugify(title, allow_unicode=True)[:80].strip("-") or "listing"


class ListingText(models.Model):
    """A listing's words in another language than its own."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=150)
    description = models.TextField(max_length=10_000, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["listing", "language"], name="catalog_text_once_per_language")]

    def __str__(self) -> str:
        return f"{self.title} [{self.language}]"


class Variant(models.Model):
    """
    The unit that can be bought: SKU, price, stock.

    Of the units that came in (`received`, and `returned` after a sale), each is on hand, reserved, sold or
    written off; the database holds the sum. Only the stock services change these columns.
    """

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="variants")
    # Repeats listing.shop, because a constraint cannot look across tables.
    shop = models.ForeignKey(Shop, on_delete=models.PROTECT, related_name="+", editable=False)
    sku = models.CharField(_("SKU"), max_length=80)
    label = models.CharField(max_length=200, blank=True, editable=False)
    price_amount = models.BigIntegerField()
    currency = models.CharField(max_length=3, editable=False)
    position = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(_("offered"), default=True)
    on_hand = models.PositiveBigIntegerField(default=0, editable=False)
    reserved = models.PositiveBigIntegerField(default=0, editable=False)
    sold = models.PositiveBigIntegerField(default=0, editable=False)
    written_off = models.PositiveBigIntegerField(default=0, editable=False)
    received = models.PositiveBigIntegerField(default=0, editable=False)
    returned = models.PositiveBigIntegerField(default=0, editable=False)

    objects = VariantQuerySet.as_manager()

    class Meta:
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        constraints = [
            models.UniqueConstraint(fields=["shop", "sku"], name="catalog_sku_once_per_shop"),
            models.CheckConstraint(condition=Q(price_amount__gt=0), name="catalog_variant_costs_something"),
            models.CheckConstraint(
                condition=Q(
                    received=F("on_hand") + F("reserved") + F("sold") + F("written_off") - F("returned"),
                    returned__lte=F("sold"),
                    on_hand__gte=0,
                    reserved__gte=0,
                    sold__gte=0,
                    written_off__gte=0,
                    returned__gte=0,
                ),
                name="catalog_stock_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sku} {self.label}".strip()

    @property
    def price(self) -> Money:
        return Money(self.price_amount, self.currency)


class VariantOption(models.Model):
    """What makes a variant different from its siblings: colour "Celadon", size "320 ml"."""

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="options")
    name = models.CharField(max_length=40)
    value = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["variant", "name"], name="catalog_option_once_per_variant")]

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"


class PriceChange(AppendOnly):
    """What a variant costs from a moment on."""

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="price_changes")
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["variant", "changed_at"], name="catalog_price_history")]

    def __str__(self) -> str:
        return f"{self.price} from {self.changed_at:%Y-%m-%d}"

    @property
    def price(self) -> Money:
        return Money(self.amount, self.currency)


class ListingFact(models.Model):
    """An answer to one question of the category, in the column of its kind."""

    # The indexes below begin with it.
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="facts", db_index=False)
    definition = models.ForeignKey(FactDefinition, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=200, blank=True)
    number = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    choice = models.ForeignKey(FactChoice, null=True, on_delete=models.PROTECT, related_name="+")
    boolean = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listing", "definition"], name="catalog_fact_once_per_listing"),
            models.CheckConstraint(
                condition=(~Q(text="") & Q(number=None, choice=None, boolean=None))
                | Q(text="", number__isnull=False, choice=None, boolean=None)
                | Q(text="", number=None, choice__isnull=False, boolean=None)
                | Q(text="", number=None, choice=None, boolean__isnull=False),
                name="catalog_fact_has_one_value",
            ),
        ]
        indexes = [
            # All that counting and choosing facets reads of a fact, from either side.
            models.Index(fields=["definition", "choice", "boolean", "listing"], name="catalog_fact_facet"),
            models.Index(fields=["listing", "definition", "choice", "boolean"], name="catalog_fact_answers"),
        ]

    def __str__(self) -> str:
        return f"{self.definition_id}={self.value}"

    @property
    def value(self) -> str | Decimal | bool | FactChoice:
        """The answer in its own type; load choices with the row (`with_facts()`)."""
        if self.choice_id is not None and self.choice is not None:
            return self.choice
        if self.number is not None:
            # Without needless zeros, and never as "3E+2".
            whole = self.number.to_integral_value()
            return whole if whole == self.number else self.number.normalize()
        return self.text if self.boolean is None else self.boolean


class Photo(UploadedPicture):
    """
    A picture of a listing, perhaps of one of its variants.

    The original waits in the private store until it is decoded; what is served is our own encoding of it, in
    files named after their content. Those files are never deleted: orders show what was promised with them.
    """

    LIFE = PHOTO_LIFE

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="photos")
    variant = models.ForeignKey(Variant, null=True, on_delete=models.SET_NULL, related_name="photos")
    position = models.PositiveIntegerField(default=0)
    alt = models.CharField(_("description of the picture"), max_length=200, blank=True)
    status = models.CharField(max_length=7, choices=PhotoStatus, default=PhotoStatus.WAITING, editable=False)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        constraints = [
            models.UniqueConstraint(fields=["listing", "original_digest"], name="catalog_photo_once_per_listing"),
            models.CheckConstraint(
                condition=~Q(status="ready") | (~Q(file="") & Q(width__gt=0, height__gt=0)),
                name="catalog_ready_photo_has_a_file",
            ),
            models.CheckConstraint(
                condition=~Q(status="refused") | ~Q(refusal=""), name="catalog_refused_photo_has_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["added_at"], condition=Q(status="waiting"), name="catalog_photo_waiting")]

    def __str__(self) -> str:
        return self.alt or self.original_name or f"photo {self.pk}"
