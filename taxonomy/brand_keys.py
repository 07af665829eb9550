"""
Under which key a brand is known, however somebody writes it.

"Hoshi Sons", "HOSHI & SONS", "Ｈｏｓｈｉ-Sons" and one with a Cyrillic "о" in it have the same key: letters
and digits only, without case and accents, and with letters of other scripts that look like Latin ones read as those.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_KEY = 160

# Accents of Latin, Greek and Cyrillic letters. The vowel signs of other scripts are letters of their own.
_ACCENTS = re.compile("[\u0300-\u036f]")
# Letters whose accent is part of them, those of other scripts that look like a Latin one, small or large, and Latin
# ones that are only drawn otherwise (small capitals). Of Armenian, Cherokee and Lisu those that nobody tells apart.
_LOOKS_LIKE = str.maketrans(
    {
        **dict(zip("øłđıŧħ", "oldith", strict=True)),
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ð": "d",
        **dict(zip("аɑвсԁеэғԍһнијіӏкмопрԛѕтуүѵԝхзьԁ", "aabcdeefghhujilkmonpqstyyvwx3bd", strict=True)),
        **dict(zip("αβεζηικμνορτυχωγλσ", "abezhikmnoptyxwylo", strict=True)),
        **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɡɩȷ", "abcdefghijklmnoprstuvwyzgij", strict=True)),
        **dict(zip("օոսհցյ", "onuhgj", strict=True)),
        **dict(zip("ᎠᎡᎢᎥᎪᎫᎬᎳᎷᎻᏀᏃᏚᏙᏢᏟᏞᏦᏴ", "drtiajewmhgzsvpclkb", strict=True)),
        **dict(zip("ꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ", "bpdtgkjczfmnlsrvhwxyaeiou", strict=True)),
    }
)
# Of which the composed form would make letters.
_MARKS = dict.fromkeys(map(ord, "™℠®©"))
# How the letter before it is drawn; nobody sees them.
_INVISIBLE = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0x180B, 0x1810), *range(0xE0100, 0xE01F0))))
_LETTER = re.compile(r"[^\W\d_]")


def brand_key(text: str) -> str:
    """The key of a brand's name; empty for a text without a letter or digit."""
    text = text.translate(_MARKS)
    folded = _ACCENTS.sub("", unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold()))
    key = ""
    for each in folded.translate(_LOOKS_LIKE):
        # A sign above or below a Latin letter is decoration; in Hindi or Thai it is a vowel.
        is_vowel = unicodedata.category(each) in {"Mn", "Mc"} and key[-1:] > "\u036f" and each not in _INVISIBLE
        if each.isalnum() or is_vowel:
            key += each
    if _LETTER.search(key):
        # A zero among letters is an o to whoever reads it fast, and a one an i.
        key = key.replace("0", "o").replace("1", "i")
    return unicodedata.normalize("NFC", key)[:LONGEST_KEY]
