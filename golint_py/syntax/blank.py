"""Go source with the inside of literals and comments blanked, so that patterns and brackets can be sought in bytes.

Used only for files that the parser rejects. Lengths and line breaks stay the same. Lexical grammar: The Go Programming
Language Specification, sections Comments, Rune literals, String literals.
"""

import re

from golint_py.syntax.parsed import MANY_OPEN

# Where a declaration starts: at column 0. A function literal there (`func(`) does not count.
START = re.compile(rb"^(?:type|var|const|import)\b|^func[ \t]++(?=[A-Za-z_(\x80-\xff])", re.M)

_SHORT = rb"\"(?:[^\"\\\n]++|\\[^\n])*+\"?|'(?:[^'\\\n]++|\\[^\n])*+'?|//[^\n]*+"
_LITERAL = re.compile(_SHORT + rb"|`[^`]*+`?|/\*(?:[^*]++|\*(?!/))*+(?:\*/)?")
# Raw strings and comments that no declaration starts in: for files with a backtick or `/*` too many.
_SAME = rb"\n(?!(?:type|var|const|import)\b|func[ \t]+[A-Za-z_(])"
_SHORT_RAW = rb"`(?:[^`\n]++|" + _SAME + rb")*+`|`[^\n]*+"
_SHORT_BLOCK = rb"/\*(?:[^*\n]++|\*(?!/)|" + _SAME + rb")*+\*/|/\*[^\n]*+"
_MOST_COMMENTS = 1000  # block comments in a file in which torn ones are looked for: each may be sought to its end
_LITERAL_SHORT = re.compile(rb"|".join((_SHORT, _SHORT_RAW, _SHORT_BLOCK)))
_TO_SPACE = bytes(byte if byte in b"\n\r" else 32 for byte in range(256))
_BRACKET = re.compile(rb"[][(){}]|^func[ \t]++(?=[A-Za-z_(\x80-\xff])", re.M)
_PARTNER = {b")"[0]: b"("[0], b"]"[0]: b"["[0], b"}"[0]: b"{"[0]}


def blank(data: bytes, torn: bool = False) -> bytes:
    """The code alone: literals keep their quotes, comments become spaces.

    A raw string or comment that is never closed ends with the file; with `torn`, one that is not closed before a line
    that starts a declaration ends with its own line.
    """
    if torn and data.count(b"/*") > _MOST_COMMENTS:
        torn = False
    return (_LITERAL_SHORT if torn else _LITERAL).sub(_hide, data)


def open_comment(data: bytes) -> int:
    """Where a comment starts that is never closed and has a great many others in it; -1 for nowhere."""
    if data.count(b"/*", data.rfind(b"*/") + 1) < MANY_OPEN:
        return -1
    last = None
    for last in _LITERAL.finditer(data):  # noqa: B007 - the last one is wanted
        pass
    return last.start() if last is not None and last[0].startswith(b"/*") and not last[0].endswith(b"*/") else -1


def starts(code: bytes) -> int:
    """How many declarations start in blanked code."""
    return sum(1 for _ in START.finditer(code))


def _hide(match: re.Match[bytes]) -> bytes:
    text = match[0]
    hidden = text.translate(_TO_SPACE)
    quote = text[:1]
    if quote == b"/":
        return hidden
    if len(text) > 1 and text[-1:] == quote:
        return quote + hidden[1:-1] + quote
    return quote + hidden[1:]


def brackets(code: bytes) -> dict[int, int]:
    """The offset of the closing bracket for that of each opening one in blanked code.

    Where brackets do not match, those that are open have none; nor have those that a function is declared in.
    """
    found: dict[int, int] = {}
    stack: list[tuple[int, int]] = []
    for match in _BRACKET.finditer(code):
        bracket = match[0][0]
        partner = _PARTNER.get(bracket)
        if partner is not None:
            if stack and stack[-1][0] == partner:
                found[stack.pop()[1]] = match.start()
            else:
                stack.clear()
        elif bracket in b"([{":
            stack.append((bracket, match.start()))
        elif bracket == ord("f"):
            stack.clear()
    return found


def depth(code: bytes) -> int:
    """How many brackets the blanked code leaves open, less those that it closes too much."""
    opened = code.count(b"{") + code.count(b"(") + code.count(b"[")
    return opened - code.count(b"}") - code.count(b")") - code.count(b"]")
