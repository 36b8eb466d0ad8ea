"""In which encoding a table is written: by its mark, by what its bytes can be, or by how its letters look.

Most encodings of one byte a letter can decode any file, into letters that nobody wrote. What was meant is
guessed by the words: letters of one script, capitals in front, and those letters that a language uses often.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

BYTES_LOOKED_AT = 65536

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "cp1252": "Windows 1252",
    "mac_roman": "Mac Roman",
    "cp850": "DOS 850",
    "cp1250": "Windows 1250 (Central European)",
    "cp1251": "Windows 1251 (Cyrillic)",
    "koi8_r": "KOI8-R (Cyrillic)",
    "cp1253": "Windows 1253 (Greek)",
    "cp1254": "Windows 1254 (Turkish)",
    "cp1255": "Windows 1255 (Hebrew)",
    "cp1256": "Windows 1256 (Arabic)",
    "cp1257": "Windows 1257 (Baltic)",
    "cp932": "Shift-JIS (Japanese)",
    "euc_jp": "EUC-JP (Japanese)",
    "gb18030": "GB 18030 (Chinese)",
    "cp950": "Big5 (Chinese)",
    "cp949": "EUC-KR (Korean)",
}
"""The encodings that can be chosen, and what they are called."""

_UNICODE = [name for name in ENCODINGS if name.startswith("utf")]
_WESTERN = ["cp1252", "mac_roman", "cp850"]
_BY_LANGUAGES = (
    ("ja", "cp932 euc_jp"),
    ("zh", "gb18030 cp950"),
    ("zh_TW zh_HK zh_MO", "cp950 gb18030"),
    ("ko", "cp949"),
    ("ru uk be bg sr mk", "cp1251 koi8_r"),
    ("pl cs sk hu ro hr sl sq bs", "cp1250"),
    ("el", "cp1253"),
    ("tr az", "cp1254"),
    ("he yi", "cp1255"),
    ("ar fa ur", "cp1256"),
    ("lt lv et", "cp1257"),
)
_OF_LANGUAGES = {
    language: names.split() for languages, names in _BY_LANGUAGES for language in languages.split()
}

_JAPANESE = (
    "のにはをたがでとしるれなりすアイウエオカクコサシスセタテトナニノハフマムメラリルレロン"
    "長短品種年月日名数値高"
)
_CHINESE = "的一是不了在人有我他中大上和年月日品名高值花瓣萼城市面性男女重目"
_OFTEN = {
    **dict.fromkeys(_WESTERN, "äöüßéèêàáâåçñøæóíú°µ²€"),
    "cp1250": "ąćęłńóśżáčéěířšúůýžőűăâîşţđ",
    "cp1251": "оеаинтсрвлкмдпуяы",
    "koi8_r": "оеаинтсрвлкмдпуяы",
    "cp1253": "αοιετσνηυρπκμλωςγδφχθβάέήίόύώ",
    "cp1254": "ışğüöç",
    "cp1255": "יוהלאבתרמשנםדקעחטפגכסצזןךץף",
    "cp1256": "اليمونرتبةعدسفهكقأحجشطىصخ",
    "cp1257": "āēīūšžčģķļņąęėįų",
    "cp932": _JAPANESE,
    "euc_jp": _JAPANESE,
    "gb18030": _CHINESE + "这来个国类别种长宽称数量温度价格积标质",
    "cp950": _CHINESE + "這來個國類別種長寬稱數量溫度價格積標質",
    "cp949": "이다는의가을에하고지로도기사은인리아대어한자정시나라서일부를너꽃잎길종류이름온도높",
}

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WORD = re.compile(r"[^\W\d_]+|[^\x00-\x7f]")
_RARE = {"cp850": 0.85, "mac_roman": 0.95}
"""What is hardly met any more, and how much less it is believed for that."""

_OWN = 0.1
"""How much more the encodings of the system's language are believed."""

_CLEAR = 0.75
_AHEAD = 0.12
"""A guess is good if it looks at least so well, and so much better than any that reads otherwise."""


