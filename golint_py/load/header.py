"""What the head of a Go file says, read from its bytes without a parser: package, imports, build constraints."""

import re

from msgspec import Struct

from golint_py.load.model import Import

_NAME = rb"[A-Za-z_\x80-\xff][A-Za-z0-9_\x80-\xff]*+"
_SPACE = rb"(?:[ \t\r\n\f\v;]++|//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+\*/)*+"
_STRING = rb"\"((?:[^\"\\\n]++|\\.)*+)\"|`([^`]*+)`"
_skip = re.compile(_SPACE).match
_word = re.compile(_NAME).match
_alias = re.compile(rb"\.|" + _NAME).match
_string = re.compile(_STRING).match
# Few heads ask for these: compiled by then.
_GENERATED = rb"^// Code generated .* DO NOT EDIT\.\r?$"
_COMMENT = rb"//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+\*/"
_BLANK_AFTER = rb"\n[ \t\r]*\n"
_BOM = b"\xef\xbb\xbf"


class Header(Struct, frozen=True):
    """The head of a file.

    `package` is "" where there is no package clause. `build` is the text of the `//go:build` line ("" for none), `plus`
    those of `// +build` lines, which hold only where `build` is empty. `complete` is false where the bytes given ended
    before the head did: read more and scan again.
    """

    package: str
    imports: tuple[Import, ...]
    build: str
    plus: tuple[str, ...]
    generated: bool
    complete: bool

    @property
    def cgo(self) -> bool:
        """Whether the file imports "C"."""
        return any(item.path == "C" for item in self.imports)


def scan(data: bytes) -> Header:
    """Read the head of a file from its first bytes. Never raises; what is broken ends the head."""
    start = len(_BOM) if data.startswith(_BOM) else 0
    end = _end(data, start)
    build = ""
    plus: tuple[str, ...] = ()
    generated = False
    if end > start:
        if b"build" in data[start:end]:
            build, plus = _constraints(data, start, end)
        generated = b"DO NOT EDIT" in data[start:end] and bool(re.search(_GENERATED, data[start:end], re.M))
    there, after = _keyword(data, end, b"package")
    clause = _word(data, _end(data, after)) if there else None
    if clause is None:
        # A comment or a word that the end of the bytes cuts off is not known to be what it seems.
        complete = end < len(data) and len(data) - end > 64 and not data.startswith(b"/*", end)
        return Header("", (), build, plus, generated, complete)
    imports, position = _imports(data, clause.end())
    return Header(clause[0].decode("utf-8", "replace"), tuple(imports), build, plus, generated, position < len(data))


def _end(data: bytes, start: int) -> int:
    found = _skip(data, start)
    return found.end() if found else start


def _keyword(data: bytes, position: int, keyword: bytes) -> tuple[bool, int]:
    """Whether the keyword stands there, and where it ends."""
    word = _word(data, position)
    return word is not None and word[0] == keyword, position + len(keyword)


def _imports(data: bytes, position: int) -> tuple[list[Import], int]:
    """The imports that follow, and where they end: the length of the data where that is not certain."""
    found: list[Import] = []
    while True:
        position = _end(data, position)
        there, after = _keyword(data, position, b"import")
        if not there:
            cut = len(data) - position < 8 or data.startswith(b"/*", position)
            return found, len(data) if cut else position
        position = _end(data, after)
        if not data.startswith(b"(", position):
            start, position = position, _one(data, position, found)
            if start == position:
                return found, len(data)
        else:
            position += 1
            before = -1
            while before != position:
                before = position
                position = _one(data, position, found)
            position = _end(data, position)
            if not data.startswith(b")", position):
                return found, len(data)
            position += 1


def _one(data: bytes, position: int, found: list[Import]) -> int:
    start = _end(data, position)
    alias = _alias(data, start)
    spec = _string(data, _end(data, alias.end()) if alias else start)
    if spec is None:
        return position
    quoted, raw = spec.groups()
    path = quoted if quoted is not None else raw
    found.append(Import(path.decode("utf-8", "replace"), alias[0].decode("utf-8", "replace") if alias else ""))
    return spec.end()


def _constraints(data: bytes, start: int, end: int) -> tuple[str, tuple[str, ...]]:
    """The build constraints among the comments before the package clause.

    A `// +build` line counts only where a blank line follows it before the package clause (go help buildconstraint).
    """
    build = ""
    plus = []
    for comment in re.finditer(_COMMENT, data[start:end]):
        text = comment[0]
        if text.startswith(b"//go:build") and text[10:11] in (b" ", b"\t", b"!", b"("):
            build = build or text[10:].decode("utf-8", "replace").strip()
        elif text.startswith(b"//") and text[2:].lstrip().startswith(b"+build"):
            rest = text[2:].lstrip()[6:]
            if rest[:1] in (b" ", b"\t") and re.search(_BLANK_AFTER, data[start + comment.end() : end]):
                plus.append(rest.decode("utf-8", "replace").strip())
    return build, tuple(plus)
