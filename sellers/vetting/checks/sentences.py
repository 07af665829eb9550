"""What each check's outcome means, in plain words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _


def sentences() -> Mapping[tuple[str, str], str]:
    """By check, and by why it said so, or else its outcome. In the reader's language."""
    return {
        ("number", "passed"): _("The number is verified by its check digit: it is not mistyped."),
        ("number", "format_ok"): _("The number has the right form; nothing in it guards against all typing mistakes."),
        ("number", "unknown_scheme"): _("We do not know this kind of number: a reviewer looks at it."),
        ("account", "passed"): _("The IBAN is verified by its check digits."),
        ("account", "no_iban"): _("It is no IBAN: whether the account is right, a reviewer says."),
        ("code", "passed"): _("It is confirmed: it is yours."),
        ("code", "no_sender"): _("We cannot send text messages at the moment: a reviewer looks at it instead."),
        ("legible", "passed"): _("The document can be read."),
        ("legible", "not_drawn"): _("Our software could not open the document: a reviewer tries."),
        ("legible", "small"): _("The picture is small: if it cannot be read, we will ask for a larger one."),
        ("legible", "faint"): _("The document is pale: if it cannot be read, we will ask for a better one."),
        ("legible", "blurred"): _("The document looks blurred: if it cannot be read, we will ask for a better one."),
        ("legible", "many_pages"): _("It has many pages: tell us which one matters if we ask."),
        ("expiry", "passed"): _("It holds for a while yet."),
        ("expiry", "ends_soon"): _("It holds for less than a month: send the new one as soon as you have it."),
        ("expiry", "dates"): _("It ends before it was issued: please look at the dates again."),
        ("same_document", "passed"): _("Nobody else has sent this document."),
        ("same_document", "same"): _("Somebody else has sent the very same document: a reviewer looks at it."),
        ("same_document", "near"): _("It looks much like a document of somebody else: a reviewer looks at it."),
        ("same_number", "passed"): _("Nobody else here has named this."),
        ("same_number", "elsewhere"): _("Somebody else here has named the same: a reviewer looks at it."),
        ("blocklist", "passed"): _("It is not blocked."),
        ("blocklist", "blocked"): _("It is blocked here: a reviewer looks at it."),
        ("name", "passed"): _("The name on it is yours."),
        ("name", "alike"): _("The name on it is nearly yours: a reviewer compares."),
        ("name", "another"): _("The name on it is another one than yours: a reviewer compares."),
        ("register", "passed"): _("The register has it, under your name."),
        ("register", "no_name"): _("The register has it; it names nobody."),
        ("register", "alike"): _("The register has it, under nearly your name: a reviewer compares."),
        ("register", "name_differs"): _("The register has it under another name: a reviewer compares."),
        ("register", "not_found"): _("The register does not have it: please look at the number again."),
        # Followed by the moment since which it is so.
        ("register", "down"): _("The register does not answer: we ask again until it does. Silent since"),
    }
