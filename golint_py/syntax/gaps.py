"""What valid Go the grammar does not know, and how each such gap is masked.

A mask replaces bytes by as many others, so that offsets hold and the rest of the tree is what it would be. Later layers
read texts from `Parsed.data`, the original bytes, and see:

- `new(expr)` (Go 1.26), and calls of functions that a program calls `new` or `make`: a `call_expression` as of any
  function; its function is an `identifier` whose text is `new` or `make`, its arguments are expressions. (`new(T)`, and
  arguments that could be types, such as `new(x)`, `new(*p)`, `new(a.b)` and `new(a[i])`, are no gap: there the argument
  is a type node, and only name lookup tells.)
- type parameters of methods (Go 1.27): a `method_declaration` without them; `Parsed.type_parameters` has its
  `type_parameter_list`, with offsets in the same bytes, by the start byte of the method.
- `var (x int)`, `const (a = 1)` on one line: the same declaration, with or without its parentheses.
- `if ; x {}`, `switch ; x {}`: the same statement without the empty initialiser.
- a string literal of over `LONG_STRING` bytes (only in files with overlong lines): it has one content node and no
  `escape_sequence`; its text is what it was.
"""

import re
from collections.abc import Callable

from msgspec import Struct
from tree_sitter import Parser, Point, Range

from golint_py.syntax.blank import brackets
from golint_py.syntax.parsed import Masked


class Source(Struct, frozen=True, eq=False):
    """A file: its bytes, the same blanked, and the offset of the closing bracket for each opening one."""

    data: bytes
    code: bytes
    closing: dict[int, int]
    parser: Parser


class Gap(Struct, frozen=True):
    """A construct that tree-sitter-go 0.25 rejects: since which Go version it exists, and the function that masks it.

    `mask(masked, source)` rewrites the bytearray `masked` in place and returns what it masked.
    """

    name: str
    since: tuple[int, int]
    mask: Callable[[bytearray, "Source"], list[Masked]]


_NEW = re.compile(rb"(?<![\w.\x80-\xff])(new|make)[ \t]*(?=\()")
_METHOD = re.compile(rb"^func[ \t]*(?=\()", re.M)
_TYPE_PARAMETERS = re.compile(rb"[ \t]*[A-Za-z_\x80-\xff][\w\x80-\xff]*[ \t]*(?=\[)")
_GROUP = re.compile(rb"\b(?:var|const)[ \t]*(?=\([^\n()]*[^\n(); \t])")
_EMPTY_INIT = re.compile(rb"\b(?:if|switch)[ \t]*;")
LONG_STRING = 65_536
_LONG = re.compile(rb"\"((?:[^\"\\\n]++|\\[^\n])*+)\"")
# What starts no type: a literal, an operator, a call or composite literal.
_EXPRESSION = re.compile(rb"\([ \t]*(?:[\"'`0-9&!+^-]|(?!(?:func|struct|interface|map|chan)\b)[A-Za-z_][\w.]*[({])")
_PLAIN_TYPE = re.compile(rb"[ \t]*[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?[ \t]*")
NEW = "new(expr)"
METHOD_TYPE_PARAMETERS = "type parameters of a method"


def source_of(data: bytes, code: bytes, parser: Parser) -> Source:
    """What gaps are sought in: `code` is `data` blanked."""
    return Source(data, code, brackets(code), parser)


def mask(source: Source) -> tuple[bytes, list[Masked]]:
    """The bytes with all known gaps masked, and what was masked, in source order."""
    masked = bytearray(source.data)
    found = [one for gap in GAPS for one in gap.mask(masked, source)]
    return (bytes(masked), sorted(found)) if found else (source.data, [])


def _mask_new(masked: bytearray, source: Source) -> list[Masked]:
    """Rename `new` and `make` where the arguments parse only as expressions. Inner calls first: they start later."""
    found = []
    budget = 4 * len(source.data) + 100_000  # bytes parsed, so that deep nesting stays linear
    for match in reversed(list(_NEW.finditer(source.code))):
        end = source.closing.get(match.end(), -1) + 1
        if not end or _PLAIN_TYPE.fullmatch(source.code, match.end() + 1, end - 1):
            continue
        argument = bytes(masked[match.end() : end])
        expression = _EXPRESSION.match(argument) is not None
        if not expression:
            budget -= len(argument)
            expression = budget > 0 and not _parses(source.parser, match[1] + argument)
        if expression:
            masked[match.end(1) - 1] ^= 32  # another case: a name like any other
            found.append(Masked(match.start(1), match.end(1), NEW))
    return found


