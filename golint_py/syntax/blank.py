"""Go source with the inside of literals and comments blanked, so that patterns and brackets can be sought in bytes.

Used only for files that the parser rejects. Lengths and line breaks stay the same. Lexical grammar: The Go Programming
Language Specification, sections Comments, Rune literals, String literals.
"""

import re

# Where a declaration starts: at column 0. A function literal there (`func(`) does not count.
START = re.compile(rb"^(?:type|var|const|import)\b|^func[ \t]++(?=[A-Za-z_(\x80-\xff])", re.M)

_SHORT = rb"\"(?:[^\"\\\n]++|\\[^\n])*+\"?|'(?:[^'\\\n]++|\\[^\n])*+'?|//[^\n]*+"
_BLOCK = rb"/\*(?:[^*]++|\*(?!/))*+\*/"
_RAW = rb"`[^`]*+`"
# A raw string that no declaration starts in: for files with a backtick too many.
_RAW_SHORT = rb"`(?:[^`\n]++|\n(?!(?:type|var|const|import)\b|func[ \t]+[A-Za-z_(]))*+`"
_LITERAL = re.compile(rb"|".join((_RAW, _SHORT, _BLOCK)))
_LITERAL_TORN = re.compile(rb"|".join((_RAW_SHORT, _SHORT, _BLOCK)))
_TO_SPACE = bytes(byte if byte in b"\n\r" else 32 for byte in range(256))
_OPEN = re.compile(rb"[][(){}]")
_PARTNER = {b")"[0]: b"("[0], b"]"[0]: b"["[0], b"}"[0]: b"{"[0]}


def blank(data: bytes) -> bytes:
    """The code alone: literals keep their quotes, comments become spaces.

    Where a backtick or `/*` is never closed, it counts as one character, and raw strings end before a declaration.
    """
    code = _blank(data, _LITERAL)
    return _blank(data, _LITERAL_TORN) if code.count(b"`") % 2 else code


def _blank(data: bytes, pattern: re.Pattern[bytes]) -> bytes:
    return pattern.sub(_hide, data)


def _hide(match: re.Match[bytes]) -> bytes:
    text = match[0]
    hidden = text.translate(_TO_SPACE)
    quote = text[:1]
    if quote == b"/":
        return hidden
    if len(text) > 1 and text[-1:] == quote:
        return quote + hidden[1:-1] + quote
    return quote + hidden[1:]


def closing(code: bytes, start: int) -> int:
    """The offset of the bracket that closes the one at `start` of blanked code; -1 where brackets do not match."""
    stack: list[int] = []
    for match in _OPEN.finditer(code, start):
        bracket = match[0][0]
        partner = _PARTNER.get(bracket)
        if partner is None:
            stack.append(bracket)
        elif not stack or stack.pop() != partner:
            return -1
        elif not stack:
            return match.start()
    return -1


def depth(code: bytes) -> int:
    """How many brackets the blanked code leaves open, less those that it closes too much."""
    opened = code.count(b"{") + code.count(b"(") + code.count(b"[")
    return opened - code.count(b"}") - code.count(b")") - code.count(b"]")