@dataclass(frozen=True)
class EncodingGuess:
    """An encoding, and whether others may as well be meant."""

    encoding: str
    is_weak: bool = False


def in_order(language: str = "") -> list[str]:
    """List the encodings, those of a language first, after the Unicode's.

    Parameters
    ----------
    language : as systems write it, ``ja`` or ``zh_TW``
    """
    return list(dict.fromkeys([*_UNICODE, *_of_language(language), *ENCODINGS]))


def _of_language(language: str) -> list[str]:
    return _OF_LANGUAGES.get(language) or _OF_LANGUAGES.get(language.partition("_")[0]) or _WESTERN[:1]


def guess_encoding(data: bytes, language: str = "") -> EncodingGuess:
    """Find a file's encoding: by its mark, by zero bytes, or by what its bytes can be."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return EncodingGuess(encoding)
    beginning = data[:BYTES_LOOKED_AT]
    even, odd = beginning[0::2].count(0), beginning[1::2].count(0)
    if max(even, odd) > len(beginning) / 8:
        return EncodingGuess("utf-16-be" if even > odd else "utf-16-le")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed_by_words(b"\n".join(_lines_with_letters(data)), language)
    return EncodingGuess("utf-8")


def _lines_with_letters(data: bytes) -> Iterator[bytes]:
    """Yield the lines that are more than ASCII, as many as are enough to tell."""
    size = 0
    for line in data.splitlines():
        if not line.isascii():
            yield line
            size += len(line)
            if size > BYTES_LOOKED_AT:
                return


def _guessed_by_words(lines: bytes, language: str) -> EncodingGuess:
    known = [name for name in in_order(language) if name not in _UNICODE]
    read = {name: text for name in known if (text := _decoded(lines, name)) is not None}
    if not read:
        return EncodingGuess(_of_language(language)[0], is_weak=True)
    own = _of_language(language)
    looks = {name: _look(text, name) + _OWN * (name in own) for name, text in read.items()}
    best = max(read, key=lambda name: looks[name])
    rival = max((looks[name] for name in read if read[name] != read[best]), default=0.0)
    return EncodingGuess(best, looks[best] < _CLEAR or looks[best] - rival < _AHEAD)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _look(text: str, encoding: str) -> float:
    """Tell how much like a language's words a text looks, from 0 to 1."""
    often = _OFTEN[encoding]
    points = total = 0.0
    for word in _WORD.findall(text):
        foreign = [letter for letter in word if not letter.isascii()]
        total += len(foreign)
        if _is_plausible(word):
            points += sum(
                1.0 if letter.lower() in often else 0.7 if _is_usual(letter) else 0.2 for letter in foreign
            ) * (0.95 if word.isupper() else 1.0)
        else:
            points += sum(0.2 for letter in foreign if letter in often)
    return points / total * _RARE.get(encoding, 1.0) if total else 0.0


def _is_plausible(word: str) -> bool:
    """Tell whether a word is of one script, with capitals in front only or throughout."""
    scripts = {_script(letter) for letter in word}
    if scripts - {"CJK", "HIRAGANA", "KATAKANA"} and len(scripts) > 1:
        return False
    if scripts == {"LATIN"} and sum(not letter.isascii() for letter in word) > max(1, len(word) / 2):
        return False
    return word in (word.lower(), word.upper(), word[:1] + word[1:].lower()) or not word.isalpha()


def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").partition(" ")[0]


def _is_usual(letter: str) -> bool:
    """Tell whether a letter is a common one of its script."""
    if "\u4e00" <= letter <= "\u9fff":
        return _is_in_first_level(letter)
    return letter.isalpha() and not "\uff61" <= letter <= "\uff9f"


def _is_in_first_level(letter: str) -> bool:
    """Tell whether Chinese or Japanese standards count a character among the frequent ones."""
    for encoding, first, last in (("gb2312", 0xB0, 0xD7), ("cp932", 0x88, 0x97), ("cp950", 0xA4, 0xC6)):
        try:
            code = letter.encode(encoding)
        except UnicodeEncodeError:
            continue
        if first <= code[0] <= last:
            return True
    return False
