"""Reading an answer to a question of the category: typed, or refused with a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext_lazy as _

from catalog.models import ListingFact
from core.errors import DomainError
from core.text import plain_line
from taxonomy.models import FactChoice, FactDefinition, FactKind

LARGEST_NUMBER = Decimal(10) ** 10
DECIMALS = 3
LONGEST_TEXT = 200

YES = frozenset({"yes", "true", "1", "on", "y", "ya", "ja", "sí", "si", "oui"})
NO = frozenset({"no", "false", "0", "off", "n", "tidak", "nein", "non"})


class NotAnAnswer(DomainError):
    """The value does not fit the question; `definition` is the question's code."""

    code = "catalog.not_an_answer"


@dataclass(frozen=True)
class Answer:
    """A value in the column of its kind."""

    text: str = ""
    number: Decimal | None = None
    choice: FactChoice | None = None
    boolean: bool | None = None

    def is_said_by(self, fact: ListingFact) -> bool:
        """Whether the row already says this."""
        return (fact.text, fact.number, fact.choice_id, fact.boolean) == (
            self.text,
            self.number,
            self.choice.pk if self.choice else None,
            self.boolean,
        )


def read_answer(definition: FactDefinition, raw: object) -> Answer | None:
    """
    What `raw` says in answer to the question; None when it says nothing.

    Choices are known by code or label, in any language. Load the definition `with_choices()`.

    Raises NotAnAnswer.
    """
    if raw is None or raw == "":
        return None
    if definition.kind == FactKind.NUMBER:
        return Answer(number=_number(definition, raw))
    if definition.kind == FactKind.CHOICE:
        return Answer(choice=raw if isinstance(raw, FactChoice) else _choice(definition, str(raw)))
    if definition.kind == FactKind.BOOLEAN:
        return Answer(boolean=_boolean(definition, raw))
    text = plain_line(str(raw))
    if len(text) > LONGEST_TEXT:
        raise NotAnAnswer(_("At most %(most)d characters.") % {"most": LONGEST_TEXT}, definition=definition.code)
    return Answer(text=text) if text else None


def _number(definition: FactDefinition, raw: object) -> Decimal:
    try:
        number = Decimal(str(raw).strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise NotAnAnswer(_("“%(value)s” is not a number.") % {"value": str(raw)[:40]}, definition=definition.code)
    if not 0 <= number < LARGEST_NUMBER:
        raise NotAnAnswer(_("This number is out of range."), definition=definition.code)
    # As the column keeps it, so that the same answer compares equal.
    return number.quantize(Decimal(1).scaleb(-DECIMALS))


def _choice(definition: FactDefinition, raw: str) -> FactChoice:
    wanted = plain_line(raw).casefold()
    for choice in definition.choices_in_order():
        names = {choice.code, choice.label.casefold(), *(str(name).casefold() for name in choice.translations.values())}
        if wanted in names:
            return choice
    raise NotAnAnswer(_("“%(value)s” is not one of the choices.") % {"value": raw[:40]}, definition=definition.code)


def _boolean(definition: FactDefinition, raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    word = str(raw).strip().casefold()
    if word in YES | NO:
        return word in YES
    raise NotAnAnswer(_("Say yes or no."), definition=definition.code)
