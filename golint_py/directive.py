"""What a directive in a comment is, whoever reads it, and which files may have one."""

from collections.abc import Collection, Mapping

from msgspec import Struct

from golint_py.text.span import Span

MARK = b"golint:"
MARKS: Mapping[str, tuple[bytes, ...]] = {
    "nosec": (b"#nosec", b"gosec:disable"),
    "nolint": (b"nolint",),
    "lint:ignore": (b"lint:ignore", b"lint:file-ignore"),
}
TOOLS = tuple(MARKS)


class Directive(Struct, frozen=True):
    """One `golint:` comment.

    `span` is the comment. `start` to `end` are the bytes of the line it speaks of: its own, or the one below the
    comment block if it stands on a line of its own. `anchor` is the first byte there that is not blank, -1 for a
    directive beside code. `problem` says why it is none ("" when it is one). `tool` is the spelling of another tool
    ("nosec", "nolint", "lint:ignore"), whose `rules` may be families or `all`, "" for our own.
    """

    span: Span
    start: int
    end: int
    anchor: int
    rules: tuple[str, ...] = ()
    until: str = ""
    why: str = ""
    problem: str = ""
    tool: str = ""


class Use(Struct, frozen=True):
    """A directive, how many findings it silences, and its state in a word: used, unused, expired, unknown (it names no
    rule), malformed, or idle (none of its rules has run)."""

    directive: Directive
    findings: int
    state: str


def marked(data: bytes, compatible: Collection[str] = ()) -> bool:
    """Whether there may be directives in the text."""
    return MARK in data or any(mark in data for tool in compatible for mark in MARKS[tool])
