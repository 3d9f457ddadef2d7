"""Letters and digits that look like Latin ones, after compatibility decomposition and case folding."""

from __future__ import annotations

# Latin letter: what looks like it in Cyrillic, Greek, Armenian, Cherokee, small capitals, and round letters elsewhere.
_LIKE = {
    "3": "з",
    "6": "б",
    "a": "ɑαλаᎪᴀ",
    "ae": "æ",
    "b": "8ɓʙβвьᏴ",
    "c": "сᏟᴄ",
    "d": "ðđɗδԁᎠᴅ",
    "e": "εеєᎬᴇ",
    "f": "ƒք",
    "g": "ɡցᏀ",
    "h": "ħʜнһհᎻ",
    "j": "ϳјյᎫᴊ",
    "k": "ƙκкᏦᴋ",
    "l": "1iıłɩɪʟιіӏᏞ",
    "m": "мᎷᴍ",
    "n": "ɴηпոռ",
    "o": "0øοσоѳօס٥०০੦ഠ๐ဝᴏ〇",
    "oe": "œ",
    "p": "þƿρрᏢᴘ",
    "q": "ԛգզ",
    "r": "ʀгя",
    "s": "5ѕᏚ",
    "t": "ŧτтᎢᴛ",
    "u": "μυицսᴜ",
    "v": "ʋνѵᏙᴠ",
    "w": "ωѡԝաᎳᴡ",
    "x": "χх",
    "y": "ʏγуү",
    "z": "ζᏃᴢ",
}

LOOKALIKES = {letter: latin for latin, letters in _LIKE.items() for letter in letters}
