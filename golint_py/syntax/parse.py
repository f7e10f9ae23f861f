"""Bytes to Go syntax trees that survive what the grammar does not know and what people break.

tree-sitter recovers from errors, but its recovery may swallow the rest of a file. So where the root has an error, the
known gaps of the grammar are masked (same length, so offsets hold), the file is parsed again, and what is still broken
is parsed in pieces that start where a line starts, at column 0, with `func`, `type`, `var`, `const` or `import`.
A good file costs one parse.
"""

import re

from tree_sitter import Parser

from golint_py.syntax.language import GO
from golint_py.syntax.parsed import LONG_FILE, MANY_OPEN, Broken, Collected, Parsed

LIMIT = 10_000_000  # bytes of a file
SMALL = 50_000  # bytes below which even what does not look like Go is parsed

_GO = rb"(?m:^(?:\xef\xbb\xbf)?[ \t]*(?:package|func|type|var|const|import)\b)"


def parse(data: bytes, limit: int = LIMIT) -> Parsed:
    """Parse a Go file. Never raises on odd input: what cannot be read is in `broken`.

    Files longer than `limit` bytes are not parsed at all, nor are binary ones; a declaration with an overlong line
    (generated or minified code) is not parsed either.
    """
    why = _unreadable(data, limit)
    if why:
        return Parsed(data, (), (), (), (Broken(0, len(data), why),))
    # The grammar wants an end of line after a type declaration, at the end of the file too.
    source = data if data.endswith(b"\n") else data + b"\n"
    odd = len(data) > LONG_FILE or data.count(b"/*", data.rfind(b"*/") + 1) >= MANY_OPEN
    if not odd:
        parser = Parser(GO)
        tree = parser.parse(source)
        if not tree.root_node.has_error:
            taken = Collected(data)
            taken.add(tree)
            return taken.result([], {})
    from golint_py.syntax import repair  # its patterns cost 5 ms to compile, and most files are good

    if odd:
        return repair.parse_with_care(data, source, lambda part: parse(part, limit))
    return repair.repaired(parser, data, source, tree, [])


def _unreadable(data: bytes, limit: int) -> str:
    """Why the bytes are not parsed at all, "" for no reason."""
    if len(data) > limit:
        return f"longer than {limit} bytes"
    if b"\0" in data:
        return "binary file (NUL bytes)"
    if not data.isascii():
        try:
            data.decode()
        except UnicodeDecodeError:
            if data.decode("utf-8", "replace").count("\ufffd") * 50 > len(data):
                return "binary file (not UTF-8)"
    if len(data) > SMALL and not re.search(_GO, data):
        return "no Go declaration in sight"
    return ""
