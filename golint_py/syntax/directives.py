"""The `//go:` lines of a file that the rules ask about: linkname, debug settings, how calls keep addresses alive."""

import re

from msgspec import Struct

from golint_py.syntax.parsed import Parsed

_WORTH_READING = re.compile(rb"^//go:(?:linkname|debug|uintptrescapes|uintptrkeepalive)[ \t\r\n]", re.MULTILINE)


class Directive(Struct, frozen=True):
    """A line such as `//go:linkname now time.now`: its words after `//go:`, and its bytes."""

    words: tuple[str, ...]
    start: int
    end: int


def directives(parsed: Parsed) -> tuple[Directive, ...]:
    """Those of a file, in source order. A line counts where it is a comment of its own at the start of a line."""
    if _WORTH_READING.search(parsed.data) is None:
        return ()
    comments = {(node.start_byte, node.end_byte) for node in parsed.comments}
    found = []
    for match in _WORTH_READING.finditer(parsed.data):
        start = match.start()
        end = parsed.data.find(b"\n", start)
        end = start + len(parsed.data[start : end if end >= 0 else len(parsed.data)].rstrip())
        if (start, end) in comments:
            words = parsed.data[start + len(b"//go:") : end].decode("utf-8", "replace").split()
            found.append(Directive(tuple(words), start, end))
    return tuple(found)
