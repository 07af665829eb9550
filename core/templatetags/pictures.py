"""The markup of a picture. Here and not in its template: a page of cards has dozens of them."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.pictures.models import Addresses

register = template.Library()

PICTURE = (
    "<picture>"
    '<source type="image/avif" srcset="{}" sizes="{}">'
    '<source type="image/webp" srcset="{}" sizes="{}">'
    '<img class="tone-{}" src="{}" srcset="{}" sizes="{}" alt="{}" width="{}" height="{}"%s decoding="async">'
    "</picture>"
)
EAGER = PICTURE % ' fetchpriority="high"'
LAZY = PICTURE % ' loading="lazy"'


@register.simple_tag
def picture_element(picture: Addresses, *, alt: str, sizes: str, eager: bool = False) -> SafeString:
    """A `<picture>` in all formats and widths. Its place is kept, and its colour is behind it while it loads."""
    return format_html(
        EAGER if eager else LAZY,
        picture.srcset_avif,
        sizes,
        picture.srcset_webp,
        sizes,
        picture.tone,
        picture.url,
        picture.srcset_jpeg,
        sizes,
        alt,
        picture.width,
        picture.height,
    )
