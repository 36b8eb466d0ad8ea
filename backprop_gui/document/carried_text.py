"""A project's text as mails and forums deliver it: what they did to it is undone where that is certain.

They put marks before the lines, break long lines, and exchange quote marks and blanks for others. JSON
holds none of that by itself: no line ends within a text or a number, and outside texts nothing but straight
quote marks and plain blanks. What stands in a text is never changed otherwise.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

_QUOTES = "“”„‟″"
_AFTER_A_TEXT = re.compile(r"\s*(?:[:,}\]]|$)")
_QUOTE_OR_OTHER = re.compile(rf"\\.|[{_QUOTES}]|[^\\{_QUOTES}]+|\\", re.DOTALL)
_TEXT = re.compile(r'("[^"\\]*(?:\\.[^"\\]*)*")', re.DOTALL)
_MARK = re.compile(r'\\.|\\$|"')
_OUTSIDE = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u200b": "", "\ufeff": "", "–": "-", "−": "-"})
_TOKEN = re.compile(r"[0-9A-Za-z.+-]")
_HYPHENATED = re.compile(r"[^\W\d]-\n[^\W\d]")

TEXT, TOKEN = "text", "number or word"
"""What the end of a line can break in two."""

ENOUGH = 6
"""So many lines that are broken at the same column are no chance."""


def without_surroundings(text: str) -> str:
    """Return the project in a text, from its first brace to its last; empty where there is none."""
    begin, end = text.find("{"), text.rfind("}")
    return text[begin : end + 1] if 0 <= begin < end else ""


def restored(text: str) -> str:
    """Undo what was done to the project in a text on its way, as far as that is certain."""
    raw = _lines(text)
    lines = _unmarked(raw)
    lines[0] = lines[0][lines[0].find("{") :]
    plain = _with_plain_blanks(_with_straight_quotes("\n".join(lines)))
    return _unwrapped(plain.split("\n"), raw)


def likely_cause(text: str) -> str:
    """Say what was probably done to the project in a text; empty if nothing shows."""
    raw = _lines(text)
    lines = _unmarked(raw)
    signs = {
        "quoted": any(line.lstrip().startswith(">") for line in raw[1:]),
        "wrapped": '"' in text and any(_broken(lines)),
        "written with typographic quote marks": _has_typographic_marks(text),
    }
    seen = " and ".join(sign for sign, shows in signs.items() if shows)
    return f"it looks {seen}, as by a mail or a forum; ask for the file itself" if seen else ""


def _lines(text: str) -> list[str]:
    """Return the lines that the project stands in, with what stands before its first brace."""
    text = text.replace("\r\n", "\n")
    begin = text.find("{")
    return text[text.rfind("\n", 0, begin) + 1 : text.rfind("}") + 1].split("\n")


def _unmarked(lines: Sequence[str]) -> list[str]:
    """Take off as many marks of quoting as stand before the first brace."""
    lead = lines[0].partition("{")[0]
    if ">" not in lead or lead.strip("> \t\u00a0"):
        return list(lines)
    blank = "[ \u00a0]?" if lead[-1] in " \u00a0" else ""
    marks = re.compile(f"(?:[ \u00a0]?>){{1,{lead.count('>')}}}{blank}")
    return [marks.sub("", line, count=1) if marks.match(line) else line for line in lines]


def _has_typographic_marks(text: str) -> bool:
    """Whether all quote marks are typographic ones."""
    return '"' not in text and any(mark in text for mark in _QUOTES)


def _with_straight_quotes(text: str) -> str:
    """Make the marks around texts straight, where no mark is; those that stand within texts stay."""
    if not _has_typographic_marks(text):
        return text
    pieces, is_inside = [], False
    for piece in _QUOTE_OR_OTHER.finditer(text):
        if piece[0] in _QUOTES and (not is_inside or _AFTER_A_TEXT.match(text, piece.end())):
            pieces.append('"')
            is_inside = not is_inside
        elif piece[0][0] == "\\" and piece[0][1:] in _QUOTES:
            pieces.append('\\"' if piece[0][1:] else "\\")
        else:
            pieces.append(piece[0])
    return "".join(pieces)


def _with_plain_blanks(text: str) -> str:
    """Make blanks and signs outside texts plain; within texts too, where not one plain blank is left."""
    if " " not in text:
        text = text.replace("\u00a0", " ")
    parts = _TEXT.split(text)
    parts[::2] = [outside.translate(_OUTSIDE) for outside in parts[::2]]
    return "".join(parts)


def _broken(lines: Sequence[str]) -> list[str]:
    """Tell for each line but the last what its end breaks in two, empty for nothing."""
    kinds, is_inside, is_escaped = [], False, False
    for line, after in pairwise(lines):
        marks = _MARK.findall("\\" + line if is_escaped else line)
        is_escaped = bool(marks) and marks[-1] == "\\"
        is_inside ^= marks.count('"') % 2 == 1
        is_token = _TOKEN.match(line[-1:]) and _TOKEN.match(after)
        kinds.append(TEXT if is_inside else TOKEN if is_token else "")
    return kinds


def _unwrapped(lines: Sequence[str], raw: Sequence[str]) -> str:
    """Join what line ends have broken, where it is certain what stood in their place.

    Parameters
    ----------
    raw : the same lines as they came
    """
    kinds = _broken(lines)
    places = [place for place, kind in enumerate(kinds) if kind]
    is_cut = any(_is_cut(lines, raw, places, length) for length in (len, _bytes))
    if is_cut and (TOKEN in kinds or len(places) >= ENOUGH):
        ends = ["" if kind else "\n" for kind in kinds]
    elif not is_cut and TOKEN not in kinds and _is_wrapped(raw, places):
        ends = [
            _blank_between(lines[place : place + 2]) if kind else "\n" for place, kind in enumerate(kinds)
        ]
    else:
        return "\n".join(lines)
    return "".join(line + end for line, end in zip(lines, [*ends, ""], strict=True))


def _is_cut(
    lines: Sequence[str], raw: Sequence[str], places: Sequence[int], length: Callable[[str], int]
) -> bool:
    """Whether all broken lines were cut just where their next letter had no room any more."""
    longest = max(map(length, raw))
    return all(length(raw[place]) + length(lines[place + 1][:1]) > longest for place in places)


def _is_wrapped(raw: Sequence[str], places: Sequence[int]) -> bool:
    """Whether a line was broken although there was room for more letters: only whole words had none."""
    return min((len(raw[place]) for place in places), default=0) < max(map(len, raw)) - 1


def _blank_between(lines: Sequence[str]) -> str:
    """Return the blank in whose place two lines were parted, unless it is still there or never was."""
    line, after = lines
    if line.endswith(" ") or after.startswith(" ") or _HYPHENATED.fullmatch(f"{line[-2:]}\n{after[:1]}"):
        return ""
    return " "


def _bytes(text: str) -> int:
    return len(text.encode(errors="surrogatepass"))
