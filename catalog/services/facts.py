"""The typed facts of a listing, as its category asks for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from catalog.facts import NotAnAnswer, read_answer
from catalog.models import Listing, ListingFact
from core.errors import DomainError
from taxonomy.models import FactDefinition


class WrongFacts(DomainError):
    """Some facts do not fit the category: `facts` maps their codes to sentences."""

    code = "catalog.wrong_facts"


def answer_questions(listing: Listing, answers: Mapping[str, object]) -> bool:
    """
    Write the answers that are given, {code: value}; an empty value takes an answer back.

    What the listing's category does not ask (any more) is forgotten. Returns whether anything changed. Called by the
    services that change listings, under their lock.

    Raises WrongFacts, with a sentence for each.
    """
    definitions = {each.code: each for each in listing.category.fact_definitions().with_choices()}
    said = {fact.definition_id: fact for fact in listing.facts.select_related("choice")}
    problems: dict[str, str] = {}
    changed = False
    for code, raw in answers.items():
        definition = definitions.get(code)
        if definition is None:
            problems[code] = _not_asked(code)
            continue
        try:
            changed |= _write(listing, definition, raw, said.get(definition.pk))
        except NotAnAnswer as refusal:
            problems[code] = refusal.message
    if problems:
        raise _wrong(problems)
    asked = {definition.pk for definition in definitions.values()}
    forgotten = [fact.pk for key, fact in said.items() if key not in asked]
    if forgotten:
        ListingFact.objects.filter(pk__in=forgotten).delete()
    return changed or bool(forgotten)


def first_answers(definitions: Iterable[FactDefinition], answers: Mapping[str, object]) -> list[ListingFact]:
    """
    The answers with which a new listing begins, as rows that belong to no listing yet.

    Raises WrongFacts, with a sentence for each.
    """
    known = {each.code: each for each in definitions}
    problems: dict[str, str] = {}
    facts: list[ListingFact] = []
    for code, raw in answers.items():
        if code not in known:
            problems[code] = _not_asked(code)
            continue
        try:
            answer = read_answer(known[code], raw)
        except NotAnAnswer as refusal:
            problems[code] = refusal.message
            continue
        if answer is not None:
            facts.append(
                ListingFact(
                    definition=known[code],
                    text=answer.text,
                    number=answer.number,
                    choice=answer.choice,
                    boolean=answer.boolean,
                )
            )
    if problems:
        raise _wrong(problems)
    return facts


def _not_asked(code: str) -> str:
    return str(_("This category does not ask for “%(code)s”.") % {"code": code[:40]})


def _wrong(problems: dict[str, str]) -> WrongFacts:
    return WrongFacts(_("Some facts do not fit: ") + " ".join(problems.values()), facts=problems)


def _write(listing: Listing, definition: FactDefinition, raw: object, fact: ListingFact | None) -> bool:
    answer = read_answer(definition, raw)
    if answer is None:
        if fact is not None:
            fact.delete()
        return fact is not None
    if fact is not None and answer.is_said_by(fact):
        return False
    fact = fact or ListingFact(listing=listing, definition=definition)
    fact.text, fact.number, fact.choice, fact.boolean = answer.text, answer.number, answer.choice, answer.boolean
    fact.save()
    return True
