"""The words of a line by which it can be found again: folded, cut to their stem, without those that say nothing."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 24  # letters of a word
MOST = 16  # words of a line

_WORD = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[\s,;:.!?()“”\"/—–]+")
# In how many words people ask, in the languages that members write most: English, Spanish, French, German, Portuguese
_ASKING = """
    a about after all also am an and any anybody anyone are as at be because been before but by can could did do does
    doing done for from get gets getting give go going got had has have having he hello help her hi him his how i if in
    into is it its just know like looking make making many may me might more most much my need needs new no not now of
    off on one or our out over people please question questions re really say share should so some somebody someone
    something tell than thank thanks that the their them then there these they thing things this those through to too
    try trying up us use used using very want was way ways we were what whats when where which while who why will with
    without would you your
    al alguien algo alguna alguno algunos aqui asi ayuda buena buenas bueno como con cual cuales cuando cuanto cuantos
    de del donde el ella ellas ellos en era es esa ese eso esta estan estas este esto estos fue gracias ha hace hacer
    hacia han hasta hay hola la las le les lo los mas me mi mis muy nada ni nos nosotros nuestra nuestro o os otra otro
    para pero poco por porque pregunta puede pueden puedo que quien quienes se sea ser si sido sin sobre son su sus
    tambien tan te tiene tienen toda todo todos tu un una unas uno unos y ya yo
    au aux avec avez avoir bonjour ce ces cet cette comment d dans des du elle elles en est et etes eu faire fait faut
    il ils j je jai l leur leurs ma mais mes moi mon ne nos notre nous on ont ou par pas peut plus pour pourquoi quand
    que quel quelle quelles quels quelque quelquun qui quoi s sa sans se sera ses son sont sur ta tes toi ton tous tout
    tres un une vos votre vous
    aber als am an auch auf aus bei beim bin bis bitte da damit dann das dass dem den der des die dies diese dieser
    dieses doch du durch ein eine einem einen einer eines er es etwas euch euer frage fragen fur gibt habe haben hallo
    hat hatte hier ich ihr ihre im in ist ja jede jeder jemand kann kein keine konnen konnt machen man mehr mein meine
    mich mir mit muss nach nicht noch nur oder schon sehr sein seine sich sie sind so soll uber um und uns unser unsere
    von vor wann warum was weil welche welcher wenn wer werden wie wir wird wo wurde zu zum zur
    ao aos as ate com da das dos ela eles em entre essa esse eu foi isso ja mais mas meu minha muito na nao nas nem no
    nossa nosso numa os ou pela pelo pode quem sao seu sua tem uma voce voces
    """
_SAY_NOTHING = frozenset(_ASKING.split())
_ENDINGS = ("ions", "ion", "ing", "ed", "es", "s", "e")  # rough, and alike for all: a stem need not be a word


def telling_words(line: str) -> list[str]:
    """The telling words of a line, each once, in their order; what differs by accents, case or number is one word."""
    folded = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", line.casefold().replace("’", "").replace("'", ""))
        if not unicodedata.combining(letter)
    )
    words = (_stem(word)[:LONGEST] for word in _WORD.findall(folded) if word not in _SAY_NOTHING)
    return list(dict.fromkeys(word for word in words if len(word) > 1))[:MOST]


def told(text: str) -> dict[str, str]:
    """The telling words of a text of any length, each with how it is first written there."""
    found: dict[str, str] = {}
    for part in _BETWEEN.split(unicodedata.normalize("NFC", text)):
        for word in telling_words(part) if part else ():
            found.setdefault(word, part.strip("'’*_-").casefold())
    return found


def says_nothing(word: str) -> bool:
    """Whether a folded word is one of those in which people ask, rather than one of what they ask about."""
    return word in _SAY_NOTHING


def _stem(word: str) -> str:
    if word.endswith(("ies", "ss")):
        word = word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word
        return word[:-1] + "i" if word.endswith("y") and len(word) > 3 else word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return word[:-1] + "i" if word.endswith("y") and len(word) > 3 else word