def _parses(parser: Parser, expression: bytes) -> bool:
    return not parser.parse(b"package p\nvar _ = " + expression + b"\n").root_node.has_error


def _mask_type_parameters(masked: bytearray, source: Source) -> list[Masked]:
    found = []
    for match in _METHOD.finditer(source.code):
        receiver = source.closing.get(match.end(), -1) + 1
        name = _TYPE_PARAMETERS.match(source.code, receiver) if receiver else None
        if name is None:
            continue
        end = source.closing.get(name.end(), -1) + 1
        if end and source.code[end : end + 16].lstrip(b" \t").startswith(b"("):
            masked[name.end() : end] = re.sub(rb"[^\n]", b" ", masked[name.end() : end])
            found.append(Masked(name.end(), end, METHOD_TYPE_PARAMETERS, match.start()))
    return found


def _mask_group(masked: bytearray, source: Source) -> list[Masked]:
    """End the last specification of a one-line group: by a semicolon for the space before `)`, else ungroup it."""
    found = []
    for match in _GROUP.finditer(source.code):
        end = source.closing.get(match.end(), -1)
        inner = source.code[match.end() + 1 : end]
        if end < 0 or b"\n" in inner or inner.rstrip().endswith(b";"):
            continue
        if source.code[end - 1 : end] in (b" ", b"\t") and source.data[end - 1 : end] in (b" ", b"\t"):
            masked[end - 1 : end] = b";"
        elif b";" not in inner:
            masked[match.end()], masked[end] = b" ;"
        else:
            continue
        found.append(Masked(match.end(), end + 1, "group on one line"))
    return found


def _mask_empty_init(masked: bytearray, source: Source) -> list[Masked]:
    found = []
    for match in _EMPTY_INIT.finditer(source.code):
        masked[match.end() - 1] = ord(" ")
        found.append(Masked(match.end() - 1, match.end(), "empty initialiser"))
    return found


def mask_long_strings(data: bytes) -> tuple[bytes, list[Masked]]:
    """Strings of over `LONG_STRING` bytes without their escapes, each of which would be a node."""
    found = [
        Masked(match.start(1), match.end(1), "long string")
        for match in _LONG.finditer(data)
        if len(match[1]) > LONG_STRING
    ]
    masked = bytearray(data)
    for one in found:
        masked[one.start : one.end] = b" " * (one.end - one.start)
    return bytes(masked), found


GAPS = (
    Gap("empty initialiser", (1, 0), _mask_empty_init),
    Gap("group on one line", (1, 0), _mask_group),
    Gap(METHOD_TYPE_PARAMETERS, (1, 27), _mask_type_parameters),
    Gap(NEW, (1, 26), _mask_new),
)


def without_receiver(source: Source, masked: Masked) -> list[Range]:
    """The ranges in which a method with type parameters reads as a function without result and body; [] for none."""
    data, code, closing = source.data, source.code, source.closing
    receiver = closing.get(code.find(b"(", masked.owner), -1) + 1
    end = closing.get(code.find(b"(", masked.end), -1) + 1
    keyword = masked.owner + (4 if data[receiver : receiver + 1].isspace() else 5)
    if not receiver or not end:
        return []
    row = data.count(b"\n", 0, masked.owner)
    name = span(data, receiver, end, row + data.count(b"\n", masked.owner, receiver))
    return [span(data, masked.owner, keyword, row), name]


def span(data: bytes, start: int, end: int, row: int) -> Range:
    """The range of bytes, where `start` is on the 0-based line `row`."""
    first = Point(row, start - (data.rfind(b"\n", 0, start) + 1))
    last_row = row + data.count(b"\n", start, end)
    return Range(first, Point(last_row, end - (data.rfind(b"\n", 0, end) + 1)), start, end)
