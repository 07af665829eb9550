"""A listing's words and facts."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalog.facts import DECIMALS, LARGEST_NUMBER, LONGEST_TEXT
from catalog.models import Condition, Listing, ListingFact
from core.errors import DomainError
from core.forms import PlainLineField, PlainTextField
from core.money import Money, exponent
from sellers.models import Shop
from taxonomy.models import Category, FactDefinition, FactKind

FACT = "fact_"


def category_choices(categories: Iterable[Category], language: str) -> list[tuple[str, Any]]:
    """The tree for a select: what has something below it is a heading, the rest can be chosen."""
    rows = sorted(categories, key=lambda category: (category.depth, category.position, category.name))
    below: dict[int | None, list[Category]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)

    def leaves(parent: Category) -> list[tuple[str, str]]:
        if parent.pk not in below:
            return [(parent.path, parent.name_in(language))]
        return [leaf for child in below[parent.pk] for leaf in leaves(child)]

    choices: list[tuple[str, Any]] = [("", _("Choose …"))]
    for top in below.get(None, []):
        choices += [(top.name_in(language), leaves(top))] if top.pk in below else leaves(top)
    return choices


class CategoryField(forms.ChoiceField):
    """A category that has none below it, known by its path."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Category"), **kwargs)
        self.by_path: dict[str, Category] = {}

    @classmethod
    def of(cls, form: forms.Form) -> CategoryField:
        """The field of a form, to be filled."""
        field = form.fields["category"]
        assert isinstance(field, cls)
        return field

    def fill(self, *, keep: Category | None = None) -> None:
        """Load the tree, once per form; `keep` stays choosable although it has others below it by now."""
        categories = list(Category.objects.all())
        self.by_path = {category.path: category for category in categories}
        language = get_language() or "en"
        self.choices = category_choices(categories, language)
        if keep is not None and any(category.parent_id == keep.pk for category in categories):
            self.choices = [*self.choices, (keep.path, keep.name_in(language))]

    def clean(self, value: Any) -> Category | None:
        return self.by_path.get(super().clean(value))


class ListingForm(forms.Form):
    """What every listing says."""

    category = CategoryField()
    title = PlainLineField(label=_("Title"), max_length=150, help_text=_("What it is, as a shopper would say it."))
    description = PlainTextField(
        label=_("Description"),
        max_length=10_000,
        rows=8,
        required=False,
        help_text=_("What a shopper who cannot touch it wants to know. Plain text."),
    )
    brand = PlainLineField(label=_("Brand"), max_length=80, required=False)
    model = PlainLineField(label=_("Model"), max_length=80, required=False)
    condition = forms.ChoiceField(label=_("Condition"), choices=Condition.choices, initial=Condition.NEW)


class NewListingForm(ListingForm):
    """The same, with the first price and stock. Facts and photos follow on the next page."""

    price = PlainLineField(label=_("Price"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    stock = forms.IntegerField(label=_("Units in stock"), min_value=0, max_value=1_000_000, initial=1)

    def __init__(self, *args: Any, shop: Shop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = shop.currency
        CategoryField.of(self).fill()
        self.fields["price"].help_text = price_help(shop.currency)

    def clean_price(self) -> Money:
        return read_price(self.cleaned_data["price"], self.currency)


class EditListingForm(ListingForm):
    """The same, with the questions that the listing's category asks."""

    def __init__(self, *args: Any, listing: Listing, **kwargs: Any) -> None:
        facts = {fact.definition_id: fact for fact in listing.facts.select_related("choice")}
        self.definitions = list(listing.category.fact_definitions().with_choices())
        names = ("title", "description", "brand", "model", "condition")
        initial = {name: getattr(listing, name) for name in names}
        initial["category"] = listing.category.path
        language = get_language() or "en"
        super().__init__(*args, **kwargs | {"initial": initial})
        CategoryField.of(self).fill(keep=listing.category)
        for definition in self.definitions:
            name = FACT + definition.code
            self.fields[name] = fact_field(definition, language)
            if definition.pk in facts:
                self.initial[name] = fact_initial(definition, facts[definition.pk])

    @property
    def fact_fields(self) -> list[forms.BoundField]:
        return [self[FACT + definition.code] for definition in self.definitions]

    @property
    def word_fields(self) -> list[forms.BoundField]:
        return [field for field in self if not field.name.startswith(FACT)]

    def answers(self) -> dict[str, object]:
        """The facts as the service wants them."""
        return {definition.code: self.cleaned_data[FACT + definition.code] for definition in self.definitions}

    def take_refusal(self, refusal: DomainError) -> None:
        """Put the sentences of a refusal beside the fields that they are about."""
        facts = refusal.details.get("facts")
        if not isinstance(facts, dict):
            self.add_error(None, refusal.message)
            return
        for code, sentence in facts.items():
            self.add_error(FACT + code if FACT + code in self.fields else None, sentence)


class WordsForm(forms.Form):
    """A listing's words in another language."""

    title = PlainLineField(label=_("Title"), max_length=150)
    description = PlainTextField(label=_("Description"), max_length=10_000, rows=8, required=False)


class RetractForm(forms.Form):
    because = PlainLineField(
        label=_("Why is it retracted?"),
        max_length=300,
        help_text=_("Its page stays, with this reason. This cannot be undone."),
    )


def fact_field(definition: FactDefinition, language: str) -> forms.Field:
    """The field that asks one question. None is required here: a draft may be kept half done."""
    label = definition.label_in(language)
    if definition.unit:
        label = f"{label} ({definition.unit})"
    help_text = _("Needed before it can be published.") if definition.is_required else ""
    shared: dict[str, Any] = {"label": label, "required": False, "help_text": help_text}
    if definition.kind == FactKind.NUMBER:
        return forms.DecimalField(min_value=0, max_value=LARGEST_NUMBER - 1, decimal_places=DECIMALS, **shared)
    if definition.kind == FactKind.CHOICE:
        choices = [(choice.code, choice.label_in(language)) for choice in definition.choices_in_order()]
        return forms.ChoiceField(choices=[("", "—"), *choices], **shared)
    if definition.kind == FactKind.BOOLEAN:
        return forms.ChoiceField(choices=[("", "—"), ("yes", _("yes")), ("no", _("no"))], **shared)
    return PlainLineField(max_length=LONGEST_TEXT, **shared)


def fact_initial(definition: FactDefinition, fact: ListingFact) -> object:
    if definition.kind == FactKind.CHOICE:
        return fact.choice.code if fact.choice is not None else ""
    if definition.kind == FactKind.BOOLEAN:
        return "yes" if fact.boolean else "no"
    return plain_number(fact.number) if fact.number is not None else fact.text


def plain_number(number: Decimal) -> str:
    """Without needless zeros, and never as "3E+2"."""
    return f"{number.normalize():f}"


def price_help(currency: str) -> str:
    return str(_("In %(currency)s.") % {"currency": currency})


def read_price(text: str, currency: str) -> Money:
    """The price that somebody typed. Raises forms.ValidationError with the sentence for the field."""
    # A decimal comma, as most of the world writes it. Anything with both is left to be refused.
    typed = text.replace(",", ".") if text.count(",") == 1 and "." not in text and exponent(currency) else text
    try:
        price = Money.parse(typed, currency)
    except DomainError as refusal:
        raise forms.ValidationError(refusal.message) from refusal
    if price.amount <= 0:
        raise forms.ValidationError(_("A price is above zero."))
    return price
