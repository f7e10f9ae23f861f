"""Whether a function shares a variable that changes with one of its function literals, by its text.

Told without a tree, since most functions need none: a literal begins at `func(` and ends at the brace that closes it.
A name is captured where it occurs in a literal before the literal declares it. What is not sure counts as shared: it
costs time, never a finding.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

_TOKEN = re.compile(
    rb""""(?:\\.|[^"\\\n])*"|`[^`]*`|'(?:\\.|[^'\\\n])+'|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/|\bfunc\s*\(|[{}]""", re.DOTALL
)
_PARENTHESIS = re.compile(rb"[()]")
_BODY = re.compile(
    rb"(?:[^\n{}]{0,200}|\s{0,9}\([^()]{0,300}\)\s?)\{"
)  # behind the parameters of a literal, but not of a type
_NAME = re.compile(rb"(?<![.\w])([A-Za-z_]\w*)")
_DECLARED = re.compile(rb"(?<![.\w])((?:[A-Za-z_]\w*+\s*,\s*){0,30}[A-Za-z_]\w*+)\s*:=|\bvar\s+([A-Za-z_]\w*)")
# Assignments to variables and to elements of what they hold; those to fields are of no interest. Several indices are
# one text between brackets: a repetition would try every way to cut it. The bounds are for lines of any length.
_ASSIGNED = re.compile(
    rb"(?<![.\w\])])((?:[A-Za-z_][\w.]*+(?:\[[^\n=]{0,300}?\])?\s*,\s*){0,30}[A-Za-z_][\w.]*+(?:\[[^\n=]{0,300}?\])?)"
    rb"\s*(?:=(?!=)|\+\+|--|[-+*/|&^%]=|<<=|>>=|&\^=)"
)
_RANGED = re.compile(rb"\bfor\s{1,9}([A-Za-z_]\w*(?:\s{0,9},\s{0,9}[A-Za-z_]\w*)?)\s{0,9}:=\s{0,9}range\b")
_EMPTIED = re.compile(rb"\b(?:delete|clear)\(\s*&?\*?([A-Za-z_]\w*)")
_INDEXED = re.compile(rb"(?<![.\w])([A-Za-z_]\w*)\[")
_PUT = re.compile(rb"(?<![.\w])([A-Za-z_]\w*)\.(?:(?:Set|Add)\([^\n]*,|Del\()")  # of http.Header and url.Values
_METHOD = re.compile(rb"(?<![.\w])([A-Za-z_]\w*)\.(\w+)\(")
_VARIABLE = re.compile(rb"(?<![.\w])[A-Za-z_]\w*(?![\w.])")


def shares(text: bytes, methods: AbstractSet[bytes] = frozenset(), fresh_loops: bool = True) -> bool:
    """Whether a literal in the text of a function uses a variable that is assigned to, or changed in place, somewhere
    in the function, and that the literal does not declare itself; or changes in place what it is passed. `methods` are
    names of methods that maps have. Where loops are not `fresh_loops` (before go 1.22), each turn of one assigns to the
    variables that it ranges with."""
    clean, literals = _literals(text)
    if not literals:
        return False
    inside = set(_changed_inside(clean, methods))
    changed = inside.union(*map(_VARIABLE.findall, _ASSIGNED.findall(clean)))
    if not fresh_loops:
        changed = changed.union(*map(_VARIABLE.findall, _RANGED.findall(clean)))
    return any(
        not changed.isdisjoint(_captured(literal)) or not inside.isdisjoint(_parameters(literal))
        for literal in (clean[start:end] for start, end in literals)
    )


def _literals(text: bytes) -> tuple[bytes, list[tuple[int, int]]]:
    """The text with strings and comments blanked out, and the byte ranges of the outermost literals in it, from the
    list of their parameters on."""
    found: list[tuple[int, int]] = []
    clean = bytearray(text)
    depth, opened, outer = 0, -1, -1
    for token in _TOKEN.finditer(text):
        match token[0][:1]:
            case b"{":
                depth += 1
            case b"}":
                depth -= 1
                if outer >= 0 and depth <= opened:
                    found.append((outer, token.end()))
                    outer = -1
            case b"f":
                if outer < 0 and depth > 0 and _has_body(text, token.end() - 1):
                    outer, opened = token.start(), depth
            case _:
                clean[token.start() : token.end()] = b" " * (token.end() - token.start())
    if outer >= 0:
        found.append((outer, len(text)))
    return bytes(clean), found


def _has_body(text: bytes, start: int) -> bool:
    """Whether what begins with the list of parameters at `start` is a literal, and not the type of a function."""
    depth = 0
    for parenthesis in _PARENTHESIS.finditer(text, start):
        depth += 1 if parenthesis[0] == b"(" else -1
        if depth == 0:
            return _BODY.match(text, parenthesis.end()) is not None
    return True


def _changed_inside(text: bytes, methods: AbstractSet[bytes]) -> Iterator[bytes]:
    """Variables whose elements are assigned, deleted, or changed by a method."""
    for assignment in _ASSIGNED.findall(text):
        yield from _INDEXED.findall(assignment)
    yield from _EMPTIED.findall(text)
    yield from _PUT.findall(text)
    for name, method in _METHOD.findall(text) if methods else ():
        if method in methods:
            yield name


def _parameters(literal: bytes) -> list[bytes]:
    return _NAME.findall(literal[: literal.find(b"{")])


def _captured(literal: bytes) -> Iterator[bytes]:
    """Names that occur in the literal before it declares them."""
    body = literal.find(b"{")
    own = set(_parameters(literal))
    declared: dict[bytes, int] = {}
    for match in _DECLARED.finditer(literal, body):
        for name in _NAME.findall(match[1] or match[2]):
            declared.setdefault(name, match.start())
    seen: set[bytes] = set()
    for match in _NAME.finditer(literal, body):
        name = match[1]
        if name not in seen:
            seen.add(name)
            if name not in own and match.start() < declared.get(name, len(literal)):
                yield name
