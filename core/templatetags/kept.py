"""
`{% kept "foot" %}…{% endkept %}`: markup that is the same on every page of a language is rendered once.

`{% kept "facets" results.kept %}…{% endkept %}`: markup that follows from one thing is rendered once for that thing,
which brings a dict to keep it in; a thing that is remembered is not rendered again.
"""

from __future__ import annotations

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core.memory import Memory

register = template.Library()

_kept: Memory[SafeString] = Memory(500)


class KeptNode(template.Node):
    """What stands inside must follow from the language, the settings and the thing alone."""

    def __init__(self, name: str, thing: FilterExpression | None, nodelist: NodeList) -> None:
        self.name = name
        self.thing = thing
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        key = self.name, get_language()
        if self.thing is None:
            return _kept.of(key, lambda: self.nodelist.render(context))
        kept: dict[object, SafeString] = self.thing.resolve(context)
        if key not in kept:
            kept[key] = self.nodelist.render(context)
        return kept[key]


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """`kept "name"`: the name is one of a kind in all templates."""
    _tag, name, *thing = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(name.strip('"'), parser.compile_filter(thing[0]) if thing else None, nodelist)
